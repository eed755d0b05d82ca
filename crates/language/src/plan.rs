//! What a phrase was understood to ask for.

use frontdesk_contract::{Descriptor, Parts};
use serde_json::Value;

/// The answer to a phrase.
#[derive(Clone, Debug)]
pub enum Answer {
    /// One or more requests, in their order.
    Plan(Plan),
    /// Nothing that is sure enough; what it may have meant.
    Candidates(Unsure),
    /// A question, and what is known of its subject.
    Explanation(Unsure),
    /// Something that is never made a request of, such as deleting many things at once.
    Refusal(Unsure),
}

/// Requests in their order. A value `${1.id}` stands for the id of what the first one found or made.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The requests.
    pub steps: Vec<Step>,
    /// What to know about it: what was chosen for the person, and why.
    pub notes: Vec<String>,
}

/// One request.
#[derive(Clone, Debug)]
pub struct Step {
    /// What is called.
    pub operation: &'static Descriptor,
    /// With what.
    pub parts: Parts,
    /// The file to upload, by its path.
    pub file: Option<(&'static str, String)>,
    /// When it only finds what a later step needs.
    pub look_up: Option<LookUp>,
}

/// What a step has to find: exactly one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookUp {
    /// What it is, such as `user`.
    pub noun: String,
    /// The name, address or number that it has.
    pub text: String,
    /// The list inside of what is found that holds it, when it is a part of something else.
    pub within: Option<&'static str>,
    /// How many the request asks for at most; a list that is this long may have more behind it.
    pub limit: Option<usize>,
}

/// Nothing was planned; why, and what may have been meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unsure {
    /// Why, in a sentence or two.
    pub message: String,
    /// What may have been meant, as it can be typed behind `frontdesk`.
    pub candidates: Vec<String>,
    /// What to do.
    pub fix: String,
}

/// Why a look-up did not find exactly one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotOne {
    /// There is none.
    None,
    /// There are several, or may be: their ids.
    Several(Vec<String>),
}

/// Fields that say what a thing is called.
const NAMES: &[&str] = &[
    "id",
    "name",
    "slug",
    "key",
    "username",
    "external_id",
    "email_address",
    "phone_number",
    "identifier",
    "url",
    "domain",
    "title",
    "client_id",
];

impl LookUp {
    /// The one thing in an answer that has the text, as its id, a name, or an address of its own.
    pub fn pick<'a>(&self, answer: &'a Value) -> Result<&'a Value, NotOne> {
        let data = answer.get("data").unwrap_or(answer);
        let items: Vec<&Value> = data.as_array().map_or_else(|| vec![data], |items| items.iter().collect());
        let full = self.limit.is_some_and(|limit| items.len() >= limit && limit > 1);
        let mut found: Vec<&Value> = Vec::new();
        for item in items {
            match self.within {
                Some(list) => {
                    let inner = item[list].as_array().into_iter().flatten();
                    found.extend(inner.filter(|inner| self.names(inner)));
                }
                None if self.names(item) => found.push(item),
                None => {}
            }
        }
        match found.as_slice() {
            [one] if !full => Ok(one),
            [] if !full => Err(NotOne::None),
            several => Err(NotOne::Several(several.iter().map(|item| id(item)).collect())),
        }
    }

    fn names(&self, item: &Value) -> bool {
        let same = |value: &Value| value.as_str().is_some_and(|text| text.to_lowercase() == self.text.to_lowercase());
        let part = |name: &str| item[name].as_str().unwrap_or_default();
        let full_name = format!("{} {}", part("first_name"), part("last_name"));
        NAMES.iter().any(|name| same(&item[*name]))
            || full_name.trim().to_lowercase() == self.text.to_lowercase()
            || ["email_addresses", "phone_numbers", "web3_wallets"].iter().any(|list| {
                let inner = item[*list].as_array().into_iter().flatten();
                inner.into_iter().any(|inner| NAMES.iter().any(|name| same(&inner[*name])))
            })
    }
}

fn id(item: &Value) -> String {
    item["id"].as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn look_up(text: &str, within: Option<&'static str>, limit: usize) -> LookUp {
        LookUp { noun: "thing".into(), text: text.into(), within, limit: Some(limit) }
    }

    #[test]
    fn one_thing_is_found_by_any_of_its_names() {
        let page =
            json!({"data": [{"id": "org_1", "name": "Acme Corp", "slug": "acme"}, {"id": "org_2", "name": "Acme"}]});
        assert_eq!(look_up("acme corp", None, 100).pick(&page).unwrap()["id"], "org_1");
        // A slug of one and the name of another.
        let several = NotOne::Several(vec!["org_1".into(), "org_2".into()]);
        assert_eq!(look_up("ACME", None, 100).pick(&page), Err(several));
        assert_eq!(look_up("Acm", None, 100).pick(&page), Err(NotOne::None));
    }

    #[test]
    fn a_full_page_may_hide_another_one() {
        let page = json!([{"id": "user_1", "first_name": "Ann", "last_name": "Lee"}, {"id": "user_2"}]);
        assert_eq!(look_up("Ann Lee", None, 3).pick(&page).unwrap()["id"], "user_1");
        assert!(look_up("Ann Lee", None, 2).pick(&page).is_err());
    }

    #[test]
    fn an_address_is_found_inside_its_user() {
        let page = json!([{"id": "user_1", "email_addresses": [{"id": "idn_1", "email_address": "a@example.com"},
            {"id": "idn_2", "email_address": "b@example.com"}]}]);
        assert_eq!(look_up("b@example.com", Some("email_addresses"), 10).pick(&page).unwrap()["id"], "idn_2");
        assert_eq!(look_up("b@example.com", None, 10).pick(&page).unwrap()["id"], "user_1");
    }
}
