//! From words to one of the seed's modes.

use frontdesk_contract::{ApiVersion, Descriptor, Method, catalogue};

use crate::arguments::{Arguments, one_version, parse_version};
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::suggest::{nearest, normalize};

/// What is wanted.
#[derive(Debug)]
pub(crate) enum Mode {
    /// The usage examples.
    Help,
    /// Every tag.
    Tags,
    /// The endpoints of a tag.
    Tag(&'static str),
    /// One endpoint explained.
    Detail(&'static Descriptor),
    /// One endpoint called: the operation, the path as it was typed and the words after it.
    Execute(&'static Descriptor, String, Vec<String>),
}

/// A prompt that was understood.
#[derive(Debug)]
pub(crate) struct Prompt {
    pub(crate) mode: Mode,
    pub(crate) version: ApiVersion,
}

/// Understands the words of a prompt.
pub(crate) fn understand(arguments: &Arguments) -> Outcome<Prompt> {
    let mut words = split_first(&arguments.words);
    let mut version = arguments.flag_version()?;
    take_version(&mut words, &mut version)?;
    let version = version.unwrap_or(ApiVersion::NEWEST);
    let mut help = arguments.help;
    words.retain(|word| {
        let asks = matches!(word.as_str(), "help" | "-h" | "--help");
        help |= asks;
        !asks && !word.trim().is_empty()
    });
    let mode = mode(words, help, version)?;
    Ok(Prompt { mode, version })
}

/// A whole prompt in one quoted argument is taken apart.
fn split_first(words: &[String]) -> Vec<String> {
    let Some((first, rest)) = words.split_first() else { return Vec::new() };
    let mut parts = first.split_whitespace();
    let is_call = parts.next().is_some_and(|word| method(word).is_some())
        && parts.next().is_some_and(|word| word.starts_with('/'));
    let first: Vec<String> =
        if is_call { first.split_whitespace().map(str::to_owned).collect() } else { vec![first.clone()] };
    first.into_iter().chain(rest.iter().cloned()).collect()
}

/// Takes `version DATE` out of the words.
fn take_version(words: &mut Vec<String>, version: &mut Option<ApiVersion>) -> Outcome {
    let is_date = |word: &String| word == "latest" || word.starts_with(|c: char| c.is_ascii_digit());
    let at = words.windows(2).position(|pair| pair[0].eq_ignore_ascii_case("version") && is_date(&pair[1]));
    if let Some(at) = at {
        one_version(version, parse_version(&words[at + 1])?)?;
        words.drain(at..at + 2);
    }
    Ok(())
}

fn method(word: &str) -> Option<Method> {
    Method::parse(&word.to_ascii_uppercase())
}

fn mode(words: Vec<String>, help: bool, version: ApiVersion) -> Outcome<Mode> {
    let Some(first) = words.first() else { return Ok(Mode::Help) };
    if words.len() == 1 && first.eq_ignore_ascii_case("tags") {
        return Ok(Mode::Tags);
    }
    if let (Some(method), Some(path)) = (method(first), words.get(1).filter(|word| word.starts_with('/'))) {
        let operation = resolve(method, path, version)?;
        return Ok(if help {
            Mode::Detail(operation)
        } else {
            let rest = words.get(2..).unwrap_or_default().to_vec();
            Mode::Execute(operation, path.clone(), rest)
        });
    }
    if first.starts_with('/') {
        let message = format!("{first} needs a method");
        return Err(Failure::usage(message).candidates(methods_of(first, version)));
    }
    let text = words.join(" ");
    if let Some(tag) = find_tag(&text, version) {
        return Ok(Mode::Tag(tag));
    }
    Err(unsure(&text, version))
}

/// Every tag of a version with the number of its operations, in alphabetical order.
pub(crate) fn tags(version: ApiVersion) -> Vec<(&'static str, usize)> {
    let mut counts = std::collections::BTreeMap::new();
    for operation in catalogue::operations().filter(|operation| operation.versions.contains(version)) {
        for tag in operation.tags {
            *counts.entry(*tag).or_insert(0) += 1;
        }
    }
    counts.into_iter().collect()
}

fn find_tag(text: &str, version: ApiVersion) -> Option<&'static str> {
    let wanted = normalize(text);
    tags(version).into_iter().map(|(tag, _)| tag).find(|tag| normalize(tag) == wanted)
}

/// The path as the catalogue writes it: without `/v1`, query string and slash at the end.
pub(crate) fn plain_path(path: &str) -> &str {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix("/v1").filter(|rest| rest.starts_with('/')).unwrap_or(path);
    if path.len() > 1 { path.trim_end_matches('/') } else { path }
}

/// The operation of a method and a path, or what was probably meant.
pub(crate) fn endpoint(method_name: &str, path: &str, version: ApiVersion) -> Outcome<&'static Descriptor> {
    let Some(method) = method(method_name) else {
        let message = format!("`{method_name}` is no method: use GET, POST, PUT, PATCH or DELETE");
        return Err(Failure::usage(message).candidates(methods_of(path, version)));
    };
    resolve(method, path, version)
}

fn resolve(method: Method, path: &str, version: ApiVersion) -> Outcome<&'static Descriptor> {
    let path = plain_path(path);
    if let Some(operation) = catalogue::resolve(method, path, version) {
        return Ok(operation);
    }
    let failure = |code, message| Failure::new(Exit::NotFound, code, message);
    let elsewhere: Vec<&str> = ApiVersion::ALL
        .into_iter()
        .filter(|version| catalogue::resolve(method, path, *version).is_some())
        .map(ApiVersion::as_str)
        .collect();
    if let Some(newest) = elsewhere.last() {
        let message = format!("API version {version} has no {method} {path}; {} has", elsewhere.join(", "));
        return Err(failure("unknown_path", message).fix(format!("--api-version {newest}")));
    }
    let other_methods = methods_of(path, version);
    if !other_methods.is_empty() {
        let message = format!("{path} has no {method} in API version {version}");
        return Err(failure("unknown_method", message).candidates(other_methods));
    }
    let message = format!("there is no {path} in API version {version}");
    Err(failure("unknown_path", message).candidates(similar_paths(method, path, version)).fix("`frontdesk tags`"))
}

fn methods_of(path: &str, version: ApiVersion) -> Vec<String> {
    [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete]
        .into_iter()
        .filter_map(|method| catalogue::resolve(method, plain_path(path), version))
        .map(title)
        .collect()
}

/// `GET /users`.
pub(crate) fn title(operation: &Descriptor) -> String {
    format!("{} {}", operation.method, operation.path)
}

fn similar_paths(method: Method, path: &str, version: ApiVersion) -> Vec<String> {
    let known: Vec<&'static Descriptor> =
        catalogue::operations().filter(|operation| operation.versions.contains(version)).collect();
    let mut near = nearest(path, known.iter().map(|operation| operation.path));
    if near.is_empty() {
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        near = nearest(first, known.iter().map(|operation| operation.path));
    }
    let mut found: Vec<&Descriptor> = known.into_iter().filter(|operation| near.contains(&operation.path)).collect();
    found.sort_by_key(|operation| (operation.method != method, near.iter().position(|path| *path == operation.path)));
    found.into_iter().take(5).map(title).collect()
}

/// Words that are no tag and no endpoint: nothing is sent, the likeliest requests are named.
fn unsure(text: &str, version: ApiVersion) -> Failure {
    let tags: Vec<&str> = tags(version).into_iter().map(|(tag, _)| tag).collect();
    let mut candidates: Vec<String> = nearest(text, tags).into_iter().map(str::to_owned).collect();
    candidates.extend(likely_operations(text, version));
    Failure::new(Exit::Usage, "ambiguous_prompt", format!("`{text}` is not clear enough to be sent"))
        .candidates(candidates)
        .fix("name the endpoint, such as `frontdesk GET /users limit=20`, or a tag; `frontdesk help` shows how")
}

fn likely_operations(text: &str, version: ApiVersion) -> Vec<String> {
    search(text, version).into_iter().take(5).map(title).collect()
}

/// The operations whose paths, ids and summaries share the most words with a text, best first, ten at most.
pub(crate) fn search(text: &str, version: ApiVersion) -> Vec<&'static Descriptor> {
    let words: Vec<String> = text.split_whitespace().map(normalize).filter(|word| word.len() > 2).collect();
    let verb = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    let wanted = Some(verb.as_str()).and_then(|verb| match verb {
        "get" | "show" | "find" | "list" | "fetch" | "read" | "who" => Some(Method::Get),
        "create" | "add" | "invite" | "new" | "make" | "ban" | "revoke" | "lock" => Some(Method::Post),
        "update" | "change" | "set" | "rename" | "edit" => Some(Method::Patch),
        "delete" | "remove" | "destroy" | "drop" => Some(Method::Delete),
        _ => None,
    });
    let mut ranked: Vec<(usize, &'static Descriptor)> = catalogue::operations()
        .filter(|operation| operation.versions.contains(version))
        .filter_map(|operation| {
            let path: Vec<String> = operation.path.split(['/', '_', '{', '}']).map(normalize).collect();
            let summary: Vec<String> = operation.summary().split_whitespace().map(normalize).collect();
            let hits: usize = words
                .iter()
                .map(|word| 2 * usize::from(path.contains(word)) + usize::from(summary.contains(word)))
                .sum();
            let score = 4 * hits + if wanted == Some(operation.method) { 6 } else { 0 };
            (hits > 0).then_some((score, operation))
        })
        .collect();
    ranked.sort_by_key(|(score, operation)| (std::cmp::Reverse(*score), operation.path.len()));
    ranked.into_iter().take(10).map(|(_, operation)| operation).collect()
}
