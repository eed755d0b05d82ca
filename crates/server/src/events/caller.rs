//! Who sent a request: what `event_attributes` of its events say.

use std::net::IpAddr;
use std::sync::Arc;

use http::header::{HeaderMap, HeaderValue, USER_AGENT};

/// The most characters that are kept of what a program calls itself.
const MAX_USER_AGENT: usize = 512;

/// The sender of a request. Cheap to make and to clone, since most requests cause no event.
#[derive(Clone, Debug, Default)]
pub struct Caller {
    address: Option<IpAddr>,
    user_agent: Option<HeaderValue>,
}

impl Caller {
    /// The sender of a request that came from `peer` with those headers. When `proxies` of ours stand in front, each adds
    /// the address it was called from to `X-Forwarded-For`: the one that the outermost of them added is the client's. What
    /// stands before it comes from the client itself and is not believed.
    pub(crate) fn of(peer: Option<IpAddr>, headers: &HeaderMap, proxies: usize) -> Self {
        let forwarded = if proxies == 0 { None } else { forwarded_for(headers, proxies) };
        Self { address: forwarded.or(peer), user_agent: headers.get(USER_AGENT).cloned() }
    }

    pub(crate) fn client_ip(&self) -> Arc<str> {
        self.address.map_or_else(Arc::default, |address| address.to_canonical().to_string().into())
    }

    pub(crate) fn user_agent(&self) -> Arc<str> {
        let Some(value) = &self.user_agent else { return Arc::default() };
        String::from_utf8_lossy(value.as_bytes()).chars().take(MAX_USER_AGENT).collect::<String>().into()
    }
}

fn forwarded_for(headers: &HeaderMap, proxies: usize) -> Option<IpAddr> {
    let values: Vec<&str> = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
    let addresses: Vec<&str> = values.iter().flat_map(|value| value.split(',')).map(str::trim).collect();
    let client = addresses.len().checked_sub(proxies).and_then(|at| addresses.get(at))?;
    // Some proxies add the port.
    client.parse().ok().or_else(|| client.parse::<std::net::SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 9));

    fn client_ip(proxies: usize, values: &[&'static str]) -> String {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-forwarded-for", HeaderValue::from_static(value));
        }
        Caller::of(Some(PEER), &headers, proxies).client_ip().to_string()
    }

    #[test]
    fn a_forwarded_address_counts_only_behind_our_own_proxies() {
        assert_eq!(client_ip(0, &["203.0.113.7"]), "10.0.0.9");
        assert_eq!(client_ip(1, &["203.0.113.7"]), "203.0.113.7");
        assert_eq!(client_ip(1, &["6.6.6.6, 203.0.113.7"]), "203.0.113.7");
        assert_eq!(client_ip(2, &["6.6.6.6, 203.0.113.7", "10.0.0.1"]), "203.0.113.7");
        assert_eq!(client_ip(1, &["[2001:db8::1]:4711"]), "2001:db8::1");
        // A proxy that added nothing was not passed.
        assert_eq!(client_ip(2, &["203.0.113.7"]), "10.0.0.9");
        assert_eq!(client_ip(1, &["nonsense"]), "10.0.0.9");
        assert_eq!(client_ip(1, &[]), "10.0.0.9");
    }

    #[test]
    fn what_a_program_calls_itself_is_cut_and_never_refused() {
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, HeaderValue::from_bytes(b"caf\xe9 \xff").expect("a header"));
        assert_eq!(&*Caller::of(None, &headers, 0).user_agent(), "caf\u{fffd} \u{fffd}");
        headers.insert(USER_AGENT, HeaderValue::from_str(&"x".repeat(4000)).expect("a header"));
        assert_eq!(Caller::of(None, &headers, 0).user_agent().len(), MAX_USER_AGENT);
        assert_eq!(&*Caller::default().user_agent(), "");
        assert_eq!(&*Caller::default().client_ip(), "");
    }
}
