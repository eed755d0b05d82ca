//! What is refused on import, scheme by scheme.

use crate::password::{ImportError, StoredPassword};

const HEX_32: &str = "9cc2ae8a1ba7a93da39b46fc1019c4819cc2ae8a1ba7a93da39b46fc1019c481";
const HEX_64: &str = "9cc2ae8a1ba7a93da39b46fc1019c4819cc2ae8a1ba7a93da39b46fc1019c4819cc2ae8a1ba7a93da39b46fc1019c4819cc2ae8a1ba7a93da39b46fc1019c481";
const BASE64_32: &str = "pLT5KL1cjtXptRJOQBXzTdilrH5EhCdt9+tY6lbYMWA=";
const BASE64_64: &str = "13kwfmYr5F5JfXVXxr/FxgH8dxMvHTS36TpB4AfdxbmdqqHhPzhDnDBVzDjQHpA6/kkihcAwGYejdrEegqdTHw==";
const BCRYPT_TAIL: &str = "0G7qSRP5EyMSak2918rN4Oaz..r07nd1w8foipFsf68X0YO5luZzi";
const ARGON2_TAIL: &str = "pU3KGCUwux1tEyze1iN7Lg$UoLYQy2p1Wb3H+uSvhUgXoqkxqTkjEFtJcQpZXQBIpI";

fn refused<const N: usize>(hasher: &str, digests: [String; N]) {
    for digest in digests.into_iter().chain(["", "$", "$$$$", "é", "\0"].map(String::from)) {
        assert_eq!(StoredPassword::import(hasher, &digest), Err(ImportError::WrongFormat), "{hasher} {digest}");
    }
    let endless = "a$".repeat(3000);
    assert_eq!(StoredPassword::import(hasher, &endless), Err(ImportError::WrongFormat));
}

fn accepted<const N: usize>(hasher: &str, digests: [String; N]) {
    for digest in digests {
        assert!(StoredPassword::import(hasher, &digest).is_ok(), "{hasher} {digest}");
    }
}

#[test]
fn argon2_wants_a_complete_phc_string_of_bounded_cost() {
    let digest = |head: &str| format!("{head}${ARGON2_TAIL}");
    accepted("argon2id", ["$argon2id$v=19$m=262144,t=3,p=1", "$argon2id$m=1024,t=64,p=16"].map(digest));
    refused(
        "argon2id",
        [
            "$argon2i$v=19$m=512,t=3,p=1",
            "$argon2d$v=19$m=512,t=3,p=1",
            "$argon2id$v=18$m=512,t=3,p=1",
            "$argon2id$v=19$m=4294967295,t=1,p=1",
            "$argon2id$v=19$m=262145,t=1,p=1",
            "$argon2id$v=19$m=262144,t=5,p=1",
            "$argon2id$v=19$m=64,t=65,p=1",
            "$argon2id$v=19$m=64,t=4294967295,p=1",
            "$argon2id$v=19$m=1024,t=1,p=17",
            "$argon2id$v=19$m=8,t=1,p=4",
            "$argon2id$v=19$m=0,t=0,p=0",
            "$argon2id$v=19$m=512,t=3,p=1,keyid=YWJj",
            "$argon2id$v=19$m=512,t=3,p=1,x=1",
            "$argon2id$v=19$m=x,t=3,p=1",
        ]
        .map(digest),
    );
    refused(
        "argon2i",
        [
            "$argon2id$v=19$m=512,t=3,p=1$pU3KGCUwux1tEyze1iN7Lg$UoLYQy2p1Wb3H+uSvhUgXoqkxqTkjEFtJcQpZXQBIpI"
                .to_owned(),
            "$argon2i$v=19$m=512,t=3,p=1$pU3KGCUwux1tEyze1iN7Lg".to_owned(),
            "$argon2i$v=19$m=512,t=3,p=1".to_owned(),
            "$argon2i$v=19$m=512,t=3,p=1$c2FsdA$UoLYQy2p1Wb3H+uSvhUgXoqkxqTkjEFtJcQpZXQBIpI".to_owned(),
            format!("argon2i$v=19$m=512,t=3,p=1${ARGON2_TAIL}"),
        ],
    );
}

#[test]
fn bcrypt_wants_sixty_characters_and_a_bounded_cost() {
    accepted("bcrypt", ["04", "15"].map(|cost| format!("$2b${cost}${BCRYPT_TAIL}")));
    let broken = [
        format!("$2b$03${BCRYPT_TAIL}"),
        format!("$2b$16${BCRYPT_TAIL}"),
        format!("$2b$31${BCRYPT_TAIL}"),
        format!("$2b$+5${BCRYPT_TAIL}"),
        format!("$2b$5${BCRYPT_TAIL}."),
        format!("$2x$05${BCRYPT_TAIL}"),
        format!("$2$05${BCRYPT_TAIL}."),
        format!("$1b$05${BCRYPT_TAIL}"),
        format!("x$2b$05${}", &BCRYPT_TAIL[1..]),
        format!("$2b$05${}", &BCRYPT_TAIL[1..]),
        format!("$2b$05${BCRYPT_TAIL}a"),
        format!("$2b$05${}=", &BCRYPT_TAIL[1..]),
        format!("$2b$05${}é", &BCRYPT_TAIL[2..]),
        format!("$2b$05${}+", &BCRYPT_TAIL[1..]),
    ];
    refused("bcrypt", broken.clone());
    refused("bcrypt_sha256_django", broken.map(|digest| format!("bcrypt_sha256${digest}")));
    refused("bcrypt_sha256_django", [format!("$2b$05${BCRYPT_TAIL}"), format!("bcrypt${BCRYPT_TAIL}")]);
    refused(
        "bcrypt_peppered",
        [
            format!("$2b$05${BCRYPT_TAIL}"),
            format!("$2b$05${BCRYPT_TAIL}$"),
            format!("$2b$05${BCRYPT_TAIL}pepper"),
            format!("$2b$16${BCRYPT_TAIL}$pepper"),
        ],
    );
}

#[test]
fn plain_and_salted_hashes_want_the_right_number_of_digits() {
    let (md5, sha256) = (&HEX_32[..32], HEX_32);
    accepted("md5", [md5.to_owned(), md5.to_uppercase()]);
    refused("md5", [md5[1..].to_owned(), format!("{md5}0"), format!("{}g", &md5[1..]), sha256.to_owned()]);
    refused("sha256", [sha256[1..].to_owned(), format!("{sha256}0"), format!("{}é", &sha256[2..]), md5.to_owned()]);
    refused("md5_salted", [md5.to_owned(), format!("${md5}"), format!("salt:{md5}"), format!("salt${sha256}")]);
    refused(
        "sha256_salted",
        [sha256.to_owned(), format!("${sha256}"), format!("{sha256}$salt"), format!("salt${md5}")],
    );
    refused(
        "ldap_ssha",
        [
            "{SSHA}".to_owned(),
            "TT27ftz1kgVZi5O625nnLOjyVzkRgjBGaG0NAQ==".to_owned(),
            "{ssha}TT27ftz1kgVZi5O625nnLOjyVzkRgjBGaG0NAQ==".to_owned(),
            "{SSHA}TT27ftz1kgVZi5O625nnLOjyVzk=".to_owned(),
            "{SSHA}TT27".to_owned(),
            "{SSHA}!!!!".to_owned(),
            "{SSHA256}TT27ftz1kgVZi5O625nnLOjyVzkRgjBGaG0NAQ==".to_owned(),
        ],
    );
}

#[test]
fn pbkdf2_wants_its_own_prefix_and_encodings_and_a_bounded_cost() {
    accepted(
        "pbkdf2_sha1",
        [
            format!("pbkdf2_sha1$2500000$aa${HEX_32}"),
            format!("pbkdf2_sha1$1$not hex${}$16", &HEX_32[..32]),
            format!("pbkdf2_sha1$1$aa${HEX_64}$64"),
        ],
    );
    refused(
        "pbkdf2_sha1",
        [
            format!("pbkdf2_sha1$2500001$aa${HEX_32}"),
            format!("pbkdf2_sha1$4294967295$aa${HEX_32}"),
            format!("pbkdf2_sha1$99999999999999999999$aa${HEX_32}"),
            format!("pbkdf2_sha1$0$aa${HEX_32}"),
            format!("pbkdf2_sha1$-1$aa${HEX_32}"),
            format!("pbkdf2_sha1$+1$aa${HEX_32}"),
            format!("pbkdf2_sha1$$aa${HEX_32}"),
            format!("pbkdf2_sha1$1$${HEX_32}"),
            format!("pbkdf2_sha1$1$aa${}", &HEX_32[..40]),
            format!("pbkdf2_sha1$1$aa${HEX_32}$20"),
            format!("pbkdf2_sha1$1$aa${HEX_32}$32$"),
            format!("pbkdf2_sha1$1$aa${}$8", &HEX_32[..16]),
            format!("pbkdf2_sha1$1$aa${HEX_64}00$65"),
            format!("pbkdf2_sha1$1$aa${BASE64_32}"),
            format!("pbkdf2_sha256$1$aa${HEX_32}"),
        ],
    );
    accepted("pbkdf2_sha256", [format!("pbkdf2_sha256$1$aaaa${}", BASE64_32.trim_end_matches('='))]);
    refused(
        "pbkdf2_sha256",
        [
            format!("pbkdf2_sha256$1$not base64${BASE64_32}"),
            "pbkdf2_sha256$1$aaaa$!!".to_owned(),
            "pbkdf2_sha256$1$aaaa$aaaa".to_owned(),
            format!("pbkdf2_sha256$5000001$aaaa${BASE64_32}"),
            format!("pbkdf2_sha256$1$aaaa${BASE64_32}$32"),
            format!("pbkdf2_sha1$1$aaaa${BASE64_32}"),
        ],
    );
    refused(
        "pbkdf2_sha256_django",
        [
            format!("pbkdf2_sha256$1$${BASE64_32}"),
            format!("pbkdf2_sha256$5000001$salt${BASE64_32}"),
            format!("pbkdf2_sha256$1$salt$salt${BASE64_32}"),
            "pbkdf2_sha256$1$salt$".to_owned(),
            format!("pbkdf2_sha256_django$1$salt${BASE64_32}"),
        ],
    );
    refused(
        "pbkdf2_sha512",
        [
            format!("pbkdf2_sha512$1$salt${BASE64_64}"),
            format!("pbkdf2_sha512$1$salt${HEX_64}0"),
            format!("pbkdf2_sha512$2000001$salt${HEX_64}"),
            format!("pbkdf2_sha512_hex$1$aa${HEX_64}"),
        ],
    );
    refused(
        "pbkdf2_sha512_hex",
        [
            format!("pbkdf2_sha512_hex$1$salt${HEX_64}"),
            format!("pbkdf2_sha512_hex$1$aaa${HEX_64}"),
            format!("pbkdf2_sha512$1$aa${HEX_64}"),
        ],
    );
}

#[test]
fn phpass_wants_its_own_alphabet_and_a_bounded_number_of_rounds() {
    accepted("phpass", ["5", "B", "G"].map(|rounds| format!("$P${rounds}yf8U5rGWT7NrpKJBT9Jm98ISD2wQj0")));
    let broken = [
        "$P$4yf8U5rGWT7NrpKJBT9Jm98ISD2wQj0",
        "$P$Hyf8U5rGWT7NrpKJBT9Jm98ISD2wQj0",
        "$P$zyf8U5rGWT7NrpKJBT9Jm98ISD2wQj0",
        "$P$!yf8U5rGWT7NrpKJBT9Jm98ISD2wQj0",
        "$P$6yf8U5rGWT7NrpKJBT9Jm98ISD2wQj",
        "$P$6yf8U5rGWT7NrpKJBT9Jm98ISD2wQj00",
        "$P$6yf8U5rGWT7NrpKJBT9Jm98ISD2wQjz",
        "$P$6yf8U5rGWT7NrpKJBT9Jm98ISD2w+j0",
        "$P$6yf8 5rGWT7NrpKJBT9Jm98ISD2wQj0",
        "$H$6yf8U5rGWT7NrpKJBT9Jm98ISD2wQj0",
        "$P$",
        "$P$6",
        "$P$6éééééééééééééééé",
    ]
    .map(String::from);
    refused("phpass", broken.clone());
    refused("md5_phpass", broken);
}

#[test]
fn scrypt_wants_all_its_parameters_and_a_bounded_cost() {
    let firebase = |rounds: &str, memory: &str| format!("{BASE64_64}$c2FsdA==${BASE64_64}$Bw==${rounds}${memory}");
    accepted("scrypt_firebase", [firebase("8", "14"), firebase("8", "17"), firebase("1", "1")]);
    refused(
        "scrypt_firebase",
        [
            firebase("8", "18"),
            firebase("8", "63"),
            firebase("8", "64"),
            firebase("8", "4294967295"),
            firebase("4294967295", "14"),
            firebase("0", "14"),
            firebase("8", "0"),
            firebase("8", "x"),
            format!("{BASE64_64}$c2FsdA==${BASE64_64}$Bw==$8"),
            format!("{BASE64_64}$c2FsdA==${BASE64_64}$Bw==$8$14$"),
            format!("{BASE64_32}$c2FsdA==${BASE64_64}$Bw==$8$14"),
            format!("{BASE64_64}$${BASE64_64}$$8$14"),
            "$c2FsdA==$$Bw==$8$14".to_owned(),
            format!("{BASE64_64}$c2FsdA==$!!$Bw==$8$14"),
        ],
    );
    let werkzeug = |arguments: &str| format!("{arguments}$salt${HEX_64}");
    accepted("scrypt_werkzeug", [werkzeug("scrypt:32768:8:1"), werkzeug("$scrypt:131072:8:2")]);
    refused(
        "scrypt_werkzeug",
        [
            werkzeug("scrypt:32768:8"),
            werkzeug("scrypt:32768:8:1:1"),
            werkzeug("scrypt:32767:8:1"),
            werkzeug("scrypt:0:8:1"),
            werkzeug("scrypt:1:8:1"),
            werkzeug("scrypt:32768:0:1"),
            werkzeug("scrypt:32768:8:0"),
            werkzeug("scrypt:262144:8:1"),
            werkzeug("scrypt:2147483648:8:1"),
            werkzeug("scrypt:32768:4294967295:1"),
            werkzeug("scrypt:32768:8:4294967295"),
            werkzeug("scrypt:32768:8:9"),
            werkzeug("pbkdf2:32768:8:1"),
            werkzeug("$$scrypt:32768:8:1"),
            format!("scrypt:32768:8:1$${HEX_64}"),
            format!("scrypt:32768:8:1$salt${HEX_32}"),
            format!("scrypt:32768:8:1$salt${BASE64_32}"),
            "scrypt:32768:8:1$salt".to_owned(),
        ],
    );
}

#[test]
fn symfony_wants_a_salt_and_a_bounded_number_of_iterations() {
    accepted("sha512_symfony", [format!("sha512_symfony$100000$salt${BASE64_64}")]);
    refused(
        "sha512_symfony",
        [
            format!("sha512_symfony$100001$salt${BASE64_64}"),
            format!("sha512_symfony$0$salt${BASE64_64}"),
            format!("sha512_symfony$5000$${BASE64_64}"),
            format!("sha512_symfony$5000$sa{{lt${BASE64_64}"),
            format!("sha512_symfony$5000$salt${BASE64_32}"),
            format!("sha512_symfony$5000$salt${HEX_64}"),
            format!("5000$salt${BASE64_64}"),
        ],
    );
}

#[test]
fn cognito_wants_pool_client_and_identifier() {
    accepted("awscognito", ["awscognito#pool#client#a#b".to_owned()]);
    refused(
        "awscognito",
        [
            "awscognito",
            "awscognito###",
            "awscognito#pool#client",
            "awscognito#pool#client#",
            "cognito#a#b#c",
            "awscognito#a b#c#d",
        ]
        .map(String::from),
    );
}

#[test]
fn a_scheme_without_a_published_format_is_refused_but_known() {
    refused("hmac_sha256_utf16_b64", [BASE64_32.to_owned(), format!("c2FsdA==${BASE64_32}")]);
}
