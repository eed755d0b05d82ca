//! `--jq`: the language of jq over an answer.

use jaq_core::load::{Arena, Error, File, Loader};
use jaq_core::{Ctx, Vars, data, unwrap_valr};
use jaq_json::{Val, read};

use crate::failure::{Failure, Outcome};

/// A filter that was understood.
pub(crate) struct Filter(jaq_core::Filter<data::JustLut<Val>>);

/// One result of a filter.
pub(crate) struct Result(Val);

impl Filter {
    pub(crate) fn parse(code: &str) -> Outcome<Self> {
        let definitions = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
        let definitions = definitions.filter(|definition| !definition.name.starts_with("halt"));
        let functions = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
        // The environment holds the key, which nothing may print; and a filter is not what ends the program.
        let functions = functions.filter(|(name, ..)| !matches!(*name, "env" | "halt"));
        let arena = Arena::default();
        let modules = Loader::new(definitions)
            .load(&arena, File { code, path: () })
            .map_err(|errors| errors.first().map_or_else(|| wrong(code), |(_, error)| not_read(code, error)))?;
        let filter =
            jaq_core::Compiler::default().with_funs(functions).compile(modules).map_err(|errors| {
                match errors.first().and_then(|(_, errors)| errors.first()) {
                    Some((name, kind)) => wrong(code).because(format!("there is no {} `{name}`", kind.as_str())),
                    None => wrong(code),
                }
            })?;
        Ok(Self(filter))
    }

    /// What the filter makes of a body.
    pub(crate) fn run(&self, body: &[u8]) -> Outcome<Vec<Result>> {
        let input = read::parse_single(body)
            .map_err(|error| Failure::failed("jq", format!("the answer is no JSON: {error}")))?;
        let context = Ctx::<data::JustLut<Val>>::new(&self.0.lut, Vars::new([]));
        self.0
            .id
            .run((context, input))
            .map(|result| {
                unwrap_valr(result).map(Result).map_err(|error| Failure::failed("jq", format!("jq: {error}")))
            })
            .collect()
    }
}

impl Result {
    /// As a line of output: texts as they are, everything else as JSON.
    pub(crate) fn text(&self) -> String {
        match &self.0 {
            Val::TStr(text) | Val::BStr(text) => String::from_utf8_lossy(text).into_owned(),
            value => value.to_string(),
        }
    }

    /// As JSON.
    pub(crate) fn json(&self) -> String {
        self.0.to_string()
    }
}

fn wrong(code: &str) -> Failure {
    Failure { code: "jq".into(), ..Failure::usage(format!("`{code}` is no jq filter")) }
}

fn not_read(code: &str, error: &Error<&str>) -> Failure {
    // What is left of the code where it stopped making sense.
    let (expected, rest) = match error {
        Error::Lex(errors) => errors.first().map(|(expected, rest)| (expected.as_str(), *rest)),
        Error::Parse(errors) => errors.first().map(|(expected, rest)| (expected.as_str(), *rest)),
        Error::Io(_) => None,
    }
    .unwrap_or(("a filter", ""));
    let place = if rest.is_empty() { "at its end".to_owned() } else { format!("before `{rest}`") };
    wrong(code).because(format!("{expected} is missing {place}"))
}

impl Failure {
    fn because(mut self, reason: String) -> Self {
        self.message = format!("{}: {reason}", self.message);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(code: &str, body: &str) -> Outcome<Vec<String>> {
        Ok(Filter::parse(code)?.run(body.as_bytes())?.iter().map(Result::text).collect())
    }

    #[test]
    fn texts_are_plain_and_keys_keep_their_order() {
        assert_eq!(run(".[].id", r#"[{"id":"user_1"},{"id":"user_2"}]"#).unwrap(), ["user_1", "user_2"]);
        assert_eq!(
            run("{b, a}", r#"{"a":1.0,"b":[12345678901234567890]}"#).unwrap(),
            [r#"{"b":[12345678901234567890],"a":1.0}"#]
        );
        assert_eq!(run("map(select(.banned)) | length", r#"[{"banned":true},{}]"#).unwrap(), ["1"]);
    }

    #[test]
    fn what_is_no_filter_says_where_and_nothing_reads_the_environment() {
        let message = |code: &str| run(code, "{}").unwrap_err().message;
        assert_eq!(message(".users["), "`.users[` is no jq filter: closing bracket is missing at its end");
        assert_eq!(message("nonsense"), "`nonsense` is no jq filter: there is no filter `nonsense`");
        assert_eq!(message("env"), "`env` is no jq filter: there is no filter `env`");
        assert!(message("$ENV").contains("no variable `$ENV`"), "{}", message("$ENV"));
        assert!(message(".a.b.c | error").starts_with("jq: "));
    }
}
