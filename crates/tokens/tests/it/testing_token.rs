//! Testing tokens, and what is none.

use frontdesk_tokens::{
    IdSource, SigningKey, TESTING_TOKEN_SECONDS, TestingTokenError, issue_testing_token, read_testing_token,
};

use crate::{INSTANCE, KEY, NOW, NOW_MS};

#[test]
fn a_testing_token_works_for_an_hour() {
    let made = issue_testing_token(&KEY, &IdSource::random(), NOW_MS).unwrap();
    assert_eq!(made.expires_at_seconds, NOW + TESTING_TOKEN_SECONDS);
    assert!(made.token.starts_with(&format!("{}-", made.expires_at_seconds)));
    assert!(made.token.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'));
    let read = |now_ms| read_testing_token(&KEY, &made.token, now_ms);
    assert_eq!(read(NOW_MS), Ok(made.expires_at_seconds));
    assert_eq!(read((NOW + TESTING_TOKEN_SECONDS) * 1000 - 1), Ok(made.expires_at_seconds));
    assert_eq!(read((NOW + TESTING_TOKEN_SECONDS) * 1000), Err(TestingTokenError::Expired));
    assert_ne!(made, issue_testing_token(&KEY, &IdSource::random(), NOW_MS).unwrap());
}

#[test]
fn what_the_key_of_the_instance_did_not_make_is_refused() {
    let made = issue_testing_token(&KEY, &IdSource::random(), NOW_MS).unwrap();
    let refused = |key: &SigningKey, token: &str| read_testing_token(key, token, NOW_MS);
    let other = SigningKey::generate(INSTANCE).unwrap();
    assert_eq!(refused(&other, &made.token), Err(TestingTokenError::Invalid));
    let (expires_at, text) = made.token.split_once('-').unwrap();
    let flipped = format!("{}{}", &text[..text.len() - 2], if text.ends_with("AA") { "BB" } else { "AA" });
    for token in [
        String::new(),
        "-".to_owned(),
        text.to_owned(),
        format!("{expires_at}-"),
        format!("{expires_at}-AAAA"),
        format!("{}-{text}", made.expires_at_seconds + 1),
        format!("{expires_at}-{flipped}"),
        format!("{expires_at}-{text}AAAA"),
        format!("{}{}", made.token, "A".repeat(1000)),
        format!("{}-{text}", u64::MAX),
    ] {
        assert_eq!(refused(&KEY, &token), Err(TestingTokenError::Invalid), "{token}");
    }
}
