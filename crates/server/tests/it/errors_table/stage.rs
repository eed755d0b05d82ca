//! An instance of its own for a few cases, and requests that are valid but for what a case says.

use std::sync::Arc;

use frontdesk_contract::{ApiVersion, BodyFormat, Descriptor, Field, Place, Schema, request};
use frontdesk_server::delivery::Message;
use frontdesk_server::instance::Instance;
use frontdesk_server::seed::{self, BrowserSessionReport, Seed, SeedError, SeedReport};
use frontdesk_server::{Context, NewInstance, create_instance};
use frontdesk_storage::instances::Settings;
use frontdesk_storage::users::User;
use frontdesk_storage::{StorageError, Tx};
use frontdesk_tokens::{Category, IdSource, SigningKey};
use reqwest::RequestBuilder;
use reqwest::multipart::{Form, Part};
use serde_json::{Map, Value, json};

use super::ledger::{Ledger, Refusal};
use super::official::{newest, served};
use crate::app::{App, START};
use crate::world::{Values, World, kind_of};

/// An instance with a few of everything.
pub(super) struct Stage<'a> {
    pub(super) app: &'a App,
    pub(super) world: World,
    pub(super) ledger: &'a Ledger,
}

/// The refusal of what is not there.
pub(super) const GONE: Refusal<'static> = (404, "resource_not_found", None);

/// The refusal of a parameter that has no possible value.
pub(super) fn invalid(name: &str) -> Refusal<'_> {
    (422, "form_param_value_invalid", Some(name))
}

/// The refusal of a parameter that cannot be read.
pub(super) fn malformed(name: &str) -> Refusal<'_> {
    (422, "form_param_format_invalid", Some(name))
}

/// The refusal of something that another one has.
pub(super) fn taken(name: &str) -> Refusal<'_> {
    (422, "form_identifier_exists", Some(name))
}

/// The operation of that id.
pub(super) fn operation(id: &str) -> &'static Descriptor {
    let same = served().iter().filter(|operation| operation.id == id);
    same.max_by_key(|operation| newest(operation)).unwrap_or_else(|| panic!("{id} is not served"))
}

impl<'a> Stage<'a> {
    /// A development instance.
    pub(super) async fn new(app: &'a App, ledger: &'a Ledger) -> Self {
        Self::of(app, ledger, NewInstance::default()).await
    }

    /// A production instance.
    pub(super) async fn production(app: &'a App, ledger: &'a Ledger) -> Self {
        let host = format!("clerk.{}.example", IdSource::random().new_id("p", START).to_lowercase().replace('_', "-"));
        Self::of(app, ledger, NewInstance { production: true, frontend_api: Some(host), ..NewInstance::default() })
            .await
    }

    async fn of(app: &'a App, ledger: &'a Ledger, new: NewInstance) -> Self {
        let instance_id = IdSource::random().new_id("ins", START);
        let id = instance_id.clone();
        let make = move |tx: &mut frontdesk_storage::SystemTx<'_, '_>| -> Result<_, StorageError> {
            create_instance(tx, &IdSource::random(), START, &new, include_str!("../signing_key.pem"), &id)
        };
        let keys = app.store.system(make).await.unwrap();
        let world = World::fill(&app.store, instance_id, keys.secret_key).await;
        Self { app, world, ledger }
    }

    /// The id of one of the things of that kind.
    pub(super) fn id(&self, kind: &str, index: usize) -> &str {
        &self.world.ids(kind)[index]
    }

    /// The value that a parameter has unless a case says otherwise: that of the first thing.
    fn usual(&self, operation: &Descriptor, field: &Field) -> Value {
        if let Some(id) = kind_of(operation, field.name).and_then(|kind| self.world.ids(kind).first()) {
            return if matches!(field.schema, Schema::Array { .. }) { json!([id]) } else { json!(id) };
        }
        if field.name == "provider" {
            return json!("oauth_google");
        }
        Values::new(&self.world, 0).value(operation, field, newest(operation))
    }

    /// What has to be in an object.
    pub(super) fn required(&self, operation: &Descriptor, fields: &'static [Field]) -> Map<String, Value> {
        let version = newest(operation);
        let required = fields.iter().filter(|field| field.required.contains(version));
        required.map(|field| (field.name.to_owned(), self.usual(operation, field))).collect()
    }

    /// The body that a request has unless a case says otherwise.
    pub(super) fn usual_body(&self, operation: &Descriptor) -> Value {
        match operation.body.map(|body| body.schema.without_null()) {
            Some(Schema::Array { items: Schema::Object(object), .. }) => {
                json!([self.required(operation, object.fields)])
            }
            Some(Schema::Object(object)) => Value::Object(self.required(operation, object.fields)),
            _ => json!({}),
        }
    }

    /// A request without a body, and what of the arguments is left for it.
    pub(super) fn head(&self, operation: &Descriptor, args: &Value) -> (RequestBuilder, Map<String, Value>) {
        let version = newest(operation);
        let mut args = args.as_object().cloned().unwrap_or_else(|| panic!("{args} are no arguments"));
        let (mut path, mut query) = (Map::new(), Map::new());
        for field in operation.parameters_in(Place::Path, version) {
            let value = args.remove(field.name).unwrap_or_else(|| self.usual(operation, field));
            path.insert(field.name.to_owned(), value);
        }
        for field in operation.parameters_in(Place::Query, version) {
            let required = field.required.contains(version);
            if let Some(value) = args.remove(field.name).or_else(|| required.then(|| self.usual(operation, field))) {
                query.insert(field.name.to_owned(), value);
            }
        }
        let mut target = format!("{}/v1{}", self.app.server.url(), request::fill_path(operation, &path));
        if !query.is_empty() {
            target = format!("{target}?{}", request::write_query(&query));
        }
        let request = self.app.http.request(operation.method.as_str().parse().unwrap(), target);
        (request, args)
    }

    /// A valid request but for the arguments. A list stands under `body`, the text of a picture under `file`.
    pub(super) fn request(&self, operation: &Descriptor, args: &Value) -> RequestBuilder {
        let (request, mut args) = self.head(operation, args);
        let request =
            request.bearer_auth(self.world.key_for(operation)).header("clerk-api-version", newest(operation).as_str());
        match operation.body.map(|body| body.format) {
            Some(BodyFormat::Json) => {
                let mut body = args.remove("body").unwrap_or_else(|| self.usual_body(operation));
                if let Value::Object(body) = &mut body {
                    body.extend(args);
                }
                request.json(&body)
            }
            Some(BodyFormat::Multipart) => {
                let bytes = match args.remove("file") {
                    None => include_bytes!("../tenancy/pixel.png").to_vec(),
                    Some(Value::String(text)) => text.into_bytes(),
                    Some(_) => return request.multipart(Form::new().text("nothing", "here")),
                };
                request.multipart(Form::new().part("file", Part::bytes(bytes).file_name("picture.png")))
            }
            None => {
                assert!(args.is_empty(), "{} takes no {args:?}", operation.id);
                request
            }
        }
    }

    /// What a request that must succeed is answered with.
    pub(super) async fn does(&self, id: &str, args: Value) -> Value {
        let answer = self.app.send(self.request(operation(id), &args)).await;
        if answer.status >= 300 {
            self.ledger.complain(format!("{id} {args} should succeed: {} {}", answer.status, answer.body));
        }
        answer.body
    }

    /// Sends a request that must be refused.
    pub(super) async fn refuses(&self, id: &str, args: Value, expected: Refusal<'_>) {
        let operation = operation(id);
        let answer = self.app.send(self.request(operation, &args)).await;
        self.ledger.note(operation.id, &args.to_string(), &answer, expected, true);
    }

    /// Notes the answer to a request that a case made itself.
    pub(super) async fn refuses_request(&self, id: &str, request: RequestBuilder, expected: Refusal<'_>) {
        let answer = self.app.send(request).await;
        self.ledger.note(operation(id).id, "of its own", &answer, expected, true);
    }

    /// Notes the answer to a request that a rule made.
    pub(super) async fn refuses_by_rule(
        &self,
        operation: &'static Descriptor,
        rule: &str,
        request: RequestBuilder,
        expected: Refusal<'_>,
    ) {
        let answer = self.app.send(request).await;
        self.ledger.note(operation.id, rule, &answer, expected, false);
    }

    /// The one-time code that was sent last.
    pub(super) fn code(&self) -> String {
        match self.app.outbox.take().pop() {
            Some(Message::EmailCode { code, .. } | Message::PhoneCode { code, .. }) => code,
            other => panic!("{other:?} has no code"),
        }
    }

    async fn seed(&self, seed: Value) -> Result<SeedReport, SeedError> {
        let seed: Seed = serde_json::from_value(seed).unwrap();
        let (store, clock, id) = (self.app.store.clone(), self.app.clock.clone(), self.world.instance_id.clone());
        tokio::task::spawn_blocking(move || seed::apply(&store, &clock, &id, &seed)).await.unwrap()
    }

    /// Browsers with sessions, made as the operator's command does.
    pub(super) async fn browsers(&self, sessions: Value) -> Vec<BrowserSessionReport> {
        self.seed(json!({ "browser_sessions": sessions })).await.unwrap().browser_sessions
    }

    /// Has somebody sign up who must be refused.
    pub(super) async fn refuses_registration(&self, address: &str, code: &str) {
        let outcome = self.seed(json!({ "registrations": [{ "email_address": address }] })).await;
        let answered = match &outcome {
            Err(SeedError::Api(code)) => Some((403, *code)),
            _ => None,
        };
        // A seed tells no status: it is that of the code, which another test holds against the catalogue.
        self.ledger.note_step("a registration", answered, (403, code));
    }

    /// What a handler would know besides its request.
    pub(super) async fn context(&self) -> Context {
        let id = self.world.instance_id.clone();
        let row = self.app.store.system(move |tx| tx.find_instance(&id)).await.unwrap().unwrap();
        Context {
            shared: Arc::clone(&self.app.server.shared),
            instance: Arc::new(Instance::from_row(row).unwrap()),
            machine_id: None,
            version: ApiVersion::NEWEST,
            named_version: None,
            caller: frontdesk_server::events::Caller::default(),
            now: self.app.clock.now(),
        }
    }

    /// A token with the signature of the instance.
    pub(super) fn sign(&self, category: Category, claims: &Value) -> String {
        let pem = include_str!("../signing_key.pem");
        let key = SigningKey::from_pkcs8_pem(&self.world.instance_id, pem).unwrap();
        key.sign(&key.header(category), claims).unwrap()
    }

    /// Changes the settings of the instance.
    pub(super) async fn configure(&self, change: impl Fn(&mut Settings) + Send + Sync + 'static) {
        let id = self.world.instance_id.clone();
        let write = self.app.store.system(move |tx| -> Result<(), StorageError> {
            let mut row = tx.find_instance(&id)?.unwrap();
            change(&mut row.settings);
            tx.update_instance(&row)
        });
        write.await.unwrap();
        self.app.server.shared.forget_instances();
    }

    /// Changes what is stored of one of the users, as no request could.
    pub(super) async fn change_user(&self, index: usize, change: impl Fn(&mut User) + Send + 'static) {
        let id = self.id("user", index).to_owned();
        self.store(move |tx| {
            let before = tx.find_user(&id)?.unwrap();
            let mut user = before.clone();
            change(&mut user);
            tx.update_user(&before, &user)
        })
        .await;
    }

    /// Changes rows as no request could.
    pub(super) async fn store<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_, '_>) -> Result<T, StorageError> + Send + 'static,
    ) -> T {
        self.app.store.write(self.world.instance_id.as_str().into(), work).await.unwrap()
    }
}
