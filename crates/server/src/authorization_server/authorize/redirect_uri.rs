//! Where an application may have its users sent back to, and where a page may send a form.

use std::fmt::Write as _;

use url::Url;

/// Whether `asked` is one of those that are registered: the same text, or, on a loopback address, the same but for the
/// port, which a program on the user's machine gets only once it runs (RFC 8252, section 7.3).
pub(crate) fn is_registered(registered: &[String], asked: &str) -> bool {
    registered.iter().any(|uri| uri == asked)
        || without_loopback_port(asked)
            .is_some_and(|asked| registered.iter().any(|uri| without_loopback_port(uri) == Some(asked)))
}

/// Host and rest of a URI on a loopback address. `localhost` is none: it is a name, which may lead elsewhere.
fn without_loopback_port(uri: &str) -> Option<(&'static str, &str)> {
    let (host, rest) = ["http://127.0.0.1", "http://[::1]"]
        .into_iter()
        .find_map(|host| uri.strip_prefix(host).map(|rest| (host, rest)))?;
    let rest = match rest.strip_prefix(':') {
        Some(rest) => {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            rest[..digits].parse::<u16>().ok()?;
            &rest[digits..]
        }
        None => rest,
    };
    (rest.is_empty() || rest.starts_with(['/', '?'])).then_some((host, rest))
}

/// What a policy calls the place of a URI: its origin, or the scheme of what is no web site.
pub(crate) fn source(uri: &str) -> String {
    let Ok(url) = Url::parse(uri) else { return String::new() };
    let scheme = url.scheme();
    match url.host() {
        // Policies have no way to write an IPv6 address.
        Some(url::Host::Domain(_) | url::Host::Ipv4(_)) if matches!(scheme, "http" | "https") => {
            url.origin().ascii_serialization()
        }
        _ => format!("{scheme}:"),
    }
}

/// What people know the place by.
pub(crate) fn place(uri: &str) -> String {
    let Ok(url) = Url::parse(uri) else { return String::new() };
    match url.host_str() {
        Some(host) if matches!(url.scheme(), "http" | "https") => match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        },
        _ => format!("an application on your device ({}:)", url.scheme()),
    }
}

/// A URI with more parameters behind those that it has.
pub(crate) fn with_parameters(uri: &str, parameters: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(uri.len() + 200);
    // Whatever is not ASCII would not survive in a header.
    for character in uri.chars() {
        if character.is_ascii() {
            text.push(character);
        } else {
            let mut buffer = [0; 4];
            for byte in character.encode_utf8(&mut buffer).bytes() {
                // Writing to a text cannot fail.
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    match uri.split_once('?') {
        None => text.push('?'),
        Some((_, "")) => {}
        Some((_, query)) if query.ends_with('&') => {}
        Some(_) => text.push('&'),
    }
    text.push_str(&form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_has_to_be_the_registered_one_but_for_the_port_of_a_loopback_address() {
        let registered = [
            "https://hats.example.com/back",
            "http://127.0.0.1/back",
            "http://[::1]:7000/back?a=1",
            "http://localhost:3000/back",
            "my-app://back",
        ]
        .map(str::to_owned);
        for uri in [
            "https://hats.example.com/back",
            "http://127.0.0.1/back",
            "http://127.0.0.1:51004/back",
            "http://[::1]:1/back?a=1",
            "http://[::1]/back?a=1",
            "http://localhost:3000/back",
            "my-app://back",
        ] {
            assert!(is_registered(&registered, uri), "{uri}");
        }
        for uri in [
            "https://hats.example.com/back/",
            "https://hats.example.com/back?x=1",
            "https://hats.example.com/back#x",
            "https://hats.example.com/backward",
            "https://hats.example.com:8443/back",
            "https://hats.example.com.evil.example/back",
            "https://hats.example.com@evil.example/back",
            "http://hats.example.com/back",
            "HTTPS://hats.example.com/back",
            "https://hats.example.com/%62ack",
            "http://127.0.0.1:80@evil.example/back",
            "http://127.0.0.1.evil.example/back",
            "http://127.0.0.1:/back",
            "http://127.0.0.1:99999/back",
            "http://127.0.0.1:1/back/..",
            "http://127.0.0.2:1/back",
            "https://127.0.0.1:1/back",
            "http://[::1]:2/back",
            "http://localhost:3001/back",
            "my-app://back/",
            "my-app://other",
            "",
        ] {
            assert!(!is_registered(&registered, uri), "{uri}");
        }
    }

    #[test]
    fn what_is_sent_back_is_added_to_what_is_there() {
        let parameters = [("code", "a b"), ("iss", "https://i")];
        for (uri, text) in [
            ("https://a.example/b", "https://a.example/b?code=a+b&iss=https%3A%2F%2Fi"),
            ("https://a.example/b?c=d", "https://a.example/b?c=d&code=a+b&iss=https%3A%2F%2Fi"),
            ("https://a.example/b?", "https://a.example/b?code=a+b&iss=https%3A%2F%2Fi"),
            ("com.example:/b", "com.example:/b?code=a+b&iss=https%3A%2F%2Fi"),
            ("https://a.example/ü", "https://a.example/%C3%BC?code=a+b&iss=https%3A%2F%2Fi"),
        ] {
            assert_eq!(with_parameters(uri, &parameters), text);
        }
    }

    #[test]
    fn places_are_written_as_policies_and_people_know_them() {
        for (uri, policy, people) in [
            ("https://Hats.example.com:443/back", "https://hats.example.com", "hats.example.com"),
            ("http://127.0.0.1:7000/back", "http://127.0.0.1:7000", "127.0.0.1:7000"),
            ("http://[::1]:7000/back", "http:", "[::1]:7000"),
            ("my-app://back", "my-app:", "an application on your device (my-app:)"),
        ] {
            assert_eq!((source(uri).as_str(), place(uri).as_str()), (policy, people));
        }
    }
}
