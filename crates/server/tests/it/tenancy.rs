//! Two instances in one database: no key ever sees or changes what belongs to the other.

mod dump;

use frontdesk_contract::{ApiVersion, BodyFormat, Descriptor, Place, request};
use reqwest::Method;
use serde_json::{Map, Value};

use crate::app::{Answer, App};
use crate::world::{Values, World, kind_of};

pub(crate) use dump::rows;

/// How many requests are made of each way to mix the ids of an operation.
const ROUNDS: usize = 6;

/// Whose id a parameter gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Own,
    Foreign,
}

/// A request of one instance that names things of another.
#[derive(Debug)]
struct Intrusion<'w> {
    /// The key of whoever sends it.
    key: &'w str,
    operation: &'static Descriptor,
    version: ApiVersion,
    path: Map<String, Value>,
    query: Map<String, Value>,
    body: Map<String, Value>,
    /// Whether the path itself leads to something foreign.
    foreign_path: bool,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_key_ever_sees_or_changes_the_rows_of_another_instance() {
    let app = App::start().await;
    let ours = World::fill(&app.store, app.instance_id.clone(), app.secret_key.clone()).await;
    let theirs = World::create(&app.store).await;
    let before = dump::rows(app.database.address(), &theirs.instance_id).await;
    assert!(before.len() > 80, "there is something to protect: {} rows", before.len());
    let (mut sent, mut refused) = (0, 0);
    let mut operations = 0;
    for operation in frontdesk_server::api().operations().filter(|operation| !operation.public) {
        operations += 1;
        for intrusion in intrusions(operation, &ours, &theirs) {
            let answer = send(&app, &intrusion).await;
            assert_keeps_apart(&intrusion, &answer, &ours, &theirs);
            sent += 1;
            refused += usize::from(answer.status >= 400);
        }
        let after = dump::rows(app.database.address(), &theirs.instance_id).await;
        assert_eq!(changes(&before, &after), Vec::<String>::new(), "{} changed rows of the other", operation.id);
    }
    println!("{operations} operations, {sent} requests, {refused} refused, {} foreign rows unchanged", before.len());
    assert!(sent > operations * ROUNDS, "{sent} requests of {operations} operations");
    let report = app.store.check().await.unwrap();
    assert!(report.is_clean(), "{:#?}", report.findings);
}

/// Lines that only one of two dumps has.
fn changes(before: &[String], after: &[String]) -> Vec<String> {
    let gone = before.iter().filter(|line| after.binary_search(line).is_err()).map(|line| format!("- {line}"));
    let new = after.iter().filter(|line| before.binary_search(line).is_err()).map(|line| format!("+ {line}"));
    gone.chain(new).collect()
}

/// Every way to mix own and foreign ids in the path, with foreign ids in query and body.
fn intrusions<'w>(operation: &'static Descriptor, ours: &'w World, theirs: &World) -> Vec<Intrusion<'w>> {
    let mut found = Vec::new();
    let version = operation.versions.iter().last().unwrap_or(ApiVersion::NEWEST);
    let names: Vec<&str> = operation
        .parameters_in(Place::Path, version)
        .map(|field| field.name)
        .filter(|name| kind_of(operation, name).is_some_and(|kind| kind != "template"))
        .collect();
    for mask in 0..1_usize << names.len() {
        for round in 0..ROUNDS {
            let seed = (mask * ROUNDS + round) as u64;
            let mut values = Values::new(ours, seed);
            let owner = |name: &str| match names.iter().position(|known| *known == name) {
                Some(position) if mask & (1 << position) != 0 => Owner::Foreign,
                _ => Owner::Own,
            };
            let mut path = Map::new();
            for field in operation.parameters_in(Place::Path, version) {
                let world = if owner(field.name) == Owner::Foreign { theirs } else { ours };
                let value = values.id(operation, field.name, world).map_or(Value::Null, Value::String);
                path.insert(field.name.to_owned(), value);
            }
            let query = fields(&mut values, operation, operation.parameters_in(Place::Query, version), theirs, round);
            let object = operation.body_object();
            let of_version = object.into_iter().flat_map(|object| object.fields);
            let of_version = of_version.filter(|field| field.versions.contains(version));
            let body = fields(&mut values, operation, of_version, theirs, round);
            let key = ours.key_for(operation);
            found.push(Intrusion { key, operation, version, path, query, body, foreign_path: mask != 0 });
        }
    }
    found
}

/// Values for what is required and a share of the rest; ids are foreign ones.
fn fields(
    values: &mut Values<'_>,
    operation: &'static Descriptor,
    fields: impl Iterator<Item = &'static frontdesk_contract::Field>,
    theirs: &World,
    round: usize,
) -> Map<String, Value> {
    let mut map = Map::new();
    for field in fields {
        let is_id = kind_of(operation, field.name).is_some();
        // The first round has everything that names something; later ones are mixed.
        let wanted = is_id && (round == 0 || values.random.bool());
        if !wanted && !field.required.iter().any(|_| true) && values.random.u8(..) > 60 {
            continue;
        }
        let foreign = values.id(operation, field.name, theirs);
        let value = match foreign {
            Some(id) if matches!(field.schema, frontdesk_contract::Schema::Array { .. }) => Value::from(vec![id]),
            Some(id) => Value::String(id),
            None => values.value(operation, field, ApiVersion::NEWEST),
        };
        map.insert(field.name.to_owned(), value);
    }
    map
}

async fn send(app: &App, intrusion: &Intrusion<'_>) -> Answer {
    let operation = intrusion.operation;
    let mut path = request::fill_path(operation, &intrusion.path);
    if !intrusion.query.is_empty() {
        path = format!("{path}?{}", request::write_query(&intrusion.query));
    }
    let method: Method = operation.method.as_str().parse().unwrap();
    let request = app.request_in(intrusion.version.as_str(), method, &path).bearer_auth_of(intrusion.key);
    let request = match operation.body.map(|body| body.format) {
        Some(BodyFormat::Json) => request.json(&intrusion.body),
        Some(BodyFormat::Multipart) => {
            let picture = reqwest::multipart::Part::bytes(include_bytes!("tenancy/pixel.png").to_vec());
            request.multipart(reqwest::multipart::Form::new().part("file", picture.file_name("pixel.png")))
        }
        None => request,
    };
    app.send(request).await
}

fn assert_keeps_apart(intrusion: &Intrusion<'_>, answer: &Answer, ours: &World, theirs: &World) {
    let text = answer.body.to_string();
    let id = intrusion.operation.id;
    assert!(answer.status < 500, "{id}: {} {text}", answer.status);
    if intrusion.foreign_path {
        assert!((400..500).contains(&answer.status), "{id} let somebody in: {text}\n{intrusion:?}");
    }
    let sent = format!("{:?}", (&intrusion.path, &intrusion.query, &intrusion.body));
    for secret in theirs.secrets().filter(|secret| text.contains(secret)) {
        // A refusal may name what was asked for; a success may not, and neither may tell more.
        let is_echo = answer.status >= 400 && sent.contains(secret);
        assert!(is_echo, "{id} told {secret}: {text}\n{intrusion:?}");
    }
    assert_ne!(ours.instance_id, theirs.instance_id);
}

#[tokio::test]
async fn both_instances_may_have_the_same_identifiers_and_each_finds_its_own() {
    let app = App::start().await;
    let ours = World::fill(&app.store, app.instance_id.clone(), app.secret_key.clone()).await;
    let theirs = World::create(&app.store).await;
    for (world, other) in [(&ours, &theirs), (&theirs, &ours)] {
        for path in ["/users?email_address=ada1@example.com", "/users?query=ada1", "/users?external_id=ext-1"] {
            let request = app.request(Method::GET, path).bearer_auth_of(&world.secret_key);
            let found = app.send(request).await.ok();
            let ids: Vec<&str> = found.as_array().unwrap().iter().map(|user| user["id"].as_str().unwrap()).collect();
            assert_eq!(ids, [world.ids("user")[1].as_str()], "{path}");
            assert!(!found.to_string().contains(&other.marker));
        }
        let request = app.request(Method::GET, "/users/count").bearer_auth_of(&world.secret_key);
        assert_eq!(app.send(request).await.ok()["total_count"], world.ids("user").len());
        let request = app.request(Method::GET, "/organizations/acme-1").bearer_auth_of(&world.secret_key);
        assert_eq!(app.send(request).await.ok()["id"], world.ids("organization")[1].as_str());
    }
}

/// A request with another key.
trait WithKey {
    fn bearer_auth_of(self, key: &str) -> Self;
}

impl WithKey for reqwest::RequestBuilder {
    fn bearer_auth_of(self, key: &str) -> Self {
        let mut headers = reqwest::header::HeaderMap::new();
        headers.insert("authorization", format!("Bearer {key}").parse().unwrap());
        self.headers(headers)
    }
}
