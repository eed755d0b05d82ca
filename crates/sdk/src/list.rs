//! Lists as streams, whatever their way of paging.

use std::collections::{HashSet, VecDeque};
use std::hash::{BuildHasher as _, RandomState};

use frontdesk_contract::api_keys::{ApiKey, ApiKeysPage};
use frontdesk_contract::m2m_tokens::{M2mToken, M2mTokensPage};
use frontdesk_contract::{
    DecodeError, Descriptor, Listing, Method, Operation, Page, Parts, Place, ResponseBody, Schema,
};
use futures_util::StreamExt as _;
use futures_util::stream::{self, BoxStream};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Client, Error};

/// Rows of a page unless the request says otherwise: few requests, and answers that stay small.
const PAGE_SIZE: i64 = 250;

/// The answer of an operation that lists things.
pub trait ListResponse: ResponseBody {
    /// One row.
    type Item: DeserializeOwned + Send + 'static;
}

impl<T: DeserializeOwned + Send + 'static> ListResponse for Vec<T>
where
    Self: ResponseBody,
{
    type Item = T;
}

impl<T: DeserializeOwned + Send + 'static> ListResponse for Page<T>
where
    Self: ResponseBody,
{
    type Item = T;
}

impl<T: DeserializeOwned + Send + 'static> ListResponse for Listing<T>
where
    Self: ResponseBody,
{
    type Item = T;
}

impl ListResponse for ApiKeysPage {
    type Item = ApiKey;
}

impl ListResponse for M2mTokensPage {
    type Item = M2mToken;
}

impl Client {
    /// Every row of a list, each once, fetched a page at a time as the stream is read. It ends after the first error.
    ///
    /// `limit` in the request is the size of a page (250 unless said), `offset` where to begin. Rows that come or go
    /// meanwhile do not make others appear twice; only in a plain list without a total, ordered by something other
    /// than its age, can rows that go make others be missed.
    ///
    /// ```no_run
    /// use frontdesk_sdk::users::GetUserList;
    /// use futures_util::TryStreamExt;
    ///
    /// # async fn example(client: frontdesk_sdk::Client) -> Result<(), frontdesk_sdk::Error> {
    /// let mut users = client.stream(GetUserList { query: Some("ada".to_owned()), ..GetUserList::default() });
    /// while let Some(user) = users.try_next().await? {
    ///     println!("{}", user.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// An operation that is not read page by page is refused by the compiler, even if it answers with a list:
    ///
    /// ```compile_fail,E0080
    /// # use frontdesk_sdk::users::{UsersBan, UsersBanBody};
    /// # let client = frontdesk_sdk::Client::builder().build().unwrap();
    /// let banned = client.stream(UsersBan { body: UsersBanBody { user_ids: vec!["user_1".to_owned()] } });
    /// ```
    pub fn stream<O>(&self, operation: O) -> BoxStream<'static, Result<<O::Response as ListResponse>::Item, Error>>
    where
        O: Operation<Response: ListResponse>,
    {
        let walk = match Walk::new(self, operation) {
            Ok(walk) => walk,
            Err(error) => return refused(error),
        };
        stream::try_unfold((walk, VecDeque::new()), |(mut walk, mut rows)| async move {
            let Some(row) = walk.next_row(&mut rows).await? else { return Ok(None) };
            Ok(Some((walk.read(row)?, (walk, rows))))
        })
        .boxed()
    }

    /// The same as [`Self::stream`], a page at a time; no page is empty.
    pub fn pages<O>(&self, operation: O) -> BoxStream<'static, Result<Vec<<O::Response as ListResponse>::Item>, Error>>
    where
        O: Operation<Response: ListResponse>,
    {
        let walk = match Walk::new(self, operation) {
            Ok(walk) => walk,
            Err(error) => return refused(error),
        };
        stream::try_unfold(walk, |mut walk| async move {
            let Some(rows) = walk.next_page().await? else { return Ok(None) };
            let page = rows.into_iter().map(|row| walk.read(row)).collect::<Result<Vec<_>, Error>>()?;
            Ok(Some((page, walk)))
        })
        .boxed()
    }
}

/// A stream of nothing but the error.
fn refused<T: Send + 'static>(error: DecodeError) -> BoxStream<'static, Result<T, Error>> {
    stream::iter([Err(Error::from(error))]).boxed()
}

/// Whether the operation is read page by page.
const fn is_paged(operation: &Descriptor) -> bool {
    matches!(operation.method, Method::Get) && has_query(operation, "limit") && has_query(operation, "offset")
}

const fn has_query(operation: &Descriptor, name: &str) -> bool {
    let mut position = 0;
    while position < operation.parameters.len() {
        let parameter = &operation.parameters[position];
        if matches!(parameter.place, Place::Query) && is_equal(parameter.field.name, name) {
            return true;
        }
        position += 1;
    }
    false
}

const fn is_equal(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut position = 0;
    while position < left.len() {
        if left[position] != right[position] {
            return false;
        }
        position += 1;
    }
    true
}

/// Where the next page begins.
#[derive(Clone, Debug, PartialEq)]
enum Position {
    /// After so many rows.
    Offset(i64),
    /// After the row of this id, which stays right whatever comes or goes before it.
    After(String),
}

/// A list on its way to being read.
struct Walk {
    client: Client,
    operation: &'static Descriptor,
    parts: Parts,
    limit: i64,
    position: Position,
    by_cursor: bool,
    /// The total that the page before told.
    total: Option<i64>,
    seen: Seen,
    /// How many rows had been seen when the walk began again, so that it cannot do so for ever.
    seen_before: usize,
    is_done: bool,
}

/// The rows that were given out, as hashes of their ids: a list may have millions.
#[derive(Default)]
struct Seen {
    hasher: RandomState,
    ids: HashSet<u64>,
}

impl Seen {
    /// Notes the row; `false` if it was there before. Rows without an id are all new.
    fn insert(&mut self, row: &Value) -> bool {
        row.get("id").and_then(Value::as_str).is_none_or(|id| self.ids.insert(self.hasher.hash_one(id)))
    }
}

/// The rows of an answer, and how many there are in all.
struct Rows {
    rows: Vec<Value>,
    total: Option<i64>,
}

impl Rows {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Array(rows) => Some(Self { rows, total: None }),
            // Most pages call their rows `data`; the list is theirs under any other name.
            Value::Object(mut page) => {
                let total = page.get("total_count").and_then(Value::as_i64);
                let rows = page.values_mut().find(|value| value.is_array())?.take();
                match rows {
                    Value::Array(rows) => Some(Self { rows, total }),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

impl Walk {
    fn new<O: Operation>(client: &Client, operation: O) -> Result<Self, DecodeError> {
        const { assert!(is_paged(O::DESCRIPTOR), "the operation has no parameters `limit` and `offset`") };
        Ok(Self::over(client, O::DESCRIPTOR, operation.into_parts()?))
    }

    /// Reads from the request where to begin, and decides in what way to go on.
    fn over(client: &Client, operation: &'static Descriptor, mut parts: Parts) -> Self {
        let query = &mut parts.query;
        let knows = |name| {
            operation.parameter(Place::Query, name).is_some_and(|field| field.versions.contains(client.api_version()))
        };
        let limit =
            query.get("limit").and_then(Value::as_i64).unwrap_or_else(|| PAGE_SIZE.min(largest_limit(operation)));
        query.insert("limit".to_owned(), limit.into());
        let offset = query.remove("offset").and_then(|offset| offset.as_i64()).unwrap_or_default();
        let is_by_age = match query.get("order_by").and_then(Value::as_str) {
            None => true,
            Some(order) => order.trim_start_matches(['+', '-', ' ']) == "created_at",
        };
        let position = match query.remove("starting_after") {
            Some(Value::String(id)) => Position::After(id),
            _ => Position::Offset(offset),
        };
        // With a total it shows when rows go away.
        if knows("paginated") {
            query.insert("paginated".to_owned(), true.into());
        }
        Self {
            client: client.clone(),
            operation,
            limit,
            position,
            by_cursor: knows("starting_after") && is_by_age && offset == 0,
            total: None,
            seen: Seen::default(),
            seen_before: 0,
            is_done: false,
            parts,
        }
    }

    fn read<T: DeserializeOwned>(&self, row: Value) -> Result<T, Error> {
        serde_json::from_value(row).map_err(|source| Error::Decode {
            operation: self.operation.id,
            trace_id: None,
            source,
        })
    }

    async fn next_row(&mut self, rows: &mut VecDeque<Value>) -> Result<Option<Value>, Error> {
        if rows.is_empty() {
            rows.extend(self.next_page().await?.unwrap_or_default());
        }
        Ok(rows.pop_front())
    }

    /// The next rows that were not given out before; `None` at the end.
    async fn next_page(&mut self) -> Result<Option<Vec<Value>>, Error> {
        while !self.is_done {
            let page = match self.fetch().await {
                // The row that the page was to begin after has been deleted. Begin again: what was seen is left out.
                Err(error) if is_lost_cursor(&error) && self.by_cursor && self.seen.ids.len() > self.seen_before => {
                    self.seen_before = self.seen.ids.len();
                    self.position = Position::Offset(0);
                    continue;
                }
                page => page?,
            };
            self.advance(&page);
            let rows: Vec<Value> = page.rows.into_iter().filter(|row| self.seen.insert(row)).collect();
            if !rows.is_empty() {
                return Ok(Some(rows));
            }
        }
        Ok(None)
    }

    async fn fetch(&self) -> Result<Rows, Error> {
        let mut parts = self.parts.clone();
        match &self.position {
            Position::Offset(0) => {}
            Position::Offset(offset) => {
                parts.query.insert("offset".to_owned(), (*offset).into());
            }
            Position::After(id) => {
                parts.query.insert("starting_after".to_owned(), id.clone().into());
            }
        }
        let answer = self.client.call(self.operation, parts).await?;
        let decode = |source| Error::Decode { operation: self.operation.id, trace_id: answer.trace_id.clone(), source };
        let value = answer.json().map_err(decode)?;
        Rows::read(value).ok_or_else(|| decode(serde::de::Error::custom("neither a list nor a page of one")))
    }

    /// Decides from this page where the next one begins, or that there is none.
    fn advance(&mut self, page: &Rows) {
        let count = i64::try_from(page.rows.len()).unwrap_or(i64::MAX);
        let last = page.rows.last().and_then(|row| row.get("id")).and_then(Value::as_str);
        match (&self.position, last) {
            (_, Some(id)) if self.by_cursor => {
                self.position = Position::After(id.to_owned());
                self.is_done = count < self.limit;
            }
            (Position::Offset(offset), _) => {
                // Rows before this page went away, and as many have slipped past: step back for them.
                let gone = match (self.total, page.total) {
                    (Some(before), Some(now)) => (before - now).max(0),
                    _ => 0,
                };
                self.is_done = gone == 0
                    && match page.total {
                        Some(total) => count == 0 || offset.saturating_add(count) >= total,
                        None => count < self.limit,
                    };
                let next = if gone > 0 { offset.saturating_sub(gone).max(0) } else { offset.saturating_add(count) };
                self.position = Position::Offset(next);
                self.total = page.total;
            }
            // A cursor of the caller's own in an order that has none: the server has refused it, or knows better.
            (Position::After(_), _) => self.is_done = true,
        }
    }
}

fn largest_limit(operation: &Descriptor) -> i64 {
    match operation.parameter(Place::Query, "limit").map(|field| field.schema.without_null()) {
        Some(Schema::Integer(range) | Schema::Number(range)) => range.maximum.unwrap_or(i64::MAX),
        _ => i64::MAX,
    }
}

fn is_lost_cursor(error: &Error) -> bool {
    error.is_not_found() || (matches!(error.status(), Some(400 | 422)) && error.field() == Some("starting_after"))
}

#[cfg(test)]
mod tests {
    use frontdesk_contract::catalogue;

    use super::*;

    #[test]
    fn every_list_with_limit_and_offset_can_be_walked_and_nothing_else() {
        for operation in catalogue::operations() {
            let named = |name| operation.parameter(Place::Query, name).is_some();
            assert_eq!(is_paged(operation), named("limit") && named("offset"), "{}", operation.id);
        }
        assert!(catalogue::operations().filter(|operation| is_paged(operation)).count() >= 11);
    }
}
