//! Values that do not belong where they are put.

use frontdesk_contract::Schema;

/// Texts of JSON values that are wrong for `schema`, or odd for any.
pub(super) fn json_values(schema: &Schema) -> Vec<String> {
    let mut values: Vec<String> = [
        "null",
        "true",
        "0",
        "-1",
        "1.5",
        "-0",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "1e308",
        "1e400",
        "\"\"",
        "\" \"",
        "\"a\"",
        "\"\\u0000\"",
        "\"\\u0001\\u001f\\u007f\"",
        "\"\\ud800\"",
        "\"\\u202e\\u200b\\ufeff\"",
        "\"\u{1d4b3}\u{e9}\u{6f22}\u{5b57}\u{1f389}\"",
        "\"' OR 1=1 --\"",
        "\"%_\\\\\\\"\"",
        "\"../../etc/passwd\"",
        "\"{{user.id}}\"",
        "\"user_2abcdefghijklmnopqrstuvwxyz\"",
        "[]",
        "[null]",
        "[1]",
        "[\"a\", \"a\"]",
        "[[]]",
        "[{}]",
        "{}",
        "{\"a\": 1}",
        "{\"a\": {\"b\": null}}",
        "{\"$gt\": \"\"}",
    ]
    .map(str::to_owned)
    .into();
    values.push(format!("\"{}\"", "x".repeat(257)));
    values.push(format!("\"{}\"", "\u{fc}".repeat(9000)));
    values.push("9".repeat(1000));
    values.push(nested("[", "", "]", 70));
    values.push(nested("{\"a\":", "1", "}", 62));
    values.push(format!("[{}]", vec!["\"a\""; 1001].join(",")));
    values.push(format!("{{{}}}", (0..600).map(|n| format!("\"k{n}\":\"{n}\"")).collect::<Vec<_>>().join(",")));
    values.extend(beyond_limits(schema.without_null()));
    values
}

/// `depth` levels of `open` around `inner`.
pub(super) fn nested(open: &str, inner: &str, close: &str, depth: usize) -> String {
    format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
}

/// Values just outside what is declared.
fn beyond_limits(schema: &Schema) -> Vec<String> {
    match schema {
        Schema::Integer(range) | Schema::Number(range) => {
            let below = range.minimum.map(|minimum| minimum - 1);
            below.into_iter().chain(range.maximum.map(|maximum| maximum + 1)).map(|value| value.to_string()).collect()
        }
        Schema::String(text) => {
            let mut values = Vec::new();
            if let Some(length) = text.max_length {
                values.push(format!("\"{}\"", "y".repeat(length as usize + 1)));
            }
            if let Some(length) = text.min_length.filter(|length| *length > 0) {
                values.push(format!("\"{}\"", "y".repeat(length as usize - 1)));
            }
            if let Some(known) = text.values.first() {
                values.push(format!("\"{}\"", known.value.to_uppercase()));
            }
            values
        }
        Schema::Array { items, max_items, .. } => {
            let mut values: Vec<String> = beyond_limits(items).into_iter().map(|value| format!("[{value}]")).collect();
            if let Some(count) = max_items {
                values.push(format!("[{}]", vec!["\"a\""; *count as usize + 1].join(",")));
            }
            values
        }
        _ => Vec::new(),
    }
}

/// Query strings for one parameter that is sent in odd ways.
pub(super) fn queries(name: &str, schema: &Schema) -> Vec<String> {
    let values = [
        "",
        "+",
        "%2B",
        "%00",
        "a%00b",
        "%",
        "%zz",
        "%ff%fe",
        "%F0%28%8C%28",
        "%C3%A9%F0%9F%8E%89",
        "-1",
        "0",
        "1.5",
        "501",
        "1e3",
        "99999999999999999999",
        "-9223372036854775809",
        "true",
        "null",
        "undefined",
        "NaN",
        "a,b",
        "{}",
        "[]",
        "%22",
        "'%20OR%201=1--",
        "%25_%5C",
        "%0d%0aX:%201",
        "-",
        "-created_at",
        "%2Bcreated_at",
        "user_2abcdefghijklmnopqrstuvwxyz",
    ];
    let mut queries: Vec<String> = values.iter().map(|value| format!("{name}={value}")).collect();
    queries.push(name.to_owned());
    queries.push(format!("{name}=a&{name}=b"));
    queries.push(vec![format!("{name}=a"); 101].join("&"));
    queries.push(vec![format!("{name}=%2Ba"); 1000].join("&"));
    queries.push(format!("{name}[]=a&{name}[0]=b&{name}[a]=c"));
    queries.push(format!("%{:02x}{}=a", name.as_bytes()[0], &name[1..]));
    queries.push(format!("{name}={}", "x".repeat(8000)));
    queries.push(format!("{name}={}", "%F0%9F%8E%89".repeat(300)));
    queries.push(format!("{name}=1&limit=500&offset=9223372036854775807"));
    for value in beyond_limits(schema.without_null()) {
        queries.push(format!("{name}={}", value.trim_matches(['"', '[', ']'])));
    }
    queries
}

/// Path segments in place of an id; `id` is one that exists.
pub(super) fn segments(id: &str) -> Vec<String> {
    let mut segments: Vec<String> = [
        "%00",
        "a%00b",
        "%2F",
        "%2f..%2f",
        "..",
        ".",
        "%2e%2e",
        "%",
        "%zz",
        "%ff",
        "%C3%28",
        "*",
        ";",
        "null",
        "undefined",
        "0",
        "-1",
        "%20",
        "+",
        "%C3%A9%F0%9F%8E%89",
        "'%20OR%201=1--",
        "%25",
        "{user_id}",
        "~",
        "@",
        ":",
        "user_",
        "user_2abcdefghijklmnopqrstuvwxyz",
        "count",
        "a=b&c",
        "%5C",
        "%0d%0a",
        "\u{e9}",
    ]
    .map(str::to_owned)
    .into();
    segments.push("x".repeat(3000));
    segments.push("%F0%9F%8E%89".repeat(500));
    segments.push(format!("{id}%20"));
    segments.push(format!("{id}%00"));
    segments.push(format!("{id}/"));
    segments.push(format!("{id}%2F.."));
    segments.push(id.to_uppercase());
    segments
}

/// Headers that replace or join those of a good request.
pub(super) fn headers(key: &str) -> Vec<(&'static str, Vec<u8>)> {
    let mut headers: Vec<(&'static str, Vec<u8>)> = Vec::new();
    let mut add = |name: &'static str, value: &[u8]| headers.push((name, value.to_vec()));
    for value in ["", "Bearer", "Bearer ", "Bearer  ", "Basic dTpw", "Bearer sk_test_wrong", "Token a", "a b c", "\t"] {
        add("authorization", value.as_bytes());
    }
    add("authorization", b"Bearer \xff\xfe");
    add("authorization", format!("Bearer {}", "k".repeat(9000)).as_bytes());
    add("authorization", format!("Bearer {key} {key}").as_bytes());
    add("authorization", format!("bearer    {key}").as_bytes());
    for value in ["", "latest", "2025-11-11", " 2025-11-10 ", "2025-11-10,2026-05-12", "0000-00-00", "2021-02-05"] {
        add("clerk-api-version", value.as_bytes());
    }
    add("clerk-api-version", b"\xff\xff");
    add("clerk-api-version", "\u{e9}".repeat(300).as_bytes());
    add("clerk-api-version", "\u{1f389}".repeat(333).as_bytes());
    add("clerk-api-version", "9".repeat(20_000).as_bytes());
    for value in [
        "",
        "text/plain",
        "application/xml",
        "application/json; charset=utf-16",
        "APPLICATION/JSON",
        "application/json, text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"a",
        "multipart/form-data; boundary=abc",
        "multipart/mixed; boundary=abc",
        ";",
        "*/*",
        "application/json;;;=",
    ] {
        add("content-type", value.as_bytes());
    }
    add("content-type", b"application/json\xff");
    for value in ["gzip", "br", "identity", "deflate, gzip", "nonsense"] {
        add("content-encoding", value.as_bytes());
    }
    for value in ["text/html", "*/*;q=0", "application/json;q=nonsense", ""] {
        add("accept", value.as_bytes());
    }
    add("accept-encoding", b"nonsense;q=x, identity;q=0");
    add("range", b"bytes=0-1");
    add("if-none-match", b"*");
    add("x-http-method-override", b"DELETE");
    add("x-forwarded-host", b"evil.example.com");
    add("host", b"");
    add("cookie", "a=b; ".repeat(500).as_bytes());
    add("origin", b"null");
    add("upgrade", b"h2c");
    add("expect", b"100-continue");
    headers
}
