//! Whether the call of an official SDK says what a request says, and with which arguments.
//!
//! How a call is written down is told in `contract::sdk_calls`.

use std::collections::BTreeMap;

use frontdesk_contract::{ApiVersion, Descriptor, Sdk};
use serde_json::Value;

use crate::request::Request;

/// How an argument is given.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Argument<'a> {
    /// Left out although others follow.
    Undefined,
    /// The parameter of that name.
    Named(&'a str),
    /// An object: keys with the names of their parameters, and what becomes of all the others.
    Object { keys: Vec<(&'a str, &'a str)>, rest: Rest },
    /// All parameters by their names.
    Every,
}

/// What an object takes besides the parameters that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    Nothing,
    /// Every other parameter. Only their own names are rewritten by the SDK.
    Others,
    /// Every other parameter, the keys inside of them rewritten too.
    Deep,
}

/// A call as the catalogue writes it down.
#[derive(Debug)]
pub(super) struct SdkCall<'a> {
    pub(super) name: &'a str,
    pub(super) arguments: Vec<Argument<'a>>,
    /// The parameters that take several values, and a single one in the SDK.
    single: Vec<&'a str>,
    /// What the SDK sends besides.
    pub(super) also: Vec<&'a str>,
}

impl<'a> SdkCall<'a> {
    /// Reads a call; `None` where the catalogue only knows its name.
    pub(super) fn parse(usage: &'a str) -> Option<Self> {
        let mut parts = usage.split(" + ");
        let (name, arguments) = parts.next()?.strip_suffix(')')?.split_once('(')?;
        let mut depth = 0;
        let split = arguments.split(|c: char| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            c == ',' && depth == 0
        });
        let mut single = Vec::new();
        let mut read = Vec::new();
        for text in split.map(str::trim).filter(|text| !text.is_empty()) {
            match text.strip_prefix(ONE) {
                Some(name) => single.push(name),
                None => read.push(argument(text, &mut single)),
            }
        }
        Some(Self { name, arguments: read, single, also: parts.collect() })
    }

    /// The values of a request by the names of their parameters, as the SDK takes them; a body that is no object is under
    /// `request_body`. `None` where there are several values for what is one to the SDK.
    pub(super) fn values(&self, request: &Request) -> Option<BTreeMap<String, Value>> {
        let mut values = values(request);
        for name in &self.single {
            if let Some(Value::Array(several)) = values.get_mut(*name) {
                let only = several.pop().filter(|_| several.is_empty())?;
                values.insert((*name).to_owned(), only);
            }
        }
        Some(values)
    }
}

/// What marks a parameter of which the SDK takes one value.
const ONE: &str = "one ";

fn argument<'a>(text: &'a str, single: &mut Vec<&'a str>) -> Argument<'a> {
    let Some(object) = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) else {
        return match text {
            "undefined" => Argument::Undefined,
            "..." => Argument::Every,
            name => Argument::Named(name),
        };
    };
    let mut rest = Rest::Nothing;
    let mut keys = Vec::new();
    for item in object.split(',').map(str::trim).filter(|item| !item.is_empty()) {
        match item {
            "..." => rest = Rest::Others,
            "...deep" => rest = Rest::Deep,
            item if item.starts_with(ONE) => single.push(&item[ONE.len()..]),
            item => keys.push(item.split_once(": ").unwrap_or((item, item))),
        }
    }
    Argument::Object { keys, rest }
}

/// Why a request is printed without the SDK, as a sentence for its program.
pub(super) fn reason(sdk: Sdk, operation: &Descriptor, version: ApiVersion, speaks: &[ApiVersion]) -> String {
    let package = sdk.package();
    match sdk.call(operation.sdk) {
        None => format!("{package} has no call for this, so it is plain HTTP."),
        Some(call) if !speaks.contains(&version) => {
            let dates: Vec<&str> = speaks.iter().map(|version| version.as_str()).collect();
            format!("{call} of {package} is for API version {}; for {version} this is plain HTTP.", dates.join(" and "))
        }
        Some(call) => format!("{call} of {package} cannot send exactly this, so it is plain HTTP."),
    }
}

fn values(request: &Request) -> BTreeMap<String, Value> {
    let parts = &request.parts;
    let mut values: BTreeMap<String, Value> = BTreeMap::new();
    for (name, value) in parts.path.iter().chain(&parts.query) {
        values.insert(name.clone(), value.clone());
    }
    match &parts.body {
        Some(Value::Object(body)) => values.extend(body.iter().map(|(name, value)| (name.clone(), value.clone()))),
        Some(body) => {
            values.insert("request_body".to_owned(), body.clone());
        }
        None => {}
    }
    values
}

/// A name in the way of Python, `user_id`, whatever way it is written in.
pub(super) fn snake_case(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut text = String::new();
    for (index, letter) in letters.iter().enumerate() {
        if letter.is_ascii_uppercase() && index > 0 {
            let after_small = letters[index - 1].is_ascii_lowercase() || letters[index - 1].is_ascii_digit();
            let before_small = letters.get(index + 1).is_some_and(char::is_ascii_lowercase);
            if after_small || before_small && letters[index - 1].is_ascii_uppercase() {
                text.push('_');
            }
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

/// A name in the way of JavaScript, `userId`.
pub(super) fn camel_case(name: &str) -> String {
    let snake = snake_case(name);
    let mut words = snake.split('_');
    let mut text = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        text.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        text.push_str(letters.as_str());
    }
    text
}

#[cfg(test)]
mod tests {
    use frontdesk_contract::catalogue;

    use super::*;

    #[test]
    fn a_call_is_read_as_the_catalogue_writes_it() {
        let call = SdkCall::parse("a.b(userId, undefined, { id: templateId, name, ... }) + paginated=true").unwrap();
        assert_eq!((call.name, call.also), ("a.b", vec!["paginated=true"]));
        let object = Argument::Object { keys: vec![("id", "templateId"), ("name", "name")], rest: Rest::Others };
        assert_eq!(call.arguments, [Argument::Named("userId"), Argument::Undefined, object]);
        assert_eq!(SdkCall::parse("a.list(...)").unwrap().arguments, [Argument::Every]);
        assert!(SdkCall::parse("a.list()").unwrap().arguments.is_empty());
        assert!(SdkCall::parse("a.list").is_none());
        let call = SdkCall::parse("a.list(userId, { one status, ... })").unwrap();
        let object = Argument::Object { keys: vec![], rest: Rest::Others };
        assert_eq!((call.arguments, call.single), (vec![Argument::Named("userId"), object], vec!["status"]));
        let call = SdkCall::parse("a.list(one status, ...)").unwrap();
        assert_eq!((call.arguments, call.single), (vec![Argument::Every], vec!["status"]));
    }

    #[test]
    fn names_change_their_case_and_back() {
        assert_eq!(
            (snake_case("adminPortalLinkTokenID").as_str(), camel_case("apiKeyID").as_str()),
            ("admin_portal_link_token_id", "apiKeyId")
        );
        assert_eq!(snake_case("APIKey"), "api_key");
    }

    #[test]
    fn every_name_in_a_call_is_a_parameter_of_its_operation() {
        for operation in catalogue::operations() {
            for (sdk, usage) in [(Sdk::JavaScript, operation.sdk.javascript), (Sdk::Python, operation.sdk.python)] {
                let Some(call) = usage.and_then(SdkCall::parse) else { continue };
                let mut known: Vec<String> =
                    operation.parameters.iter().map(|parameter| camel_case(parameter.field.name)).collect();
                known.extend(
                    operation
                        .body_object()
                        .into_iter()
                        .flat_map(|body| body.fields)
                        .map(|field| camel_case(field.name)),
                );
                for name in &call.single {
                    assert!(known.contains(&camel_case(name)), "{} {usage:?}: {name}", operation.id);
                }
                for argument in call.arguments {
                    let names = match argument {
                        Argument::Named("request" | "request_body") if sdk == Sdk::Python => continue,
                        Argument::Named(name) => vec![name],
                        Argument::Object { keys, .. } => keys.into_iter().map(|(_, name)| name).collect(),
                        Argument::Undefined | Argument::Every => continue,
                    };
                    for name in names {
                        assert!(known.contains(&name.to_owned()), "{} {usage:?}: {name}", operation.id);
                    }
                }
            }
        }
    }
}
