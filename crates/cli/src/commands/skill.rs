//! `frontdesk skill`: what an agent has to know of this program, written from the program itself so that it cannot drift.

use std::fmt::Write;

use clap::Args;
use frontdesk_contract::{ApiVersion, Risk, catalogue};

use crate::commands::help;
use crate::exit::Exit;
use crate::specification::Specification;
use crate::{printer, prompt};

/// Print a skill (SKILL.md) that teaches an agent this program.
///
/// Put it where the agent looks for skills.
#[derive(Debug, Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(_arguments: &Arguments) {
    printer::line(text().trim_end());
}

fn text() -> String {
    let version = ApiVersion::NEWEST;
    let mut text = format!(
        "---\nname: frontdesk\ndescription: Explore and run requests of Clerk's Backend API with the `frontdesk` command: \
         users, sessions, organizations, invitations and more, with guard rails. Use it when somebody asks about a Clerk \
         instance or wants to change it.\n---\n\n\
         # Clerk's Backend API with frontdesk {}\n\n\
         Everything but sending works offline. Look before you send: `frontdesk METHOD /path help` explains an endpoint, \
         `--dry-run` prints what would be sent as JSON and needs no key.\n",
        env!("CARGO_PKG_VERSION")
    );
    for (heading, lines) in help::SECTIONS {
        let _ = write!(text, "\n## {heading}\n\n");
        for (typed, does) in *lines {
            let _ = writeln!(text, "- `{typed}`: {does}");
        }
    }
    text.push_str(
        "\n## Rules that the program holds you to\n\n\
         - A refused request is never sent, and the refusal is final: do not look for a way around it. Tell the person the \
         `message` and the `fix`.\n\
         - POST, PUT and PATCH need the scope `write` in CLERK_BAPI_SCOPES, DELETE `write` and `delete`. `--admin` goes past \
         the scopes: pass it only when a person said so.\n\
         - Where nobody can be asked, a write wants `--yes`, a write to production `--live` as well, and something \
         irreversible `--confirm ID`. Pass them only after a person has seen what will happen and agreed.\n\
         - Before metadata is written, say which of public, private and unsafe it is and why.\n\
         - Never print or pass on a secret key.\n\
         - Errors are one JSON object a line on standard error: `{\"error\":{\"code\",\"message\",\"candidates\",\"fix\"}}`.\n",
    );
    let _ = write!(text, "\n## Exit codes\n\n");
    for exit in Exit::ALL {
        let _ = writeln!(text, "- {}: {}", exit as u8, exit.meaning());
    }
    let _ = write!(text, "\n## Irreversible operations\n\n");
    let irreversible = catalogue::operations()
        .filter(|operation| operation.risk == Risk::Irreversible && operation.versions.contains(version));
    for operation in irreversible {
        let lost = operation.destroys.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(text, "- `{}`: {lost}", prompt::title(operation));
    }
    let _ = write!(text, "\n## Tags of {version}\n\n");
    let tags: Vec<String> =
        Specification::built_in(version).tags().into_iter().map(|(tag, count)| format!("{tag} ({count})")).collect();
    let _ = writeln!(text, "{}", tags.join(", "));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_skill_names_what_the_program_has() {
        let text = text();
        assert!(text.starts_with("---\nname: frontdesk\ndescription: "));
        for part in ["DELETE /users/{user_id}", "- 9: The granted scopes", "Users (", "frontdesk mcp"] {
            assert!(text.contains(part), "{part}");
        }
        assert!(text.len() < 20_000, "{}", text.len());
    }
}
