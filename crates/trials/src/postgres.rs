//! A PostgreSQL of our own, from the distribution's binaries: started, killed the hard way, started again.

use std::fs::File;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal};

/// How long a start may take, crash recovery included.
const PATIENCE: Duration = Duration::from_secs(60);

/// A PostgreSQL that only this machine reaches.
#[derive(Debug)]
pub struct Postgres {
    binaries: PathBuf,
    folder: PathBuf,
    port: u16,
    owner: Option<(u32, u32)>,
    child: Option<Child>,
}

impl Postgres {
    /// Makes a cluster in `folder`, which must not exist, and starts it.
    pub fn start(folder: &Path) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut postgres =
            Self { binaries: binaries()?, folder: folder.to_owned(), port, owner: owner()?, child: None };
        std::fs::create_dir(folder)?;
        if let Some((user, group)) = postgres.owner {
            std::os::unix::fs::chown(folder, Some(user), Some(group))?;
        }
        let log = File::create(folder.join("initdb.log"))?;
        let made = postgres
            .command("initdb")
            .args(["--username=frontdesk", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-D"])
            .arg(folder.join("data"))
            .stdout(log.try_clone()?)
            .stderr(log)
            .status()?;
        if !made.success() {
            bail!("initdb failed: {}", std::fs::read_to_string(folder.join("initdb.log"))?);
        }
        postgres.resume()?;
        Ok(postgres)
    }

    /// PostgreSQL refuses to run as root, so it runs as the user that its package made.
    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(self.binaries.join(name));
        command.current_dir(&self.folder).stdin(Stdio::null());
        if let Some((user, group)) = self.owner {
            command.uid(user).gid(group);
        }
        command
    }

    /// Starts it again and waits until it answers.
    pub fn resume(&mut self) -> Result<()> {
        let log = File::options().create(true).append(true).open(self.folder.join("server.log"))?;
        let child = self
            .command("postgres")
            .args(["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200"])
            .arg("-p")
            .arg(self.port.to_string())
            .arg("-D")
            .arg(self.folder.join("data"))
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        self.child = Some(child);
        let started = Instant::now();
        while let Err(error) = self.connect("postgres") {
            if started.elapsed() > PATIENCE {
                let log = std::fs::read_to_string(self.folder.join("server.log"))?;
                bail!("PostgreSQL does not answer: {error}\n{log}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    fn connect(&self, database: &str) -> Result<postgres::Client> {
        Ok(postgres::Client::connect(&self.address(database), postgres::NoTls)?)
    }

    /// The address of a database.
    pub fn address(&self, database: &str) -> String {
        format!("postgres://frontdesk@127.0.0.1:{}/{database}", self.port)
    }

    /// Makes an empty database and gives its address.
    pub fn create_database(&self, name: &str) -> Result<String> {
        self.connect("postgres")?.batch_execute(&format!("CREATE DATABASE {name}"))?;
        Ok(self.address(name))
    }

    /// Kills it as a power cut would: the postmaster and all its children, at once.
    pub fn kill(&mut self) -> Result<()> {
        let Some(mut child) = self.child.take() else { return Ok(()) };
        let postmaster = Pid::from_child(&child);
        let children = children_of(postmaster);
        child.kill()?;
        for pid in &children {
            // It may have noticed and ended by itself.
            let _ = rustix::process::kill_process(*pid, Signal::KILL);
        }
        child.wait()?;
        let started = Instant::now();
        // A new postmaster would refuse to start beside children of the old one.
        while children.iter().any(|pid| parent_of(*pid).is_some()) {
            if started.elapsed() > PATIENCE {
                bail!("children of PostgreSQL do not die");
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        Ok(())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

/// The newest of the distribution's versions, or what the path offers.
fn binaries() -> Result<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))))
        .filter(|(_, path)| path.join("initdb").is_file())
        .max();
    if let Some((_, path)) = newest {
        return Ok(path);
    }
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths)
        .find(|path| path.join("initdb").is_file())
        .context("PostgreSQL is not installed: on Debian, `apt-get install postgresql` brings it")
}

/// Whom it has to run as: nobody else, unless we are root.
fn owner() -> Result<Option<(u32, u32)>> {
    if !rustix::process::geteuid().is_root() {
        return Ok(None);
    }
    let users = std::fs::read_to_string("/etc/passwd")?;
    let line = users.lines().find_map(|line| line.strip_prefix("postgres:"));
    let mut fields = line.context("there is no user `postgres` to run PostgreSQL as")?.split(':').skip(1);
    let mut number = || -> Result<u32> { Ok(fields.next().context("a broken /etc/passwd")?.parse()?) };
    Ok(Some((number()?, number()?)))
}

/// The parent of a process that lives; `None` for one that is gone or only waits to be buried.
fn parent_of(pid: Pid) -> Option<i32> {
    let text = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).ok()?;
    // The name stands in parentheses and may contain anything.
    let mut fields = text.rsplit_once(')')?.1.split_whitespace();
    let state = fields.next()?;
    if state == "Z" || state == "X" { None } else { fields.next()?.parse().ok() }
}

fn children_of(parent: Pid) -> Vec<Pid> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = entries.filter_map(|entry| Pid::from_raw(entry.file_name().to_str()?.parse().ok()?));
    pids.filter(|pid| parent_of(*pid) == Some(parent.as_raw_nonzero().get())).collect()
}
