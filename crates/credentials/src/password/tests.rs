mod formats;
mod vectors;

use std::collections::HashMap;

use proptest::prelude::*;

use self::vectors::{FOREIGN, PLAIN, VECTORS};
use super::*;

#[test]
fn digests_of_other_systems_verify_their_password_and_no_other() {
    for (hasher, password, digest) in VECTORS {
        let stored =
            StoredPassword::import(hasher, digest).unwrap_or_else(|error| panic!("{hasher} {digest}: {error}"));
        assert!(stored.verify(password), "{hasher} {digest}");
        let mut others = vec![String::new(), "wrong".to_owned(), password.chars().skip(1).collect()];
        // bcrypt does not see beyond 72 bytes.
        if password.len() < 72 {
            others.push(format!("{password}x"));
        }
        for other in others {
            assert!(!stored.verify(&other), "{hasher} {digest} took {other:?}");
        }
    }
}

#[test]
fn a_repeated_password_does_not_pass_bcrypt_for_the_password() {
    for (_, password, digest) in VECTORS.iter().filter(|(hasher, _, _)| *hasher == "bcrypt") {
        let stored = StoredPassword::import("bcrypt", digest).unwrap();
        assert!(!stored.verify(&format!("{password}\0{password}")));
    }
}

#[test]
fn every_scheme_that_can_be_verified_is_tried_with_two_passwords() {
    let mut passwords: HashMap<&str, Vec<&str>> = HashMap::new();
    for (hasher, password, _) in VECTORS {
        passwords.entry(hasher).or_default().push(password);
    }
    for hasher in Hasher::ALL {
        if !matches!(hasher, Hasher::Awscognito | Hasher::HmacSha256Utf16B64) {
            let tried = &passwords[hasher.as_str()];
            assert!(tried.contains(&PLAIN) && tried.contains(&FOREIGN), "{}", hasher.as_str());
        }
    }
}

#[test]
fn a_new_password_is_kept_by_argon2id_at_todays_cost() {
    let stored = StoredPassword::new(FOREIGN);
    assert!(stored.digest.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", stored.digest);
    assert!(stored.verify(FOREIGN));
    assert!(!stored.verify(PLAIN));
    assert!(!stored.needs_upgrade());
    assert_ne!(StoredPassword::new(FOREIGN), stored, "salts differ");
    assert_eq!(StoredPassword::import("argon2id", &stored.digest).unwrap(), stored);
}

#[test]
fn only_todays_argon2id_and_bcrypt_stay_as_they_are() {
    for (hasher, _, digest) in VECTORS {
        assert!(StoredPassword::import(hasher, digest).unwrap().needs_upgrade(), "{hasher} {digest}");
    }
    let salt_and_hash = "0G7qSRP5EyMSak2918rN4Oaz..r07nd1w8foipFsf68X0YO5luZzi";
    for (cost, needs_upgrade) in [("09", true), ("10", false), ("12", false)] {
        let stored = StoredPassword::import("bcrypt", &format!("$2b${cost}${salt_and_hash}")).unwrap();
        assert_eq!(stored.needs_upgrade(), needs_upgrade, "{cost}");
    }
    let rest = "$2R4/ch/LGXEXRJTWSTydXA$9b8GFCbJarMLAU7UlK0z14Shef7EsNPXcbqRV+mgVME";
    for (start, needs_upgrade) in [
        ("$argon2id$v=19$m=19456,t=2,p=1", false),
        ("$argon2id$v=19$m=65536,t=3,p=4", false),
        ("$argon2id$v=19$m=47104,t=1,p=1", false),
        ("$argon2id$v=19$m=19456,t=1,p=1", true),
        ("$argon2id$v=16$m=65536,t=3,p=4", true),
    ] {
        let stored = StoredPassword::import("argon2id", &format!("{start}{rest}")).unwrap();
        assert_eq!(stored.needs_upgrade(), needs_upgrade, "{start}");
    }
}

#[test]
fn unknown_names_are_told_apart_from_wrong_formats() {
    for name in ["", "BCRYPT", "sha1", "scrypt", "argon2d", "argon2", " md5"] {
        assert_eq!(StoredPassword::import(name, "9cc2ae8a1ba7a93da39b46fc1019c481"), Err(ImportError::UnknownHasher));
    }
    assert_eq!(StoredPassword::import("md5", "x"), Err(ImportError::WrongFormat));
}

#[test]
fn a_cognito_user_is_imported_but_verified_by_no_password() {
    let stored = StoredPassword::import("awscognito", "awscognito#us-east-1_Ab12#client9#ada@example.com").unwrap();
    assert!(!stored.verify("") && !stored.verify(PLAIN));
    assert!(stored.needs_upgrade());
}

#[test]
fn an_endless_password_costs_nothing() {
    for (hasher, _, digest) in VECTORS {
        assert!(!StoredPassword::import(hasher, digest).unwrap().verify(&"a".repeat(MAX_PASSWORD_BYTES + 1)));
    }
    let stored = StoredPassword::import("md5", "21a199c53f422a380e20b162fb6ebe9c").unwrap();
    assert!(stored.verify(&"a".repeat(MAX_PASSWORD_BYTES)), "md5 of 4096 times the letter a");
}

#[test]
fn the_stored_form_is_plain_json_and_logs_show_no_digest() {
    let stored = StoredPassword::import("md5", "9cc2ae8a1ba7a93da39b46fc1019c481").unwrap();
    let json = serde_json::to_value(&stored).unwrap();
    assert_eq!(json, serde_json::json!({"hasher": "md5", "digest": "9cc2ae8a1ba7a93da39b46fc1019c481"}));
    assert_eq!(serde_json::from_value::<StoredPassword>(json).unwrap(), stored);
    assert_eq!(format!("{stored:?}"), "StoredPassword { hasher: Md5, .. }");
}

/// A digest of the list with some of its characters replaced, cut or repeated.
fn damaged() -> impl Strategy<Value = (&'static str, String)> {
    let edit = (
        any::<prop::sample::Index>(),
        prop_oneof![Just(String::new()), Just("$".into()), Just("9".repeat(9)), ".{1,2}", "[$:#.=/,{}0-9a-zA-Z]"],
    );
    (prop::sample::select(VECTORS), prop::collection::vec(edit, 1..4)).prop_map(|((hasher, _, digest), edits)| {
        let mut characters: Vec<String> = digest.chars().map(String::from).collect();
        for (at, replacement) in edits {
            let at = at.index(characters.len());
            characters[at] = replacement;
        }
        (hasher, characters.concat())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_digest_makes_import_panic(at in 0..Hasher::ALL.len(), digest in "\\PC*|[$:#.=/,{}0-9a-f]{0,80}") {
        let _ = StoredPassword::import(Hasher::ALL[at].as_str(), &digest);
        // A row may be damaged, so that what was never imported must not panic either.
        let damaged_row = StoredPassword { hasher: Hasher::ALL[at], digest };
        prop_assert!(!damaged_row.verify("password"));
    }

    #[test]
    fn no_damaged_digest_makes_import_panic((hasher, digest) in damaged()) {
        let _ = StoredPassword::import(hasher, &digest);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_password_makes_verify_panic((hasher, _, digest) in prop::sample::select(VECTORS), password in ".*|\\x00{0,9}") {
        let stored = StoredPassword::import(hasher, digest).unwrap();
        prop_assert!(!stored.verify(&password));
    }
}
