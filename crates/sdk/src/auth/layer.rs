//! A layer that authenticates every request.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::{Request, Response};
use tower_layer::Layer;
use tower_service::Service;

use super::{Auth, AuthError, Authenticator, Challenge, ProtectedResource};
use crate::clock;

/// A future that a service answers with.
pub(crate) type Answer<R, E> = Pin<Box<dyn Future<Output = Result<R, E>> + Send>>;

/// What [`AuthLayer`] found out about a request; it stands in the request's extensions.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Authentication {
    /// Who sent the request, or why nobody knows.
    pub result: Result<Auth, AuthError>,
    /// How those who are turned away are told to prove themselves.
    pub challenge: Arc<Challenge>,
}

/// Authenticates every request: those that are not authenticated are answered with 401, those that could not be checked
/// with 503, both in Clerk's envelope of errors. The others go on with an [`Auth`] and an [`Authentication`] in their
/// extensions.
///
/// ```no_run
/// # fn example(authenticator: frontdesk_sdk::auth::Authenticator) {
/// use axum::{Router, routing::get};
/// use frontdesk_sdk::auth::{AuthLayer, Requirement};
///
/// let app: Router = Router::new()
///     .route("/posts", get(|| async { "published" }))
///     .layer(Requirement::permission("org:posts:publish").into_layer())
///     .layer(AuthLayer::new(authenticator));
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct AuthLayer {
    authenticator: Authenticator,
    challenge: Arc<Challenge>,
    is_optional: bool,
}

impl AuthLayer {
    /// A layer that lets only authenticated requests through.
    pub fn new(authenticator: Authenticator) -> Self {
        Self { authenticator, challenge: Arc::default(), is_optional: false }
    }

    /// Lets every request through, and leaves it to those behind to look at its [`Authentication`].
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }

    /// What is said in `WWW-Authenticate`.
    #[must_use]
    pub fn challenge(mut self, challenge: Challenge) -> Self {
        self.challenge = Arc::new(challenge);
        self
    }

    /// Points those who are turned away to the metadata of this resource.
    #[must_use]
    pub fn protected_resource(self, resource: &ProtectedResource) -> Self {
        self.challenge(resource.challenge())
    }
}

impl<S> Layer<S> for AuthLayer {
    type Service = AuthService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        AuthService { inner, layer: self.clone() }
    }
}

/// What [`AuthLayer`] makes of a service.
#[derive(Clone, Debug)]
pub struct AuthService<S> {
    inner: S,
    layer: AuthLayer,
}

impl<S, B, R> Service<Request<B>> for AuthService<S>
where
    S: Service<Request<B>, Response = Response<R>> + Clone + Send + 'static,
    S::Future: Send,
    B: Send + 'static,
    R: From<String>,
{
    type Response = Response<R>;
    type Error = S::Error;
    type Future = Answer<Response<R>, S::Error>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        // The one that was asked whether it is ready is the one to call.
        let fresh = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, fresh);
        let AuthLayer { authenticator, challenge, is_optional } = self.layer.clone();
        let now_ms = clock::now_ms();
        let presented = authenticator.look_at(&request, now_ms);
        Box::pin(async move {
            let result = authenticator.judge(presented, now_ms).await;
            match &result {
                Ok(auth) => {
                    request.extensions_mut().insert(auth.clone());
                }
                Err(error) => {
                    note(error);
                    if !is_optional {
                        return Ok(error.to_response(&challenge).map(R::from));
                    }
                }
            }
            request.extensions_mut().insert(Authentication { result, challenge });
            inner.call(request).await
        })
    }
}

/// What only whoever runs this program can mend has to be seen by them.
fn note(error: &AuthError) {
    match error {
        AuthError::Unchecked(unchecked) => {
            tracing::warn!(error = %unchecked.source, reason = %unchecked.reason, "a request could not be authenticated");
        }
        AuthError::Refused(refusal) => tracing::debug!(reason = %refusal.reason, "a request is not authenticated"),
    }
}
