//! `frontdesk mcp`: the tools for agents, over standard input and output or over HTTP.

use std::io::IsTerminal;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::Arc;

use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use clap::{Args, ValueEnum};
use frontdesk_contract::ApiVersion;
use rmcp::ServiceExt;
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};

use crate::arguments::parse_version;
use crate::destination::{Destination, Wanted};
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::guard::Scopes;
use crate::mcp::{Desk, Handler, Start};
use crate::printer;

/// Offer the explorer and executor to agents, as tools of the Model Context Protocol.
///
/// They only read, unless --allow says more. What the tools may do is decided when they are
/// started, by a person: `CLERK_BAPI_SCOPES` has to grant it too, and an irreversible request needs a second call with a
/// token of the first.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Listen here for Streamable HTTP (at /mcp) instead of using standard input and output; port 0 takes a free one
    #[arg(long, value_name = "HOST:PORT")]
    listen: Option<String>,
    /// The bearer token that clients have to send over HTTP; needed where others can connect
    #[arg(long, env = "FRONTDESK_MCP_TOKEN", value_name = "TOKEN", hide_env_values = true, requires = "listen")]
    token: Option<String>,
    /// What the tools may do beside reading
    #[arg(long, value_enum)]
    allow: Option<Allow>,
    /// Allow it on a production instance too
    #[arg(long)]
    live: bool,
    /// Use the server inside this program, with the project's own data
    #[arg(long)]
    local: bool,
    /// The address of the API
    #[arg(long, value_name = "URL")]
    api_url: Option<String>,
    /// The secret key
    #[arg(long, value_name = "KEY")]
    secret_key: Option<String>,
    /// The key of this profile
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// The API version of requests that name none
    #[arg(long, value_name = "DATE")]
    api_version: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Allow {
    /// Create and change
    Write,
    /// Delete too
    Delete,
}

impl Allow {
    fn scopes(self) -> Scopes {
        match self {
            Self::Write => Scopes::parse("write"),
            Self::Delete => Scopes::parse("write delete"),
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let version = arguments.api_version.as_deref().map_or(Ok(ApiVersion::NEWEST), parse_version)?;
    let destination = Destination::find(Wanted {
        local: arguments.local,
        api_url: arguments.api_url.as_deref(),
        secret_key: arguments.secret_key.as_deref(),
        profile: arguments.profile.as_deref(),
    })?;
    let desk = Arc::new(Desk::new(Start {
        destination,
        allowed: arguments.allow.map(Allow::scopes).unwrap_or_default(),
        scopes: Scopes::parse(&std::env::var("CLERK_BAPI_SCOPES").unwrap_or_default()),
        live: arguments.live,
        version,
    }));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Failure::failed("runtime", error))?;
    if arguments.listen.is_none() && std::io::stdin().is_terminal() {
        printer::remark(
            "An agent's program starts this and speaks to it over standard input and output; \
             `frontdesk mcp --help` says more. Ctrl-C ends it.",
        );
    }
    let done = match &arguments.listen {
        None => runtime.block_on(over_standard_streams(Arc::clone(&desk))),
        Some(address) => runtime.block_on(over_http(Arc::clone(&desk), address, arguments.token.clone())),
    };
    // A read of standard input that waits cannot be called off.
    runtime.shutdown_background();
    desk.close();
    done
}

async fn over_standard_streams(desk: Arc<Desk>) -> Outcome {
    let failed = |error: &dyn std::fmt::Display| Failure::failed("mcp", error);
    let service = match Handler::new(desk).serve(rmcp::transport::io::stdio()).await {
        Ok(service) => service,
        // A client that leaves before it said anything is no error.
        Err(rmcp::service::ServerInitializeError::ConnectionClosed(_)) => return Ok(()),
        Err(error) => return Err(failed(&error)),
    };
    tokio::select! {
        done = service.waiting() => done.map(|_| ()).map_err(|error| failed(&error)),
        _ = tokio::signal::ctrl_c() => Ok(()),
    }
}

async fn over_http(desk: Arc<Desk>, address: &str, token: Option<String>) -> Outcome {
    let address = resolve(address)?;
    let mut config = StreamableHttpServerConfig::default();
    if !address.ip().is_loopback() {
        if token.is_none() {
            let message = format!("{address} can be reached by others, who could use the tools with your key");
            return Err(Failure::usage(message).fix("set FRONTDESK_MCP_TOKEN, or listen on 127.0.0.1"));
        }
        // The name of this machine is not known here; the bearer token keeps strangers out.
        config = config.disable_allowed_hosts();
    }
    // A web page must not reach the tools through its reader's browser.
    config = config.enforce_origin_validation();
    let service = StreamableHttpService::new(
        move || Ok(Handler::new(Arc::clone(&desk))),
        Arc::<LocalSessionManager>::default(),
        config,
    );
    let app = axum::Router::new()
        .route_service("/mcp", service)
        .layer(middleware::from_fn(move |request, next| authorize(token.clone(), request, next)));
    let in_use = |error| Failure::new(Exit::Failed, "listen", format!("cannot listen on {address}: {error}"));
    let listener = tokio::net::TcpListener::bind(address).await.map_err(in_use)?;
    let bound = listener.local_addr().map_err(in_use)?;
    printer::line(&format!("http://{bound}/mcp"));
    tokio::select! {
        done = axum::serve(listener, app) => done.map_err(|error| Failure::failed("mcp", error)),
        _ = tokio::signal::ctrl_c() => Ok(()),
    }
}

async fn authorize(token: Option<String>, request: Request, next: Next) -> Response {
    let Some(token) = token else { return next.run(request).await };
    let given = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    if same(given.as_bytes(), token.as_bytes()) {
        next.run(request).await
    } else {
        (StatusCode::UNAUTHORIZED, [("www-authenticate", "Bearer")]).into_response()
    }
}

/// Compares without telling by its time how much was right.
fn same(given: &[u8], wanted: &[u8]) -> bool {
    given.len() == wanted.len() && given.iter().zip(wanted).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

fn resolve(address: &str) -> Outcome<SocketAddr> {
    let wrong = || Failure::usage(format!("`{address}` is no address to listen on")).fix("write it as 127.0.0.1:4020");
    address.to_socket_addrs().map_err(|_| wrong())?.next().ok_or_else(wrong)
}
