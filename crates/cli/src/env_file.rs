//! Files of `NAME=value` lines that applications read their keys from.

use std::io::Write;
use std::path::Path;

/// Reads a variable of a file without running anything; `None` when file or variable are not there.
pub(crate) fn read(path: &Path, name: &str) -> Option<String> {
    let items = dotenvy::from_path_iter(path).ok()?;
    items.filter_map(Result::ok).find(|(key, _)| key == name).map(|(_, value)| value)
}

/// Sets variables in a file that only its owner can read; other lines stay as they are.
pub(crate) fn update(path: &Path, variables: &[(&str, &str)]) -> std::io::Result<()> {
    let old = match std::fs::read_to_string(path) {
        Ok(old) => old,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    let sets = |line: &str, name: &str| {
        let line = line.trim_start();
        let line = line.strip_prefix("export ").unwrap_or(line).trim_start();
        line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    let mut text = String::new();
    for line in old.lines().filter(|line| !variables.iter().any(|(name, _)| sets(line, name))) {
        text.push_str(line);
        text.push('\n');
    }
    for (name, value) in variables {
        text.push_str(&format!("{name}={value}\n"));
    }
    write_private(path, text.as_bytes())
}

/// Writes a file that only its owner can read, all of it or nothing.
pub(crate) fn write_private(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let new = path.with_file_name(name);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&new)?;
    file.write_all(content)?;
    file.sync_all()?;
    std::fs::rename(&new, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_replaced_and_other_lines_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(".env");
        std::fs::write(&path, "# mine\nA=1\nexport B = 2\nBB=3\n").expect("written");
        update(&path, &[("B", "x"), ("C", "y")]).expect("updated");
        assert_eq!(std::fs::read_to_string(&path).expect("read"), "# mine\nA=1\nBB=3\nB=x\nC=y\n");
        assert_eq!(read(&path, "B").as_deref(), Some("x"));
        assert_eq!(read(&path, "D"), None);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_what_is_written() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(".env");
        std::fs::write(&path, "A=1\n").expect("written");
        update(&path, &[("B", "x")]).expect("updated");
        let mode = std::fs::metadata(&path).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
