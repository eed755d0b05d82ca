//! Ranges of time in words: `last 7 days`, `since Monday`, `before 2025-01-01`, `between March and May`.
//!
//! Days, weeks and months are those of the calendar in the zone of the clock that is handed in. `since` begins with
//! what is named and `after` behind it; `before` ends with its beginning and `until` with its end.

use jiff::civil::{Date, Weekday};
use jiff::{Span, Timestamp, ZonedDateTime};

use crate::token::{Kind, Token};

/// What lies between two moments, in milliseconds since the epoch; open where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) after: Option<i64>,
    pub(crate) before: Option<i64>,
}

/// A stretch of the calendar.
struct Stretch {
    start: ZonedDateTime,
    end: ZonedDateTime,
}

const UNITS: &[&str] = &["second", "minute", "hour", "day", "week", "month", "year"];
const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const NUMBERS: &[&str] =
    &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// The range that the tokens begin with, and how many of them it takes.
pub(crate) fn parse(tokens: &[Token], now: &ZonedDateTime) -> Option<(Range, usize)> {
    let mut at = 0;
    let word = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is_one_of(words));
    let edge = tokens.first().filter(|token| token.is_word()).map(|token| token.word.as_str());
    match edge {
        Some("between" | "from") => {
            let (first, taken) = stretch(tokens.get(1..)?, now)?;
            at += 1 + taken;
            if !word(at, &["and", "to", "until", "till"]) {
                return (edge == Some("from")).then(|| (since(&first), at));
            }
            let (last, taken) = stretch(tokens.get(at + 1..)?, now)?;
            let range = Range { after: Some(millis(&first.start)), before: Some(millis(&last.end)) };
            return (first.start < last.end).then_some((range, at + 1 + taken));
        }
        Some("since" | "starting") => {
            let (named, taken) = stretch(tokens.get(1..)?, now)?;
            return Some((since(&named), 1 + taken));
        }
        Some("after") => {
            let (named, taken) = stretch(tokens.get(1..)?, now)?;
            return Some((Range { after: Some(millis(&named.end)), before: None }, 1 + taken));
        }
        Some("before") => {
            let (named, taken) = stretch(tokens.get(1..)?, now)?;
            return Some((Range { after: None, before: Some(millis(&named.start)) }, 1 + taken));
        }
        Some("until" | "till" | "through") => {
            let (named, taken) = stretch(tokens.get(1..)?, now)?;
            return Some((Range { after: None, before: Some(millis(&named.end)) }, 1 + taken));
        }
        // "older than 30 days", "more than 30 days ago"
        Some("older" | "more" | "longer") if word(1, &["than"]) => {
            let (amount, unit) = (number(tokens.get(2)?)?, unit(tokens.get(3)?)?);
            let taken = if word(4, &["ago"]) { 5 } else { 4 };
            return Some((Range { after: None, before: Some(millis(&back(now, amount, unit)?)) }, taken));
        }
        Some("in" | "during" | "within" | "over" | "on") => at += 1,
        _ => {}
    }
    let article = word(at, &["the"]);
    at += usize::from(article);
    // "last 7 days", "past month", "the last hour": back from now, not by the calendar.
    if word(at, &["last", "past", "previous"]) {
        let counted = tokens.get(at + 1).and_then(number);
        let unit_at = at + 1 + usize::from(counted.is_some());
        if let Some(unit) = tokens.get(unit_at).and_then(unit) {
            if counted.is_some() || article || word(at, &["past"]) || UNITS[..3].contains(&unit) {
                let start = back(now, counted.unwrap_or(1), unit)?;
                return Some((Range { after: Some(millis(&start)), before: None }, unit_at + 1));
            }
        }
    }
    let (named, taken) = stretch(tokens.get(at..)?, now)?;
    let before = (named.end <= *now).then(|| millis(&named.end));
    Some((Range { after: Some(millis(&named.start)), before }, at + taken))
}

fn since(stretch: &Stretch) -> Range {
    Range { after: Some(millis(&stretch.start)), before: None }
}

fn millis(moment: &ZonedDateTime) -> i64 {
    moment.timestamp().as_millisecond()
}

/// A stretch that has a name: `yesterday`, `2025-01-01`, `last Monday`, `March 2026`, `3 days ago`.
fn stretch(tokens: &[Token], now: &ZonedDateTime) -> Option<(Stretch, usize)> {
    let today = now.date();
    let first = tokens.first()?;
    let day = |date: Date| Some(Stretch { start: start(date, now)?, end: start(date.tomorrow().ok()?, now)? });
    if let Kind::Number(value) = first.kind {
        if let Some(unit) = tokens.get(1).and_then(unit).filter(|_| tokens.get(2).is_some_and(|token| token.is("ago")))
        {
            let moment = back(now, value, unit)?;
            let whole = if UNITS[..3].contains(&unit) {
                Stretch { start: moment.clone(), end: moment }
            } else {
                day(moment.date())?
            };
            return Some((whole, 3));
        }
        // "5 March 2026"
        if let Some(month) = tokens.get(1).and_then(month) {
            let year = tokens.get(2).and_then(year);
            let date =
                Date::new(year.unwrap_or_else(|| recent_year(today, month)), month, i8::try_from(value).ok()?).ok()?;
            return Some((day(date)?, 2 + usize::from(year.is_some())));
        }
        let year = year(first)?;
        let new_year = Date::new(year, 1, 1).ok()?;
        return Some((between(new_year, Date::new(year.checked_add(1)?, 1, 1).ok()?, now)?, 1));
    }
    if !first.is_word() {
        return None;
    }
    if let Some(date) = iso_date(&first.text) {
        return Some((day(date)?, 1));
    }
    if first.text.len() > 10 && first.text.contains(['T', 't']) {
        if let Ok(moment) = first.text.parse::<Timestamp>() {
            let moment = moment.to_zoned_datetime(now.time_zone().clone());
            return Some((Stretch { start: moment.clone(), end: moment }, 1));
        }
    }
    match first.word.as_str() {
        "now" => return Some((Stretch { start: now.clone(), end: now.clone() }, 1)),
        "today" => return Some((day(today)?, 1)),
        "yesterday" => return Some((day(today.yesterday().ok()?)?, 1)),
        _ => {}
    }
    if let Some(weekday) = weekday(first) {
        return Some((day(latest(weekday, today)?)?, 1));
    }
    if let Some(month) = month(first) {
        // "March 5, 2026", "March 2026", "March"
        if let Some(number) = tokens.get(1).and_then(day_of_month) {
            let year = tokens.get(2).and_then(year);
            let date = Date::new(year.unwrap_or_else(|| recent_year(today, month)), month, number).ok()?;
            return Some((day(date)?, 2 + usize::from(year.is_some())));
        }
        let year = tokens.get(1).and_then(year);
        let begin = Date::new(year.unwrap_or_else(|| recent_year(today, month)), month, 1).ok()?;
        let end = begin.checked_add(Span::new().months(1)).ok()?;
        return Some((between(begin, end, now)?, 1 + usize::from(year.is_some())));
    }
    let back = match first.word.as_str() {
        "this" => 0,
        "last" | "previous" => 1,
        "the" => return stretch(&tokens[1..], now).map(|(named, taken)| (named, taken + 1)),
        _ => return None,
    };
    let second = tokens.get(1)?;
    if let Some(weekday) = weekday(second) {
        return Some((day(latest(weekday, if back == 1 { today.yesterday().ok()? } else { today })?)?, 2));
    }
    let (begin, length) = match second.word.as_str() {
        "week" => (latest(Weekday::Monday, today)?, Span::new().weeks(1)),
        "month" => (today.first_of_month(), Span::new().months(1)),
        "year" => (today.first_of_year(), Span::new().years(1)),
        _ => return None,
    };
    let begin = if back == 1 { begin.checked_sub(length).ok()? } else { begin };
    Some((between(begin, begin.checked_add(length).ok()?, now)?, 2))
}

fn between(begin: Date, end: Date, now: &ZonedDateTime) -> Option<Stretch> {
    Some(Stretch { start: start(begin, now)?, end: start(end, now)? })
}

fn start(date: Date, now: &ZonedDateTime) -> Option<ZonedDateTime> {
    date.to_zoned_datetime(now.time_zone().clone()).ok()?.start_of_day().ok()
}

fn iso_date(text: &str) -> Option<Date> {
    let shape = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    shape.then(|| text.parse().ok()).flatten()
}

/// The latest such day that is not in the future.
fn latest(weekday: Weekday, today: Date) -> Option<Date> {
    let days = today.weekday().since(weekday);
    today.checked_sub(Span::new().days(days)).ok()
}

fn recent_year(today: Date, month: i8) -> i16 {
    if month > today.month() { today.year() - 1 } else { today.year() }
}

/// That long before now; an amount that no calendar has is no time.
fn back(now: &ZonedDateTime, amount: i64, unit: &str) -> Option<ZonedDateTime> {
    if !(0..=1_000_000).contains(&amount) {
        return None;
    }
    let span = Span::new();
    let span = match unit {
        "second" => span.try_seconds(amount),
        "minute" => span.try_minutes(amount),
        "hour" => span.try_hours(amount),
        "day" => span.try_days(amount),
        "week" => span.try_weeks(amount),
        "month" => span.try_months(amount),
        _ => span.try_years(amount),
    };
    now.checked_sub(span.ok()?).ok()
}

fn unit(token: &Token) -> Option<&'static str> {
    UNITS.iter().copied().find(|unit| token.is(unit))
}

pub(crate) fn number(token: &Token) -> Option<i64> {
    match token.kind {
        Kind::Number(value) => Some(value),
        Kind::Word => NUMBERS.iter().position(|word| token.is(word)).and_then(|at| i64::try_from(at + 1).ok()),
        _ => None,
    }
}

fn year(token: &Token) -> Option<i16> {
    match token.kind {
        Kind::Number(value @ 1970..=2999) => i16::try_from(value).ok(),
        _ => None,
    }
}

fn day_of_month(token: &Token) -> Option<i8> {
    match token.kind {
        Kind::Number(value @ 1..=31) => i8::try_from(value).ok(),
        _ => {
            let lower = token.text.to_lowercase();
            ["st", "nd", "rd", "th"].iter().find_map(|end| lower.strip_suffix(end)?.parse().ok())
        }
    }
}

fn month(token: &Token) -> Option<i8> {
    let word = token.text.to_lowercase();
    let found = |month: &&str| *month == word || (word.len() == 3 && month.starts_with(&word));
    token
        .is_word()
        .then(|| MONTHS.iter().position(|month| found(&month)))
        .flatten()
        .and_then(|at| i8::try_from(at + 1).ok())
}

fn weekday(token: &Token) -> Option<Weekday> {
    Some(match token.word.as_str() {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokenize;

    /// A Wednesday, two and a half months after the clocks went forward.
    fn now() -> ZonedDateTime {
        "2026-06-17T10:30:00[Europe/Berlin]".parse().unwrap()
    }

    fn shown(phrase: &str) -> String {
        let tokens = tokenize(&[phrase]).tokens;
        let Some((range, taken)) = parse(&tokens, &now()) else { return "no time".to_owned() };
        assert_eq!(taken, tokens.len(), "{phrase}");
        let text = |moment: Option<i64>| {
            moment.map_or(String::new(), |moment| {
                let moment = Timestamp::from_millisecond(moment).unwrap().to_zoned_datetime(now().time_zone().clone());
                moment.strftime("%Y-%m-%dT%H:%M").to_string()
            })
        };
        format!("{} .. {}", text(range.after), text(range.before))
    }

    #[test]
    fn ranges_are_those_of_the_calendar() {
        for (phrase, range) in [
            ("last 7 days", "2026-06-10T10:30 .. "),
            ("in the past 24 hours", "2026-06-16T10:30 .. "),
            ("in the last month", "2026-05-17T10:30 .. "),
            ("last three weeks", "2026-05-27T10:30 .. "),
            ("today", "2026-06-17T00:00 .. "),
            ("yesterday", "2026-06-16T00:00 .. 2026-06-17T00:00"),
            ("this week", "2026-06-15T00:00 .. "),
            ("last week", "2026-06-08T00:00 .. 2026-06-15T00:00"),
            ("last month", "2026-05-01T00:00 .. 2026-06-01T00:00"),
            ("since Monday", "2026-06-15T00:00 .. "),
            ("since Wednesday", "2026-06-17T00:00 .. "),
            ("since last Wednesday", "2026-06-10T00:00 .. "),
            ("before 2025-01-01", " .. 2025-01-01T00:00"),
            ("after 2025-01-01", "2025-01-02T00:00 .. "),
            ("until 2025-01-01", " .. 2025-01-02T00:00"),
            ("on 2026-03-29", "2026-03-29T00:00 .. 2026-03-30T00:00"),
            ("between March and May", "2026-03-01T00:00 .. 2026-06-01T00:00"),
            ("in December", "2025-12-01T00:00 .. 2026-01-01T00:00"),
            ("in 2025", "2025-01-01T00:00 .. 2026-01-01T00:00"),
            ("3 days ago", "2026-06-14T00:00 .. 2026-06-15T00:00"),
            ("since 3 hours ago", "2026-06-17T07:30 .. "),
            ("more than 30 days ago", " .. 2026-05-18T10:30"),
            ("March 5, 2026", "2026-03-05T00:00 .. 2026-03-06T00:00"),
            ("since 2026-06-01T08:00:00Z", "2026-06-01T10:00 .. "),
        ] {
            assert_eq!(shown(&phrase.replace(',', "")), range, "{phrase}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for phrase in
            ["since", "last 99999999999 days", "before lunch", "between May and March", "2026-02-31", "last", "on"]
        {
            assert_eq!(shown(phrase), "no time", "{phrase}");
        }
    }
}
