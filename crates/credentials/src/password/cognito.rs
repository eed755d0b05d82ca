//! Users whose password stayed with Amazon Cognito.

use super::Scheme;

/// `awscognito#pool#client#identifier`.
///
/// There is no digest in it: it says whom to ask. Asking needs a network and an account with Amazon, so that such a user
/// can be imported but has to set a new password here.
pub(super) struct Cognito;

impl Cognito {
    pub(super) fn parse(digest: &str) -> Option<Self> {
        let mut parts = digest.splitn(4, '#');
        let is_good = parts.next() == Some("awscognito")
            && (0..3).all(|_| parts.next().is_some_and(|part| !part.is_empty() && !part.contains(char::is_whitespace)));
        is_good.then_some(Self)
    }
}

impl Scheme for Cognito {
    fn verify(&self, _password: &[u8]) -> bool {
        false
    }
}
