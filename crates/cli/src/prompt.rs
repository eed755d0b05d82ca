//! From words to one of the seed's modes.

#[cfg(test)]
mod tests;

use frontdesk_contract::{ApiVersion, Descriptor, Method, catalogue};

use crate::arguments::{Arguments, one_version, parse_version};
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::operator::is_command;
use crate::search;
use crate::specification::Specification;
use crate::suggest::nearest;

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
    /// The operations that have to do with some words.
    Search(Vec<String>),
    /// The API versions, and what each changed.
    Versions,
    /// What differs between two versions.
    Diff(Vec<String>),
    /// The official documents and their cache.
    Spec(Vec<String>),
    /// A topic or an error code in plain words.
    Explain(Vec<String>),
    /// What the program's exit codes mean.
    ExitCodes,
    /// One endpoint called: the operation, the path as it was typed and the words after it.
    Execute(&'static Descriptor, String, Vec<String>),
    /// Plain English, to be carried out or, with `help`, explained.
    Phrase { words: Vec<String>, help: bool },
}

/// A prompt that was understood.
#[derive(Debug)]
pub(crate) struct Prompt {
    pub(crate) mode: Mode,
    pub(crate) specification: Specification,
}

/// Understands the words of a prompt.
pub(crate) fn understand(arguments: &Arguments) -> Outcome<Prompt> {
    let mut words = split_first(&arguments.words);
    let mut version = arguments.flag_version()?;
    take_version(&mut words, &mut version)?;
    let specification = specification(arguments, version)?;
    let mut help = arguments.help;
    words.retain(|word| {
        let asks = matches!(word.as_str(), "help" | "-h" | "--help");
        help |= asks;
        !asks && !word.trim().is_empty()
    });
    let mode = mode(words, help, &specification)?;
    Ok(Prompt { mode, specification })
}

/// What the flags want to be explored.
fn specification(arguments: &Arguments, version: Option<ApiVersion>) -> Outcome<Specification> {
    match (&arguments.spec, version) {
        (Some(_), Some(version)) => {
            let message = format!("--spec brings its own version, so {version} contradicts it");
            Err(Failure::usage(message))
        }
        (Some(name), None) => Specification::open(name),
        (None, version) => Ok(Specification::built_in(version.unwrap_or(ApiVersion::NEWEST))),
    }
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

fn mode(words: Vec<String>, help: bool, specification: &Specification) -> Outcome<Mode> {
    let Some(first) = words.first() else { return Ok(Mode::Help) };
    if let Some(mode) = explorer(first, words.get(1..).unwrap_or_default()) {
        return Ok(if help { Mode::Help } else { mode });
    }
    if let (Some(method), Some(path)) = (method(first), words.get(1).filter(|word| word.starts_with('/'))) {
        let operation = resolve(method, path, specification)?;
        return Ok(if help {
            Mode::Detail(operation)
        } else {
            let rest = words.get(2..).unwrap_or_default().to_vec();
            Mode::Execute(operation, path.clone(), rest)
        });
    }
    if first.starts_with('/') {
        let message = format!("{first} needs a method");
        return Err(Failure::usage(message).candidates(methods_of(first, specification)));
    }
    if let ([_], Some(operation)) = (words.as_slice(), specification.by_id(first)) {
        return Ok(Mode::Detail(operation));
    }
    if is_command(first) && words.len() == 1 && !help {
        let message = format!("`{first}` is a command, which stands before its flags");
        return Err(Failure::usage(message)
            .fix(format!("write `frontdesk {first} …`; `frontdesk {first} --help` shows its flags")));
    }
    let text = words.join(" ");
    if let Some(tag) = specification.tag(&text) {
        return Ok(Mode::Tag(tag));
    }
    // A phrase is understood by the catalogue; a document of another version may name other things.
    if specification.file.is_some() {
        return Err(unsure(&text, specification));
    }
    Ok(Mode::Phrase { words, help })
}

/// The explorer's commands, known by their first word.
fn explorer(first: &str, rest: &[String]) -> Option<Mode> {
    let rest_is = |known: &[&str]| rest.first().is_none_or(|word| known.contains(&word.as_str()));
    Some(match first.to_ascii_lowercase().as_str() {
        "tags" if rest.is_empty() => Mode::Tags,
        "search" => Mode::Search(rest.to_vec()),
        "versions" if rest.is_empty() => Mode::Versions,
        "diff" => Mode::Diff(rest.to_vec()),
        "spec" if rest_is(&["list", "status", "update", "show"]) => Mode::Spec(rest.to_vec()),
        "explain" => Mode::Explain(rest.to_vec()),
        "exit-codes" if rest.is_empty() => Mode::ExitCodes,
        _ => return None,
    })
}

/// The path as the catalogue writes it: without `/v1`, query string and slash at the end.
pub(crate) fn plain_path(path: &str) -> &str {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix("/v1").filter(|rest| rest.starts_with('/')).unwrap_or(path);
    if path.len() > 1 { path.trim_end_matches('/') } else { path }
}

/// The operation of a method and a path, or what was probably meant.
pub(crate) fn endpoint(method_name: &str, path: &str, specification: &Specification) -> Outcome<&'static Descriptor> {
    let Some(method) = method(method_name) else {
        let message = format!("`{method_name}` is no method: use GET, POST, PUT, PATCH or DELETE");
        return Err(Failure::usage(message).candidates(methods_of(path, specification)));
    };
    resolve(method, path, specification)
}

/// The operation that a method and a path call.
pub(crate) fn resolve(method: Method, path: &str, specification: &Specification) -> Outcome<&'static Descriptor> {
    let path = plain_path(path);
    if let Some(operation) = specification.resolve(method, path) {
        return Ok(operation);
    }
    let failure = |code, message| Failure::new(Exit::NotFound, code, message);
    let elsewhere: Vec<&str> = ApiVersion::ALL
        .into_iter()
        .filter(|version| catalogue::resolve(method, path, *version).is_some())
        .map(ApiVersion::as_str)
        .collect();
    if let Some(newest) = elsewhere.last() {
        let name = specification.name();
        let have = if elsewhere.len() == 1 { "has" } else { "have" };
        let message = format!("{name} has no {method} {path}; {} {have}", elsewhere.join(", "));
        return Err(failure("unknown_path", message).fix(format!("--api-version {newest}")));
    }
    let other_methods = methods_of(path, specification);
    if !other_methods.is_empty() {
        let message = format!("{path} has no {method} in {}", specification.name());
        return Err(failure("unknown_method", message).candidates(other_methods));
    }
    let message = format!("there is no {path} in {}", specification.name());
    Err(failure("unknown_path", message).candidates(similar_paths(method, path, specification)).fix("`frontdesk tags`"))
}

fn methods_of(path: &str, specification: &Specification) -> Vec<String> {
    [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete]
        .into_iter()
        .filter_map(|method| specification.resolve(method, plain_path(path)))
        .map(title)
        .collect()
}

/// `GET /users`.
pub(crate) fn title(operation: &Descriptor) -> String {
    format!("{} {}", operation.method, operation.path)
}

fn similar_paths(method: Method, path: &str, specification: &Specification) -> Vec<String> {
    let known: Vec<&'static Descriptor> = specification.operations().collect();
    let mut near = nearest(path, known.iter().map(|operation| operation.path));
    if near.is_empty() {
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        near = nearest(first, known.iter().map(|operation| operation.path));
    }
    let mut found: Vec<&Descriptor> = known.into_iter().filter(|operation| near.contains(&operation.path)).collect();
    found.sort_by_key(|operation| (operation.method != method, near.iter().position(|path| *path == operation.path)));
    found.into_iter().take(5).map(title).collect()
}

/// The tags whose names look most like a text.
pub(crate) fn near_tags(text: &str, specification: &Specification) -> Vec<String> {
    let tags: Vec<&str> = specification.tags().into_iter().map(|(tag, _)| tag).collect();
    nearest(text, tags).into_iter().map(str::to_owned).collect()
}

/// Words that are no tag and no endpoint: nothing is sent, the likeliest requests are named.
fn unsure(text: &str, specification: &Specification) -> Failure {
    let mut candidates = near_tags(text, specification);
    let likely = search::find(&[text.to_owned()], specification);
    candidates.extend(likely.iter().take(5).map(|hit| title(hit.operation)));
    Failure::new(Exit::Usage, "ambiguous_prompt", format!("`{text}` is not clear enough to be sent"))
        .candidates(candidates)
        .fix("name the endpoint, such as `frontdesk GET /users limit=20`, or a tag; `frontdesk help` shows how")
}
