//! Load by `wrk`, and medians over rounds in which the sides take turns.

use std::process::Command;

use anyhow::{Context, bail};

/// How hard and how long.
#[derive(Clone, Debug)]
pub(crate) struct Load {
    pub(crate) connections: usize,
    pub(crate) seconds: u64,
}

/// One thing that is put under load.
pub(crate) struct Target {
    pub(crate) url: String,
    /// A script in wrk's language, for requests that differ.
    pub(crate) script: String,
    pub(crate) key: Option<String>,
}

/// Requests a second, of which none failed.
pub(crate) fn measure(target: &Target, load: &Load) -> anyhow::Result<f64> {
    let folder = tempfile::tempdir()?;
    let script = folder.path().join("load.lua");
    std::fs::write(&script, &target.script)?;
    let mut command = Command::new("wrk");
    command
        .args(["-t1", &format!("-c{}", load.connections), &format!("-d{}s", load.seconds), "-s"])
        .arg(&script)
        .args(["-H", "Clerk-API-Version: 2026-05-12"]);
    if let Some(key) = &target.key {
        command.args(["-H", &format!("Authorization: Bearer {key}")]);
    }
    let output = command.arg(&target.url).output().context("wrk is missing: apt-get install wrk")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if let Some(failed) = text.lines().find(|line| line.contains("Non-2xx") || line.contains("Socket errors")) {
        bail!("{}: {}", target.url, failed.trim());
    }
    let line =
        text.lines().find(|line| line.starts_with("Requests/sec:")).with_context(|| format!("wrk said: {text}"))?;
    Ok(line.trim_start_matches("Requests/sec:").trim().parse()?)
}

/// The median.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// Measures every target in turn, `rounds` times, and gives the median of each.
pub(crate) fn take_turns(targets: &[&Target], load: &Load, rounds: usize) -> anyhow::Result<Vec<f64>> {
    let mut figures = vec![Vec::new(); targets.len()];
    for _ in 0..rounds {
        for (target, figures) in targets.iter().zip(&mut figures) {
            figures.push(measure(target, load)?);
        }
    }
    Ok(figures.into_iter().map(median).collect())
}
