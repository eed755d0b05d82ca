//! From page to page: by cursor where the operation has one, by offset elsewhere.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use frontdesk_contract::{Place, Schema};
use serde::Deserialize;
use serde_json::Value;

use super::keep::Kept;
use crate::connection::Answer;
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::request::Request;
use crate::rows::{Row, Rows};

/// How many pages without a new row are too many.
const PATIENCE: i64 = 3;

/// Where the next page begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Position {
    /// Before this row of the whole list.
    Offset(u64),
    /// After the row of this id, which stays right whatever comes or goes before it.
    After(String),
}

/// A list on its way to being read.
pub(super) struct Walk {
    request: Request,
    /// Rows of a page; `None` where the operation knows no pages.
    limit: Option<u64>,
    /// Where the caller wanted to begin.
    start: u64,
    position: Position,
    by_cursor: bool,
    total: Option<u64>,
    seen: HashSet<u64>,
    /// How many rows had been seen when the walk began again, so that it cannot do so for ever.
    seen_before: usize,
    /// Pages in a row that had nothing new; those that are read a second time count against it.
    stale: i64,
    is_done: bool,
}

impl Walk {
    pub(super) fn new(request: &Request) -> Self {
        let mut request = request.clone();
        let known = |name| {
            request.operation.parameter(Place::Query, name).filter(|field| field.versions.contains(request.version))
        };
        let (limit, cursor) = (known("limit"), known("starting_after"));
        let given = request.parts.query.get("limit").and_then(Value::as_u64);
        let limit = limit.filter(|_| known("offset").is_some() || cursor.is_some());
        let limit = limit.map(|field| given.unwrap_or_else(|| largest(field.schema)));
        let query = &mut request.parts.query;
        if let Some(limit) = limit {
            query.insert("limit".to_owned(), limit.into());
        }
        let start = query.remove("offset").and_then(|offset| offset.as_u64()).unwrap_or(0);
        // Only by its age does a row keep its place.
        let is_by_age = match query.get("order_by").and_then(Value::as_str) {
            None => true,
            Some(order) => order.trim_start_matches(['+', '-', ' ']) == "created_at",
        };
        let position = match query.remove("starting_after") {
            Some(Value::String(id)) => Position::After(id),
            _ => Position::Offset(start),
        };
        Self {
            limit,
            start,
            by_cursor: cursor.is_some() && is_by_age && start == 0,
            position,
            total: None,
            seen: HashSet::new(),
            seen_before: 0,
            stale: 0,
            is_done: false,
            request,
        }
    }

    /// The rows of an earlier run are known, and the list goes on where it ended.
    pub(super) fn resume(&mut self, kept: &Kept) {
        self.seen.extend(kept.rows.iter().map(identity));
        self.position = match kept.rows.last().and_then(id).filter(|_| self.by_cursor) {
            Some(id) => Position::After(id),
            None => Position::Offset(kept.next.max(self.start)),
        };
    }

    /// The request for the next page; `None` at the end.
    pub(super) fn next_request(&self) -> Option<Request> {
        if self.is_done {
            return None;
        }
        let mut request = self.request.clone();
        match &self.position {
            Position::After(id) => drop(request.parts.query.insert("starting_after".to_owned(), id.clone().into())),
            Position::Offset(_) => match self.offset() {
                0 => {}
                offset => drop(request.parts.query.insert("offset".to_owned(), offset.into())),
            },
        }
        Some(request)
    }

    /// A page begins with the last row of the one before: if that is not there, rows went away meanwhile, others
    /// have slipped past, and the walk steps back for them.
    fn overlaps(&self) -> bool {
        matches!(self.position, Position::Offset(next) if next > self.start)
            && self.limit.is_some_and(|limit| limit > 1)
    }

    fn offset(&self) -> u64 {
        match self.position {
            Position::Offset(next) => next - u64::from(self.overlaps()),
            Position::After(_) => 0,
        }
    }

    /// Decides from this page where the next one begins, or that there is none, and gives back the rows that are new.
    pub(super) fn advance(&mut self, page: Rows) -> Outcome<Vec<Row>> {
        let count = page.rows.len() as u64;
        if self.total.is_some() && page.total.is_some_and(|total| self.total != Some(total)) {
            // A list that changes faster than it is read is not one that pays no heed to its position.
            self.stale = self.stale.min(0);
        }
        self.total = page.total.or(self.total);
        let is_short = self.limit.is_none_or(|limit| count < limit);
        if self.overlaps() && !page.rows.first().is_some_and(|row| self.seen.contains(&identity(row))) {
            let back = self.limit.unwrap_or(1);
            self.position = Position::Offset(self.offset().saturating_sub(back).max(self.start));
            self.stale -= 1;
            return Ok(Vec::new());
        }
        let last = page.rows.last().and_then(id);
        match (last, page.total) {
            (Some(id), _) if self.by_cursor => {
                self.position = Position::After(id);
                self.is_done = is_short;
            }
            (_, total) => {
                let next = self.offset() + count;
                // The total knows better: a server may give less than it was asked for.
                self.is_done = match total {
                    Some(total) => count <= u64::from(self.overlaps()) || next >= total,
                    None => is_short || matches!(self.position, Position::After(_)),
                };
                self.position = Position::Offset(next);
            }
        }
        let new = page.rows.into_iter().filter(|row| self.seen.insert(identity(row))).collect();
        self.be_patient(new)
    }

    /// Gives up where pages come without end and without anything new.
    fn be_patient(&mut self, new: Vec<Row>) -> Outcome<Vec<Row>> {
        let is_catching_up = self.by_cursor && self.seen_before > 0;
        self.stale = if new.is_empty() && !is_catching_up { self.stale + 1 } else { self.stale.min(0) };
        if self.stale > PATIENCE && !self.is_done {
            let message = format!("{} gives the same rows again and again", self.request.path());
            return Err(Failure::new(Exit::Server, "endless_list", message));
        }
        Ok(new)
    }

    /// Whether the answer means that the row to go on after has been deleted; then the walk begins again, and what was
    /// seen is left out.
    pub(super) fn begin_again(&mut self, answer: &Answer) -> bool {
        let is_lost = matches!(answer.status, 400 | 404 | 422)
            && answer.json().is_some_and(|json| {
                answer.status == 404 || json["errors"][0]["meta"]["param_name"] == "starting_after"
            });
        let can = is_lost && self.by_cursor && self.seen.len() > self.seen_before;
        if can {
            self.seen_before = self.seen.len();
            self.position = Position::Offset(0);
        }
        can
    }

    /// How many rows have been read.
    pub(super) fn count(&self) -> u64 {
        self.seen.len() as u64
    }

    /// How many there are in all: as answers say, or as many as were read.
    pub(super) fn total(&self) -> u64 {
        self.total.unwrap_or_else(|| self.count())
    }

    /// Where an offset would go on.
    pub(super) fn next_offset(&self) -> u64 {
        match self.position {
            Position::Offset(next) => next,
            Position::After(_) => 0,
        }
    }

    pub(super) fn is_done(&self) -> bool {
        self.is_done
    }
}

fn largest(schema: &Schema) -> u64 {
    match schema.without_null() {
        Schema::Integer(range) => range.maximum.and_then(|maximum| u64::try_from(maximum).ok()).unwrap_or(100),
        _ => 100,
    }
}

fn id(row: &Row) -> Option<String> {
    #[derive(Deserialize)]
    struct Identified {
        id: Option<String>,
    }
    serde_json::from_str::<Identified>(row.get()).ok()?.id
}

/// What makes a row itself: its id, or all of it. As a hash, since a list may have millions.
fn identity(row: &Row) -> u64 {
    let mut hasher = DefaultHasher::new();
    match id(row) {
        Some(id) => id.hash(&mut hasher),
        None => row.get().hash(&mut hasher),
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use frontdesk_contract::{ApiVersion, catalogue};
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    /// What comes and goes between two pages.
    #[derive(Clone, Debug)]
    enum Change {
        Nothing,
        Add(usize),
        Remove(usize),
    }

    fn walk(id: &str, words: &[String]) -> Walk {
        let operation = catalogue::find(id, ApiVersion::NEWEST).unwrap();
        let request = Request::build(operation, ApiVersion::NEWEST, operation.path, words, None).unwrap();
        Walk::new(&request)
    }

    /// Reads a list that changes while it is read; newest rows come first. Gives back what was read, and the rows that
    /// were there all the time.
    fn read(id: &str, count: u32, limit: u64, changes: &[Change], with_total: bool) -> (Vec<u32>, Vec<u32>) {
        let mut list: Vec<u32> = (0..count).rev().collect();
        let mut stayed: HashSet<u32> = list.iter().copied().collect();
        let mut newest = count;
        let mut walk = walk(id, &[format!("limit={limit}")]);
        let mut seen = Vec::new();
        let mut changes = changes.iter().cycle();
        let mut budget = 2000;
        while let Some(request) = walk.next_request() {
            budget -= 1;
            assert!(budget > 0, "no end");
            let query = &request.parts.query;
            let offset = query.get("offset").and_then(Value::as_u64).unwrap_or(0) as usize;
            let after = query.get("starting_after").and_then(Value::as_str);
            let from = match after {
                None => Some(offset),
                Some(id) => list.iter().position(|row| *id == format!("user_{row}")).map(|index| index + 1),
            };
            let Some(from) = from else {
                let lost = Answer {
                    status: 404,
                    status_line: String::new(),
                    headers: reqwest::header::HeaderMap::new(),
                    body: b"{}".to_vec(),
                };
                assert!(walk.begin_again(&lost));
                continue;
            };
            let page: Vec<Value> = list
                .iter()
                .skip(from)
                .take(usize::try_from(limit).unwrap())
                .map(|row| json!({ "id": format!("user_{row}") }))
                .collect();
            let body = if with_total { json!({"data": page, "total_count": list.len()}) } else { json!(page) };
            for row in walk.advance(Rows::read(body.to_string().as_bytes()).unwrap()).unwrap() {
                seen.push(super::id(&row).unwrap().trim_start_matches("user_").parse().unwrap());
            }
            match changes.next() {
                Some(Change::Add(more)) if newest < count + 300 => {
                    for _ in 0..*more {
                        list.insert(0, newest);
                        newest += 1;
                    }
                }
                Some(Change::Remove(at)) if list.len() > 1 => {
                    stayed.remove(&list.remove(at % list.len()));
                }
                _ => {}
            }
        }
        (seen, stayed.into_iter().collect())
    }

    fn changes() -> impl Strategy<Value = Vec<Change>> {
        let change = prop_oneof![
            Just(Change::Nothing),
            (1..4_usize).prop_map(Change::Add),
            (0..500_usize).prop_map(Change::Remove)
        ];
        proptest::collection::vec(change, 1..20)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn whatever_comes_and_goes_every_row_that_stays_is_read_once(
            count in 0..300_u32,
            limit in 5..40_u64,
            changes in changes(),
            is_page in any::<bool>(),
        ) {
            let id = if is_page { "ListOrganizations" } else { "GetUserList" };
            let (seen, stayed) = read(id, count, limit, &changes, is_page);
            let once: HashSet<u32> = seen.iter().copied().collect();
            prop_assert_eq!(once.len(), seen.len(), "twice");
            let lost: Vec<u32> = stayed.into_iter().filter(|row| !once.contains(row)).collect();
            prop_assert!(lost.is_empty(), "lost {:?}", lost);
        }
    }

    #[test]
    fn a_list_that_changes_with_every_page_is_read_to_its_end() {
        let changes = [Change::Add(3), Change::Remove(0), Change::Nothing];
        let (seen, stayed) = read("ListOrganizations", 27, 5, &changes, true);
        let once: HashSet<u32> = seen.iter().copied().collect();
        assert_eq!(once.len(), seen.len());
        assert!(stayed.iter().all(|row| once.contains(row)));
    }

    #[test]
    fn a_list_that_pays_no_heed_to_its_position_comes_to_an_end() {
        let mut walk = walk("ListInvitations", &["limit=2".to_owned()]);
        let outcome = std::iter::from_fn(|| {
            walk.next_request()?;
            Some(walk.advance(Rows::read(br#"[{"id":"a"},{"id":"b"}]"#).unwrap()))
        })
        .take(50)
        .find_map(Result::err);
        assert_eq!(outcome.unwrap().code, "endless_list");
    }

    #[test]
    fn pages_are_as_large_as_they_may_be_unless_said_otherwise() {
        let limit = |id, words: &[String]| walk(id, words).next_request().unwrap().parts.query.get("limit").cloned();
        assert_eq!(limit("GetUserList", &[]), Some(json!(500)));
        assert_eq!(limit("GetUserList", &["limit=7".to_owned()]), Some(json!(7)));
    }
}
