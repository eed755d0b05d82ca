//! Requests for authorization: what RFC 6749, RFC 7636, OAuth 2.1 and OpenID Connect ask of one.

use frontdesk_storage::oauth_applications::OauthApplication;

use super::answer::{Back, Mode};
use super::query::{Query, Twice};
use super::redirect_uri::is_registered;
use crate::authorization_server::fault::Fault;
use crate::context::Context;
use crate::oauth_applications::scopes::{ALL, ORGANIZATIONS};

/// The shortest state: whoever wants to be safe by it has to make it hard to guess.
const MIN_STATE: usize = 8;
/// The longest nonce that is kept, in bytes.
const MAX_NONCE: usize = 1024;
/// The longest name that a page shows somebody else's guess of.
const MAX_HINT: usize = 320;

/// A request that can be granted, once its user wants to.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) application: OauthApplication,
    pub(crate) back: Back,
    /// Where the user is sent back to, if the request says so itself.
    pub(crate) redirect_uri: Option<String>,
    pub(crate) scopes: Vec<String>,
    pub(crate) nonce: Option<String>,
    pub(crate) code_challenge: Option<String>,
    pub(crate) prompt: Prompt,
    /// How many seconds ago the user may have proved who they are.
    pub(crate) max_age: Option<i64>,
    pub(crate) login_hint: Option<String>,
    /// Whose ID token the application has.
    pub(crate) expected_user_id: Option<String>,
    pub(crate) query: Query,
}

/// What the user has to be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Prompt {
    /// Nothing at all.
    pub(crate) none: bool,
    /// The page for signing in, signed in or not.
    pub(crate) login: bool,
    /// The page for consent, whatever was granted before.
    pub(crate) consent: bool,
}

impl Prompt {
    fn read(text: Option<&str>) -> Result<Self, &'static str> {
        let mut prompt = Self::default();
        for word in text.unwrap_or_default().split_ascii_whitespace() {
            match word {
                "none" => prompt.none = true,
                // Whoever signs in chooses the account.
                "login" | "select_account" => prompt.login = true,
                "consent" => prompt.consent = true,
                _ => return Err("`prompt` is none, login or consent."),
            }
        }
        if prompt.none && (prompt.login || prompt.consent) {
            return Err("`prompt` is none or something, not both.");
        }
        Ok(prompt)
    }
}

impl Request {
    pub(crate) fn has(&self, scope: &str) -> bool {
        self.scopes.iter().any(|asked| asked == scope)
    }
}

/// Holds a request against the application that it names.
pub(crate) async fn read(cx: &Context, query: Query) -> Result<Request, Fault> {
    let application = find_application(cx, &query).await?;
    let redirect_uri = query.get("redirect_uri").map_err(|Twice| twice("redirect_uri"))?.map(str::to_owned);
    let uri = trusted_uri(&application, redirect_uri.as_deref(), &query)?;
    let back = Back {
        uri,
        mode: match query.get("response_mode") {
            Ok(Some("form_post")) => Mode::FormPost,
            _ => Mode::Query,
        },
        state: query.get("state").ok().flatten().map(str::to_owned),
        application: display_name(&application).to_owned(),
    };
    // From here on the application can be told what is wrong.
    let mut request = Request {
        application,
        back,
        redirect_uri,
        scopes: Vec::new(),
        nonce: None,
        code_challenge: None,
        prompt: Prompt::default(),
        max_age: None,
        login_hint: None,
        expected_user_id: None,
        query,
    };
    let checked = request.check(cx).await?;
    match checked {
        Ok(()) => Ok(request),
        Err((error, description)) => Err(Fault::Back { back: Box::new(request.back), error, description }),
    }
}

/// What an application is called; one that registered itself without a name has its id.
pub(crate) fn display_name(application: &OauthApplication) -> &str {
    if application.name.is_empty() { &application.client_id } else { &application.name }
}

fn twice(name: &str) -> Fault {
    Fault::shown(400, format!("The request says {name} twice."))
}

async fn find_application(cx: &Context, query: &Query) -> Result<OauthApplication, Fault> {
    let client_id = query.get("client_id").map_err(|Twice| twice("client_id"))?;
    let client_id =
        client_id.ok_or_else(|| Fault::shown(400, "The request does not say which application it is from."))?;
    let client_id = client_id.to_owned();
    let found = cx.read(move |tx| Ok(tx.find_oauth_client(&client_id)?)).await?;
    found.ok_or_else(|| Fault::shown(401, "There is no application with the client id of the request."))
}

/// Where the user is sent back to, whatever comes of the request.
fn trusted_uri(application: &OauthApplication, asked: Option<&str>, query: &Query) -> Result<String, Fault> {
    let registered = &application.details.redirect_uris;
    let Some(asked) = asked else {
        let scope = query.get("scope").ok().flatten().unwrap_or_default();
        let is_openid = scope.split_ascii_whitespace().any(|scope| scope == "openid");
        return match registered.as_slice() {
            [only] if !is_openid => Ok(only.clone()),
            _ => Err(Fault::shown(400, "The request does not say where to send you back to.")),
        };
    };
    if is_registered(registered, asked) {
        return Ok(asked.to_owned());
    }
    Err(Fault::shown(
        400,
        "The redirect URI of the request is not one that the application has registered, so that you are not sent there. \
         If you develop the application: both have to be the same text.",
    ))
}

/// A word for programs, and a sentence.
type Wrong = (&'static str, &'static str);

impl Request {
    async fn check(&mut self, cx: &Context) -> Result<Result<(), Wrong>, Fault> {
        let hint = self.query.get("id_token_hint").ok().flatten().map(str::to_owned);
        if let Some(hint) = hint {
            let instance = std::sync::Arc::clone(&cx.instance);
            let subject = cx.blocking(move || {
                let decoded = instance.signing_key.verify_signature(&hint).ok()?;
                decoded.claims.get("sub").and_then(|subject| subject.as_str()).map(str::to_owned)
            });
            match subject.await? {
                Some(subject) => self.expected_user_id = Some(subject),
                None => return Ok(Err(("invalid_request", "`id_token_hint` is no ID token of this server."))),
            }
        }
        Ok(self.check_parameters(cx))
    }

    fn check_parameters(&mut self, cx: &Context) -> Result<(), Wrong> {
        let invalid = |description| ("invalid_request", description);
        if self.query.has_twice() {
            return Err(invalid("A parameter is there twice."));
        }
        let query = self.query.clone();
        let get = |name: &str| query.get(name).ok().flatten();
        // These would replace what was just looked at.
        for (name, error) in [
            ("request", "request_not_supported"),
            ("request_uri", "request_uri_not_supported"),
            ("registration", "registration_not_supported"),
        ] {
            if get(name).is_some() {
                return Err((error, "Send the parameters themselves."));
            }
        }
        match get("response_type") {
            Some("code") => {}
            Some(_) => return Err(("unsupported_response_type", "`response_type` is code.")),
            None => return Err(invalid("`response_type` is missing. It is code.")),
        }
        match get("response_mode") {
            None | Some("query") => {}
            Some("form_post") if self.back.uri.starts_with("http") => {}
            Some("form_post") => return Err(invalid("A form can be posted to a web site only.")),
            Some(_) => return Err(invalid("`response_mode` is query or form_post.")),
        }
        if get("code_challenge_method").is_some_and(|method| method != "S256") {
            return Err(invalid("`code_challenge_method` is S256."));
        }
        self.check_proofs(get("code_challenge"), get("code_challenge_method"), get("state"))?;
        if get("nonce").is_some_and(|nonce| nonce.len() > MAX_NONCE) {
            return Err(invalid("`nonce` is too long."));
        }
        self.nonce = get("nonce").map(str::to_owned);
        self.code_challenge = get("code_challenge").map(str::to_owned);
        self.prompt = Prompt::read(get("prompt")).map_err(invalid)?;
        if let Some(text) = get("max_age") {
            let seconds = text.parse::<u32>().map_err(|_| invalid("`max_age` is a number of seconds."))?;
            self.max_age = Some(i64::from(seconds));
        }
        self.login_hint = get("login_hint").filter(|hint| hint.len() <= MAX_HINT).map(str::to_owned);
        self.scopes = self.read_scopes(cx, get("scope"))?;
        Ok(())
    }

    /// What shows the application that an answer is meant for it: PKCE, or a state of its own.
    fn check_proofs(&self, challenge: Option<&str>, method: Option<&str>, state: Option<&str>) -> Result<(), Wrong> {
        let invalid = |description| Err(("invalid_request", description));
        let details = &self.application.details;
        match challenge {
            None if method.is_some() => return invalid("`code_challenge` is missing."),
            None if details.public || details.pkce_required => {
                return invalid("The application has to send a `code_challenge` (PKCE).");
            }
            // `plain` is what no method means.
            Some(_) if method.is_none() => return invalid("`code_challenge_method` is missing. It is S256."),
            Some(text) if !is_challenge(text) => return invalid("`code_challenge` is no SHA-256 in base64url."),
            _ => {}
        }
        match state {
            Some(state) if state.chars().count() < MIN_STATE => invalid("`state` has to have 8 characters or more."),
            None if challenge.is_none() => invalid("Send a `state`, or a `code_challenge` (PKCE)."),
            _ => Ok(()),
        }
    }

    fn read_scopes(&self, cx: &Context, text: Option<&str>) -> Result<Vec<String>, Wrong> {
        let allowed = &self.application.details.scopes;
        let Some(text) = text else {
            let usual = ["profile", "email"].into_iter().map(str::to_owned);
            let usual: Vec<String> = usual.filter(|scope| allowed.contains(scope)).collect();
            return if usual.is_empty() { Err(("invalid_scope", "Send a `scope`.")) } else { Ok(usual) };
        };
        let mut scopes: Vec<String> = Vec::new();
        for scope in text.split_ascii_whitespace() {
            let is_known = ALL.contains(&scope) && (scope != ORGANIZATIONS || cx.settings().organizations_enabled);
            if !is_known || !allowed.iter().any(|known| known == scope) {
                return Err(("invalid_scope", "The application may not ask for one of the scopes."));
            }
            if !scopes.iter().any(|known| known == scope) {
                scopes.push(scope.to_owned());
            }
        }
        if scopes.is_empty() { Err(("invalid_scope", "`scope` names nothing.")) } else { Ok(scopes) }
    }
}

/// 32 bytes in base64url.
fn is_challenge(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prompt_is_none_or_something() {
        let read = |text| Prompt::read(text).ok();
        let (none, login, consent) = (false, true, true);
        assert_eq!(read(None), Some(Prompt::default()));
        assert_eq!(read(Some("login consent")), Some(Prompt { none, login, consent }));
        assert_eq!(read(Some("none")), Some(Prompt { none: true, ..Prompt::default() }));
        assert_eq!((read(Some("none login")), read(Some("hats"))), (None, None));
    }

    #[test]
    fn a_challenge_is_a_digest() {
        assert!(is_challenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
        for text in ["", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM=", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM"]
        {
            assert!(!is_challenge(text), "{text}");
        }
    }
}
