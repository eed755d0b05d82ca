//! A browser for the pages of the authorization server: it keeps cookies, follows links when told to, and fills in forms.

use std::collections::BTreeMap;
use std::sync::Mutex;

use reqwest::header::{HeaderMap, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use url::Url;

use crate::app::App;
use crate::oauth::with_form;
use crate::people::text;

/// The example of RFC 7636.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub(crate) const BACK: &str = "https://hats.example.com/back";
pub(crate) const STATE: &str = "state-of-the-request";
pub(crate) const PASSWORD: &str = "a hat made of straw 1815";

/// A browser of one person.
pub(crate) struct Browser {
    http: reqwest::Client,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// What a browser was answered.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) html: String,
    pub(crate) url: Url,
}

impl App {
    /// Makes the address of the test's server that of the issuer, as for a browser on the same machine.
    pub(crate) async fn serve_pages(&self) {
        let url = self.oauth_url("");
        self.configure(move |settings| settings.proxy_url = Some(url.clone())).await;
    }

    /// A user with a password; `more` says the rest.
    pub(crate) async fn user_with_password(&self, name: &str, mut more: Value) -> String {
        more["email_address"] = json!([format!("{name}@example.com")]);
        more["first_name"] = json!(name);
        more["password"] = json!(PASSWORD);
        more["skip_password_checks"] = json!(true);
        text(&self.post("/users", more).await.ok(), "id").to_owned()
    }

    /// An application with a redirect URI; `more` says the rest.
    pub(crate) async fn hats(&self, mut more: Value) -> Value {
        for (name, value) in
            [("redirect_uris", json!([BACK])), ("scopes", json!("openid profile email offline_access user:org:read"))]
        {
            if more.get(name).is_none() {
                more[name] = value;
            }
        }
        self.oauth_application("Hats", more).await
    }

    /// The address of a request of an application, with what `more` says in place of the usual; `None` leaves it out.
    pub(crate) fn authorize_url(&self, application: &Value, more: &[(&str, Option<&str>)]) -> String {
        let mut parameters = vec![
            ("response_type", "code"),
            ("client_id", text(application, "client_id")),
            ("redirect_uri", BACK),
            ("scope", "openid profile email"),
            ("state", STATE),
            ("nonce", "nonce-1"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        parameters.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
        parameters.extend(more.iter().filter_map(|(name, value)| value.map(|value| (*name, value))));
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
        self.oauth_url(&format!("/oauth/authorize?{query}"))
    }

    /// Redeems a code with the verifier, as the application that it was made for.
    pub(crate) async fn redeem_with_verifier(&self, application: &Value, code: &str) -> crate::app::Answer {
        let form =
            [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", BACK), ("code_verifier", VERIFIER)];
        self.oauth(application, "/oauth/token", &form).await
    }
}

impl Browser {
    pub(crate) fn new() -> Self {
        let http = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
        Self { http, cookies: Mutex::default() }
    }

    /// The cookies by their names.
    pub(crate) fn cookies(&self) -> BTreeMap<String, String> {
        self.cookies.lock().unwrap().clone()
    }

    pub(crate) fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    pub(crate) fn request(&self, method: Method, url: &str) -> RequestBuilder {
        let jar = self.cookies.lock().unwrap();
        let cookies: Vec<String> = jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = self.http.request(method, url);
        if cookies.is_empty() { request } else { request.header("cookie", cookies.join("; ")) }
    }

    pub(crate) async fn send(&self, request: RequestBuilder) -> Page {
        let response = request.send().await.unwrap();
        let (status, headers, url) = (response.status().as_u16(), response.headers().clone(), response.url().clone());
        for cookie in headers.get_all(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            let mut jar = self.cookies.lock().unwrap();
            if cookie.contains("Max-Age=0") {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
        Page { status, headers, html: response.text().await.unwrap(), url }
    }

    pub(crate) async fn get(&self, url: &str) -> Page {
        self.send(self.request(Method::GET, url)).await
    }

    /// Follows a redirect to another page of ours.
    pub(crate) async fn follow(&self, page: &Page) -> Page {
        assert_eq!(page.status, 303, "{}", page.html);
        self.get(page.url.join(page.location()).unwrap().as_str()).await
    }

    /// Sends the form of a page whose action ends with `step`, with its hidden fields and these.
    pub(crate) async fn submit(&self, page: &Page, step: &str, fields: &[(&str, &str)]) -> Page {
        let form = page.form(step);
        let mut sent = form.hidden.clone();
        sent.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self.post(&form.action, &sent).await
    }

    pub(crate) async fn post(&self, url: &str, fields: &[(String, String)]) -> Page {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.send(with_form(self.request(Method::POST, url), &fields)).await
    }

    /// Signs in on a page that asks for it.
    pub(crate) async fn sign_in(&self, page: &Page, identifier: &str, password: &str) -> Page {
        self.submit(page, "sign-in", &[("identifier", identifier), ("password", password)]).await
    }

    /// Opens a request, signs in as that user, and gives what comes then: the page for consent as a rule.
    pub(crate) async fn signed_in(&self, url: &str, name: &str) -> Page {
        let page = self.get(url).await;
        let page = self.sign_in(&page, &format!("{name}@example.com"), PASSWORD).await;
        self.follow(&page).await
    }

    /// Allows what a page asks for.
    pub(crate) async fn allow(&self, page: &Page) -> Page {
        self.submit(page, "consent", &[("answer", "allow")]).await
    }

    /// A code for the user, who signs in and allows everything.
    pub(crate) async fn code(&self, url: &str, name: &str) -> String {
        let page = self.signed_in(url, name).await;
        let page = self.allow(&page).await;
        page.said()["code"].clone()
    }
}

/// A form of a page.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) action: String,
    pub(crate) hidden: Vec<(String, String)>,
}

impl Page {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name}: {} {}", self.status, self.html)).to_str().unwrap()
    }

    pub(crate) fn location(&self) -> &str {
        self.header("location")
    }

    /// What a redirect to an application says.
    #[track_caller]
    pub(crate) fn said(&self) -> BTreeMap<String, String> {
        assert_eq!(self.status, 303, "{}", self.html);
        let url = Url::parse(self.location()).expect("another site");
        let said: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        let map: BTreeMap<String, String> = said.iter().cloned().collect();
        assert_eq!(map.len(), said.len(), "each once: {said:?}");
        map
    }

    /// Whether the page shows a text.
    pub(crate) fn shows(&self, text: &str) -> bool {
        unescape(&self.html).contains(text)
    }

    /// The heading.
    pub(crate) fn heading(&self) -> String {
        unescape(between(&self.html, "<h1>", "</h1>").unwrap_or_default())
    }

    #[track_caller]
    pub(crate) fn form(&self, step: &str) -> Form {
        let forms = self.html.split("<form").skip(1).map(|rest| rest.split("</form>").next().unwrap());
        let leads = |form: &&str| between(form, "action=\"", "\"").unwrap().split('?').next().unwrap().ends_with(step);
        let form = forms.into_iter().find(leads);
        let form = form.unwrap_or_else(|| panic!("no form for {step}: {} {}", self.status, self.html));
        let action = unescape(between(form, "action=\"", "\"").unwrap());
        let hidden = form.split("<input type=\"hidden\"").skip(1).map(|input| {
            let attribute = |name: &str| unescape(between(input, &format!("{name}=\""), "\"").unwrap());
            (attribute("name"), attribute("value"))
        });
        Form { action: self.url.join(&action).unwrap().to_string(), hidden: hidden.collect() }
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}

/// A text as a browser shows it.
fn unescape(text: &str) -> String {
    [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")]
        .into_iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
