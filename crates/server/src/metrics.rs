//! Figures for Prometheus.

use std::sync::atomic::Ordering;
use std::time::Duration;

use frontdesk_storage::Statistics;
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct RequestLabels {
    operation: &'static str,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct OperationLabels {
    operation: &'static str,
}

/// The figures of one server.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    seconds: Family<OperationLabels, Histogram>,
    writes_waiting: Gauge,
    commits: Gauge,
    jobs: Gauge,
    retries: Gauge,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("frontdesk");
        let requests = Family::default();
        // From a tenth of a millisecond to three seconds.
        let seconds: Family<OperationLabels, Histogram> =
            Family::new_with_constructor(|| Histogram::new(exponential_buckets(0.0001, 2.0, 16)));
        let (writes_waiting, commits, jobs, retries) =
            (Gauge::default(), Gauge::default(), Gauge::default(), Gauge::default());
        registry.register("requests", "Answered requests by operation and status", requests.clone());
        registry.register("request_seconds", "Time from the request's head to its answer", seconds.clone());
        registry.register("writes_waiting", "Units of work that wait for a writer", writes_waiting.clone());
        registry.register("commits", "Commits since the start", commits.clone());
        registry.register("jobs", "Units of work made durable since the start", jobs.clone());
        registry.register("retries", "Units of work that ran again after a conflict", retries.clone());
        Self { registry, requests, seconds, writes_waiting, commits, jobs, retries }
    }

    pub(crate) fn observe(&self, operation: &'static str, status: u16, elapsed: Duration) {
        let operation = if operation.is_empty() { "none" } else { operation };
        self.requests.get_or_create(&RequestLabels { operation, status }).inc();
        self.seconds.get_or_create(&OperationLabels { operation }).observe(elapsed.as_secs_f64());
    }

    /// The text that Prometheus reads.
    pub(crate) fn render(&self, statistics: &Statistics) -> String {
        let read =
            |value: &std::sync::atomic::AtomicU64| i64::try_from(value.load(Ordering::Relaxed)).unwrap_or(i64::MAX);
        self.writes_waiting.set(read(&statistics.writes_waiting));
        self.commits.set(read(&statistics.commits));
        self.jobs.set(read(&statistics.jobs));
        self.retries.set(read(&statistics.retries));
        let mut text = String::new();
        // Writing to a text cannot fail.
        let _ = text::encode(&mut text, &self.registry);
        text
    }
}
