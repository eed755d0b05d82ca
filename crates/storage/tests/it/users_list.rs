//! Lists of users, held against a plain reference: filter and sort everything, then cut.

use std::cmp::Ordering;

use frontdesk_storage::users::{
    EmailAddress, TimeBound, TimeColumn, User, UserFilter, UserOrder, UserPage, Verification,
};
use frontdesk_storage::{Signed, StorageError};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::database::{INSTANCE, instance, open};

const NAMES: [Option<&str>; 6] = [None, Some("Ada"), Some("ada"), Some("Grace"), Some("Émile"), Some("a_b%c")];

fn user(number: usize) -> User {
    let mut user = User {
        id: format!("user_{number:03}"),
        created_at: 1_000 + (number as i64 * 7919) % 40,
        updated_at: 5_000 + (number as i64 * 31) % 17,
        last_active_at: number.is_multiple_of(3).then_some(10_000 + (number as i64 * 13) % 11),
        last_sign_in_at: number.is_multiple_of(4).then_some(20_000 + (number as i64 * 17) % 9),
        first_name: NAMES[number % 6].map(str::to_owned),
        last_name: NAMES[(number / 6) % 6].map(str::to_owned),
        username: number.is_multiple_of(5).then(|| format!("member{number}")),
        external_id: number.is_multiple_of(7).then(|| format!("ext-{number}")),
        banned: number.is_multiple_of(11),
        ..User::default()
    };
    for position in 0..number % 3 {
        let id = format!("idn_{number:03}_{position}");
        user.primary_email_address_id.get_or_insert(id.clone());
        user.email_addresses.push(EmailAddress {
            id,
            email_address: format!("mail{position}.{number}@example.com"),
            verification: position.eq(&0).then(Verification::admin),
            ..EmailAddress::default()
        });
    }
    user
}

fn contains(fragment: Option<&String>, values: &[Option<&String>]) -> bool {
    fragment.is_none_or(|fragment| {
        values.iter().flatten().any(|value| value.to_lowercase().contains(&fragment.to_lowercase()))
    })
}

fn matches(filter: &UserFilter, user: &User) -> bool {
    let emails: Vec<Option<&String>> = user.email_addresses.iter().map(|email| Some(&email.email_address)).collect();
    let mut anything = emails.clone();
    anything.extend([user.username.as_ref(), user.first_name.as_ref(), user.last_name.as_ref()]);
    let one_of = |wanted: &[String], has: &dyn Fn(&String) -> bool| wanted.is_empty() || wanted.iter().any(has);
    one_of(&filter.email_addresses, &|wanted| emails.contains(&Some(wanted)))
        && one_of(&filter.usernames, &|wanted| user.username.as_ref() == Some(wanted))
        && one_of(&filter.user_ids.include, &|wanted| user.id == *wanted)
        && !filter.user_ids.exclude.contains(&user.id)
        && one_of(&filter.external_ids.include, &|wanted| user.external_id.as_ref() == Some(wanted))
        && !user.external_id.as_ref().is_some_and(|id| filter.external_ids.exclude.contains(id))
        && (contains(filter.query.as_ref(), &anything)
            || filter.query.as_ref().is_some_and(|query| query.starts_with("user_") && user.id.starts_with(query)))
        && contains(filter.email_address_query.as_ref(), &emails)
        && contains(filter.username_query.as_ref(), &[user.username.as_ref()])
        && contains(filter.name_query.as_ref(), &[user.first_name.as_ref(), user.last_name.as_ref()])
        && filter.banned.is_none_or(|banned| user.banned == banned)
        && filter.times.iter().all(|bound| {
            let at = match bound.column {
                TimeColumn::CreatedAt => Some(user.created_at),
                TimeColumn::LastActiveAt => user.last_active_at,
                TimeColumn::LastSignInAt => user.last_sign_in_at,
            };
            at.is_some_and(|at| if bound.after { at > bound.at } else { at < bound.at })
        })
}

fn compare(page: &UserPage, a: &User, b: &User) -> Ordering {
    fn key<T: Ord>(a: Option<T>, b: Option<T>, descending: bool) -> Option<Ordering> {
        match (a, b) {
            (Some(a), Some(b)) => Some(if descending { b.cmp(&a) } else { a.cmp(&b) }),
            (Some(_), None) => Some(Ordering::Less),
            (None, Some(_)) => Some(Ordering::Greater),
            (None, None) => None,
        }
    }
    let email = |user: &User| user.primary_email_address().map(|email| email.email_address.clone());
    let by = match page.order {
        UserOrder::CreatedAt => key(Some(a.created_at), Some(b.created_at), page.descending),
        UserOrder::UpdatedAt => key(Some(a.updated_at), Some(b.updated_at), page.descending),
        UserOrder::EmailAddress => key(email(a), email(b), page.descending),
        UserOrder::FirstName => key(a.first_name.as_ref(), b.first_name.as_ref(), page.descending),
        UserOrder::LastName => key(a.last_name.as_ref(), b.last_name.as_ref(), page.descending),
        UserOrder::Username => key(a.username.as_ref(), b.username.as_ref(), page.descending),
        UserOrder::LastActiveAt => key(a.last_active_at, b.last_active_at, page.descending),
        UserOrder::LastSignInAt => key(a.last_sign_in_at, b.last_sign_in_at, page.descending),
        UserOrder::Web3Wallet | UserOrder::PhoneNumber => None,
    };
    match by {
        Some(Ordering::Equal) if page.descending => b.id.cmp(&a.id),
        Some(Ordering::Equal) => a.id.cmp(&b.id),
        Some(order) => order,
        // Users without a value: newest first.
        None => (b.created_at, &b.id).cmp(&(a.created_at, &a.id)),
    }
}

fn pick<T: Clone + std::fmt::Debug + 'static>(values: &[T]) -> impl Strategy<Value = Option<T>> + use<T> {
    proptest::option::weighted(0.25, proptest::sample::select(values.to_vec()))
}

fn texts(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

prop_compose! {
    fn filters()(
        email in pick(&texts(&["mail0.1@example.com", "mail1.2@example.com", "nobody@example.com"])),
        username in pick(&texts(&["member5", "member10"])),
        include in pick(&texts(&["user_001", "user_002", "user_030"])),
        exclude in pick(&texts(&["user_001", "user_004"])),
        external in pick(&texts(&["ext-7", "ext-14"])),
        no_external in pick(&texts(&["ext-7", "ext-21"])),
        query in pick(&texts(&["ada", "mail1", "user_0", "user_02", "er_0", "ER", "mail1.2@example", "_b%", "é", "\"", "x'y", "@example.com"])),
        email_query in pick(&texts(&["mail1", ".1", "ada"])),
        username_query in pick(&texts(&["member1", "5"])),
        name_query in pick(&texts(&["ada", "gr", "member"])),
        banned in pick(&[true, false]),
        time in pick(&[
            TimeBound { column: TimeColumn::CreatedAt, after: true, at: 1_020 },
            TimeBound { column: TimeColumn::LastActiveAt, after: false, at: 10_006 },
            TimeBound { column: TimeColumn::LastSignInAt, after: true, at: 20_003 },
        ]),
    ) -> UserFilter {
        UserFilter {
            email_addresses: email.into_iter().collect(),
            usernames: username.into_iter().collect(),
            user_ids: Signed { include: include.into_iter().collect(), exclude: exclude.into_iter().collect() },
            external_ids: Signed { include: external.into_iter().collect(), exclude: no_external.into_iter().collect() },
            query,
            email_address_query: email_query,
            username_query,
            name_query,
            banned,
            times: time.into_iter().collect(),
            ..UserFilter::default()
        }
    }
}

fn pages() -> impl Strategy<Value = UserPage> {
    let orders = [
        UserOrder::CreatedAt,
        UserOrder::UpdatedAt,
        UserOrder::EmailAddress,
        UserOrder::Web3Wallet,
        UserOrder::FirstName,
        UserOrder::LastName,
        UserOrder::PhoneNumber,
        UserOrder::Username,
        UserOrder::LastActiveAt,
        UserOrder::LastSignInAt,
    ];
    (proptest::sample::select(orders.to_vec()), any::<bool>(), 1_i64..30, prop_oneof![Just(0_i64), 0_i64..70])
        .prop_map(|(order, descending, limit, offset)| UserPage { order, descending, limit, offset, after: None })
}

#[test]
fn lists_and_counts_equal_the_plain_reference() {
    let (store, _guard) = open();
    instance(&store);
    let users: Vec<User> = (0..60).map(user).collect();
    let inserted = users.clone();
    store
        .system_blocking(move |tx| {
            inserted.iter().try_for_each(|user| tx.within(INSTANCE).insert_user(user).map(|_| ()))
        })
        .expect("users");
    let mut runner = TestRunner::new(Config { cases: 400, ..Config::default() });
    runner
        .run(&(filters(), pages()), |(filter, page)| {
            let mut expected: Vec<&User> = users.iter().filter(|user| matches(&filter, user)).collect();
            expected.sort_by(|a, b| compare(&page, a, b));
            let count = expected.len() as i64;
            let expected: Vec<String> = expected
                .into_iter()
                .skip(usize::try_from(page.offset).unwrap_or(0))
                .take(usize::try_from(page.limit).unwrap_or(0))
                .map(|user| user.id.clone())
                .collect();
            let (asked_filter, asked_page) = (filter.clone(), page.clone());
            let (found, counted) = store
                .system_blocking(move |tx| {
                    let mut tx = tx.within(INSTANCE);
                    Ok::<_, StorageError>((tx.list_users(&asked_filter, &asked_page)?, tx.count_users(&asked_filter)?))
                })
                .expect("a list");
            let found: Vec<String> = found.into_iter().map(|user| user.id).collect();
            prop_assert_eq!(found, expected);
            prop_assert_eq!(counted, count);
            Ok(())
        })
        .expect("every list equals the reference");
}

#[test]
fn a_cursor_walks_every_user_once() {
    let (store, _guard) = open();
    instance(&store);
    let users: Vec<User> = (0..60).map(user).collect();
    let mut expected: Vec<String> = users.iter().map(|user| user.id.clone()).collect();
    store
        .system_blocking(move |tx| users.iter().try_for_each(|user| tx.within(INSTANCE).insert_user(user).map(|_| ())))
        .expect("users");
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = UserPage { order: UserOrder::CreatedAt, descending: true, limit: 7, offset: 0, after };
        let found = store
            .system_blocking(move |tx| tx.within(INSTANCE).list_users(&UserFilter::default(), &page))
            .expect("a page");
        let Some(last) = found.last() else { break };
        after = Some((last.created_at, last.id.clone()));
        seen.extend(found.into_iter().map(|user| user.id));
    }
    seen.sort();
    expected.sort();
    assert_eq!(seen, expected);
}
