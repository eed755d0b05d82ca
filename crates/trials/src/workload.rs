//! A workload: random operations on a new instance, each answer held against the model, and at the end all that shows.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use fastrand::Rng;
use serde_json::Value;

use crate::client::{Client, Reply};
use crate::model::{Model, Operation, Request, differs};

/// The longest part of a request that is printed.
const SHOWN: usize = 300;

/// What was done and held against the model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Lists of operations that were carried out.
    pub workloads: usize,
    /// Operations that were sent.
    pub operations: usize,
    /// Those of them that were refused, as they had to be.
    pub refused: usize,
    /// Answers and reads that were compared with the model.
    pub comparisons: usize,
    /// How often each code was met in a refusal.
    pub codes: BTreeMap<&'static str, usize>,
}

impl Tally {
    /// Adds another one.
    pub fn add(&mut self, other: &Self) {
        self.workloads += other.workloads;
        self.operations += other.operations;
        self.refused += other.refused;
        self.comparisons += other.comparisons;
        for (code, count) in &other.codes {
            *self.codes.entry(code).or_default() += count;
        }
    }
}

/// What a server did that the model did not foresee.
#[derive(Clone, Debug)]
pub(crate) struct Mismatch {
    /// How many of the operations were carried out, the one that was answered otherwise included.
    done: usize,
    text: String,
}

/// The operations of a seed.
pub(crate) fn generate(seed: u64, count: usize) -> Vec<Operation> {
    let mut random = Rng::with_seed(seed);
    (0..count).map(|_| Operation::random(&mut random)).collect()
}

/// Carries the operations out on a new instance. An error is a server that cannot be asked.
pub(crate) fn run(client: &Client, operations: &[Operation], tally: &mut Tally) -> Result<Result<(), Mismatch>> {
    let client = new_instance(client)?;
    let read = |path: &str| match client.get(path) {
        Reply::Done(found) => Ok(found),
        reply => bail!("GET {path} was answered by {reply:?}"),
    };
    let mut model = Model::new(&read("/organization_permissions?limit=100")?, &read("/organization_roles?limit=100")?)?;
    for (position, operation) in operations.iter().enumerate() {
        tally.operations += 1;
        if let Err(error) = step(&client, &mut model, operation, tally) {
            return Ok(Err(Mismatch { done: position + 1, text: format!("{error:#}") }));
        }
    }
    let compared = compare(&client, &model, tally);
    tally.workloads += 1;
    Ok(compared.map_err(|error| Mismatch { done: operations.len(), text: format!("at the end, {error:#}") }))
}

/// A client of an instance of its own.
fn new_instance(client: &Client) -> Result<Client> {
    let reply = client.call("POST", "/accountless_applications", None);
    let Reply::Done(answer) = &reply else { bail!("no instance could be made: {reply:?}") };
    let key = answer["secret_key"].as_str().with_context(|| format!("an instance without a key: {answer}"))?;
    Ok(client.with_key(key))
}

/// Sends one operation and holds the answer against what the model says.
fn step(client: &Client, model: &mut Model, operation: &Operation, tally: &mut Tally) -> Result<()> {
    let request = operation.request(model);
    let expected = operation.apply(model);
    let reply = client.call(request.method, &request.path, request.body.as_ref());
    tally.comparisons += 1;
    match (expected, reply) {
        (Err(refusal), Reply::Refused { status, code, .. }) if (status, code.as_str()) == (refusal.0, refusal.1) => {
            tally.refused += 1;
            *tally.codes.entry(refusal.1).or_default() += 1;
            Ok(())
        }
        (Ok(done), Reply::Done(answer)) => {
            model.learn(&done, &answer).with_context(|| shown(&request))?;
            if let Some(more) = &done.more {
                let path = (more.path)(model);
                let Reply::Done(found) = client.get(&path) else { bail!("GET {path} is refused") };
                model.learn_more(more, &found).with_context(|| shown(&request))?;
            }
            match differs(&(done.shows)(model), &answer) {
                None => Ok(()),
                Some(difference) => bail!("{}: the answer{difference}", shown(&request)),
            }
        }
        (Err(refusal), reply) => bail!("{}: expected {} {}, got {reply:?}", shown(&request), refusal.0, refusal.1),
        (Ok(_), reply) => bail!("{}: expected success, got {reply:?}", shown(&request)),
    }
}

/// Holds everything that the instance shows against the model.
fn compare(client: &Client, model: &Model, tally: &mut Tally) -> Result<()> {
    for read in model.reads() {
        tally.comparisons += 1;
        match (&read.expected, client.get(&read.path)) {
            (Some(expected), Reply::Done(found)) => {
                if let Some(difference) = differs(expected, &found) {
                    bail!("GET {}: the answer{difference}", read.path);
                }
            }
            (None, Reply::Refused { status: 404, .. }) => {}
            (Some(_), reply) => bail!("GET {}: expected success, got {reply:?}", read.path),
            (None, reply) => bail!("GET {}: expected 404, got {reply:?}", read.path),
        }
    }
    Ok(())
}

/// Leaves out operations as long as what is left still goes wrong, and tells the rest.
pub(crate) fn explain(client: &Client, seed: u64, operations: &[Operation], mismatch: Mismatch) -> Result<String> {
    let mut mismatch = mismatch;
    let mut left = operations.get(..mismatch.done).unwrap_or(operations).to_vec();
    let mut piece = left.len().div_ceil(2);
    while piece > 0 {
        let mut at = 0;
        while at < left.len() {
            let mut shorter = left.clone();
            shorter.drain(at..(at + piece).min(left.len()));
            if let Err(smaller) = run(client, &shorter, &mut Tally::default())? {
                shorter.truncate(smaller.done);
                (left, mismatch) = (shorter, smaller);
            } else {
                at += piece;
            }
        }
        piece = if piece == 1 { 0 } else { piece.div_ceil(2) };
    }
    let mut text = format!("workload {seed} of {} operations went wrong; {} are enough:", operations.len(), left.len());
    for operation in &left {
        let operation: String = format!("{operation:?}").chars().take(SHOWN).collect();
        text.push_str("\n  ");
        text.push_str(&operation);
    }
    text.push('\n');
    text.push_str(&mismatch.text);
    Ok(text)
}

fn shown(request: &Request) -> String {
    let body: String = request.body.as_ref().map(Value::to_string).unwrap_or_default().chars().take(SHOWN).collect();
    format!("{} {} {body}", request.method, request.path)
}
