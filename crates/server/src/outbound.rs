//! Requests to addresses that customers name: limited in time and size, and kept away from where only the server
//! itself should get to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use url::{Host, Url};

use crate::dns::Dns;

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(3);
/// How long a request may take, with its answer.
const IN_ALL: Duration = Duration::from_secs(8);
/// How much of an answer is read, in bytes.
const MOST_BYTES: usize = 64 * 1024;

/// Which addresses may be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Those that everybody can reach.
    Public,
    /// Also this machine and private networks, where people develop.
    Development,
}

impl Reach {
    /// Whether that address may be reached. Nobody may reach what has no meaning as a target, nor the link-local
    /// addresses, where clouds hand out credentials.
    pub fn allows(self, address: IpAddr) -> bool {
        match address {
            IpAddr::V4(address) => self.allows_v4(address),
            IpAddr::V6(address) => match embedded_v4(address) {
                Some(inner) => self.allows_v4(inner),
                None => self.allows_v6(address),
            },
        }
    }

    fn allows_v4(self, address: Ipv4Addr) -> bool {
        let [first, second, third, _] = address.octets();
        let is_near = address.is_loopback()
            || address.is_private()
            // Shared by the customers of a provider (RFC 6598).
            || (first == 100 && (64..128).contains(&second));
        if is_near {
            return self == Self::Development;
        }
        !(first == 0
            || first >= 224
            || address.is_link_local()
            || address.is_documentation()
            // Protocol assignments, 6to4 relays, benchmarks.
            || (first == 192 && second == 0 && third == 0)
            || (first == 192 && second == 88 && third == 99)
            || (first == 198 && (18..20).contains(&second)))
    }

    fn allows_v6(self, address: Ipv6Addr) -> bool {
        let first = address.segments()[0];
        // Loopback, and the unique local addresses (RFC 4193).
        if address.is_loopback() || first & 0xfe00 == 0xfc00 {
            return self == Self::Development;
        }
        let is_documentation = (first == 0x2001 && address.segments()[1] == 0x0db8) || first & 0xfff0 == 0x3ff0;
        // Only 2000::/3 is given out; Teredo carries other addresses inside.
        let is_teredo = first == 0x2001 && address.segments()[1] == 0;
        first & 0xe000 == 0x2000 && !is_documentation && !is_teredo
    }
}

/// The IPv4 address that an IPv6 address leads to: mapped, compatible, translated (NAT64) or 6to4.
fn embedded_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let from = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match address.segments() {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(from(high, low)),
        [0, 0, 0, 0, 0, 0, high, low] if high != 0 || low > 1 => Some(from(high, low)),
        [0x2002, high, low, ..] => Some(from(high, low)),
        _ => None,
    }
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The HTTP status.
    pub status: u16,
    /// The beginning of the body.
    pub body: Vec<u8>,
}

/// Why there was no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutboundError {
    /// The address may not be reached from here.
    #[error("the address may not be reached from here")]
    NotAllowed,
    /// Nobody answered in time, or not in HTTP.
    #[error("no answer: {0}")]
    NoAnswer(String),
}

/// Sends the requests.
pub struct Outbound {
    dns: Arc<Dns>,
    public: OnceLock<Result<reqwest::Client, String>>,
    development: OnceLock<Result<reqwest::Client, String>>,
}

impl Outbound {
    /// Finds hosts by `dns`.
    pub fn new(dns: Arc<Dns>) -> Self {
        Self { dns, public: OnceLock::new(), development: OnceLock::new() }
    }

    fn client(&self, reach: Reach) -> Result<&reqwest::Client, OutboundError> {
        let slot = if reach == Reach::Public { &self.public } else { &self.development };
        let client = slot.get_or_init(|| {
            reqwest::Client::builder()
                // The addresses that were looked at are the ones that are connected to: a name cannot change between.
                .dns_resolver(Arc::new(Watched { dns: Arc::clone(&self.dns), reach }))
                .redirect(Policy::none())
                .no_proxy()
                .connect_timeout(CONNECT)
                .timeout(IN_ALL)
                .pool_max_idle_per_host(0)
                .user_agent(concat!("frontdesk/", env!("CARGO_PKG_VERSION")))
                .build()
                .map_err(|error| error.to_string())
        });
        client.as_ref().map_err(|error| OutboundError::NoAnswer(error.clone()))
    }

    /// Fetches `url` without following redirects.
    pub async fn get(&self, url: Url, reach: Reach) -> Result<Fetched, OutboundError> {
        // The resolver is not asked about what is an address already.
        let literal = match url.host() {
            Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
            _ => None,
        };
        if literal.is_some_and(|address| !reach.allows(address)) {
            return Err(OutboundError::NotAllowed);
        }
        let failed = |error: reqwest::Error| OutboundError::NoAnswer(error.without_url().to_string());
        let mut response = self.client(reach)?.get(url).send().await.map_err(failed)?;
        let status = response.status().as_u16();
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            body.extend_from_slice(chunk.get(..MOST_BYTES - body.len()).unwrap_or(&chunk));
            if body.len() >= MOST_BYTES {
                break;
            }
        }
        Ok(Fetched { status, body })
    }
}

/// Finds only addresses that may be reached.
struct Watched {
    dns: Arc<Dns>,
    reach: Reach,
}

impl Resolve for Watched {
    fn resolve(&self, name: Name) -> Resolving {
        let (dns, reach) = (Arc::clone(&self.dns), self.reach);
        Box::pin(async move {
            let found = dns.addresses(name.as_str()).await?;
            let allowed: Vec<SocketAddr> = found
                .into_iter()
                .filter(|address| reach.allows(*address))
                .map(|address| SocketAddr::new(address, 0))
                .collect();
            if allowed.is_empty() {
                return Err(OutboundError::NotAllowed.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn production_reaches_what_everybody_can_reach_and_nothing_else() {
        for (text, public, development) in [
            ("93.184.215.14", true, true),
            ("2606:2800:21f:cb07::1", true, true),
            ("127.0.0.1", false, true),
            ("::1", false, true),
            ("10.1.2.3", false, true),
            ("172.16.0.1", false, true),
            ("192.168.1.1", false, true),
            ("100.64.0.1", false, true),
            ("fd00::1", false, true),
            ("::ffff:127.0.0.1", false, true),
            ("64:ff9b::10.0.0.1", false, true),
            ("2002:0a00:0001::1", false, true),
            ("169.254.169.254", false, false),
            ("::ffff:169.254.169.254", false, false),
            ("fe80::1", false, false),
            ("0.0.0.0", false, false),
            ("::", false, false),
            ("224.0.0.1", false, false),
            ("255.255.255.255", false, false),
            ("ff02::1", false, false),
            ("192.0.2.1", false, false),
            ("198.18.0.1", false, false),
            ("2001:db8::1", false, false),
            ("2001::1", false, false),
        ] {
            let address: IpAddr = text.parse().expect("an address");
            let allowed = (Reach::Public.allows(address), Reach::Development.allows(address));
            assert_eq!(allowed, (public, development), "{text}");
        }
    }
}
