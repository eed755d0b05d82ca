//! Machines and their tokens.

use serde_json::json;

use super::ledger::Ledger;
use super::stage::{GONE, Stage, invalid, operation};
use crate::app::App;

pub(super) async fn run(app: &App, ledger: &Ledger) {
    machines(&Stage::new(app, ledger).await).await;
    tokens(&Stage::new(app, ledger).await).await;
}

async fn machines(stage: &Stage<'_>) {
    let (create, allow) = ("CreateMachine", "CreateMachineScope");
    let id = |index: usize| stage.id("machine", index).to_owned();
    let unknown = |name: &'static str| (404, "resource_not_found", Some(name));
    for (operation, args, refusal) in [
        (create, json!({ "scoped_machines": ["mch_nobodys"] }), unknown("scoped_machines")),
        (create, json!({ "scoped_machines": [id(0), id(0)] }), (422, "form_param_duplicate", Some("scoped_machines"))),
        (
            create,
            json!({ "scoped_machines": vec!["mch_nobodys"; 151] }),
            (422, "form_param_array_size_exceeded", Some("scoped_machines")),
        ),
        (create, json!({ "name": "" }), (422, "form_param_min_length_exceeded", Some("name"))),
        (allow, json!({ "to_machine_id": "mch_nobodys" }), unknown("to_machine_id")),
        (allow, json!({ "to_machine_id": id(0) }), invalid("to_machine_id")),
        (allow, json!({ "to_machine_id": id(1) }), (409, "conflict", None)),
        ("DeleteMachineScope", json!({ "other_machine_id": id(2) }), GONE),
        ("ListMachines", json!({ "order_by": "-shoe_size" }), invalid("order_by")),
    ] {
        stage.refuses(operation, args, refusal).await;
    }
}

async fn tokens(stage: &Stage<'_>) {
    let bad = |name: &'static str| (400, "bad_request", Some(name));
    for (operation, args, refusal) in [
        (
            "createM2MToken",
            json!({ "claims": { "sub": "mch_1" } }),
            (400, "machine_token_reserved_claim", Some("claims")),
        ),
        ("createM2MToken", json!({ "seconds_until_expiration": 0 }), bad("seconds_until_expiration")),
        ("createM2MToken", json!({ "min_remaining_ttl_seconds": 3600 }), bad("min_remaining_ttl_seconds")),
        ("createM2MToken", json!({ "claims": { "text": "x".repeat(17_000) } }), bad("claims")),
        ("getM2MTokens", json!({ "subject": "mch_1" }), bad("subject")),
        ("getM2MTokens", json!({ "subject": format!("mch_{}", "n".repeat(27)) }), GONE),
        ("verifyM2MToken", json!({ "token": "mt_nobodys" }), GONE),
    ] {
        stage.refuses(operation, args, refusal).await;
    }
    let list = operation("getM2MTokens");
    let (request, _) = stage.head(list, &json!({ "subject": stage.id("machine", 1) }));
    let request = request.bearer_auth(stage.id("machine_key", 0));
    stage.refuses_request(list.id, request, (403, "authorization_invalid", None)).await;
}
