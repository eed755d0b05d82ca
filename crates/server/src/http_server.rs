//! Listening, answering, and stopping without losing a request.

use std::convert::Infallible;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::serve::{IncomingStream, Listener};
use frontdesk_storage::events::Retention;
use frontdesk_storage::{StorageError, Store};
use frontdesk_tokens::IdSource;
use http::request::Parts as RequestHead;
use http::{Request, Response, StatusCode, Version, header};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tower::{Service, ServiceExt, service_fn};
use tower_http::compression::Compression;

use crate::authorization_server;
use crate::authorization_server::throttle::Throttle;
use crate::bearer_tokens;
use crate::bearer_tokens::last_used::LastUsed;
use crate::body::Incoming;
use crate::breaches::{Breaches, NoBreaches};
use crate::clock::Clock;
use crate::conditions::{Conditions, Hardship, Stale};
use crate::context::Shared;
use crate::delivery::{Delivery, NoDelivery};
use crate::dispatch::Dispatcher;
use crate::dns::Dns;
use crate::images;
use crate::instance::Instances;
use crate::leftovers;
use crate::limits::{Limiter, Limits};
use crate::oauth_tokens;
use crate::openapi;
use crate::operator::{self, Operator};
use crate::organization_domains::enroll;
use crate::outbound::Outbound;
use crate::proxy_checks::health;
use crate::webhooks;

/// How often the server looks for events that are kept no longer, and how soon again when it found some.
const PRUNE_EVERY: Duration = Duration::from_secs(60);
const PRUNE_MORE: Duration = Duration::from_millis(50);

/// How a server is run.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where it is reached from outside; `None` is the address it listens on.
    pub public_url: Option<String>,
    /// The clock.
    pub clock: Clock,
    /// For tests: makes ids repeatable.
    pub id_seed: Option<u64>,
    /// Who carries messages to people.
    pub delivery: Arc<dyn Delivery>,
    /// Who knows passwords from breaches, beside the most frequent ones, which are always known.
    pub breaches: Arc<dyn Breaches>,
    /// How many requests an instance may make; as many as it likes if not said.
    pub limits: Option<Limits>,
    /// Hard conditions; none if not said.
    pub conditions: Conditions,
    /// Which name server is asked; those of the system if not said.
    pub dns_server: Option<SocketAddr>,
    /// How many proxies of ours each request passes: so many of the last addresses in `X-Forwarded-For` are believed.
    pub trusted_proxies: usize,
    /// The listener for whoever runs the server; none if not said.
    pub operator: Option<Operator>,
    /// How long events are kept.
    pub event_retention: Retention,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: ([127, 0, 0, 1], 0).into(),
            public_url: None,
            clock: Clock::System,
            id_seed: None,
            delivery: Arc::new(NoDelivery),
            breaches: Arc::new(NoBreaches),
            limits: None,
            conditions: Conditions::default(),
            dns_server: None,
            trusted_proxies: 0,
            operator: None,
            event_retention: Retention::default(),
        }
    }
}

/// Why a server could not start.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The address is taken or not ours.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// The Backend API over a store.
pub struct Server;

/// A server that runs. Dropping it does not stop it; [`Running::stop`] does.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// What its requests share.
    pub shared: Arc<Shared>,
    /// Where the operator's listener is, if there is one.
    pub operator_address: Option<SocketAddr>,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Running {
    /// The base URL, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Takes no more connections, answers what was read, and comes back when all is done.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        for task in self.tasks {
            let _ = task.await;
        }
        bearer_tokens::background::finish(&self.shared).await;
    }

    /// Serves until `signal` comes, then stops as [`Self::stop`] does.
    pub async fn stop_on(self, signal: impl Future<Output = ()>) {
        signal.await;
        self.stop().await;
    }
}

impl Server {
    /// Listens and serves `store`.
    pub async fn start(config: Config, store: Store) -> Result<Running, ServerError> {
        let (listener, address) = listen(config.listen).await?;
        let public_url = config.public_url.unwrap_or_else(|| format!("http://{address}"));
        let dns = Arc::new(Dns::new(config.dns_server));
        let shared = Arc::new(Shared {
            outbound: Outbound::new(Arc::clone(&dns)),
            dns,
            store,
            throttle: Throttle::new(&config.clock),
            clock: config.clock,
            ids: config.id_seed.map_or_else(IdSource::random, IdSource::seeded),
            public_url: public_url.trim_end_matches('/').to_owned(),
            delivery: config.delivery,
            breaches: config.breaches,
            instances: Instances::new(),
            limiter: config.limits.map(Limiter::new),
            hardship: Hardship::new(&config.conditions),
            stale: config.conditions.lag.map(|lag| Stale::new(lag.0)),
            trusted_proxies: config.trusted_proxies,
            leftovers: Notify::new(),
            bearers_used: LastUsed::default(),
            hashing: Shared::hashing_slots(),
        });
        let dispatcher = Arc::new(Dispatcher::new(Arc::clone(&shared), crate::api()));
        tokio::spawn(enroll::resume(Arc::clone(&shared)));
        let connections = service_fn(move |stream: IncomingStream<'_, Sockets>| {
            let (dispatcher, peer) = (Arc::clone(&dispatcher), stream.remote_addr().ip());
            async move { Ok::<_, Infallible>(service(dispatcher, peer)) }
        });
        let (stop, stopped) = watch::channel(false);
        let (mut operator_address, mut tasks) = (None, Vec::new());
        if let Some(operator) = &config.operator {
            let (listener, address) = listen(operator.listen).await?;
            operator_address = Some(address);
            tasks.push(operator::start(listener, &operator.key, Arc::clone(&shared), stopped.clone()));
        }
        tasks.push(prune(Arc::clone(&shared), config.event_retention, stopped.clone()));
        tasks.push(leftovers::start(Arc::clone(&shared), stopped.clone()));
        tasks.push(bearer_tokens::background::start(Arc::clone(&shared), stopped.clone()));
        tasks.push(oauth_tokens::background::start(Arc::clone(&shared), stopped.clone()));
        let mut stopped = stopped;
        tasks.push(tokio::spawn(async move {
            let signal = async move {
                let _ = stopped.wait_for(|stopped| *stopped).await;
            };
            if let Err(error) = axum::serve(Sockets(listener), connections).with_graceful_shutdown(signal).await {
                tracing::error!(%error, "the server stopped");
            }
        }));
        Ok(Running { address, shared, operator_address, stop, tasks })
    }
}

async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), ServerError> {
    let failed = |source| ServerError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}

/// Deletes events that are kept no longer, some at a time and with pauses in between.
fn prune(shared: Arc<Shared>, retention: Retention, mut stopped: watch::Receiver<bool>) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut pause = PRUNE_EVERY;
        loop {
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                _ = stopped.wait_for(|stopped| *stopped) => return,
            }
            let now = shared.clock.now();
            pause = match shared.store.system(move |tx| tx.prune_events(retention, now)).await {
                Ok(0) => PRUNE_EVERY,
                Ok(_) => PRUNE_MORE,
                Err(error) => {
                    tracing::warn!(%error, "old events could not be deleted");
                    PRUNE_EVERY
                }
            };
        }
    })
}

/// Where connections come in.
struct Sockets(TcpListener);

impl Listener for Sockets {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        // Answers are written whole; waiting for more would only delay them.
        let _ = stream.set_nodelay(true);
        (stream, address)
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// Answers the requests of one connection.
fn service(
    dispatcher: Arc<Dispatcher>,
    peer: IpAddr,
) -> impl Service<Request<Body>, Response = Response<Body>, Error = Infallible, Future: Send> + Clone + Send + 'static {
    let plain = service_fn(move |request: Request<Body>| {
        let dispatcher = Arc::clone(&dispatcher);
        async move { Ok::<_, Infallible>(serve(&dispatcher, request, peer).await) }
    });
    service_fn(move |request: Request<Body>| {
        let plain = plain.clone();
        async move {
            let request = allow_plain(request);
            if request.headers().contains_key(header::ACCEPT_ENCODING) {
                let compressed = Compression::new(plain).oneshot(request).await?;
                Ok(compressed.map(Body::new))
            } else {
                // Most programs ask for no encoding and need not pay for the choice.
                plain.oneshot(request).await
            }
        }
    })
}

/// Answers a request, and reads what is left of its body: the connection lives on.
async fn serve(dispatcher: &Dispatcher, request: Request<Body>, peer: IpAddr) -> Response<Body> {
    let (head, body) = request.into_parts();
    let mut body = Incoming::new(body);
    let mut response = route(dispatcher, &head, &mut body, peer).await;
    // Who waits to be asked for the body need not send it.
    if !head.headers.contains_key(header::EXPECT) {
        body.forget().await;
    }
    if !body.is_read() && head.version < Version::HTTP_2 {
        response.headers_mut().insert(header::CONNECTION, header::HeaderValue::from_static("close"));
    }
    response
}

/// What is not an operation: pictures, pages, the authorization server, documents, health, readiness, figures.
async fn route(dispatcher: &Dispatcher, head: &RequestHead, body: &mut Incoming, peer: IpAddr) -> Response<Body> {
    let path = head.uri.path();
    if images::is_image_request(&head.method, path) {
        return images::serve(&dispatcher.shared, path, &head.headers).await;
    }
    if webhooks::page::is_page_request(head) {
        return webhooks::page::serve(&dispatcher.shared, head).await;
    }
    if let Some(place) = authorization_server::find(head) {
        let trace_id = dispatcher.shared.ids.trace_id();
        let answer = authorization_server::serve(&dispatcher.shared, head, body, peer, &place, &trace_id);
        return dispatcher.watch(head, place.endpoint.path(), &trace_id, answer).await;
    }
    if let Some(version) = openapi::asked_for(&head.method, path) {
        return openapi::serve(version);
    }
    match path {
        health::PATH if head.method == http::Method::GET => health::serve(&dispatcher.shared, head).await,
        "/health" => plain(StatusCode::OK, "ok\n".to_owned()),
        "/ready" => match dispatcher.shared.store.ping().await {
            Ok(()) => plain(StatusCode::OK, "ready\n".to_owned()),
            Err(error) => plain(StatusCode::SERVICE_UNAVAILABLE, format!("{error}\n")),
        },
        "/metrics" => plain(StatusCode::OK, dispatcher.metrics.render(dispatcher.shared.store.statistics())),
        _ => dispatcher.respond(head, body, peer).await,
    }
}

/// Forgets a wish for answers in no known encoding: plain ones are the last resort, and a refusal
/// would come after the request has done its work.
fn allow_plain(mut request: Request<Body>) -> Request<Body> {
    let refuses_plain = |item: &str| {
        let mut parts = item.split(';').map(str::trim);
        let plain = parts.next().is_some_and(|name| name == "*" || name.eq_ignore_ascii_case("identity"));
        let is_zero = |part: &str| part.trim_start_matches(['q', 'Q', ' ', '=']).parse::<f32>().is_ok_and(|q| q <= 0.0);
        plain && parts.any(is_zero)
    };
    let headers = request.headers_mut();
    let wishes = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    if wishes.flat_map(|wish| wish.split(',')).any(refuses_plain) {
        headers.remove(header::ACCEPT_ENCODING);
    }
    request
}

fn plain(status: StatusCode, text: String) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
