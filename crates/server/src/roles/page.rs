//! Pages of what there is little of: filtered and sorted in memory.

use frontdesk_contract::Page;

use crate::error::ApiResult;
use crate::order::parse_order;
use crate::users::filter::given;

/// Something that a list can hold, and what the list looks at.
pub(crate) struct Listed<'a, T> {
    pub(crate) item: &'a T,
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) key: &'a str,
    pub(crate) created_at: i64,
}

/// The page of those with the id `query`, or with that text in name or key, in any case. The newest come first unless
/// `order_by` says otherwise, equal ones by id.
pub(crate) fn page<'a, T>(
    items: impl Iterator<Item = Listed<'a, T>>,
    query: &Option<String>,
    order_by: Option<&str>,
    limit: i64,
    offset: i64,
) -> ApiResult<Page<&'a T>> {
    let (order, descending) = parse_order(order_by, "-created_at", "created_at, name, key", |name| {
        ["created_at", "name", "key"].into_iter().find(|known| *known == name)
    })?;
    let query = given(query).map(|query| (query.to_lowercase(), query));
    let fits = |item: &Listed<'a, T>| {
        query.as_ref().is_none_or(|(lower, query)| {
            item.id == query || item.name.to_lowercase().contains(lower) || item.key.contains(lower)
        })
    };
    let mut found: Vec<Listed<'a, T>> = items.filter(fits).collect();
    found.sort_unstable_by(|one, other| {
        let ordering = match order {
            "name" => one.name.cmp(other.name),
            "key" => one.key.cmp(other.key),
            _ => one.created_at.cmp(&other.created_at),
        }
        .then_with(|| one.id.cmp(other.id));
        if descending { ordering.reverse() } else { ordering }
    });
    let total_count = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let at = |number: i64| usize::try_from(number).unwrap_or(0);
    let data = found.into_iter().skip(at(offset)).take(at(limit)).map(|listed| listed.item).collect();
    Ok(Page { data, total_count })
}
