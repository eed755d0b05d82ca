//! Bodies that are wrong as a whole.

use serde_json::{Map, Value};

use super::values::nested;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// A JSON object of `fields` and of `raw` texts, which may be no JSON at all; an empty text leaves its field out.
pub(super) fn object(fields: &Map<String, Value>, raw: &[(&str, &str)]) -> Vec<u8> {
    let mut parts: Vec<String> = fields.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    parts.extend(raw.iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| format!("\"{name}\":{text}")));
    format!("{{{}}}", parts.join(",")).into_bytes()
}

/// What is wrong, the media type, and the body. `name` is a field that the operation knows.
pub(super) fn whole(name: &str) -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let mut bodies: Vec<(&'static str, &'static str, Vec<u8>)> = Vec::new();
    for text in [
        "",
        " ",
        "null",
        "[]",
        "[{}]",
        "1",
        "\"a\"",
        "true",
        "{",
        "}",
        "{}{}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{'a':1}",
        "{a:1}",
        "{} // c",
        "NaN",
        "Infinity",
        "-",
        "{\"\":1}",
        "{\"__proto__\":{\"a\":1}}",
        "{\"constructor\":1}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "{\"a\":1e999}",
        "{\"a\":\"\\u00\"}",
        "{\"a\":\"\\x\"}",
        "\u{feff}{}",
        "{\"\\u0000\":1}",
        "{\"a\\u0000b\":\"c\"}",
    ] {
        bodies.push(("text", JSON, text.as_bytes().to_vec()));
    }
    bodies.push(("UTF-8", JSON, b"{\"a\":\"\xff\xfe\"}".to_vec()));
    bodies.push(("UTF-8", JSON, b"{\"\xc3\x28\":1}".to_vec()));
    bodies.push(("UTF-16", JSON, "{}".encode_utf16().flat_map(u16::to_le_bytes).collect()));
    bodies.push(("control characters", JSON, b"{\"a\":\"\x01\n\"}".to_vec()));
    bodies.push(("gzip", JSON, vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0]));
    for depth in [63, 100, 1000, 100_000] {
        bodies.push(("depth", JSON, nested("[", "", "]", depth).into_bytes()));
        bodies.push(("depth", JSON, nested("[", "", "", depth).into_bytes()));
        bodies.push(("depth", JSON, nested("{\"a\":", "1", "}", depth).into_bytes()));
        bodies.push(("depth", JSON, format!("{{\"{name}\":{}}}", nested("{\"a\":", "1", "}", depth)).into_bytes()));
    }
    bodies.push(("digits", JSON, format!("{{\"{name}\":{}}}", "1".repeat(100_000)).into_bytes()));
    bodies.push(("spaces", JSON, format!("{}{{}}", " ".repeat(100_000)).into_bytes()));
    let keys: Vec<String> = (0..5000).map(|number| format!("\"key{number}\":{number}")).collect();
    bodies.push(("keys", JSON, format!("{{{}}}", keys.join(",")).into_bytes()));
    bodies.push(("long key", JSON, format!("{{\"{}\":1}}", "k".repeat(50_000)).into_bytes()));
    bodies.push(("size", JSON, format!("{{\"{name}\":\"{}\"}}", "x".repeat(1024 * 1024)).into_bytes()));
    bodies.push(("size", JSON, vec![b'['; 3 * 1024 * 1024]));
    for text in [
        "a=b",
        "=",
        "&&&",
        "%",
        "%zz=%zz",
        "%ff=%fe",
        "a=%00",
        "a[b][c]=1",
        "a[]=1&a[]=2",
        "a=1&a=2",
        "a",
        "+=+",
        "\u{fffd}=1",
    ] {
        bodies.push(("form", FORM, text.as_bytes().to_vec()));
        bodies.push(("form", FORM, text.replace('a', name).into_bytes()));
    }
    bodies.push(("form", FORM, format!("{name}={}", nested("%5B", "", "%5D", 5000)).into_bytes()));
    bodies.push(("form", FORM, format!("{name}=%7B%22a%22:1,%22a%22:2%7D").into_bytes()));
    bodies.push(("form", FORM, b"\xff\xfe=\xff".to_vec()));
    bodies
}

/// The smallest picture: one pixel.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8,
    6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0xf8, 0xff, 0xff,
    0x3f, 0, 5, 0xfe, 2, 0xfe, 0xdc, 0xcc, 0x59, 0xe7, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

fn part(head: &str, content: &[u8]) -> Vec<u8> {
    [format!("--B\r\n{head}\r\n\r\n").as_bytes(), content, b"\r\n"].concat()
}

/// What is wrong, the media type, and the multipart body.
pub(super) fn multipart() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    const KIND: &str = "multipart/form-data; boundary=B";
    const HEAD: &str = "content-disposition: form-data; name=\"file\"; filename=\"a.png\"\r\ncontent-type: image/png";
    let end: &[u8] = b"--B--\r\n";
    let whole = [&part(HEAD, PNG)[..], end].concat();
    let mut bodies = vec![
        ("nothing", KIND, Vec::new()),
        ("no parts", KIND, end.to_vec()),
        ("no end", KIND, part(HEAD, PNG)),
        ("other boundary", "multipart/form-data; boundary=C", whole.clone()),
        ("empty boundary", "multipart/form-data; boundary=\"\"", whole.clone()),
        ("no boundary", "multipart/form-data", whole.clone()),
        ("two boundaries", "multipart/form-data; boundary=B; boundary=C", whole.clone()),
        (
            "long boundary",
            "multipart/form-data; boundary=BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB",
            whole.clone(),
        ),
        ("JSON in its place", "application/json", b"{\"file\":\"a\"}".to_vec()),
        ("a picture in its place", "image/png", PNG.to_vec()),
        ("binary", "application/octet-stream", vec![0xff; 3000]),
        ("null", "application/json", b"null".to_vec()),
        ("two files", KIND, [&part(HEAD, PNG)[..], &part(HEAD, PNG), end].concat()),
        ("empty file", KIND, [&part(HEAD, b"")[..], end].concat()),
        ("garbage", KIND, [&part(HEAD, &[0x42; 500])[..], end].concat()),
        ("cut picture", KIND, [&part(HEAD, &PNG[..40])[..], end].concat()),
        ("text", KIND, [&part("content-disposition: form-data; name=\"file\"", b"text")[..], end].concat()),
        ("not UTF-8", KIND, [&part("content-disposition: form-data; name=\"x\"", b"\xff\xfe")[..], end].concat()),
        ("no name", KIND, [&part("content-disposition: form-data", PNG)[..], end].concat()),
        ("no head", KIND, [b"--B\r\n\r\n", PNG, b"\r\n", end].concat()),
        ("bad head", KIND, [&part("\u{1}\u{2}: :", PNG)[..], end].concat()),
        ("bad bytes in head", KIND, [b"--B\r\ncontent-disposition: \xff\xfe\r\n\r\nx\r\n".as_slice(), end].concat()),
        (
            "odd name",
            KIND,
            [&part("content-disposition: form-data; name=\"f\\\"\"; filename*=UTF-8''%zz", PNG)[..], end].concat(),
        ),
        (
            "path as name",
            KIND,
            [&part("content-disposition: form-data; name=\"file\"; filename=\"../../a\\0\"", PNG)[..], end].concat(),
        ),
        (
            "a lie about the type",
            KIND,
            [
                &part("content-disposition: form-data; name=\"file\"; filename=\"a\"\r\ncontent-type: text/html", PNG)
                    [..],
                end,
            ]
            .concat(),
        ),
        ("bare line feeds", KIND, b"--B\ncontent-disposition: form-data; name=\"file\"\n\nx\n--B--\n".to_vec()),
        ("noise around", KIND, [b"noise\r\n", &whole[..], b"noise"].concat()),
        ("long head", KIND, [&part(&format!("x: {}", "h".repeat(100_000)), PNG)[..], end].concat()),
        (
            "many parts",
            KIND,
            [part("content-disposition: form-data; name=\"a\"", b"b").repeat(2000), end.to_vec()].concat(),
        ),
        ("size", KIND, [&part(HEAD, &vec![0; 12 * 1024 * 1024])[..], end].concat()),
    ];
    for length in [1, 3, 10, 40, whole.len() - 4, whole.len() - 1] {
        bodies.push(("cut off", KIND, whole[..length].to_vec()));
    }
    bodies
}
