//! Ids and other random text: sortable KSUIDs for resources, hexadecimal for traces and tokens.

use std::sync::{Mutex, PoisonError};

use aws_lc_rs::digest::{SHA256, digest};
use rand::rngs::ChaCha12Rng;
use rand::{Rng, SeedableRng};
use svix_ksuid::{KSUID_EPOCH, Ksuid, KsuidLike};

const KSUID_PAYLOAD_BYTES: usize = 16;

/// Where ids, trace ids and secrets get their randomness from. Cheap to share between threads.
#[derive(Debug)]
pub struct IdSource {
    randomness: Randomness,
}

#[derive(Debug)]
enum Randomness {
    /// A generator per thread, seeded by the operating system: no lock and no system call for an id.
    PerThread,
    Seeded(Box<Mutex<ChaCha12Rng>>),
}

impl IdSource {
    /// A source that nobody can predict.
    pub fn random() -> Self {
        Self { randomness: Randomness::PerThread }
    }

    /// A source that repeats itself, for tests: what it gives depends on the seed and the order of the calls only.
    pub fn seeded(seed: u64) -> Self {
        Self { randomness: Randomness::Seeded(Box::new(Mutex::new(ChaCha12Rng::seed_from_u64(seed)))) }
    }

    /// Fills the buffer with random bytes that are fit for secrets (unless the source is seeded).
    pub fn fill(&self, buffer: &mut [u8]) {
        match &self.randomness {
            Randomness::PerThread => rand::rng().fill_bytes(buffer),
            // A panic elsewhere cannot leave the generator half changed, so a poisoned lock is still good.
            Randomness::Seeded(rng) => {
                rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(buffer);
            }
        }
    }

    /// A resource id: the prefix, `_` and a KSUID of 27 base62 characters.
    ///
    /// Ids sort by the second they were made in, from 2014-05-13 on, which is as far back as a KSUID reaches: earlier
    /// times count as that day, and those after 2150 as its end.
    pub fn new_id(&self, prefix: &str, now_ms: i64) -> String {
        let seconds = now_ms.div_euclid(1000).saturating_sub(KSUID_EPOCH).clamp(0, i64::from(u32::MAX));
        let mut payload = [0; KSUID_PAYLOAD_BYTES];
        self.fill(&mut payload);
        let ksuid = Ksuid::new_raw(u32::try_from(seconds).unwrap_or(u32::MAX), Some(&payload));
        format!("{prefix}_{}", ksuid.to_base62())
    }

    /// A trace id: 32 lower-case hexadecimal digits.
    pub fn trace_id(&self) -> String {
        self.hex::<16>()
    }

    /// The id of an API key, machine token or OAuth token: the prefix, `_` and 32 lower-case hexadecimal digits.
    pub fn token_id(&self, prefix: &str) -> String {
        format!("{prefix}_{}", self.hex::<16>())
    }

    /// The `jti` claim of a token: 20 lower-case hexadecimal digits.
    pub fn jti(&self) -> String {
        self.hex::<10>()
    }

    fn hex<const BYTES: usize>(&self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut bytes = [0; BYTES];
        self.fill(&mut bytes);
        let mut text = String::with_capacity(BYTES * 2);
        for byte in bytes {
            text.push(char::from(DIGITS[usize::from(byte >> 4)]));
            text.push(char::from(DIGITS[usize::from(byte & 0xf)]));
        }
        text
    }
}

/// An id that follows from `parts`: the same ones always give it, and nobody can tell them from it. It looks like the
/// other ids and, unlike them, does not say when it was made.
pub fn derived_id(prefix: &str, parts: &[&str]) -> String {
    let mut text = Vec::new();
    for part in parts {
        // The length keeps `ab` and `c` apart from `a` and `bc`.
        text.extend_from_slice(&(part.len() as u64).to_be_bytes());
        text.extend_from_slice(part.as_bytes());
    }
    let digest = digest(&SHA256, &text);
    let (time, payload) = digest.as_ref()[..4 + KSUID_PAYLOAD_BYTES].split_at(4);
    let time = time.iter().fold(0, |number: u32, byte| number << 8 | u32::from(*byte));
    format!("{prefix}_{}", Ksuid::new_raw(time, Some(payload)).to_base62())
}

/// The second in which a resource id was made, in milliseconds since the epoch; `None` if it does not end in a KSUID.
pub fn ksuid_timestamp_ms(id: &str) -> Option<i64> {
    let (_, ksuid) = id.rsplit_once('_')?;
    if ksuid.len() != 27 || !ksuid.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let ksuid = Ksuid::from_base62(ksuid).ok()?;
    Some((i64::from(ksuid.timestamp_raw()) + KSUID_EPOCH) * 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW_MS: i64 = 1_768_713_677_250;

    #[test]
    fn an_id_is_a_prefix_and_27_base62_characters() {
        let ids = IdSource::random();
        for now_ms in [NOW_MS, 0, -1, i64::MIN, i64::MAX] {
            let id = ids.new_id("sess_activity", now_ms);
            let ksuid = id.strip_prefix("sess_activity_").unwrap();
            assert_eq!(ksuid.len(), 27, "{id}");
            assert!(ksuid.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{id}");
        }
    }

    #[test]
    fn an_id_tells_the_second_it_was_made_in() {
        let id = IdSource::random().new_id("user", NOW_MS);
        assert_eq!(ksuid_timestamp_ms(&id), Some(1_768_713_677_000));
        assert_eq!(ksuid_timestamp_ms("user"), None);
        assert_eq!(ksuid_timestamp_ms("user_ä"), None);
        assert_eq!(ksuid_timestamp_ms("user_aaaaaaaaaaaaaaaaaaaaaaaaaä"), None);
    }

    #[test]
    fn ids_sort_by_the_second_they_were_made_in() {
        let ids = IdSource::random();
        let made: Vec<_> = (0..100).map(|second| ids.new_id("user", NOW_MS + second * 1000)).collect();
        assert!(made.is_sorted());
    }

    #[test]
    fn a_derived_id_follows_from_its_parts_alone() {
        let id = derived_id("agent", &["ins_1", "helper"]);
        assert_eq!(id.strip_prefix("agent_").unwrap().len(), 27, "{id}");
        assert_eq!(id, derived_id("agent", &["ins_1", "helper"]));
        for other in [&["ins_2", "helper"][..], &["ins_1", "Helper"], &["ins_1h", "elper"], &["ins_1"]] {
            assert_ne!(id, derived_id("agent", other));
        }
    }

    #[test]
    fn a_seed_repeats_every_kind_of_id() {
        let one_of_each = || {
            let ids = IdSource::seeded(7);
            [ids.new_id("user", NOW_MS), ids.trace_id(), ids.token_id("mt"), ids.jti()].join("\n")
        };
        insta::assert_snapshot!(one_of_each(), @r"
        user_38PulTlKBI3tMDVfqNZyT7OnMyM
        cdbc8b0f4632842499a0dfa60568e28a
        mt_b621629ead61c245e06bb0bc4f577df3
        d2f49798ab0deb2c8ade
        ");
        assert_eq!(one_of_each(), one_of_each());
    }

    #[test]
    fn threads_that_share_a_source_never_make_the_same_id() {
        for ids in [IdSource::random(), IdSource::seeded(1)] {
            let mut made: Vec<String> = std::thread::scope(|scope| {
                let threads: Vec<_> = (0..4)
                    .map(|_| scope.spawn(|| (0..500).map(|_| ids.new_id("user", NOW_MS)).collect::<Vec<_>>()))
                    .collect();
                threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
            });
            made.sort();
            made.dedup();
            assert_eq!(made.len(), 2000);
        }
    }
}
