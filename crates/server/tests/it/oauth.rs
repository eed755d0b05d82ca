//! OAuth applications, and what users granted to them, for the tests of both.

use frontdesk_credentials::secret::hash_secret;
use frontdesk_server::seed::OauthGrantReport;
use frontdesk_storage::oauth_grants::{OauthCode, OauthGrant, OauthGrantDetails};
use frontdesk_tokens::IdSource;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::app::{Answer, App};
use crate::people::text;

impl App {
    /// Makes an application, `body` saying more than its name.
    pub(crate) async fn oauth_application(&self, name: &str, mut body: Value) -> Value {
        body["name"] = json!(name);
        self.post("/oauth_applications", body).await.ok()
    }

    /// What a user has granted to an application, as a browser would have made it; `more` says the rest.
    pub(crate) async fn grant(&self, application: &Value, user_id: &str, mut more: Value) -> OauthGrantReport {
        more["application_id"] = application["id"].clone();
        more["user_id"] = json!(user_id);
        self.seed(json!({ "oauth_grants": [more] })).await.unwrap().oauth_grants.remove(0)
    }

    /// Has an access token verified.
    pub(crate) async fn verify_access_token(&self, token: &str) -> Answer {
        self.post("/oauth_applications/access_tokens/verify", json!({ "access_token": token })).await
    }

    /// Has a token of an application revoked.
    pub(crate) async fn revoke_oauth_token(&self, application: &Value, token: &str) -> Answer {
        let path = format!("/oauth_applications/{}/revoke_token", text(application, "id"));
        self.post(&path, json!({ "token": token })).await
    }

    /// Whether an access token still works.
    pub(crate) async fn works(&self, token: &str) -> bool {
        self.verify_access_token(token).await.status == 200
    }

    /// A code for what a user granted to an application, as the page for consent would give it out; `change` says more.
    pub(crate) async fn code(
        &self,
        application: &Value,
        user_id: &str,
        scopes: &str,
        change: impl Fn(&mut OauthGrant) + Send + 'static,
    ) -> String {
        let (ids, now) = (IdSource::random(), self.clock.now());
        let code = ids.oauth_code();
        let mut grant = OauthGrant {
            id: ids.new_id("oagrant", now),
            application_id: text(application, "id").to_owned(),
            user_id: user_id.to_owned(),
            code_hash: hash_secret(&code),
            ends_at: now + 600_000,
            created_at: now,
            updated_at: now,
            details: OauthGrantDetails {
                scopes: scopes.split(' ').map(str::to_owned).collect(),
                code: OauthCode { expires_at: now + 600_000, ..OauthCode::default() },
                ..OauthGrantDetails::default()
            },
            ..OauthGrant::default()
        };
        change(&mut grant);
        assert!(self.store_write(move |tx| tx.issue_oauth_code(&grant)).await);
        code
    }

    /// The address of something of the authorization server.
    pub(crate) fn oauth_url(&self, path: &str) -> String {
        format!("{}/instances/{}{path}", self.server.url(), self.instance_id)
    }

    /// Sends a form to the authorization server as a client that proves itself in the header.
    pub(crate) async fn oauth(&self, application: &Value, path: &str, form: &[(&str, &str)]) -> Answer {
        let (name, secret) = (text(application, "client_id"), text(application, "client_secret"));
        let request = self.http.post(self.oauth_url(path)).basic_auth(name, Some(secret));
        self.send(with_form(request, form)).await
    }

    /// Sends a form to the authorization server without a header.
    pub(crate) async fn oauth_form(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.send(with_form(self.http.post(self.oauth_url(path)), form)).await
    }

    /// Gets something of the authorization server, with an access token.
    pub(crate) async fn user_info(&self, token: &str) -> Answer {
        self.send(self.http.request(Method::GET, self.oauth_url("/oauth/userinfo")).bearer_auth(token)).await
    }

    /// Redeems a code.
    pub(crate) async fn redeem(&self, application: &Value, code: &str) -> Answer {
        self.oauth(application, "/oauth/token", &[("grant_type", "authorization_code"), ("code", code)]).await
    }

    /// Uses a refresh token.
    pub(crate) async fn refresh(&self, application: &Value, token: &str) -> Answer {
        self.oauth(application, "/oauth/token", &[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }
}

/// A request with a form as its body.
pub(crate) fn with_form(request: RequestBuilder, form: &[(&str, &str)]) -> RequestBuilder {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    request.header("content-type", "application/x-www-form-urlencoded").body(body)
}

/// Status and word of a refusal of the authorization server.
pub(crate) fn refused(answer: &Answer) -> (u16, &str) {
    assert!(answer.body["error_description"].as_str().is_some_and(|text| !text.is_empty()), "{}", answer.body);
    assert_eq!(answer.headers["cache-control"], "no-store");
    (answer.status, answer.body["error"].as_str().unwrap())
}

/// Runs a statement past the server and the storage.
pub(crate) async fn write_past_the_server(address: &str, sql: &'static str) {
    let address = address.to_owned();
    let write = move || match address.strip_prefix("sqlite:") {
        Some(path) => rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap(),
        None => postgres::Client::connect(&address, postgres::NoTls).unwrap().batch_execute(sql).unwrap(),
    };
    tokio::task::spawn_blocking(write).await.unwrap();
}
