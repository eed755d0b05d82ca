//! Six instances on one server, filled alike, each spoken to in a version of its own.

use std::collections::{BTreeMap, BTreeSet};

use frontdesk_conformance::Judge;
use frontdesk_contract::{ApiVersion, BodyFormat, Descriptor, Parts, request};
use frontdesk_server::seed::{self, Seed};
use frontdesk_storage::instances::Settings;
use frontdesk_storage::users::{EmailAddress, LinkedTo, OauthToken, PhoneNumber, Verification};
use frontdesk_storage::{StorageError, Tx};
use reqwest::Method;
use serde_json::{Map, Value, json};

use crate::app::{App, START};
use crate::world::World;

/// The user whose last address came with an account at another provider.
pub(super) const LINKED: usize = 2;
/// The password of every other user.
pub(super) const PASSWORD: &str = "A difficult one 17";

/// An instance, and what it has beyond a world.
pub(super) struct Filled {
    pub(super) world: World,
    /// The addresses of each user: verified by decree, not at all, by a code, through another provider.
    pub(super) emails: Vec<Vec<String>>,
    /// The numbers of each user: verified by decree, not at all, by a code.
    pub(super) phones: Vec<Vec<String>>,
    /// An unverified address of the last user but one, which another user has verified.
    pub(super) rival: String,
    /// The token of a browser.
    pub(super) client_token: String,
    /// What an earlier answer said and a later request needs, by operation and user.
    pub(super) notes: BTreeMap<(&'static str, usize), String>,
}

/// What came back.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Value,
}

impl Answer {
    /// Code and parameter of the first error.
    pub(super) fn refusal(&self) -> (&str, &str) {
        let error = &self.body["errors"][0];
        (error["code"].as_str().unwrap_or_default(), error["meta"]["param_name"].as_str().unwrap_or_default())
    }

    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// How many things it lists.
    pub(super) fn count(&self) -> Option<u64> {
        let list = self.body.as_array().or_else(|| self.body["data"].as_array());
        list.map(|list| list.len() as u64).or_else(|| self.body["total_count"].as_u64())
    }
}

/// The instances and the server.
pub(super) struct Worlds {
    app: App,
    judge: Option<Judge>,
    pub(super) filled: Vec<Filled>,
    /// What answers broke of the documents of their versions.
    pub(super) faults: BTreeSet<String>,
}

impl Worlds {
    pub(super) async fn create(judge: Option<Judge>) -> Self {
        let app = App::start().await;
        let each = ApiVersion::ALL.map(|_| async { fill(&app, World::create(&app.store).await).await });
        let filled = futures_util::future::join_all(each).await;
        Self { app, judge, filled, faults: BTreeSet::new() }
    }

    /// The place of a version's instance.
    pub(super) fn at(version: ApiVersion) -> usize {
        ApiVersion::ALL.iter().position(|known| *known == version).unwrap()
    }

    /// Sends a request in a version, and holds the answer against the document of that version, or of the one whose
    /// shape it is answered in.
    pub(super) async fn ask(&mut self, version: ApiVersion, operation: &'static Descriptor, parts: &Parts) -> Answer {
        let (answer, faults) = self.send(version, operation, parts).await;
        self.faults.extend(faults);
        answer
    }

    /// Sends a request in a version; the answer, and what it breaks of the document.
    pub(super) async fn send(
        &self,
        version: ApiVersion,
        operation: &'static Descriptor,
        parts: &Parts,
    ) -> (Answer, Vec<String>) {
        let filled = &self.filled[Self::at(version)];
        let mut path = request::fill_path(operation, &parts.path);
        if !parts.query.is_empty() {
            path = format!("{path}?{}", request::write_query(&parts.query));
        }
        let method: Method = operation.method.as_str().parse().unwrap();
        let address = format!("{}/v1{path}", self.app.server.url());
        let request = self.app.http.request(method, address).bearer_auth(filled.world.key_for(operation));
        let request = request.header("clerk-api-version", version.as_str());
        let request = match operation.body.map(|body| body.format) {
            Some(BodyFormat::Json) => request.json(parts.body.as_ref().unwrap_or(&json!({}))),
            Some(BodyFormat::Multipart) => request.multipart(form(parts.body.as_ref())),
            None => request,
        };
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let kind = response.headers().get("content-type").map(|value| value.to_str().unwrap().to_owned());
        let bytes = response.bytes().await.unwrap();
        let shape = if operation.versions.contains(version) {
            version
        } else {
            operation.versions.iter().last().unwrap_or(ApiVersion::NEWEST)
        };
        let mut faults = Vec::new();
        if let Some(judge) = &self.judge {
            let method = operation.method.as_str();
            let verdict = judge.judge(shape.as_str(), method, &path, status, kind.as_deref(), &bytes);
            let name = format!("{version} {} {status}", operation.id);
            faults.extend(verdict.violations.iter().map(|violation| format!("{name}: {violation}")));
            if verdict.undocumented {
                faults.push(format!("{name}: {method} {path} is not documented in {shape}"));
            }
        }
        // A page of HTML, or nothing, is no JSON.
        (Answer { status, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null) }, faults)
    }
}

fn form(fields: Option<&Value>) -> reqwest::multipart::Form {
    let picture = reqwest::multipart::Part::bytes(include_bytes!("../tenancy/pixel.png").to_vec());
    let mut form = reqwest::multipart::Form::new().part("file", picture.file_name("pixel.png"));
    for (name, value) in fields.and_then(Value::as_object).into_iter().flatten().filter(|(name, _)| *name != "file") {
        form = form.text(name.clone(), value.as_str().unwrap_or_default().to_owned());
    }
    form
}

/// Adds what a world lacks: identifiers verified in every way, passwords, tokens of another provider, a browser.
async fn fill(app: &App, world: World) -> Filled {
    let users = world.ids("user").to_vec();
    let ids = |list: &[String], ways: usize| -> Vec<Vec<String>> {
        list.iter().map(|id| (0..ways).map(|way| format!("{id}{}", ["", "U", "C", "P"][way])).collect()).collect()
    };
    let (emails, phones) = (ids(world.ids("email_address"), 4), ids(world.ids("phone_number"), 3));
    let (for_emails, for_phones, ids) = (emails.clone(), phones.clone(), users.clone());
    let work = move |tx: &mut Tx<'_, '_>| {
        let way = |way: usize, strategy: &str| {
            let verified = |attempts| Verification {
                status: "verified".to_owned(),
                strategy: strategy.to_owned(),
                attempts,
                expire_at: Some(START + 600_000),
            };
            [None, None, Some(verified(Some(1))), Some(verified(None))][way].clone()
        };
        for (index, id) in ids.iter().enumerate() {
            let before = tx.find_user(id)?.unwrap();
            let mut user = before.clone();
            for (at, strategy) in [(1, ""), (2, "email_code"), (3, "from_oauth_google")] {
                user.email_addresses.push(EmailAddress {
                    id: for_emails[index][at].clone(),
                    // An address for tests, whose code is known.
                    email_address: format!("way{at}.of{index}+clerk_test@example.com"),
                    verification: way(at, strategy),
                    created_at: START,
                    updated_at: START,
                    ..EmailAddress::default()
                });
            }
            for (at, strategy) in [(1, ""), (2, "phone_code")] {
                user.phone_numbers.push(PhoneNumber {
                    id: for_phones[index][at].clone(),
                    phone_number: format!("+1201555010{}", index * 2 + at - 1),
                    verification: way(at, strategy),
                    created_at: START,
                    updated_at: START,
                    ..PhoneNumber::default()
                });
            }
            // One that came with the account is no address of its own, and could not be replaced.
            if index == LINKED {
                let id = user.external_accounts[0].identification_id.clone();
                user.email_addresses[3].linked_to = vec![LinkedTo { kind: "oauth_google".to_owned(), id }];
            }
            user.external_accounts[0].token = Some(OauthToken {
                token: "ya29.one".to_owned(),
                expires_at: Some(START + 1000),
                id_token: Some("e30.e30.sig".to_owned()),
                token_secret: None,
            });
            assert_eq!(tx.update_user(&before, &user)?, frontdesk_storage::users::Claimed::All);
        }
        Ok::<(), StorageError>(())
    };
    app.store.write(world.instance_id.as_str().into(), work).await.unwrap();
    for id in users.iter().skip(1).step_by(2) {
        let body = json!({ "password": PASSWORD, "skip_password_checks": true });
        let request = app.http.patch(format!("{}/v1/users/{id}", app.server.url())).bearer_auth(&world.secret_key);
        let answer = app.send(request.json(&body)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
    let rival = rival(app, &world).await;
    let client_token = browser(app, &world, &users[0]).await;
    Filled { world, emails, phones, rival, client_token, notes: BTreeMap::new() }
}

/// Gives an address to one user unverified and then to another one verified; the id of the unverified one.
async fn rival(app: &App, world: &World) -> String {
    let mut ids = Vec::new();
    for (user, verified) in [(2, false), (0, true)] {
        let user = &world.ids("user")[user];
        let body = json!({ "user_id": user, "email_address": "rival@example.org", "verified": verified });
        let request = app.http.post(format!("{}/v1/email_addresses", app.server.url())).bearer_auth(&world.secret_key);
        ids.push(app.send(request.json(&body)).await.ok()["id"].as_str().unwrap().to_owned());
    }
    ids.remove(0)
}

/// A browser in which a user is signed in, as a seed makes one; its token.
async fn browser(app: &App, world: &World, user_id: &str) -> String {
    let seed = json!({ "browser_sessions": [{ "user_id": user_id, "origin": "https://app.example.com" }] });
    let seed: Seed = serde_json::from_value(seed).unwrap();
    let (store, clock, id) = (app.store.clone(), app.clock.clone(), world.instance_id.clone());
    let report = tokio::task::spawn_blocking(move || seed::apply(&store, &clock, &id, &seed)).await.unwrap().unwrap();
    report.browser_sessions[0].client_token.clone()
}

impl Worlds {
    /// Changes the settings of a version's instance, and gives them as they were.
    pub(super) async fn configure(
        &self,
        version: ApiVersion,
        change: impl Fn(&mut Settings) + Send + 'static,
    ) -> Settings {
        let id = self.filled[Self::at(version)].world.instance_id.clone();
        let system = self.app.store.system(move |tx| {
            let mut row = tx.find_instance(&id)?.unwrap();
            let before = row.settings.clone();
            change(&mut row.settings);
            tx.update_instance(&row)?;
            Ok::<_, StorageError>(before)
        });
        let before = system.await.unwrap();
        self.app.server.shared.forget_instances();
        before
    }
}

/// Puts a value into the body of a request.
pub(super) fn put(parts: &mut Parts, name: &str, value: Value) {
    let body = parts.body.get_or_insert_with(|| Value::Object(Map::new()));
    body[name] = value;
}
