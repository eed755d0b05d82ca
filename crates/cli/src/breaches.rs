//! Lists of breached passwords: files on this machine, or a service that is asked for ranges.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use frontdesk_server::breaches::{BreachList, Breaches, NoBreaches, RANGE, range_contains};
use reqwest::{Client, Url};
use tokio::runtime::Handle;

use crate::failure::{Failure, Outcome};

/// How long a service may take. Whoever sets a password waits for it.
const PATIENCE: Duration = Duration::from_secs(3);

/// The list that the operator names.
pub(crate) fn open(named: Option<&str>) -> Outcome<Arc<dyn Breaches>> {
    let Some(named) = named else { return Ok(Arc::new(NoBreaches)) };
    if named.starts_with("https://") || named.starts_with("http://") {
        let wrong = |error: &dyn std::fmt::Display| Failure::usage(format!("`{named}` is no address: {error}"));
        let url = Url::parse(&format!("{}/", named.trim_end_matches('/'))).map_err(|error| wrong(&error))?;
        let client = Client::builder().timeout(PATIENCE).build().map_err(|error| Failure::failed("network", error))?;
        return Ok(Arc::new(BreachService { url, client }));
    }
    let list = BreachList::open(Path::new(named)).map_err(|error| {
        Failure::failed("breached_passwords", format!("{named}: {error}"))
            .fix("name a file of SHA-1 digests in their order, a folder of ranges, or a URL")
    })?;
    Ok(Arc::new(list))
}

/// A service with the paths of Have I Been Pwned: it learns the first five digits of a digest, which hundreds of
/// passwords share, and answers all that it knows of them.
#[derive(Debug)]
struct BreachService {
    url: Url,
    client: Client,
}

impl Breaches for BreachService {
    fn contains(&self, digest: &str) -> io::Result<bool> {
        let Some((range, rest)) = digest.split_at_checked(RANGE) else { return Ok(false) };
        let url = self.url.join(&format!("range/{range}")).map_err(io::Error::other)?;
        // Padding hides from whoever listens how many there are.
        let request = self.client.get(url).header("Add-Padding", "true").header("User-Agent", "frontdesk");
        let text = Handle::try_current()
            .map_err(io::Error::other)?
            .block_on(async move { request.send().await?.error_for_status()?.text().await });
        Ok(range_contains(&text.map_err(io::Error::other)?, rest))
    }
}
