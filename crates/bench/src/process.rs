//! Programs that are measured: started, found by the address they print, and stopped with the run.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

/// A running program and where it listens.
pub(crate) struct Program {
    child: Child,
    pub(crate) url: String,
    /// From its start to its first answer.
    pub(crate) started_in: Duration,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Program {
    /// Starts a program and waits until `path` answers.
    pub(crate) fn start(program: &Path, arguments: &[&str], path: &str) -> anyhow::Result<Self> {
        let begun = Instant::now();
        let mut child = Command::new(program)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .with_context(|| format!("{} could not be started", program.display()))?;
        let output = child.stdout.take().context("no output")?;
        let mut lines = BufReader::new(output).lines();
        let url = loop {
            let Some(line) = lines.next() else { bail!("{} ended before it listened", program.display()) };
            if let Some(address) = line?.split("http://").nth(1) {
                break format!("http://{}", address.trim_end_matches(['"', '/', ' ', '\'']).trim());
            }
        };
        // What it prints later is not ours to read, but it must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        while ureq::get(format!("{url}{path}")).call().is_err() {
            if begun.elapsed() > Duration::from_secs(30) {
                bail!("{} does not answer", program.display());
            }
            std::thread::yield_now();
        }
        Ok(Self { child, url, started_in: begun.elapsed() })
    }

    /// The memory that the program holds, in MiB.
    pub(crate) fn resident_mib(&self) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).context("no VmRSS")?;
        let kib: f64 = line.split_whitespace().nth(1).context("no number")?.parse()?;
        Ok(kib / 1024.0)
    }
}
