//! Tells the program what it was built from, for `--version`.

use std::process::Command;

fn main() {
    let line = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().ok().filter(|output| output.status.success())?;
        Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
    };
    let variable = |name| std::env::var(name).unwrap_or_default();
    // An archive of the source has no history; then the version alone has to do.
    let commit = line("git", &["rev-parse", "--short=10", "HEAD"]).unwrap_or_else(|| "unknown".to_owned());
    let compiler = line(&variable("RUSTC"), &["--version"]).unwrap_or_default();
    let compiler = compiler.split(" (").next().unwrap_or_default();
    // See docs/decisions/0009-fixed-addresses.md.
    let may_move = std::env::var_os("FRONTDESK_PIE").is_some();
    if variable("PROFILE") == "release" && variable("TARGET").ends_with("-linux-gnu") && !may_move {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    println!("cargo::rerun-if-env-changed=FRONTDESK_PIE");
    println!("cargo::rustc-env=FRONTDESK_COMMIT={commit}");
    println!("cargo::rustc-env=FRONTDESK_TARGET={}", variable("TARGET"));
    println!("cargo::rustc-env=FRONTDESK_PROFILE={}", variable("PROFILE"));
    println!("cargo::rustc-env=FRONTDESK_COMPILER={compiler}");
    println!("cargo::rerun-if-changed=build.rs");
    if std::path::Path::new("../../.git/logs/HEAD").exists() {
        println!("cargo::rerun-if-changed=../../.git/logs/HEAD");
    }
}
