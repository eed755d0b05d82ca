//! Every error that the official document lists for a served operation, provoked: by rules that hold for all
//! operations, and by a table of cases for the rest.

mod api_keys;
mod elsewhere;
mod exceptions;
mod identifiers;
mod ledger;
mod machines;
mod oauth;
mod official;
mod organizations;
mod rights;
mod rules;
mod sessions;
mod settings;
mod stage;
mod tickets;
mod users;

use ledger::Ledger;
use stage::Stage;

use crate::app::App;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_listed_error_of_a_served_operation_is_provoked() {
    let app = App::start().await;
    let ledger = Ledger::default();
    rules::run(&Stage::new(&app, &ledger).await).await;
    users::run(&app, &ledger).await;
    identifiers::run(&app, &ledger).await;
    sessions::run(&app, &ledger).await;
    organizations::run(&app, &ledger).await;
    rights::run(&app, &ledger).await;
    settings::run(&app, &ledger).await;
    tickets::run(&app, &ledger).await;
    machines::run(&app, &ledger).await;
    api_keys::run(&app, &ledger).await;
    oauth::run(&app, &ledger).await;
    elsewhere::run(&app, &ledger).await;
    let (report, wrong) = ledger.report(official::listed().as_ref());
    println!("{report}");
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
