//! The program as an operator starts it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Resource, Rlimit};

use crate::client::Client;

/// The key that all trials use.
pub const SECRET_KEY: &str = "sk_test_trialtrialtrialtrialtrialtrial";
/// How long a start may take, migrations and a crash recovery included.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program `frontdesk`.
#[derive(Clone, Debug)]
pub struct Program {
    path: PathBuf,
}

impl Program {
    /// The program in that file.
    pub fn at(path: &Path) -> Result<Self> {
        if !path.is_file() {
            bail!("there is no program {}", path.display());
        }
        Ok(Self { path: path.to_owned() })
    }

    fn command(&self) -> Command {
        // A shell lets the program live when a file may not grow: it hears of the failed write instead.
        let mut command = Command::new("/bin/sh");
        command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]).arg(&self.path);
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("FRONTDESK_")) {
            command.env_remove(name);
        }
        command.stdin(Stdio::null());
        command
    }

    /// Starts a server on a database without waiting for it. Its log goes into `folder`.
    pub fn launch(&self, database: &str, folder: &Path, extra: &[&str]) -> Result<Launched> {
        static NEXT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let log = folder.join(format!("server-{number}.log"));
        let file = File::create(&log)?;
        let child = self
            .command()
            .args(["serve", "--listen", "127.0.0.1:0", "--database", database, "--log", "warn"])
            .args(extra)
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()?;
        Ok(Launched { child, log })
    }

    /// Starts a server with the key of the trials and waits until it listens.
    pub fn serve(&self, database: &str, folder: &Path) -> Result<Serving> {
        self.launch(database, folder, &["--secret-key", SECRET_KEY])?.wait()
    }

    /// Runs a command to its end and gives what it printed; an error tells what it said.
    pub fn run(&self, arguments: &[&str]) -> Result<String> {
        let output = self.command().args(arguments).output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!("`frontdesk {}` ended with {}: {text}{said}", arguments.join(" "), output.status);
        }
        Ok(text)
    }

    /// Recounts the database and looks for orphans; an error lists what was found.
    pub fn check(&self, database: &str) -> Result<()> {
        self.run(&["check", "--database", database]).map(|_| ()).context("the database is not as it must be")
    }
}

/// A server that was started and may not listen yet.
#[derive(Debug)]
pub struct Launched {
    child: Child,
    log: PathBuf,
}

impl Launched {
    /// Waits until it listens.
    pub fn wait(mut self) -> Result<Serving> {
        let started = Instant::now();
        loop {
            let log = std::fs::read_to_string(&self.log)?;
            let line = log.lines().find_map(|line| line.split_once("frontdesk listens on "));
            if let Some((_, url)) = line.filter(|_| log.ends_with('\n')) {
                let url = url.trim().to_owned();
                return Ok(Serving { child: self.child, url, log: self.log });
            }
            let ended = self.child.try_wait()?;
            if ended.is_some() || started.elapsed() > PATIENCE {
                let _ = self.child.kill();
                let _ = self.child.wait();
                bail!("the server does not listen ({ended:?}):\n{log}");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// A server that listens. It is killed when dropped.
#[derive(Debug)]
pub struct Serving {
    child: Child,
    url: String,
    log: PathBuf,
}

impl Serving {
    /// A client of this server with the key of the trials.
    pub fn client(&self) -> Client {
        Client::new(&self.url, SECRET_KEY)
    }

    /// Kills it as a power cut would: nothing is flushed, nothing is said.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Whether it still runs.
    pub fn is_alive(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_none())
    }

    /// What it wrote: addresses, warnings, errors.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Lets its files grow to that many bytes each, or without a limit.
    pub fn limit_files(&self, bytes: Option<u64>) -> Result<()> {
        let pid = Pid::from_child(&self.child);
        let now = rustix::process::getrlimit(Resource::Fsize);
        rustix::process::prlimit(Some(pid), Resource::Fsize, Rlimit { current: bytes, maximum: now.maximum })?;
        Ok(())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
