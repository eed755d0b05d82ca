//! Clients that register themselves (RFC 7591), where the instance lets them.

use frontdesk_storage::oauth_applications::{OauthApplication, OauthApplicationDetails};
use http::request::Parts as RequestHead;
use serde_json::{Map, Value, json};
use url::Url;

use super::Answered;
use super::refusal::Refusal;
use super::throttle::count_registration;
use crate::body::{self, Incoming};
use crate::context::Context;
use crate::error::kinds;
use crate::oauth_applications::redirect_uris::check_redirect_uris;
use crate::oauth_applications::scopes::{default_scopes, read_scopes};

/// The most bytes of what a client says of itself.
const MAX_BODY: usize = 64 * 1024;
/// The most redirect URIs of a client that nobody has looked at.
const MOST_URIS: usize = 20;
/// The longest name, in characters.
const MAX_NAME: usize = 256;
/// The longest address, in bytes.
const MAX_URL: usize = 1024;
/// The most applications of an instance in which anybody can make more.
const MOST_APPLICATIONS: i64 = 10_000;

/// What a client says of itself.
struct Metadata(Map<String, Value>);

/// What a client is that registers itself.
struct Client {
    name: Option<String>,
    home: Option<String>,
    redirect_uris: Vec<String>,
    scopes: Vec<String>,
    method: &'static str,
}

pub(super) async fn answer(cx: &Context, head: &RequestHead, body: &mut Incoming) -> Answered {
    if !cx.settings().oauth_applications.dynamic_client_registration {
        return Err(Refusal::api(kinds::FEATURE_REQUIRES_DYNAMIC_OAUTH_CLIENT_REGISTRATION.with(
            "Clients cannot register themselves in this instance. Switch `dynamic_oauth_client_registration` on, or \
             make an OAuth application by the Backend API.",
        )));
    }
    let too_many = |seconds: u64, text: &str| Refusal::api(kinds::TOO_MANY_REQUESTS.with(text).retry_after(seconds));
    count_registration(cx)
        .map_err(|seconds| too_many(seconds, "Too many clients register from there. Wait a while."))?;
    let body = body::read_plain_json(&head.headers, body, MAX_BODY).await.map_err(|error| {
        if error.status() < 500 { invalid("The body is not the metadata of a client as JSON.") } else { error.into() }
    })?;
    let Some(Value::Object(metadata)) = body else { return Err(invalid("Send the metadata of the client as JSON.")) };
    let client = Metadata(metadata).read(cx)?;
    let (application, secret) = new_application(cx, &client);
    let stored = application.clone();
    let is_room = cx
        .write(move |tx| {
            let is_room = tx.count_oauth_applications(None)? < MOST_APPLICATIONS;
            if is_room {
                tx.insert_oauth_application(&stored)?;
            }
            Ok(is_room)
        })
        .await?;
    if !is_room {
        return Err(too_many(3600, "This instance has as many applications as it can have."));
    }
    Ok(Some(present(&application, &client, secret.as_deref())))
}

fn invalid(description: impl Into<String>) -> Refusal {
    Refusal::client_metadata("invalid_client_metadata", description)
}

fn new_application(cx: &Context, client: &Client) -> (OauthApplication, Option<String>) {
    let public = client.method == "none";
    let secret = (!public).then(|| cx.shared.ids.oauth_client_secret());
    let client_id = cx.new_id("client");
    let application = OauthApplication {
        id: cx.new_id("oauthapp"),
        name: client.name.clone().unwrap_or_else(|| client_id.clone()),
        client_id,
        client_secret_hash: secret.as_deref().map(crate::hash_secret),
        created_at: cx.now,
        updated_at: cx.now,
        details: OauthApplicationDetails {
            public,
            scopes: client.scopes.clone(),
            redirect_uris: client.redirect_uris.clone(),
            consent_screen_enabled: true,
            // Nobody has looked at it: whoever can steal a code from it must have no use for one.
            pkce_required: true,
            dynamically_registered: true,
            client_uri: client.home.clone(),
            image: None,
        },
    };
    (application, secret)
}

fn present(application: &OauthApplication, client: &Client, secret: Option<&str>) -> Value {
    let mut answer = json!({
        "client_id": application.client_id,
        "client_id_issued_at": application.created_at.div_euclid(1000),
        "client_secret_expires_at": 0,
        "client_name": application.name,
        "redirect_uris": client.redirect_uris,
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "scope": client.scopes.join(" "),
        "token_endpoint_auth_method": client.method,
    });
    if let Some(secret) = secret {
        answer["client_secret"] = json!(secret);
    }
    if let Some(home) = &client.home {
        answer["client_uri"] = json!(home);
    }
    answer
}

impl Metadata {
    fn read(&self, cx: &Context) -> Result<Client, Refusal> {
        let method = match self.text("token_endpoint_auth_method", 64)? {
            None | Some("client_secret_basic") => "client_secret_basic",
            Some("client_secret_post") => "client_secret_post",
            Some("none") => "none",
            Some(_) => {
                return Err(invalid(
                    "`token_endpoint_auth_method` is client_secret_basic, client_secret_post or none.",
                ));
            }
        };
        // What is there besides is as good as not asked for: the answer says what the client has.
        for (name, needed) in [("grant_types", "authorization_code"), ("response_types", "code")] {
            if self.texts(name)?.is_some_and(|all| !all.iter().any(|one| one == needed)) {
                return Err(invalid(format!("A client has the {} {needed} here.", name.trim_end_matches('s'))));
            }
        }
        let scopes = match self.text("scope", MAX_URL)? {
            Some(text) => read_scopes(cx, text).map_err(|error| invalid(error.sentence()))?,
            None => default_scopes(cx),
        };
        let home = self.text("client_uri", MAX_URL)?;
        if home.is_some_and(|home| !Url::parse(home).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))) {
            return Err(invalid("`client_uri` is no address of a web site."));
        }
        Ok(Client {
            name: self.name()?,
            home: home.map(str::to_owned),
            redirect_uris: self.redirect_uris()?,
            scopes,
            method,
        })
    }

    /// The name, without characters that write over what stands around it.
    fn name(&self) -> Result<Option<String>, Refusal> {
        let Some(name) = self.text("client_name", 4 * MAX_NAME)? else { return Ok(None) };
        let is_trick = |character: char| {
            character.is_control()
                || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        };
        if name.chars().any(is_trick) || name.chars().count() > MAX_NAME || name.trim().is_empty() {
            return Err(invalid(format!("`client_name` has up to {MAX_NAME} characters that can be seen.")));
        }
        Ok(Some(name.trim().to_owned()))
    }

    fn redirect_uris(&self) -> Result<Vec<String>, Refusal> {
        let refuse = |text: String| Refusal::client_metadata("invalid_redirect_uri", text);
        let uris = self.texts("redirect_uris")?.filter(|uris| !uris.is_empty());
        let uris = uris.ok_or_else(|| refuse("`redirect_uris` has to name one at least.".to_owned()))?;
        if uris.len() > MOST_URIS {
            return Err(refuse(format!("A client that registers itself has up to {MOST_URIS} redirect URIs.")));
        }
        check_redirect_uris("redirect_uris", &uris).map_err(|error| refuse(error.sentence().to_owned()))?;
        // On the way to anywhere else, whoever listens reads the code.
        let is_open = |uri: &&String| {
            let Ok(url) = Url::parse(uri) else { return true };
            let is_loopback = match url.host() {
                Some(url::Host::Domain(name)) => name == "localhost",
                Some(url::Host::Ipv4(address)) => address.is_loopback(),
                Some(url::Host::Ipv6(address)) => address.is_loopback(),
                None => false,
            };
            url.scheme() == "http" && !is_loopback
        };
        if uris.iter().any(|uri| is_open(&uri)) {
            return Err(refuse("A redirect URI has `http` on the user's own machine only.".to_owned()));
        }
        Ok(uris)
    }

    /// A text that is there and not empty.
    fn text(&self, name: &str, longest: usize) -> Result<Option<&str>, Refusal> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.len() <= longest && !text.contains('\0') => {
                Ok(Some(text.as_str()).filter(|text| !text.is_empty()))
            }
            Some(_) => Err(invalid(format!("`{name}` is no text of up to {longest} bytes."))),
        }
    }

    fn texts(&self, name: &str) -> Result<Option<Vec<String>>, Refusal> {
        let list = match self.0.get(name) {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::Array(list)) => list.iter().map(|one| one.as_str().map(str::to_owned)).collect::<Option<_>>(),
            Some(_) => None,
        };
        list.map(Some).ok_or_else(|| invalid(format!("`{name}` is no list of texts.")))
    }
}
