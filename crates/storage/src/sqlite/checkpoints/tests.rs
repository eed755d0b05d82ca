use std::path::Path;

use super::*;

/// More pages than the log ever has; one commit has a few.
const MOST: i32 = ENOUGH + TOO_MANY + 20;

/// Writes rows of a page each and keeps the most pages that the log had.
fn write(writer: &Database, checkpoints: &mut Checkpoints, rows: usize) -> i32 {
    let mut most = 0;
    for _ in 0..rows {
        writer.execute("INSERT INTO rows (text) VALUES (zeroblob(5000))", []).expect("written");
        checkpoints.after_commit(writer);
        most = most.max(checkpoints.pages.load(Ordering::Relaxed));
    }
    most
}

fn open(path: &Path) -> Database {
    let database = Database::open(path).expect("opened");
    database.execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL").expect("a log");
    database
}

#[test]
fn the_log_stays_short_and_begins_anew_when_a_long_reader_is_done() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log.db");
    let mut writer = open(&path);
    writer.execute_batch("CREATE TABLE rows (text TEXT)").expect("a table");
    let own = path.clone();
    let mut checkpoints = Checkpoints::start(&mut writer, move || Ok(open(&own))).expect("started");

    let most = write(&writer, &mut checkpoints, 1_000);
    assert!((ENOUGH..MOST).contains(&most), "{most} pages");

    // The log cannot begin anew while somebody reads what is in it.
    let reader = open(&path);
    reader.execute_batch("BEGIN").expect("begun");
    let seen: i64 = reader.query_row("SELECT count(*) FROM rows", [], |row| row.get(0)).expect("counted");
    assert_eq!(seen, 1_000);
    let most = write(&writer, &mut checkpoints, 1_000);
    assert!(most > MOST, "{most} pages");
    reader.execute_batch("COMMIT").expect("done");

    write(&writer, &mut checkpoints, 1_000);
    let most = write(&writer, &mut checkpoints, 1_000);
    assert!(most < MOST, "{most} pages");
    drop((checkpoints, reader, writer));
    let rows: i64 = open(&path).query_row("SELECT count(*) FROM rows", [], |row| row.get(0)).expect("counted");
    assert_eq!(rows, 4_000);
}

#[test]
fn the_log_stays_short_though_each_commit_fills_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log.db");
    let mut writer = open(&path);
    writer.execute_batch("CREATE TABLE rows (text TEXT)").expect("a table");
    let mut checkpoints = Checkpoints::start(&mut writer, move || Ok(open(&path))).expect("started");
    let mut most = 0;
    for _ in 0..60 {
        writer.execute_batch("BEGIN").expect("begun");
        for _ in 0..ENOUGH {
            writer.execute("INSERT INTO rows (text) VALUES (zeroblob(5000))", []).expect("written");
        }
        writer.execute_batch("COMMIT").expect("committed");
        checkpoints.after_commit(&writer);
        most = most.max(checkpoints.pages.load(Ordering::Relaxed));
    }
    // A row takes two pages.
    assert!(most < 5 * MOST, "{most} pages");
}

#[test]
fn the_writer_does_it_alone_if_the_thread_cannot() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut writer = open(&folder.path().join("log.db"));
    writer.execute_batch("CREATE TABLE rows (text TEXT)").expect("a table");
    let fails = || Err(StorageError::Unavailable("no".to_owned()));
    let mut checkpoints = Checkpoints::start(&mut writer, fails).expect("started");
    write(&writer, &mut checkpoints, 200);
    let most = write(&writer, &mut checkpoints, 1_000);
    assert!(most < MOST, "{most} pages");
}
