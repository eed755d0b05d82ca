//! The table of bars: what is wanted, against what, and what was reached.

mod bearers;
mod crowds;
mod jwts;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::{Args, ValueEnum};

use crate::process::Program;
use crate::seed::{self, Seeded};
use crate::wrk::{Load, Target, median, take_turns};

/// What to measure, and how long.
#[derive(Args)]
pub(crate) struct Options {
    /// The program that is measured
    #[arg(long, default_value = "target/release/frontdesk")]
    program: PathBuf,
    /// How many users the large database has
    #[arg(long, default_value_t = 1_000_000)]
    users: usize,
    /// How many members the large organization has
    #[arg(long, default_value_t = 100_000)]
    members: usize,
    /// How many entries the long waitlist has, and as many invitations
    #[arg(long, default_value_t = 1_000_000)]
    rows: usize,
    /// How many API keys there are to verify, and as many tokens of machines and of OAuth applications
    #[arg(long, default_value_t = 1_000_000)]
    keys: usize,
    /// What to measure; all of it if not said
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PART,…")]
    only: Vec<Part>,
    /// Rounds; the median counts
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Seconds of load a side and round
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// Connections of the load
    #[arg(long, default_value_t = 64)]
    connections: usize,
    /// An empty PostgreSQL database to measure too
    #[arg(long)]
    postgres: Option<String>,
    /// Measure PostgreSQL alone
    #[arg(long, requires = "postgres")]
    postgres_only: bool,
    /// A folder for the databases, on the disk that is to be measured
    #[arg(long)]
    folder: Option<PathBuf>,
}

/// What is measured together.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Users and their sessions, and the program itself
    Users,
    /// Many members, entries and invitations
    Crowds,
    /// Verifying API keys and tokens of machines and of OAuth applications
    Bearers,
}

impl Options {
    fn wants(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }
}

struct Bar {
    work: String,
    wanted: &'static str,
    reached: String,
    figures: String,
    held: bool,
}

/// The rows that are measured so far.
#[derive(Default)]
struct Bars(Vec<Bar>);

impl Bars {
    /// Adds a row, and shows it: a run takes long, and may be stopped before its table.
    fn push(&mut self, bar: Bar) {
        eprintln!("{}", bar.line());
        self.0.push(bar);
    }
}

impl Bar {
    fn line(&self) -> String {
        let Self { work, wanted, reached, figures, held } = self;
        format!("| {work} | {wanted} | {reached} | {figures} | {} |", if *held { "held" } else { "missed" })
    }
}

/// A database that was filled and the server on it.
struct Served {
    program: Program,
    seeded: Seeded,
}

const SERVE: [&str; 5] = ["serve", "--listen", "127.0.0.1:0", "--log", "warn"];

impl Served {
    fn new(options: &Options, database: &str, users: usize, more: &[&str]) -> anyhow::Result<Self> {
        let seeded = seed::fill(database, users)?;
        let program = Self::start(options, database, more)?;
        Ok(Self { program, seeded })
    }

    fn start(options: &Options, database: &str, more: &[&str]) -> anyhow::Result<Program> {
        let mut arguments = SERVE.to_vec();
        arguments.extend(["--database", database]);
        arguments.extend(more);
        Program::start(&options.program, &arguments, "/health")
    }

    fn target(&self, path: &str, script: String) -> Target {
        target(&self.program, &self.seeded.secret_key, path, script)
    }

    /// Gets users all over the database, one after the other.
    fn get_users(&self) -> Target {
        let ids: Vec<String> = self.seeded.sample.iter().map(|id| format!("\"{id}\"")).collect();
        let script = format!(
            "local ids = {{{}}}\nlocal n = 0\nrequest = function()\n  n = n % #ids + 1\n  \
             return wrk.format('GET', '/v1/users/' .. ids[n])\nend\n",
            ids.join(",")
        );
        self.target("/", script)
    }

    fn create_users(&self) -> Target {
        self.target("/users", create_script("/v1/users"))
    }
}

fn target(program: &Program, key: &str, path: &str, script: String) -> Target {
    Target { url: format!("{}/v1{path}", program.url), script, key: Some(key.to_owned()) }
}

/// Creates users whose addresses are never the same twice.
fn create_script(path: &str) -> String {
    format!(
        "math.randomseed(os.time() * 1000 + math.floor(os.clock() * 1000000))\n\
         local mark, n = math.random(1, 1000000000), 0\n\
         request = function()\n  n = n + 1\n  \
         local body = '{{\"email_address\":[\"new' .. mark .. '.' .. n .. '@example.com\"],\"first_name\":\"New\",\
         \"last_name\":\"Person\",\"skip_password_requirement\":true}}'\n  \
         return wrk.format('POST', '{path}', {{['Content-Type'] = 'application/json', \
         ['Authorization'] = wrk.headers['Authorization'], ['Clerk-API-Version'] = '2026-05-12'}}, body)\nend\n"
    )
}

fn bar(work: impl Into<String>, wanted: &'static str, ratio: f64, held: bool, figures: String) -> Bar {
    Bar { work: work.into(), wanted, reached: format!("{ratio:.2}"), figures, held }
}

pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let folder = match &options.folder {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    let load = Load { connections: options.connections, seconds: options.seconds };
    let mut bars = Bars::default();
    let at = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    if options.wants(Part::Users) {
        if !options.postgres_only {
            sizes(options, folder.path(), &mut bars)?;
            users(options, &load, &at, &mut bars)?;
        }
        if let Some(address) = &options.postgres {
            let more = ["--connections", "16"];
            let few = Served::new(options, address, 1_000, &more)?;
            let served = Served::new(options, address, options.users, &more)?;
            postgres(options, &load, &few, &served, address, &mut bars)?;
        }
    }
    if options.wants(Part::Crowds) {
        if !options.postgres_only {
            crowds::run("SQLite", options, &load, [&at("few.db"), &at("many.db")], &mut bars)?;
        }
        if let Some(address) = &options.postgres {
            crowds::run("PostgreSQL", options, &load, [address, address], &mut bars)?;
        }
    }
    if options.wants(Part::Bearers) {
        if !options.postgres_only {
            jwts::run(&mut bars)?;
            bearers::run("SQLite", options, &load, &at("bearers.db"), &mut bars)?;
        }
        if let Some(address) = &options.postgres {
            bearers::run("PostgreSQL", options, &load, address, &mut bars)?;
        }
    }
    print(&bars, options);
    Ok(())
}

/// What is about users, their sessions included.
fn users(options: &Options, load: &Load, at: &dyn Fn(&str) -> String, bars: &mut Bars) -> anyhow::Result<()> {
    let small = Served::new(options, &at("small.db"), 1_000, &[])?;
    let large = Served::new(options, &at("large.db"), options.users, &[])?;
    eprintln!("filled; resident with {} users: {:.0} MiB", options.users, large.program.resident_mib()?);
    reads("SQLite", options, load, &small, &large, bars)?;
    writes(options, load, &large, &at("one-by-one.db"), bars)?;
    tokens(options, load, &large, bars)
}

fn answer_bytes(target: &Target, path: &str) -> anyhow::Result<usize> {
    let base = target.url.split("/v1").next().unwrap_or_default();
    let key = target.key.as_deref().unwrap_or_default();
    let mut answer = ureq::get(format!("{base}{path}"))
        .header("Authorization", format!("Bearer {key}"))
        .header("Clerk-API-Version", "2026-05-12")
        .call()?;
    Ok(answer.body_mut().read_to_vec()?.len())
}

fn reference(bytes: usize) -> anyhow::Result<Program> {
    let own = std::env::current_exe()?;
    Program::start(&own, &["reference", "--bytes", &bytes.to_string()], "/constant")
}

fn reads(
    engine: &str,
    options: &Options,
    load: &Load,
    small: &Served,
    large: &Served,
    bars: &mut Bars,
) -> anyhow::Result<()> {
    let get = large.get_users();
    let bytes = answer_bytes(&get, &format!("/v1/users/{}", large.seeded.sample[0]))?;
    let bare = reference(bytes)?;
    let constant = Target { url: format!("{}/constant", bare.url), script: String::new(), key: None };
    let figures = take_turns(&[&constant, &get], load, options.rounds)?;
    let ratio = figures[1] / figures[0];
    bars.push(bar(
        format!("GET user, {} users, {engine}", options.users),
        "≥ 0.50 of a bare answer",
        ratio,
        ratio >= 0.5,
        format!("{:.0}/s against {:.0}/s of {bytes} bytes", figures[1], figures[0]),
    ));
    let list_large = large.target("/users?limit=100", String::new());
    let list_small = small.target("/users?limit=100", String::new());
    let figures = take_turns(&[&list_small, &list_large], load, options.rounds)?;
    let ratio = figures[0] / figures[1];
    bars.push(bar(
        format!("list 100, {engine}"),
        "≤ 1.20 × the time at 1,000",
        ratio,
        ratio <= 1.2,
        format!("{:.0}/s against {:.0}/s", figures[1], figures[0]),
    ));
    let search = large.target(&format!("/users?query={}", large.seeded.fragment), String::new());
    let figures = take_turns(&[&get, &search], load, options.rounds)?;
    let ratio = figures[0] / figures[1];
    bars.push(bar(
        format!("search by fragment, {engine}"),
        "≤ 5.00 × a point read",
        ratio,
        // Searches that pile up starve the reads they are compared with: then the ratio says nothing.
        ratio <= 5.0 && figures.iter().all(|figure| *figure >= 100.0),
        format!("{:.0}/s against {:.0}/s", figures[1], figures[0]),
    ));
    let deep = large.target(&format!("/users?limit=10&offset={}", options.users / 2), String::new());
    let first = large.target("/users?limit=10", String::new());
    let figures = take_turns(&[&first, &deep], load, options.rounds)?;
    let ratio = figures[0] / figures[1];
    bars.push(bar(
        format!("page at offset {}, {engine}", options.users / 2),
        "≤ 5.00 × the first page",
        ratio,
        ratio <= 5.0,
        format!("{:.0}/s against {:.0}/s", figures[1], figures[0]),
    ));
    Ok(())
}

fn writes(options: &Options, load: &Load, large: &Served, one_by_one: &str, bars: &mut Bars) -> anyhow::Result<()> {
    let bare = reference(2_048)?;
    let unstored = Target { url: format!("{}/unstored", bare.url), script: create_script("/unstored"), key: None };
    let create = large.create_users();
    let single = Served::new(options, one_by_one, 1_000, &["--jobs-per-commit", "1"])?;
    let alone = single.create_users();
    let figures = take_turns(&[&unstored, &create, &alone], load, options.rounds)?;
    let ratio = figures[1] / figures[0];
    bars.push(bar(
        "durable create, SQLite",
        "≥ 0.20 of nothing stored",
        ratio,
        ratio >= 0.2,
        format!("{:.0}/s against {:.0}/s", figures[1], figures[0]),
    ));
    let ratio = figures[1] / figures[2];
    bars.push(bar(
        "durable create, SQLite",
        "≥ 4.00 × one commit each",
        ratio,
        ratio >= 4.0,
        format!("{:.0}/s against {:.0}/s", figures[1], figures[2]),
    ));
    Ok(())
}

fn tokens(options: &Options, load: &Load, large: &Served, bars: &mut Bars) -> anyhow::Result<()> {
    let base = &large.program.url;
    let mut session = ureq::post(format!("{base}/v1/sessions"))
        .header("Authorization", format!("Bearer {}", large.seeded.secret_key))
        .send_json(serde_json::json!({ "user_id": large.seeded.sample[0] }))?;
    let session: serde_json::Value = session.body_mut().read_json()?;
    let id = session["id"].as_str().context("a session has an id")?;
    let mint = large.target(&format!("/sessions/{id}/tokens"), mint_script());
    let (mut ours, mut raw) = (Vec::new(), Vec::new());
    for _ in 0..options.rounds {
        raw.push(signatures(Duration::from_secs(options.seconds))?);
        ours.push(crate::wrk::measure(&mint, load)?);
    }
    let (ours, raw) = (median(ours), median(raw));
    let ratio = ours / raw;
    bars.push(bar(
        "session token",
        "≥ 0.75 of raw RS256 on all cores",
        ratio,
        ratio >= 0.75,
        format!("{ours:.0}/s against {raw:.0}/s"),
    ));
    Ok(())
}

fn mint_script() -> String {
    "wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\n".to_owned()
}

/// Raw RS256 signatures a second, on all cores together.
fn signatures(time: Duration) -> anyhow::Result<f64> {
    let pair = aws_lc_rs::rsa::KeyPair::generate(aws_lc_rs::rsa::KeySize::Rsa2048)?;
    let cores = std::thread::available_parallelism()?.get();
    let counts: Vec<u64> = std::thread::scope(|scope| {
        let sign = || {
            let random = aws_lc_rs::rand::SystemRandom::new();
            let (mut signature, mut count, begun) = (vec![0; pair.public_modulus_len()], 0_u64, Instant::now());
            while begun.elapsed() < time {
                if pair.sign(&aws_lc_rs::signature::RSA_PKCS1_SHA256, &random, &[7; 400], &mut signature).is_ok() {
                    count += 1;
                }
            }
            count
        };
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(sign)).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    #[expect(clippy::cast_precision_loss, reason = "thousands")]
    Ok(counts.iter().sum::<u64>() as f64 / time.as_secs_f64())
}

fn postgres(
    options: &Options,
    load: &Load,
    small: &Served,
    served: &Served,
    address: &str,
    bars: &mut Bars,
) -> anyhow::Result<()> {
    let get = served.get_users();
    let (mut ours, mut raw) = (Vec::new(), Vec::new());
    for _ in 0..options.rounds {
        raw.push(selects(address, &served.seeded.sample, Duration::from_secs(options.seconds))?);
        ours.push(crate::wrk::measure(&get, load)?);
    }
    let (ours, raw) = (median(ours), median(raw));
    let ratio = ours / raw;
    bars.push(bar(
        format!("GET user, {} users, PostgreSQL", options.users),
        "≥ 0.40 of raw selects",
        ratio,
        ratio >= 0.4,
        format!("{ours:.0}/s against {raw:.0}/s"),
    ));
    reads("PostgreSQL", options, load, small, served, bars)?;
    let create = served.create_users();
    let figures = take_turns(&[&create], load, options.rounds)?;
    bars.push(Bar {
        work: "durable create, PostgreSQL".to_owned(),
        wanted: "no bar",
        reached: "–".to_owned(),
        figures: format!("{:.0}/s", figures[0]),
        held: true,
    });
    Ok(())
}

/// Raw selects of a user's row a second, over 16 connections.
fn selects(address: &str, ids: &[String], time: Duration) -> anyhow::Result<f64> {
    let counts: Vec<u64> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..16)
            .map(|first| {
                scope.spawn(move || -> anyhow::Result<u64> {
                    let mut client = postgres::Client::connect(address, postgres::NoTls)?;
                    let instance: String =
                        client.query_one("SELECT instance_id FROM users WHERE id = $1", &[&ids[0]])?.get(0);
                    let statement = client.prepare("SELECT data FROM users WHERE instance_id = $1 AND id = $2")?;
                    let (mut count, begun) = (0_u64, Instant::now());
                    for id in ids.iter().cycle().skip(first * 37) {
                        if begun.elapsed() >= time {
                            break;
                        }
                        client.query(&statement, &[&instance, id])?;
                        count += 1;
                    }
                    Ok(count)
                })
            })
            .collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()?.ok()).collect()
    });
    #[expect(clippy::cast_precision_loss, reason = "thousands")]
    Ok(counts.iter().sum::<u64>() as f64 / time.as_secs_f64())
}

fn sizes(options: &Options, folder: &Path, bars: &mut Bars) -> anyhow::Result<()> {
    let database = format!("sqlite:{}", folder.join("idle.db").display());
    // The first start makes keys; what counts is every later one.
    drop(Served::start(options, &database, &[])?);
    let mut started = Vec::new();
    let mut resident = 0.0;
    for _ in 0..options.rounds {
        let program = Served::start(options, &database, &[])?;
        started.push(program.started_in.as_secs_f64() * 1000.0);
        resident = program.resident_mib()?;
    }
    let started = median(started);
    bars.push(bar("start to first answer, ms", "< 50", started, started < 50.0, String::new()));
    bars.push(bar("idle, MiB resident", "< 30", resident, resident < 30.0, String::new()));
    #[expect(clippy::cast_precision_loss, reason = "megabytes")]
    let size = std::fs::metadata(&options.program)?.len() as f64 / 1e6;
    bars.push(bar("binary, MB", "< 40", size, size < 40.0, String::new()));
    for arguments in [
        &["tags"][..],
        &["Users"],
        &["POST", "/users", "help"],
        &["--version"],
        &["search", "turn", "off", "2FA"],
        &["versions"],
        &["diff", "2025-11-10", "2026-05-12"],
        &["get", "user", "john_doe", "--dry-run"],
    ] {
        let mut times = Vec::new();
        for _ in 0..options.rounds.max(5) * 4 {
            let begun = Instant::now();
            Command::new(&options.program).args(arguments).stdout(Stdio::null()).status()?;
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        let time = median(times);
        bars.push(bar(format!("frontdesk {}, ms", arguments.join(" ")), "< 10", time, time < 10.0, String::new()));
    }
    Ok(())
}

fn print(bars: &Bars, options: &Options) {
    println!("| work | wanted | reached | figures | |\n| --- | --- | --- | --- | --- |");
    bars.0.iter().for_each(|bar| println!("{}", bar.line()));
    println!(
        "\nMedians of {} rounds of {} s each, the sides taking turns; wrk with {} connections on the same machine.",
        options.rounds, options.seconds, options.connections
    );
}
