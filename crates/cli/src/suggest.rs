//! What was probably meant.

/// How alike two texts must be, from 0 to 1, for one to be proposed for the other.
const ALIKE: f64 = 0.6;

/// Lower case, letters and digits only, and one spelling for singular and plural.
pub(crate) fn normalize(text: &str) -> String {
    let mut plain: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if let Some(at) = plain.find("organisation") {
        plain.replace_range(at..at + "organisation".len(), "organization");
    }
    // "address" and "addresses" have only this beginning in common.
    match plain.trim_end_matches(['e', 's']) {
        "" => plain,
        stem => stem.to_owned(),
    }
}

/// The candidates that look most like `text`, best first, three at most.
pub(crate) fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = normalize(text);
    let mut ranked: Vec<(f64, &str)> = candidates
        .into_iter()
        .map(|candidate| (likeness(&wanted, &normalize(candidate)), candidate))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let best = ranked.first().map_or(0.0, |(likeness, _)| *likeness);
    let mut found: Vec<&str> = Vec::new();
    for (likeness, candidate) in ranked {
        if likeness >= best - 0.15 && found.len() < 3 && !found.contains(&candidate) {
            found.push(candidate);
        }
    }
    found
}

fn likeness(wanted: &str, candidate: &str) -> f64 {
    let distance = strsim::normalized_damerau_levenshtein(wanted, candidate);
    // A part of the right word is a good start: `email` for `email_address`.
    let is_part = wanted.len() >= 3 && (candidate.starts_with(wanted) || wanted.starts_with(candidate));
    if is_part && candidate.len() >= 3 { distance.max(0.8) } else { distance }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_the_right_name() {
        assert_eq!(nearest("emial_address", ["email_address", "phone_number"]), ["email_address"]);
        assert_eq!(nearest("email", ["limit", "email_address"]), ["email_address"]);
        assert_eq!(nearest("Organisations", ["Organizations", "Users"]), ["Organizations"]);
        assert!(nearest("zebra", ["email_address", "limit"]).is_empty());
    }

    #[test]
    fn spellings_of_one_tag_are_one() {
        for spelling in ["email-addresses", "email_address", "emailaddresses", "E-Mail Address"] {
            assert_eq!(normalize(spelling), normalize("Email Addresses"), "{spelling}");
        }
    }
}
