//! The time zone of this machine, for "yesterday" and for times that people read.

use std::path::Path;
use std::sync::OnceLock;

use jiff::tz::TimeZone;

/// The zone, found once.
pub(crate) fn zone() -> TimeZone {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    ZONE.get_or_init(|| from_its_file().unwrap_or_else(TimeZone::system)).clone()
}

/// The zone from the one file that the system keeps it in: the library would look into every file of the database of
/// zones first, which takes longer than all the rest of a command.
fn from_its_file() -> Option<TimeZone> {
    let path = match std::env::var("TZ") {
        Err(std::env::VarError::NotPresent) => Path::new("/etc/localtime").to_path_buf(),
        // Anything but the plain name of a zone is left to the library.
        Ok(name) if is_name(&name) => Path::new("/usr/share/zoneinfo").join(name),
        _ => return None,
    };
    read(&path)
}

fn is_name(name: &str) -> bool {
    let plain = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte))
    };
    name.split('/').all(plain)
}

fn read(path: &Path) -> Option<TimeZone> {
    // Where the file is a link, the end of its path is the name of the zone.
    let whole = std::fs::canonicalize(path).ok()?;
    let name = whole.to_str()?.rsplit_once("zoneinfo/").map_or("Local", |(_, name)| name).to_owned();
    TimeZone::tzif(&name, &std::fs::read(whole).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn a_file_gives_the_zone_that_the_library_knows_by_its_name() {
        for name in ["Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "UTC"] {
            let Some(zone) = read(&Path::new("/usr/share/zoneinfo").join(name)) else { continue };
            let known = TimeZone::get(name).expect("a zone");
            for second in [0, 1_700_000_000, 1_720_000_000, 2_500_000_000] {
                let time = Timestamp::from_second(second).expect("a time");
                assert_eq!(zone.to_datetime(time), known.to_datetime(time), "{name} {second}");
            }
        }
    }

    #[test]
    fn only_names_of_zones_are_looked_for_among_files() {
        assert!(["UTC", "Europe/Berlin", "Etc/GMT+5"].iter().all(|name| is_name(name)));
        assert!(["", ":UTC", "../passwd", "/etc/localtime", "CET-1CEST,M3.5.0"].iter().all(|name| !is_name(name)));
    }
}
