//! The table that a summary prints.

use std::fmt::{self, Display, Formatter};

use super::Summary;

/// More kinds of violations than this are not read anyway.
const MAX_VIOLATIONS: usize = 200;

impl Display for Summary {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<12}{:>11}{:>12}{:>12}{:>7}{:>12}{:>14}",
            "version", "exchanges", "verified", "violations", "5xx", "unlisted", "undocumented"
        )?;
        for (name, version) in &self.versions {
            writeln!(
                f,
                "{:<12}{:>11}{:>12}{:>12}{:>7}{:>12}{:>14}",
                name,
                version.exchanges,
                version.verified.len(),
                version.violating,
                version.server_errors,
                version.unlisted.values().sum::<usize>(),
                version.undocumented,
            )?;
        }
        self.write_unlisted(f)?;
        self.write_violations(f)?;
        for (version, operations) in &self.missing {
            let operations: Vec<&str> = operations.iter().map(String::as_str).collect();
            writeln!(f, "\nnot verified in {version}, but required: {}", operations.join(", "))?;
        }
        if self.exchanges() == 0 {
            writeln!(f, "\nno exchange was recorded")?;
        }
        Ok(())
    }
}

impl Summary {
    fn write_unlisted(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (name, version) in &self.versions {
            if version.unlisted.is_empty() {
                continue;
            }
            let unlisted = version.unlisted.iter();
            let unlisted: Vec<String> =
                unlisted.map(|((operation, status), count)| format!("{operation} {status} ×{count}")).collect();
            writeln!(f, "\nunlisted statuses in {name} (tolerated): {}", unlisted.join(", "))?;
        }
        Ok(())
    }

    fn write_violations(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut left = MAX_VIOLATIONS;
        for (name, version) in &self.versions {
            if version.violations.is_empty() {
                continue;
            }
            writeln!(f, "\nviolations in {name}:")?;
            for ((operation, status, violation), count) in version.violations.iter().take(left) {
                writeln!(f, "  {operation} {status} ×{count}: {violation}")?;
            }
            let shown = left.min(version.violations.len());
            if shown < version.violations.len() {
                writeln!(f, "  … and {} more kinds", version.violations.len() - shown)?;
            }
            left -= shown;
        }
        Ok(())
    }
}
