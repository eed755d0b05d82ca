//! The client's share of the rate limits: no more requests than an instance may get.
//!
//! They are counted in a file for each address and key, so that the count holds when a run is killed and another one goes
//! on, and when two runs are at it at once. A request takes a place before it goes out; a run that is killed in between
//! leaves the place taken.

use std::fs::{File, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::guard::Key;
use crate::keys::SecretKey;
use crate::user_folders;

/// The span in which the API counts, and a little more, since two clocks are never quite as fast as each other.
/// In milliseconds.
const WINDOW: i64 = 10_100;

/// The bytes of a place in the file: two times of 13 digits, and what separates them.
const RECORD: usize = 28;

/// A place that a request takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Place {
    /// When the request went out, in milliseconds.
    sent: i64,
    /// When its answer had come; 0 as long as it has not. It was counted before that.
    answered: i64,
}

/// The number of a place that a request has taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a place that is not given back stays taken for long"]
pub(super) struct Taken(usize);

/// How many requests went out lately.
#[derive(Debug)]
pub(super) struct Budget {
    places: Vec<Place>,
    /// There is none where it cannot be kept; then this run counts for itself.
    file: Option<File>,
    /// How long a request may be on its way, in milliseconds.
    longest: i64,
}

impl Budget {
    /// What the key's instance allows: 1000 requests in 10 seconds in production, 100 in development.
    pub(super) fn of(key: Key, longest: Duration, path: Option<&Path>) -> Self {
        let limit = if key == Key::Live { 1000 } else { 100 };
        let longest = i64::try_from(longest.as_millis()).unwrap_or(i64::MAX / 4).min(i64::MAX / 4);
        Self { places: vec![Place::default(); limit], file: path.and_then(|path| open(path).ok()), longest }
    }

    /// Takes a place for a request; `Err` says how long to wait before there may be one.
    pub(super) fn take(&mut self, now: i64) -> Result<Taken, Duration> {
        self.with_file(|budget| {
            let free: Vec<i64> = budget.places.iter().map(|place| budget.free_at(*place, now)).collect();
            match (free.iter().position(|free| *free <= now), free.iter().min()) {
                (Some(at), _) => {
                    budget.put(at, Place { sent: now, answered: 0 });
                    Ok(Taken(at))
                }
                (None, soonest) => {
                    let wait = soonest.map_or(WINDOW, |soonest| soonest - now).clamp(1, WINDOW);
                    Err(Duration::from_millis(wait.unsigned_abs()))
                }
            }
        })
    }

    /// Notes that the answer has come: the request was counted before that, so its place is free that much later.
    pub(super) fn note(&mut self, taken: Taken, now: i64) {
        self.with_file(|budget| {
            let sent = budget.places.get(taken.0).map_or(now, |place| place.sent);
            budget.put(taken.0, Place { sent, answered: now });
        });
    }

    fn free_at(&self, place: Place, now: i64) -> i64 {
        // A clock that was set back must not keep a place for ever.
        let (sent, answered) = (place.sent.min(now), place.answered.min(now));
        match place {
            Place { sent: 0, .. } => 0,
            // Nobody knows when it was counted, if it was.
            Place { answered: 0, .. } => sent + self.longest + WINDOW,
            _ => answered + WINDOW,
        }
    }

    /// Does something while no other run can, with what all of them have noted.
    fn with_file<T>(&mut self, change: impl FnOnce(&mut Self) -> T) -> T {
        let is_read = self.file.as_mut().map(|file| {
            file.lock()?;
            read(file, &mut self.places)
        });
        if let Some(Err(_)) = is_read {
            self.file = None;
        }
        let done = change(self);
        if let Some(file) = &self.file {
            let _ = file.unlock();
        }
        done
    }

    fn put(&mut self, at: usize, place: Place) {
        if let Some(old) = self.places.get_mut(at) {
            *old = place;
        }
        // A file that cannot be written any more is done without.
        self.file = self.file.take().filter(|mut file| {
            let record = format!("{:>13} {:>13}\n", place.sent, place.answered);
            file.seek(SeekFrom::Start((at * RECORD) as u64)).and_then(|_| file.write_all(record.as_bytes())).is_ok()
        });
    }
}

/// The file for an address and a key; `None` where there is no folder for what is kept.
pub(super) fn path(url: &str, key: Option<&SecretKey>) -> Option<PathBuf> {
    let mut hasher = DefaultHasher::new();
    (url, key.map(SecretKey::fingerprint)).hash(&mut hasher);
    Some(user_folders::state()?.join("budgets").join(format!("{:016x}", hasher.finish())))
}

fn open(path: &Path) -> std::io::Result<File> {
    if let Some(folder) = path.parent() {
        user_folders::make(folder).map_err(|failure| std::io::Error::other(failure.message))?;
    }
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Reads every place; one that was never written, or was written by half, is free.
fn read(file: &mut File, places: &mut [Place]) -> std::io::Result<()> {
    let mut bytes = Vec::with_capacity(places.len() * RECORD);
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    let mut records = bytes.chunks(RECORD);
    for place in places {
        let record = records.next().and_then(|record| std::str::from_utf8(record).ok()).unwrap_or_default();
        let mut times = record.split_ascii_whitespace().map_while(|time| time.parse().ok());
        *place = match (times.next(), times.next()) {
            (Some(sent), Some(answered)) => Place { sent, answered },
            _ => Place::default(),
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);
    /// A time as a clock of today says it.
    const START: i64 = 1_790_000_000_000;

    /// Sends a request as soon as it may, and gives back when; its answer takes `length`.
    fn send(budget: &mut Budget, now: &mut i64, length: i64) -> i64 {
        loop {
            match budget.take(*now) {
                Ok(taken) => {
                    let sent = *now;
                    *now += length;
                    budget.note(taken, *now);
                    return sent;
                }
                Err(wait) => *now += i64::try_from(wait.as_millis()).unwrap(),
            }
        }
    }

    fn assert_within(sent: &[i64], limit: usize) {
        for window in sent.windows(limit + 1) {
            assert!(window[limit] - window[0] >= 10_000, "{window:?}");
        }
    }

    #[test]
    fn no_window_ever_holds_more_than_the_limit() {
        let mut budget = Budget::of(Key::Test, MINUTE, None);
        let mut now = START;
        let sent: Vec<i64> = (0..1000).map(|step| send(&mut budget, &mut now, step % 7)).collect();
        assert_within(&sent, 100);
        // Ten thousand requests of the same length would take ten windows and no more.
        assert!(now - START < 105_000, "{}", now - START);
        assert_eq!(Budget::of(Key::Live, MINUTE, None).places.len(), 1000);
    }

    #[test]
    fn runs_that_are_killed_leave_what_they_sent_to_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/budgets/one");
        let mut now = START;
        let mut sent = Vec::new();
        // Nothing says goodbye: each run is dropped with its last request on its way.
        for run in 0..60 {
            let mut budget = Budget::of(Key::Test, Duration::from_secs(1), Some(&path));
            sent.extend((0..run % 40).map(|step| send(&mut budget, &mut now, step % 5)));
            if budget.take(now).is_ok() {
                sent.push(now);
            }
            now += 3;
        }
        assert!(sent.len() > 1000);
        assert_within(&sent, 100);
        assert!(std::fs::metadata(&path).unwrap().len() <= (100 * RECORD) as u64);
    }

    #[test]
    fn runs_at_the_same_time_share_what_there_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one");
        let mut runs = [0, 1, 2].map(|_| Budget::of(Key::Test, MINUTE, Some(&path)));
        let taken = |runs: &mut [Budget], now| -> usize {
            (0..120)
                .filter(|at| {
                    runs[at % 3].take(now).is_ok_and(|taken| {
                        runs[(at + 1) % 3].note(taken, now);
                        true
                    })
                })
                .count()
        };
        assert_eq!(taken(&mut runs, START), 100);
        assert_eq!(taken(&mut runs, START + 10_000), 0);
        assert_eq!(taken(&mut runs, START + WINDOW), 100);
    }

    #[test]
    fn neither_a_torn_file_nor_a_clock_that_is_set_back_stops_it_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one");
        std::fs::write(&path, b"\xff\xfe 12 nonsense\n 999999999999999999999").unwrap();
        let mut budget = Budget::of(Key::Test, MINUTE, Some(&path));
        let count = (0..200).filter(|_| budget.take(START).map(|taken| budget.note(taken, START)).is_ok()).count();
        assert_eq!(count, 100);
        let before = START - 86_400_000;
        assert!(budget.take(before).is_err_and(|wait| wait <= Duration::from_millis(10_100)));
    }

    #[test]
    fn where_nothing_can_be_kept_a_run_counts_for_itself() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("file"), "").unwrap();
        let mut budget = Budget::of(Key::Test, MINUTE, Some(&folder.path().join("file/one")));
        assert_eq!((0..200).filter(|_| budget.take(START).is_ok()).count(), 100);
    }

    #[test]
    fn addresses_and_keys_are_counted_apart() {
        let key = SecretKey::new("sk_test_abcdefghijkl", "a test");
        let other = SecretKey::new("sk_test_lkjihgfedcba", "a test");
        let one = path("https://a.example", Some(&key));
        assert_ne!(one, path("https://b.example", Some(&key)));
        assert_ne!(one, path("https://a.example", Some(&other)));
        assert_eq!(one, path("https://a.example", Some(&key)));
    }
}
