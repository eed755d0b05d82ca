//! Looking names up: a resolver of our own, with limits, at a server that the operator may choose.

use std::net::{IpAddr, SocketAddr};
use std::sync::OnceLock;
use std::time::Duration;

use hickory_resolver::config::{NameServerConfig, ResolverConfig, ResolverOpts};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::RData;
use hickory_resolver::{Resolver, TokioResolver};

/// How long one question to one server may take.
const ONE_TRY: Duration = Duration::from_secs(2);
/// How long a look-up may take, with all of its tries.
const IN_ALL: Duration = Duration::from_secs(5);
/// How many records of an answer are looked at.
const MOST_RECORDS: usize = 100;

/// Why a name could not be looked up. That it has no records is no error.
#[derive(Clone, Debug, thiserror::Error)]
pub enum DnsError {
    /// There is no server to ask.
    #[error("no name server can be used: {0}")]
    NoServer(String),
    /// No server answered in time.
    #[error("no name server answered in time")]
    TimedOut,
    /// The answer says nothing about the name.
    #[error("the name server failed: {0}")]
    Failed(String),
}

/// Looks names up.
pub struct Dns {
    server: Option<SocketAddr>,
    /// Made when it is first needed: most servers never are asked.
    resolver: OnceLock<Result<TokioResolver, String>>,
}

impl Dns {
    /// Asks `server`, or the servers of the system.
    pub fn new(server: Option<SocketAddr>) -> Self {
        Self { server, resolver: OnceLock::new() }
    }

    fn resolver(&self) -> Result<&TokioResolver, DnsError> {
        let resolver = self.resolver.get_or_init(|| build(self.server).map_err(|error| error.to_string()));
        resolver.as_ref().map_err(|error| DnsError::NoServer(error.clone()))
    }

    /// The texts of the TXT records of `name`; pieces of one record are put together.
    pub async fn texts(&self, name: &str) -> Result<Vec<String>, DnsError> {
        let found = limited(self.resolver()?.txt_lookup(absolute(name))).await?;
        let records = found.iter().flat_map(|lookup| lookup.answers()).take(MOST_RECORDS);
        Ok(records
            .filter_map(|record| match &record.data {
                RData::TXT(text) => Some(String::from_utf8_lossy(&text.txt_data.concat()).into_owned()),
                _ => None,
            })
            .collect())
    }

    /// The addresses of `host`.
    pub async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, DnsError> {
        let found = limited(self.resolver()?.lookup_ip(absolute(host))).await?;
        Ok(found.iter().flat_map(|lookup| lookup.iter()).take(MOST_RECORDS).collect())
    }
}

/// With the dot at the end, a name means itself and is not tried under the system's own domain.
fn absolute(name: &str) -> String {
    if name.ends_with('.') { name.to_owned() } else { format!("{name}.") }
}

/// The answer, `None` for a name that has none.
async fn limited<T>(lookup: impl Future<Output = Result<T, NetError>>) -> Result<Option<T>, DnsError> {
    match tokio::time::timeout(IN_ALL, lookup).await {
        Err(_) | Ok(Err(NetError::Timeout)) => Err(DnsError::TimedOut),
        Ok(Ok(found)) => Ok(Some(found)),
        Ok(Err(error)) if error.is_no_records_found() || error.is_nx_domain() => Ok(None),
        Ok(Err(error)) => Err(DnsError::Failed(error.to_string())),
    }
}

fn build(server: Option<SocketAddr>) -> Result<TokioResolver, NetError> {
    let mut builder = match server {
        None => Resolver::builder_tokio()?,
        Some(address) => {
            let mut server = NameServerConfig::udp_and_tcp(address.ip());
            for connection in &mut server.connections {
                connection.port = address.port();
            }
            let config = ResolverConfig::from_name_servers(vec![server]);
            Resolver::builder_with_config(config, TokioRuntimeProvider::default())
        }
    };
    let options: &mut ResolverOpts = builder.options_mut();
    options.timeout = ONE_TRY;
    options.attempts = 2;
    // Who has just published a record must not be told for an hour that it is missing.
    options.cache_size = 0;
    builder.build()
}
