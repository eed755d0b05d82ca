//! A layer that asks for more than being authenticated.

use std::task::{Context, Poll};

use http::{Request, Response};
use tower_layer::Layer;
use tower_service::Service;

use super::challenge::misconfigured;
use super::layer::{Answer, Authentication};
use super::{Forbidden, Requirement};

/// Lets only requests through that have what is required; the others are answered with 403, or with 401 if nobody knows
/// who sent them. It belongs behind an [`AuthLayer`](super::AuthLayer).
#[derive(Clone, Debug)]
pub struct RequireLayer {
    requirement: Requirement,
}

impl RequireLayer {
    /// A layer that asks for this.
    pub fn new(requirement: Requirement) -> Self {
        Self { requirement }
    }
}

impl Requirement {
    /// A layer that asks for this.
    pub fn into_layer(self) -> RequireLayer {
        RequireLayer::new(self)
    }
}

impl<S> Layer<S> for RequireLayer {
    type Service = RequireService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        RequireService { inner, requirement: self.requirement.clone() }
    }
}

/// What [`RequireLayer`] makes of a service.
#[derive(Clone, Debug)]
pub struct RequireService<S> {
    inner: S,
    requirement: Requirement,
}

impl<S> RequireService<S> {
    /// What to answer instead of calling the service.
    fn objection<B>(&self, request: &Request<B>) -> Option<Response<String>> {
        let Some(authentication) = request.extensions().get::<Authentication>() else {
            tracing::error!(requirement = %self.requirement, "no AuthLayer is in front of this RequireLayer");
            return Some(misconfigured());
        };
        match &authentication.result {
            Ok(auth) if self.requirement.is_met_by(auth) => None,
            Ok(_) => Some(Forbidden { requirement: self.requirement.clone() }.to_response(&authentication.challenge)),
            Err(error) => Some(error.to_response(&authentication.challenge)),
        }
    }
}

impl<S, B, R> Service<Request<B>> for RequireService<S>
where
    S: Service<Request<B>, Response = Response<R>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
    R: From<String> + Send + 'static,
{
    type Response = Response<R>;
    type Error = S::Error;
    type Future = Answer<Response<R>, S::Error>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        match self.objection(&request) {
            Some(response) => Box::pin(std::future::ready(Ok(response.map(R::from)))),
            None => Box::pin(self.inner.call(request)),
        }
    }
}
