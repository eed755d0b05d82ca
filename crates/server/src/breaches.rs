//! Passwords known from breaches. What is asked for is the SHA-1 of a password, as the lists of Have I Been Pwned have
//! it; only a file or, where an operator says so, a service that sees no more than its first characters.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use sha1::{Digest, Sha1};

/// How many hexadecimal digits of a digest name a range of them.
pub const RANGE: usize = 5;
/// The longest line of a list: a digest, a colon, a count.
const LONGEST_LINE: u64 = 80;
/// The most bytes of one range, which has about a thousand lines.
const LARGEST_RANGE: u64 = 16 << 20;

/// Knows passwords from breaches.
pub trait Breaches: fmt::Debug + Send + Sync {
    /// Whether the password with that SHA-1, 40 hexadecimal digits in capitals, is known. Called where it may block;
    /// an error is logged and means that it is not.
    fn contains(&self, digest: &str) -> io::Result<bool>;
}

/// Knows none.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoBreaches;

impl Breaches for NoBreaches {
    fn contains(&self, _digest: &str) -> io::Result<bool> {
        Ok(false)
    }
}

/// The SHA-1 of a password as the lists spell it.
pub(crate) fn digest(password: &str) -> String {
    Sha1::digest(password.as_bytes()).iter().map(|byte| format!("{byte:02X}")).collect()
}

/// A list on this machine: one file whose lines begin with digests in their order, of any size, or a folder with a
/// file for each range, as the downloader of Have I Been Pwned writes them.
#[derive(Clone, Debug)]
pub struct BreachList {
    path: PathBuf,
    is_folder: bool,
}

impl BreachList {
    /// The list at `path`.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or does not begin like one.
    pub fn open(path: &Path) -> io::Result<Self> {
        let is_folder = path.metadata()?.is_dir();
        if !is_folder {
            let mut file = File::open(path)?;
            let (_, first) = line_at(&mut file, 0)?;
            let looks_right = first.len() >= 40 && first.get(..40).is_some_and(is_digits);
            if !looks_right {
                let message = "its first line does not begin with 40 hexadecimal digits";
                return Err(io::Error::new(io::ErrorKind::InvalidData, message));
            }
        }
        Ok(Self { path: path.to_owned(), is_folder })
    }
}

impl Breaches for BreachList {
    fn contains(&self, digest: &str) -> io::Result<bool> {
        if !self.is_folder {
            return contains_line(&mut File::open(&self.path)?, digest);
        }
        let Some((range, rest)) = digest.split_at_checked(RANGE) else { return Ok(false) };
        for name in [format!("{range}.txt"), range.to_owned()] {
            match File::open(self.path.join(name)) {
                Ok(file) => {
                    let mut text = String::new();
                    file.take(LARGEST_RANGE).read_to_string(&mut text)?;
                    return Ok(range_contains(&text, rest));
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(false)
    }
}

/// Whether a range, whose lines have the rest of a digest, a colon and a count, has that rest. A count of 0 is padding.
pub fn range_contains(range: &str, rest: &str) -> bool {
    range.lines().any(|line| match line.trim().split_once(':') {
        Some((found, count)) => found.eq_ignore_ascii_case(rest) && count.trim() != "0",
        None => line.trim().eq_ignore_ascii_case(rest),
    })
}

/// Looks for a line by halves.
fn contains_line(file: &mut File, digest: &str) -> io::Result<bool> {
    let (mut low, mut high) = (0, file.seek(SeekFrom::End(0))?);
    // The wanted line begins at `low` or later, and before `high`.
    while low < high {
        let middle = low + (high - low) / 2;
        let (start, line) = line_at(file, middle)?;
        if start >= high || line.is_empty() {
            high = middle;
            continue;
        }
        match line.get(..40).map(|found| found.to_ascii_uppercase().as_str().cmp(digest)) {
            Some(std::cmp::Ordering::Equal) => return Ok(true),
            Some(std::cmp::Ordering::Less) => low = start + line.len() as u64 + 1,
            _ => high = middle,
        }
    }
    Ok(false)
}

/// The first line that begins at `from` or behind it, with its place; empty when there is none.
fn line_at(file: &mut File, from: u64) -> io::Result<(u64, String)> {
    // One byte earlier: if a line ends there, the next begins at `from`.
    let begin = from.saturating_sub(1);
    file.seek(SeekFrom::Start(begin))?;
    let mut bytes = Vec::new();
    Read::by_ref(file).take(2 * LONGEST_LINE).read_to_end(&mut bytes)?;
    let skipped = if from == 0 { Some(0) } else { bytes.iter().position(|byte| *byte == b'\n').map(|end| end + 1) };
    let Some(skipped) = skipped else { return Ok((u64::MAX, String::new())) };
    let rest = &bytes[skipped..];
    let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    Ok((begin + skipped as u64, String::from_utf8_lossy(&rest[..end]).into_owned()))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digests() -> Vec<String> {
        let mut digests: Vec<String> = (0..500).map(|number| digest(&format!("password {number}"))).collect();
        digests.sort();
        digests
    }

    #[test]
    fn a_digest_is_that_of_the_published_example() {
        assert_eq!(digest("password"), "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8");
    }

    #[test]
    fn every_line_of_a_sorted_file_is_found_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        for end in ["\r\n", "\n"] {
            let path = folder.path().join("list.txt");
            let lines: Vec<String> =
                digests().iter().enumerate().map(|(count, digest)| format!("{digest}:{}{end}", count * 977)).collect();
            std::fs::write(&path, lines.concat()).unwrap();
            let list = BreachList::open(&path).unwrap();
            for digest in digests() {
                assert!(list.contains(&digest).unwrap(), "{digest}");
            }
            for number in 500..600 {
                assert!(!list.contains(&digest(&format!("password {number}"))).unwrap());
            }
            for edge in ["0".repeat(40), "F".repeat(40)] {
                assert!(!list.contains(&edge).unwrap());
            }
        }
    }

    #[test]
    fn a_folder_of_ranges_is_read_by_the_first_digits() {
        let folder = tempfile::tempdir().unwrap();
        let known = digest("correct horse");
        let (range, rest) = known.split_at(RANGE);
        std::fs::write(folder.path().join(format!("{range}.txt")), format!("{}:0\r\n{rest}:3\r\n", "A".repeat(35)))
            .unwrap();
        let list = BreachList::open(folder.path()).unwrap();
        assert!(list.contains(&known).unwrap());
        assert!(!list.contains(&format!("{range}{}", "A".repeat(35))).unwrap(), "padding is no breach");
        assert!(!list.contains(&digest("battery staple")).unwrap());
    }

    #[test]
    fn what_is_no_list_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("words.txt");
        std::fs::write(&path, "password\nletmein\n").unwrap();
        assert!(BreachList::open(&path).is_err());
        assert!(BreachList::open(&folder.path().join("missing")).is_err());
    }
}
