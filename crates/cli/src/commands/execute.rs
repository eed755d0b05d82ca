//! `METHOD /path name=value…`: put together, checked, agreed on, sent, shown.

#[cfg(test)]
mod guard_table;

use std::path::PathBuf;

use frontdesk_contract::{Descriptor, Method, Problem, Risk, Schema};

use crate::answer::{self, View};
use crate::arguments::Arguments;
use crate::connection::{Answer, Connection, Target};
use crate::destination::{Destination, Wanted};
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::guard::{self, Confirm, Decision, Facts, Key, Mode, Permit, Question, Scopes};
use crate::inventory::{self, Inventory};
use crate::keys::SecretKey;
use crate::plan::Plan;
use crate::request::{Assignment, Given, Request, read_body};
use crate::snippet::{self, Language};
use crate::specification::Specification;
use crate::{metadata, pages, printer, prompt, redact, refusal};

/// A request on its way, and everything its decision depends on.
struct Journey<'a> {
    arguments: &'a Arguments,
    request: Request,
    facts: Facts,
    target: Target,
    key: Option<SecretKey>,
    /// Where the program's own files of this project are.
    folder: PathBuf,
    connection: Option<Connection>,
    inventory: Option<Inventory>,
}

pub(crate) fn run(
    arguments: &Arguments,
    operation: &'static Descriptor,
    specification: &Specification,
    path: &str,
    words: &[String],
) -> Outcome {
    if let Some(file) = &specification.file {
        let message = format!("{} is for exploring: it does not say what an operation destroys", file.display());
        return Err(Failure::usage(message).fix("add `help` to explain the endpoint, or leave --spec out to call it"));
    }
    let version = specification.version;
    let body = arguments.data.as_deref().map(read_body).transpose()?;
    start(arguments, Request::build(operation, version, path, words, body)?)
}

/// Sends one request, or prints its plan.
pub(crate) fn start(arguments: &Arguments, request: Request) -> Outcome {
    let wanted = Wanted {
        local: arguments.local,
        api_url: arguments.api_url.as_deref(),
        secret_key: arguments.secret_key.as_deref(),
        profile: arguments.profile.as_deref(),
    };
    wanted.check()?;
    if let Some(language) = arguments.language {
        return print_snippet(language, &request, wanted);
    }
    // A plan needs neither an address nor a key.
    let wanted = if arguments.dry_run { Wanted { local: true, ..Wanted::default() } } else { wanted };
    let destination = Destination::find(wanted)?;
    let mode = if printer::can_ask() { Mode::Terminal } else { Mode::Pipe };
    let scopes = Scopes::parse(&std::env::var("CLERK_BAPI_SCOPES").unwrap_or_default());
    let view = View::of(arguments)?;
    if arguments.all {
        pages::check(&request, arguments.include)?;
    }
    let mut journey = Journey::new(arguments, request, destination, scopes, mode);
    if arguments.dry_run {
        return journey.dry_run();
    }
    let outcome = journey.travel(&view);
    if let Some(connection) = journey.connection.take() {
        connection.close();
    }
    outcome
}

/// Carries one request past the guard, for a command that sends several of them.
pub(crate) fn carry_out(
    arguments: &Arguments,
    request: Request,
    destination: &Destination,
    connection: &mut Option<Connection>,
) -> Outcome<Answer> {
    let mode = if printer::can_ask() { Mode::Terminal } else { Mode::Pipe };
    let scopes = Scopes::parse(&std::env::var("CLERK_BAPI_SCOPES").unwrap_or_default());
    let mut journey = Journey::new(arguments, request, destination.clone(), scopes, mode);
    journey.connection = connection.take();
    let outcome = journey.answer();
    *connection = journey.connection.take();
    let answer = outcome?;
    if answer.is_success() { Ok(answer) } else { Err(answer::failure(&answer)) }
}

/// Why a request of a plan could not be sent, whatever the ones before it answer. When those only read, an id that they
/// find can still be asked for.
pub(crate) fn foresee(
    arguments: &Arguments,
    request: &Request,
    destination: &Destination,
    only_reads: bool,
) -> Option<Failure> {
    let mode = if printer::can_ask() { Mode::Terminal } else { Mode::Pipe };
    let scopes = Scopes::parse(&std::env::var("CLERK_BAPI_SCOPES").unwrap_or_default());
    let mut journey = Journey::new(arguments, request.clone(), destination.clone(), scopes, mode);
    if request.waits() && (only_reads || arguments.confirm.is_some()) {
        // Which id is right is known later, and decided then.
        journey.facts.confirm = Confirm::Right;
    }
    match guard::decide(&journey.facts) {
        Decision::Refuse(refusal) => Some(refusal::explain(refusal, request, journey.key.as_ref())),
        _ => None,
    }
}

/// Why a request would not be sent, if it would not.
pub(crate) fn refused(arguments: &Arguments, request: &Request) -> Option<Failure> {
    let destination = Destination::find(Wanted { local: true, ..Wanted::default() }).ok()?;
    let scopes = Scopes::parse(&std::env::var("CLERK_BAPI_SCOPES").unwrap_or_default());
    let plan = Arguments { dry_run: true, ..arguments.clone() };
    let mode = if printer::can_ask() { Mode::Terminal } else { Mode::Pipe };
    let journey = Journey::new(&plan, request.clone(), destination, scopes, mode);
    match guard::decide(&journey.facts) {
        Decision::Refuse(refusal) => Some(refusal::explain(refusal, request, None)),
        _ => None,
    }
}

impl<'a> Journey<'a> {
    fn new(arguments: &'a Arguments, request: Request, destination: Destination, scopes: Scopes, mode: Mode) -> Self {
        let operation = request.operation;
        let facts = Facts {
            method: operation.method,
            risk: operation.risk,
            key: if arguments.dry_run { Key::NotNeeded } else { destination.kind(operation) },
            scopes,
            allowed: Scopes::default(),
            shape: request.shape(),
            mode,
            confirm: Confirm::None,
            yes: arguments.yes,
            admin: arguments.admin,
            live: arguments.live,
            agreed: false,
        };
        let Destination { target, key, folder } = destination;
        let mut journey = Self { arguments, request, facts, target, key, folder, connection: None, inventory: None };
        journey.check_confirmation();
        journey
    }

    /// Compares `--confirm` with what would be destroyed.
    fn check_confirmation(&mut self) {
        if let Some(typed) = &self.arguments.confirm {
            let right = *typed == self.request.target();
            self.facts.confirm = if right { Confirm::Right } else { Confirm::Wrong };
        }
    }

    fn dry_run(&self) -> Outcome {
        // A plan of a request that cannot be sent would help nobody.
        if !self.request.violations().is_empty() {
            return Err(refusal::invalid(&self.request));
        }
        let refused = match guard::decide(&self.facts) {
            Decision::Refuse(refusal) => Some(refusal::explain(refusal, &self.request, self.key.as_ref())),
            _ => None,
        };
        printer::plan(&Plan::of(&self.request, refused.as_ref()));
        Ok(())
    }

    /// Sends it, once it may be sent.
    fn answer(&mut self) -> Outcome<Answer> {
        let permit = self.permission()?;
        if self.facts.risk == Risk::Irreversible {
            self.keep_copy()?;
        }
        let request = self.request.clone();
        self.open()?.send(permit, &request)
    }

    fn travel(&mut self, view: &View) -> Outcome {
        if self.arguments.all {
            // The first page is asked for like any other.
            let _permit = self.permission()?;
            self.open()?;
            return self.read_all(view);
        }
        let answer = self.answer()?;
        answer::show(&answer, &self.request, view)
    }

    /// Reads a list to its end. Every page is a request of its own, and the guard decides on each.
    fn read_all(&self, view: &View) -> Outcome {
        let Some(connection) = &self.connection else { return Ok(()) };
        let (url, key) = match &self.target {
            Target::Remote { url, key } => (url.as_str(), key.as_ref()),
            Target::Local { .. } => ("local", None),
        };
        let source = format!("{url} {:016x}", key.map_or(0, SecretKey::fingerprint));
        let resumption = pages::Resumption { folder: &self.folder, source, anew: self.arguments.no_resume };
        pages::run(&self.request, view, &resumption, |page| {
            let facts = Facts { risk: page.operation.risk, shape: page.shape(), ..self.facts };
            match guard::decide(&facts) {
                Decision::Allow(permit) => connection.send(permit, page),
                Decision::Refuse(refusal) => Err(refusal::explain(refusal, page, self.key.as_ref())),
                Decision::Ask(_) => Err(Failure::failed("page", format!("{} may not be read", page.path()))),
            }
        })
    }

    /// Asks the guard, and whoever it wants to be asked, until it allows or refuses.
    fn permission(&mut self) -> Outcome<Permit> {
        let mut announced = false;
        loop {
            if !announced && guard::lacks_consent_only(&self.facts) {
                self.announce();
                announced = true;
            }
            match guard::decide(&self.facts) {
                Decision::Allow(permit) => return Ok(permit),
                Decision::Refuse(refusal) => {
                    return Err(refusal::explain(refusal, &self.request, self.key.as_ref()));
                }
                Decision::Ask(Question::Parameters) => {
                    self.ask_parameters()?;
                    self.facts.shape = self.request.shape();
                    self.check_confirmation();
                }
                Decision::Ask(Question::Agreement) => {
                    self.show_request();
                    self.show_change();
                    if !printer::agree("Send it?")? {
                        return Err(Failure::new(Exit::Confirmation, "declined", "nothing was sent"));
                    }
                    self.facts.agreed = true;
                }
                Decision::Ask(Question::Target) => {
                    self.show_request();
                    self.show_loss()?;
                    let target = self.request.target();
                    let typed = printer::ask(&format!("Type {target} to go on"))?;
                    let right = typed.trim() == target;
                    self.facts.confirm = if right { Confirm::Right } else { Confirm::Wrong };
                }
            }
        }
    }

    /// Says what has to be said before a request is sent or asked for.
    fn announce(&self) {
        let operation = self.request.operation;
        if self.facts.key == Key::Live {
            printer::warning("production", "This is a production instance (sk_live_).");
        }
        if operation.risk == Risk::Read {
            return;
        }
        let explained = metadata::explain(&self.request);
        if !explained.is_empty() {
            printer::notice("metadata", &explained.join("\n"));
        }
        if matches!(operation.risk, Risk::Destructive | Risk::Irreversible) {
            printer::warning(operation.risk.as_str(), &refusal::loss(operation));
        }
    }

    fn show_request(&self) {
        let request = &self.request;
        let mut lines = vec![match &self.target {
            Target::Remote { url, .. } => format!("{} {url}/v1{}", request.operation.method, request.path()),
            Target::Local { .. } => {
                format!("{} {} on the server in this program", request.operation.method, request.path())
            }
        }];
        lines.extend(request.parts.query.iter().map(|(name, value)| format!("  {name}={value}")));
        if let Some(body) = &request.parts.body {
            let body = serde_json::to_string_pretty(&redact::value(body)).unwrap_or_default();
            lines.extend(body.lines().map(|line| format!("  {line}")));
        }
        if let Some((name, upload)) = request.upload() {
            lines.push(format!(
                "  {name}: {} ({} bytes)",
                upload.file_name.as_deref().unwrap_or("file"),
                upload.bytes.len()
            ));
        }
        if let Some(key) = &self.key {
            lines.push(format!("  key {} from {}", key.shown(), key.source));
        }
        printer::remark(&lines.join("\n"));
    }

    /// Shows what a change of metadata does to every key, when what is there now can be read.
    fn show_change(&mut self) {
        if !metadata::changes_what_is_there(&self.request) || self.open().is_err() {
            return;
        }
        let Some(connection) = &self.connection else { return };
        let lines = match inventory::current(connection, &self.request, &self.facts) {
            Ok(Some(current)) => metadata::changes(&self.request, &current),
            Ok(None) => return,
            Err(failure) => vec![format!("What is there now cannot be shown: {}", failure.message)],
        };
        printer::remark(&lines.join("\n"));
    }

    fn open(&mut self) -> Outcome<&Connection> {
        match &mut self.connection {
            Some(connection) => Ok(connection),
            empty => Ok(empty.insert(Connection::open(&self.target, self.arguments.travel())?)),
        }
    }

    fn take_inventory(&mut self) -> Outcome {
        self.open()?;
        if let (None, Some(connection)) = (&self.inventory, &self.connection) {
            self.inventory = Some(inventory::take(connection, &self.request, &self.facts)?);
        }
        Ok(())
    }

    fn show_loss(&mut self) -> Outcome {
        self.take_inventory()?;
        if let Some(inventory) = &self.inventory {
            printer::remark("This will be gone:");
            for line in &inventory.lines {
                printer::remark(&format!("  - {line}"));
            }
        }
        Ok(())
    }

    /// Keeps what will be lost; without a copy nothing is destroyed.
    fn keep_copy(&mut self) -> Outcome {
        self.take_inventory()?;
        let Some(inventory) = &self.inventory else { return Ok(()) };
        let url = self.target.url();
        let path = inventory.save(&self.folder, &self.request, url)?;
        let lost = inventory.lines.join(", ");
        printer::notice("backup", &format!("A copy of what goes ({lost}) is in {}", path.display()));
        Ok(())
    }

    fn ask_parameters(&mut self) -> Outcome {
        printer::remark(&format!("{} needs more:", prompt::title(self.request.operation)));
        let missing: Vec<String> = self
            .request
            .violations()
            .into_iter()
            .filter(|violation| violation.problem == Problem::Missing)
            .map(|violation| violation.path)
            .collect();
        for name in missing {
            let Some(field) = self.request.field(&name) else { continue };
            let mut choices = self.request.choices(&name);
            if matches!(field.schema.without_null(), Schema::Boolean) {
                choices = vec!["true", "false"];
            }
            let doc = field.doc.split("\n\n").next().unwrap_or_default();
            let doc = doc.split_whitespace().collect::<Vec<_>>().join(" ");
            let question =
                if doc.is_empty() { name.clone() } else { format!("{name} ({})", doc.trim_end_matches('.')) };
            let text = if choices.is_empty() {
                printer::ask(&question)?
            } else {
                let chosen = printer::pick(&question, &choices)?.and_then(|index| choices.get(index).copied());
                chosen.unwrap_or_default().to_owned()
            };
            if text.is_empty() {
                return Err(refusal::invalid(&self.request));
            }
            let is_file = matches!(field.schema.without_null(), Schema::Binary);
            let given = if is_file { Given::File(text) } else { Given::Text(text) };
            self.request.put(Assignment { name, given }, false)?;
        }
        Ok(())
    }
}

/// Prints the request as a program. It needs no key, and is as right as one that is sent.
fn print_snippet(language: Language, request: &Request, wanted: Wanted<'_>) -> Outcome {
    if wanted.local {
        return Err(Failure::usage("the server of --local ends with the program, so that nothing else can call it")
            .fix("start `frontdesk serve` and name its address with --api-url"));
    }
    if !request.violations().is_empty() {
        return Err(refusal::invalid(request));
    }
    let destination = Destination::find(wanted)?;
    printer::line(&snippet::write(language, request, destination.target.url()));
    Ok(())
}

/// Whether a request of this method changes something by its verb.
pub(crate) fn writes(method: Method) -> bool {
    method != Method::Get
}
