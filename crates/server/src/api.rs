//! Binds declarations to handlers. Everything generic is here and thin; what happens around a
//! handler is plain code in `dispatch`.

use std::future::Future;
use std::sync::Arc;

use frontdesk_contract::{ApiVersion, Descriptor, Operation, Parts};
use frontdesk_storage::Tx;
use futures_util::future::BoxFuture;

use crate::context::{Context, Shared};
use crate::error::{ApiError, ApiResult, kinds};
use crate::events::{Caller, Written};
use crate::instance::Instance;

/// One request on its way to a handler.
pub(crate) struct Call {
    pub(crate) shared: Arc<Shared>,
    /// `None` only for operations that may be called without a key.
    pub(crate) instance: Option<Arc<Instance>>,
    /// The machine whose key was sent.
    pub(crate) machine_id: Option<Arc<str>>,
    pub(crate) version: ApiVersion,
    pub(crate) named_version: Option<ApiVersion>,
    pub(crate) now: i64,
    pub(crate) caller: Caller,
    pub(crate) parts: Parts,
}

/// Answers with the body of a success; empty for none.
type Handler = Box<dyn Fn(Call) -> BoxFuture<'static, ApiResult<Vec<u8>>> + Send + Sync>;

/// An operation and its handler.
pub(crate) struct Route {
    pub(crate) operation: &'static Descriptor,
    /// `None` for what is declared and not served yet.
    pub(crate) handler: Option<Handler>,
    /// The media type of a success.
    pub(crate) media_type: &'static str,
}

/// The media type of answers. Exactly this text: the JavaScript SDK reads nothing else as JSON.
pub(crate) const JSON: &str = "application/json";

impl Route {
    pub(crate) fn unserved(operation: &'static Descriptor) -> Self {
        Self { operation, handler: None, media_type: JSON }
    }
}

/// The operations that are served.
#[derive(Default)]
pub struct Api {
    pub(crate) routes: Vec<Route>,
}

impl Api {
    /// Serves an operation that only reads, in one unit of work.
    pub(crate) fn read<O: Operation>(&mut self, handler: fn(&Context, &mut Tx<'_, '_>, &O) -> ApiResult<O::Response>) {
        self.serve::<O, _, _>(move |cx: Context, request: O| async move {
            let inner = cx.clone();
            // Written where it was read: only the text changes threads.
            let work = move |tx: &mut Tx<'_, '_>| encode::<O>(&handler(&inner, tx, &request)?, inner.version);
            if O::DESCRIPTOR.answers_total() { cx.read_snapshot(work).await } else { cx.read(work).await }
        });
    }

    /// Serves an operation that writes, in one unit of work.
    pub(crate) fn write<O: Operation>(&mut self, handler: fn(&Context, &mut Tx<'_, '_>, &O) -> ApiResult<O::Response>) {
        self.flow(move |cx: Context, request: O| async move {
            let inner = cx.clone();
            cx.write(move |tx| handler(&inner, tx, &request)).await
        });
    }

    /// Serves an operation with slow steps before or after its units of work.
    pub(crate) fn flow<O, F, W>(&mut self, handler: F)
    where
        O: Operation,
        F: Fn(Context, O) -> W + Send + Sync + 'static,
        W: Future<Output = ApiResult<O::Response>> + Send + 'static,
    {
        let handler = Arc::new(handler);
        self.serve::<O, _, _>(move |cx, request| {
            let (handler, version) = (Arc::clone(&handler), cx.version);
            async move { encode::<O>(&handler(cx, request).await?, version) }
        });
    }

    /// As [`Self::flow`], for a handler whose answer is written already.
    pub(crate) fn written<O, F, W>(&mut self, handler: F)
    where
        O: Operation,
        F: Fn(Context, O) -> W + Send + Sync + 'static,
        W: Future<Output = ApiResult<Written<O::Response>>> + Send + 'static,
    {
        let handler = Arc::new(handler);
        self.serve::<O, _, _>(move |cx, request| {
            let (handler, version) = (Arc::clone(&handler), cx.version);
            async move { encode_written::<O>(&handler(cx, request).await?, version) }
        });
    }

    /// Serves an operation by a handler that writes its answer itself.
    fn serve<O, F, W>(&mut self, handler: F)
    where
        O: Operation,
        F: Fn(Context, O) -> W + Send + Sync + 'static,
        W: Future<Output = ApiResult<Vec<u8>>> + Send + 'static,
    {
        let handler = Arc::new(handler);
        self.add::<O>(Box::new(move |call| {
            let handler = Arc::clone(&handler);
            Box::pin(async move {
                let Call { shared, instance, machine_id, version, named_version, now, caller, parts } = call;
                let Some(instance) = instance else {
                    return Err(kinds::CLERK_KEY_INVALID.with("This operation needs a secret key."));
                };
                let request = decode::<O>(parts)?;
                handler(Context { shared, instance, machine_id, version, named_version, now, caller }, request).await
            })
        }));
    }

    /// Serves an operation that may be called without a secret key; the instance is that of the key
    /// that was sent all the same.
    pub(crate) fn public<O, F, W>(&mut self, handler: F)
    where
        O: Operation,
        F: Fn(Arc<Shared>, Option<Arc<Instance>>, O) -> W + Send + Sync + 'static,
        W: Future<Output = ApiResult<O::Response>> + Send + 'static,
    {
        let handler = Arc::new(handler);
        self.add::<O>(Box::new(move |call| {
            let handler = Arc::clone(&handler);
            Box::pin(async move {
                let request = decode::<O>(call.parts)?;
                let answer = handler(call.shared, call.instance, request).await?;
                encode::<O>(&answer, call.version)
            })
        }));
    }

    /// Serves an operation that answers a page of HTML and may be called without a secret key.
    pub(crate) fn page<O, F, W>(&mut self, handler: F)
    where
        O: Operation,
        F: Fn(Arc<Shared>, Option<Arc<Instance>>, O) -> W + Send + Sync + 'static,
        W: Future<Output = ApiResult<String>> + Send + 'static,
    {
        let handler = Arc::new(handler);
        self.add::<O>(Box::new(move |call| {
            let handler = Arc::clone(&handler);
            Box::pin(async move {
                let request = decode::<O>(call.parts)?;
                handler(call.shared, call.instance, request).await.map(String::into_bytes)
            })
        }));
        if let Some(route) = self.routes.last_mut() {
            route.media_type = "text/html; charset=utf-8";
        }
    }

    fn add<O: Operation>(&mut self, handler: Handler) {
        self.routes.push(Route { operation: O::DESCRIPTOR, handler: Some(handler), media_type: JSON });
    }

    /// The operations that are served.
    pub fn operations(&self) -> impl Iterator<Item = &'static Descriptor> {
        self.routes.iter().map(|route| route.operation)
    }
}

fn decode<O: Operation>(parts: Parts) -> ApiResult<O> {
    O::from_parts(parts).map_err(|error| {
        let name = error.name.clone();
        let sentence = format!("{error}: {}.", error.source);
        if name.is_empty() {
            kinds::REQUEST_BODY_INVALID.with(sentence)
        } else if O::DESCRIPTOR.answers_bad_request() {
            kinds::BAD_REQUEST.param(&name, sentence)
        } else {
            kinds::FORM_PARAM_TYPE_INVALID.param(&name, sentence)
        }
    })
}

fn encode_written<O: Operation>(answer: &Written<O::Response>, version: ApiVersion) -> ApiResult<Vec<u8>> {
    let differs = O::DESCRIPTOR.response.is_none_or(|schema| schema.differs_in(version));
    if version == ApiVersion::NEWEST || !differs {
        return Ok(answer.json.as_bytes().to_vec());
    }
    encode::<O>(&answer.answer, version)
}

fn encode<O: Operation>(answer: &O::Response, version: ApiVersion) -> ApiResult<Vec<u8>> {
    let Some(schema) = O::DESCRIPTOR.response else { return Ok(Vec::new()) };
    let failed = |error: serde_json::Error| -> ApiError {
        tracing::error!(%error, operation = O::DESCRIPTOR.id, "the answer cannot be written");
        kinds::INTERNAL.with("The answer cannot be written. The log has the reason beside this trace id.")
    };
    if version == ApiVersion::NEWEST || !schema.differs_in(version) {
        // Room for a user: an answer that grows is copied each time.
        let mut text = Vec::with_capacity(4096);
        serde_json::to_writer(&mut text, answer).map_err(failed)?;
        return Ok(text);
    }
    let mut value = serde_json::to_value(answer).map_err(failed)?;
    schema.prune(&mut value, version);
    serde_json::to_vec(&value).map_err(failed)
}

/// The one list of a resource: a line names how an operation is served and by which handler.
macro_rules! routes {
    ($($kind:ident $handler:ident),* $(,)?) => {
        $(mod $handler;)*

        /// Binds the operations of this resource to their handlers.
        pub(crate) fn routes(api: &mut $crate::api::Api) {
            $(api.$kind($handler::$handler);)*
        }
    };
}

pub(crate) use routes;
