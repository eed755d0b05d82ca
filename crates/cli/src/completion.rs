//! What can be typed next: asked by the shell while a person types, answered from the catalogue. Nothing is sent.

use std::ffi::OsStr;

use clap::CommandFactory;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::CompleteEnv;
use frontdesk_contract::{ApiVersion, Descriptor, Method, Place, Schema, catalogue};

use crate::arguments::{Arguments, parse_version};
use crate::commands::explain;
use crate::specification::Specification;
use crate::{operator, prompt};

/// Answers a shell that asks for completions, and ends; does nothing otherwise.
pub(crate) fn answer_shell() {
    if std::env::var_os("COMPLETE").is_some() {
        CompleteEnv::with_factory(command).complete();
    }
}

/// The whole command line: the flags and words of a prompt, and the commands that are told by their first word.
pub(crate) fn command() -> clap::Command {
    let commands = operator::command();
    Arguments::command()
        .about("Clerk's Backend API explored, executed and hosted from one binary")
        .mut_arg("words", |words| words.add(ArgValueCompleter::new(complete)))
        .subcommands(commands.get_subcommands().cloned())
}

fn complete(current: &OsStr) -> Vec<CompletionCandidate> {
    // The shell hands over the whole line; the word that is completed is the last of those that matter.
    let line: Vec<String> = std::env::args().skip_while(|word| word != "--").skip(2).collect();
    let index = std::env::var("_CLAP_COMPLETE_INDEX").ok().and_then(|index| index.parse::<usize>().ok());
    let before = index.map_or(line.len().saturating_sub(1), |index| index.saturating_sub(1)).min(line.len());
    let candidates = candidates(&line[..before], &current.to_string_lossy());
    candidates
        .into_iter()
        .map(|(value, help)| CompletionCandidate::new(value).help((!help.is_empty()).then(|| help.into())))
        .collect()
}

/// What may follow the words: each with what it means.
fn candidates(before: &[String], current: &str) -> Vec<(String, String)> {
    let version = named_version(before);
    let words: Vec<&str> = before.iter().map(String::as_str).filter(|word| !word.starts_with('-')).collect();
    let method = words.first().and_then(|word| Method::parse(&word.to_ascii_uppercase()));
    let found = match (method, words.get(1)) {
        (None, None) if words.is_empty() => first_words(version),
        (None, None) if words == ["explain"] => explain::topics().collect(),
        (Some(method), None) => paths(method, version),
        (Some(method), Some(path)) => match catalogue::resolve(method, prompt::plain_path(path), version) {
            Some(operation) => parameters(operation, version, &words[2..], current),
            None => Vec::new(),
        },
        (None, _) => Vec::new(),
    };
    let lower = current.to_lowercase();
    found.into_iter().filter(|(value, _)| value.to_lowercase().starts_with(&lower)).collect()
}

fn named_version(words: &[String]) -> ApiVersion {
    let flag = |word: &String| word == "--version" || word == "--api-version" || word == "version";
    let named = words.windows(2).find(|pair| flag(&pair[0])).and_then(|pair| parse_version(&pair[1]).ok());
    named.unwrap_or(ApiVersion::NEWEST)
}

fn first_words(version: ApiVersion) -> Vec<(String, String)> {
    let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"].map(|method| (method.to_owned(), String::new()));
    let tags = Specification::built_in(version)
        .tags()
        .into_iter()
        .map(|(tag, count)| (tag.to_owned(), format!("{count} operation{}", if count == 1 { "" } else { "s" })));
    let words = [
        ("tags", "every tag"),
        ("search", "operations by words"),
        ("explain", "a topic or an error code"),
        ("diff", "two versions compared"),
        ("versions", "every version of the API"),
        ("spec", "published documents"),
        ("exit-codes", "how the program ends"),
        ("help", "usage"),
    ]
    .map(|(word, help)| (word.to_owned(), help.to_owned()));
    methods.into_iter().chain(words).chain(tags).collect()
}

fn paths(method: Method, version: ApiVersion) -> Vec<(String, String)> {
    catalogue::operations()
        .filter(|operation| operation.method == method && operation.versions.contains(version))
        .map(|operation| (operation.path.to_owned(), operation.summary()))
        .collect()
}

/// Names that are not given yet, or the values of the name that is being given.
fn parameters(
    operation: &'static Descriptor,
    version: ApiVersion,
    given: &[&str],
    current: &str,
) -> Vec<(String, String)> {
    let fields = || {
        let body = operation.body_object().into_iter().flat_map(|object| object.fields);
        let query = operation.parameters_in(Place::Query, version);
        query.chain(body).filter(move |field| field.versions.contains(version))
    };
    let values_of = |name: &str, prefix: &str| -> Vec<(String, String)> {
        let field = fields().find(|field| field.name == name);
        let values = field.map(|field| values(field.schema, version)).unwrap_or_default();
        values.into_iter().map(|value| (format!("{prefix}{value}"), String::new())).collect()
    };
    // Some shells take `name=value` for three words.
    match given {
        [.., name, "="] => return values_of(name, ""),
        [.., name] if current == "=" => return values_of(name, "="),
        _ => {}
    }
    if let Some((name, _)) = current.split_once('=') {
        return values_of(name, &format!("{name}="));
    }
    let is_given = |name: &str| given.iter().any(|word| word.split(['=', ':', '@', '.']).next() == Some(name));
    let mut found: Vec<(String, String)> = fields()
        .filter(|field| !is_given(field.name))
        .map(|field| {
            let mark = if matches!(field.schema.without_null(), Schema::Binary) { '@' } else { '=' };
            let doc = field.doc.split("\n\n").next().unwrap_or_default();
            (format!("{}{mark}", field.name), doc.split_whitespace().collect::<Vec<_>>().join(" "))
        })
        .collect();
    found.push(("help".to_owned(), "explain this endpoint".to_owned()));
    found
}

fn values(schema: &Schema, version: ApiVersion) -> Vec<&'static str> {
    match schema.without_null() {
        Schema::Boolean => vec!["true", "false"],
        Schema::Array { items, .. } => values(items, version),
        Schema::String(text) => {
            text.values.iter().filter(|value| value.versions.contains(version)).map(|value| value.value).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(line: &[&str], current: &str) -> Vec<String> {
        let line: Vec<String> = line.iter().map(|word| (*word).to_owned()).collect();
        candidates(&line, current).into_iter().map(|(value, _)| value).collect()
    }

    #[test]
    fn a_line_is_completed_from_the_method_to_the_value() {
        assert_eq!(complete(&[], "del"), ["DELETE"]);
        assert!(complete(&[], "U").contains(&"Users".to_owned()));
        assert!(complete(&["GET"], "/users/c").contains(&"/users/count".to_owned()));
        assert_eq!(complete(&["GET", "/users"], "lim"), ["limit="]);
        assert_eq!(complete(&["GET", "/users", "--admin", "limit=2"], "lim"), Vec::<String>::new());
        assert_eq!(complete(&["GET", "/users"], "banned="), ["banned=true", "banned=false"]);
        assert_eq!(complete(&["GET", "/users", "banned", "="], "t"), ["true"]);
        assert_eq!(complete(&["GET", "/users", "banned"], "="), ["=true", "=false"]);
        assert_eq!(complete(&["PUT", "/organizations/org_1/logo"], "f"), ["file@"]);
        assert_eq!(complete(&["what", "is"], "t"), Vec::<String>::new());
    }

    #[test]
    fn the_version_of_the_line_counts() {
        let path = ["PATCH", "/users/user_1"];
        assert!(complete(&path, "public_m").is_empty());
        assert_eq!(complete(&["PATCH", "/users/user_1", "--version", "2025-11-10"], "public_m"), ["public_metadata="]);
    }

    #[test]
    fn the_whole_command_line_is_well_formed() {
        command().debug_assert();
    }
}
