//! Publishable keys and the host names behind them.

use std::fmt;
use std::str::FromStr;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// How many characters of the publishable key's digest tell the cookies of two applications apart.
const SUFFIX_LENGTH: usize = 8;

/// Whether an instance is for development or for production, as keys spell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    Test,
    Live,
}

impl Environment {
    /// `test` or `live`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Live => "live",
        }
    }
}

/// A publishable key: it tells browsers where the Frontend API is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishableKey {
    pub environment: Environment,
    /// The host, with its port if it has one. A scheme before it is allowed and is used as it stands.
    pub frontend_api_host: String,
}

/// The text is not a publishable key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the publishable key is malformed")]
pub struct PublishableKeyError;

impl fmt::Display for PublishableKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = STANDARD_NO_PAD.encode(format!("{}$", self.frontend_api_host));
        write!(f, "pk_{}_{host}", self.environment.as_str())
    }
}

impl FromStr for PublishableKey {
    type Err = PublishableKeyError;

    /// Reads a key, padded or not. Its host must contain a dot, or SDKs would refuse it.
    fn from_str(key: &str) -> Result<Self, Self::Err> {
        const ANY_PADDING: GeneralPurpose = GeneralPurpose::new(
            &STANDARD,
            GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
        );
        let (environment, host) = if let Some(host) = key.strip_prefix("pk_test_") {
            (Environment::Test, host)
        } else if let Some(host) = key.strip_prefix("pk_live_") {
            (Environment::Live, host)
        } else {
            return Err(PublishableKeyError);
        };
        let host = ANY_PADDING.decode(host).map_err(|_| PublishableKeyError)?;
        let host = String::from_utf8(host).map_err(|_| PublishableKeyError)?;
        match host.strip_suffix('$') {
            Some(host) if host.contains('.') && !host.contains('$') => {
                Ok(Self { environment, frontend_api_host: host.to_owned() })
            }
            _ => Err(PublishableKeyError),
        }
    }
}

/// What SDKs add to the names of cookies, after an underscore, so that several applications can share a host. It belongs
/// to the text of the publishable key, however that is padded.
pub fn cookie_suffix(publishable_key: &str) -> String {
    let mut suffix = URL_SAFE_NO_PAD.encode(digest(&SHA1_FOR_LEGACY_USE_ONLY, publishable_key.as_bytes()));
    suffix.truncate(SUFFIX_LENGTH);
    suffix
}

/// The issuer of the tokens of a Frontend API: its host with `https://` before it, unless it has a scheme already,
/// and no slash at the end.
pub fn issuer(frontend_api_host: &str) -> String {
    let host = frontend_api_host.trim_end_matches('/');
    if host.starts_with("https://") || host.starts_with("http://") {
        host.to_owned()
    } else {
        format!("https://{host}")
    }
}

const ADJECTIVES: [&str; 64] = [
    "able", "agile", "amber", "ample", "apt", "azure", "bold", "brave", "brisk", "calm", "clear", "clever", "cosy",
    "crisp", "deft", "eager", "early", "easy", "fair", "fancy", "fine", "firm", "fresh", "gentle", "glad", "golden",
    "grand", "happy", "hardy", "honest", "humble", "jolly", "keen", "kind", "light", "lively", "lucid", "lucky",
    "mellow", "merry", "mild", "neat", "noble", "open", "plain", "prime", "proud", "quick", "quiet", "rapid", "ready",
    "regal", "round", "sharp", "silver", "sleek", "smooth", "snug", "solid", "steady", "sunny", "swift", "vivid",
    "warm",
];

const NOUNS: [&str; 64] = [
    "acorn", "anchor", "aspen", "badger", "beacon", "beetle", "birch", "bison", "brook", "canyon", "cedar", "cliff",
    "clover", "comet", "coral", "crane", "delta", "dune", "ember", "falcon", "fern", "finch", "fjord", "forest",
    "gecko", "glade", "grove", "harbor", "hazel", "heron", "island", "ivy", "jaguar", "juniper", "kestrel", "lagoon",
    "lantern", "lark", "lemur", "lilac", "lynx", "maple", "marten", "meadow", "meteor", "otter", "owl", "panda",
    "pebble", "pine", "plover", "prairie", "quartz", "raven", "reef", "river", "robin", "spruce", "summit", "tiger",
    "tulip", "valley", "walnut", "willow",
];

/// The name of a development instance, from which its host names are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DevelopmentName {
    adjective: &'static str,
    noun: &'static str,
    /// 1 to 99.
    number: u8,
}

impl DevelopmentName {
    /// The name that belongs to a seed, such as the id of the instance: one of some 400,000, so it may not be unique.
    pub fn from_seed(seed: &str) -> Self {
        let hash = digest(&SHA256, seed.as_bytes());
        let hash = hash.as_ref();
        Self {
            adjective: ADJECTIVES[usize::from(hash[0]) % ADJECTIVES.len()],
            noun: NOUNS[usize::from(hash[1]) % NOUNS.len()],
            number: hash[2] % 99 + 1,
        }
    }

    /// The host of the Frontend API: `adjective-noun-1.clerk.accounts.dev`.
    pub fn frontend_api_host(&self) -> String {
        format!("{self}.clerk.accounts.dev")
    }

    /// The host of the account pages: `adjective-noun-1.accounts.dev`.
    pub fn accounts_portal_host(&self) -> String {
        format!("{self}.accounts.dev")
    }

    /// The name of the primary domain: `adjective.noun-1.lcl.dev`.
    pub fn domain_name(&self) -> String {
        format!("{}.{}-{}.lcl.dev", self.adjective, self.noun, self.number)
    }
}

impl fmt::Display for DevelopmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.adjective, self.noun, self.number)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn encoded(text: &str) -> String {
        format!("pk_test_{}", base64::engine::general_purpose::STANDARD.encode(text))
    }

    #[test]
    fn a_key_is_the_host_and_a_dollar_sign_in_unpadded_base64() {
        let key = PublishableKey {
            environment: Environment::Test,
            frontend_api_host: "happy-hippo-1.clerk.accounts.dev".to_owned(),
        };
        assert_eq!(key.to_string(), "pk_test_aGFwcHktaGlwcG8tMS5jbGVyay5hY2NvdW50cy5kZXYk");
        assert_eq!(key.to_string().parse(), Ok(key));
        let key = PublishableKey { environment: Environment::Live, frontend_api_host: "clerk.a.com".to_owned() };
        assert_eq!(key.to_string(), "pk_live_Y2xlcmsuYS5jb20k");
        assert_eq!(key.to_string().parse(), Ok(key));
    }

    #[test]
    fn padding_ports_and_schemes_are_accepted() {
        for host in ["127.0.0.1:8080", "http://127.0.0.1:8080", "clerk.example.com", "a.b"] {
            let padded = encoded(&format!("{host}$"));
            let key: PublishableKey = padded.parse().unwrap();
            assert_eq!(key.frontend_api_host, host);
            assert_eq!(key.to_string(), padded.trim_end_matches('='));
        }
    }

    #[test]
    fn what_sdks_refuse_is_refused() {
        let malformed = [
            String::new(),
            "pk_test_".to_owned(),
            "pk_test".to_owned(),
            "pk_prod_Y2xlcmsuYS5jb20k".to_owned(),
            "sk_test_Y2xlcmsuYS5jb20k".to_owned(),
            "pk_test_Y2xlcmsuYS5jb20k_x".to_owned(),
            "pk_test_not base64".to_owned(),
            encoded("localhost$"),
            encoded("clerk.a.com"),
            encoded("clerk.a.com$$"),
            encoded("clerk$.a.com$"),
            encoded("$"),
            format!("pk_test_{}", STANDARD_NO_PAD.encode(b"\xff.\xff$")),
        ];
        for key in malformed {
            assert_eq!(key.parse::<PublishableKey>(), Err(PublishableKeyError), "{key}");
        }
    }

    #[test]
    fn a_development_name_depends_on_its_seed_alone() {
        let name = DevelopmentName::from_seed("ins_1");
        assert_eq!(name, DevelopmentName::from_seed("ins_1"));
        insta::assert_snapshot!(
            [name.frontend_api_host(), name.accounts_portal_host(), name.domain_name()].join("\n"),
            @r"
        deft-dune-7.clerk.accounts.dev
        deft-dune-7.accounts.dev
        deft.dune-7.lcl.dev
        "
        );
        let names: BTreeSet<String> =
            (0..200).map(|seed| DevelopmentName::from_seed(&seed.to_string()).to_string()).collect();
        assert!(names.len() > 195, "{}", names.len());
    }

    #[test]
    fn the_words_differ_and_are_lower_case_letters() {
        for words in [ADJECTIVES, NOUNS] {
            assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len());
            assert!(words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase())));
        }
    }

    #[test]
    fn the_suffix_is_the_beginning_of_the_digest_in_url_safe_base64() {
        // SHA-1 of `abc` is a9993e36 4706816a …
        assert_eq!(cookie_suffix("abc"), "qZk-NkcG");
    }

    #[test]
    fn an_issuer_has_a_scheme_and_no_slash_at_the_end() {
        assert_eq!(issuer("clerk.example.com"), "https://clerk.example.com");
        assert_eq!(issuer("http://127.0.0.1:8080/"), "http://127.0.0.1:8080");
        assert_eq!(issuer("https://example.com/__clerk"), "https://example.com/__clerk");
    }
}
