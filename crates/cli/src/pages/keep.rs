//! What has been read of a long list, kept in a file of the project until the list is whole.
//!
//! The first line says what the rows belong to. Then come rows, a line each, and after every page a line that says where
//! the next one begins. Whatever follows the last such line was not written whole, and is left out.

use std::fs::{File, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::time::Duration;

use super::Resumption;
use super::walk::Walk;
use crate::failure::Outcome;
use crate::request::Request;
use crate::rows::{self, Row};
use crate::{local, printer};

/// How long what was kept is worth going on with: the list has changed since.
const FRESH: Duration = Duration::from_secs(60 * 60);

/// Begins the line after a page.
const MARK: char = '#';

/// Where rows are kept.
pub(super) struct Keep {
    path: PathBuf,
    title: String,
    /// There is none as long as nothing has to be kept, and where it cannot be.
    file: Option<File>,
    is_off: bool,
}

/// What an interrupted run has read.
pub(super) struct Kept {
    pub(super) rows: Vec<Row>,
    /// Where an offset goes on.
    pub(super) next: u64,
}

impl Keep {
    /// Looks for what an earlier run of the same request has kept.
    pub(super) fn open(resumption: &Resumption<'_>, request: &Request) -> Outcome<(Self, Option<Kept>)> {
        let title = title(resumption, request);
        let mut hasher = DefaultHasher::new();
        title.hash(&mut hasher);
        let folder = resumption.folder.join("resume");
        let path = folder.join(format!("{}-{:016x}.ndjson", request.operation.id, hasher.finish()));
        let mut keep = Self { path, title, file: None, is_off: false };
        if resumption.anew || !keep.path.exists() {
            return Ok((keep, None));
        }
        let kept = keep.load().unwrap_or_default();
        Ok((keep, kept))
    }

    fn load(&mut self) -> std::io::Result<Option<Kept>> {
        let mut file = OpenOptions::new().read(true).write(true).open(&self.path)?;
        // Another run of the same command is at it.
        if file.try_lock().is_err() {
            self.is_off = true;
            return Ok(None);
        }
        let age = file.metadata()?.modified()?.elapsed().unwrap_or_default();
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        let Some((kept, length)) = parse(&text, &self.title).filter(|_| age <= FRESH) else {
            return Ok(None);
        };
        file.set_len(length)?;
        file.seek(SeekFrom::End(0))?;
        self.file = Some(file);
        Ok(Some(kept))
    }

    /// Keeps a page. A list that ends with its first page is not worth a file.
    pub(super) fn add(&mut self, rows: &[Row], walk: &Walk) -> Outcome {
        if self.is_off || (self.file.is_none() && walk.is_done()) {
            return Ok(());
        }
        if self.file.is_none() {
            self.create()?;
        }
        let mut text = String::new();
        for row in rows {
            text.push_str(&rows::one_line(row));
            text.push('\n');
        }
        text.push_str(&format!("{MARK}{}\n", walk.next_offset()));
        let written = self.file.as_mut().map_or(Ok(()), |file| file.write_all(text.as_bytes()));
        if let Err(error) = written {
            self.give_up(&error);
        }
        Ok(())
    }

    fn create(&mut self) -> Outcome {
        if let Some(folder) = self.path.parent() {
            local::make_folder(folder.parent().unwrap_or(folder))?;
            local::make_folder(folder)?;
        }
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let opened = options.open(&self.path).and_then(|mut file| {
            if file.try_lock().is_err() {
                return Ok(None);
            }
            file.set_len(0)?;
            writeln!(file, "{}", self.title)?;
            Ok(Some(file))
        });
        match opened {
            Ok(Some(file)) => self.file = Some(file),
            Ok(None) => self.is_off = true,
            Err(error) => self.give_up(&error),
        }
        Ok(())
    }

    /// A list is worth more than the file that it could go on from.
    fn give_up(&mut self, error: &std::io::Error) {
        let message = format!("What is read is not kept, since {} cannot be written: {error}", self.path.display());
        printer::warning("not_kept", &message);
        self.file = None;
        self.is_off = true;
        let _ = std::fs::remove_file(&self.path);
    }

    /// Whether another run could go on from here.
    pub(super) fn is_kept(&self) -> bool {
        self.file.is_some()
    }

    /// The list is whole.
    pub(super) fn remove(self) {
        if self.file.is_some() {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// What the rows belong to. A page may have another size the next time.
fn title(resumption: &Resumption<'_>, request: &Request) -> String {
    let mut query = request.parts.query.clone();
    query.remove("limit");
    serde_json::json!({
        "frontdesk_resume": 1,
        "request": format!("{} {}", request.operation.method, request.path()),
        "query": query,
        "api_version": request.version.as_str(),
        "source": resumption.source,
    })
    .to_string()
}

/// The rows before the last mark, and where it ends in the file.
fn parse(text: &str, title: &str) -> Option<(Kept, u64)> {
    let end = text.rfind(&format!("\n{MARK}")).map(|at| at + 1)?;
    let mark = text[end..].split_inclusive('\n').next().filter(|line| line.ends_with('\n'));
    let Some(mark) = mark else {
        // The last mark itself is torn: the one before counts.
        return parse(&text[..end], title);
    };
    let next = mark.trim_end().trim_start_matches(MARK).parse().ok()?;
    let mut lines = text[..end].lines();
    if lines.next() != Some(title) {
        return None;
    }
    let rows = lines.filter(|line| !line.starts_with(MARK)).map(serde_json::from_str).collect::<Result<_, _>>().ok()?;
    Some((Kept { rows, next }, (end + mark.len()) as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_torn_is_left_out() {
        let whole = "title\n{\"id\":\"a\"}\n{\"id\":\"b\"}\n#2\n{\"id\":\"c\"}\n#3\n";
        let read = |text: &str| parse(text, "title").map(|(kept, length)| (kept.rows.len(), kept.next, length));
        let first = whole.find("#3").map(|at| at - "{\"id\":\"c\"}\n".len()).unwrap() as u64;
        for length in 0..=whole.len() {
            let expected = match length as u64 {
                length if length < first => None,
                length if length < whole.len() as u64 => Some((2, 2, first)),
                length => Some((3, 3, length)),
            };
            assert_eq!(read(&whole[..length]), expected, "{length}");
        }
        assert_eq!(parse(whole, "another title").map(|(kept, _)| kept.next), None);
    }
}
