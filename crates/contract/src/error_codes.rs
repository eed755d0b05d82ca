//! The official catalogue of error codes: which there are, the statuses they come with, and which API answers them.

/// A code, as it stands in `errors[].code` of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorCode {
    /// The code.
    pub code: &'static str,
    /// The statuses it comes with; empty where the catalogue names none.
    pub statuses: Vec<u16>,
    /// Whether the Frontend API answers with it.
    pub frontend: bool,
    /// Whether the Backend API answers with it.
    pub backend: bool,
}

/// One code a line, in alphabetical order: code, statuses, APIs. Read only when somebody asks.
const TABLE: &str = include_str!("error_codes.txt");

/// Every code, in alphabetical order.
pub fn all() -> impl Iterator<Item = ErrorCode> {
    TABLE.lines().filter_map(read)
}

/// The code of that name.
pub fn find(code: &str) -> Option<ErrorCode> {
    all().find(|known| known.code == code)
}

fn read(line: &'static str) -> Option<ErrorCode> {
    let mut parts = line.split(' ');
    let (code, statuses, faces) = (parts.next()?, parts.next()?, parts.next()?);
    Some(ErrorCode {
        code,
        statuses: statuses.split(',').filter_map(|status| status.parse().ok()).collect(),
        frontend: faces.contains("frontend"),
        backend: faces.contains("backend"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole_and_in_order() {
        let codes: Vec<&str> = all().map(|code| code.code).collect();
        assert_eq!(codes.len(), TABLE.lines().count());
        assert!(codes.is_sorted_by(|a, b| a < b));
        let unknown = find("form_param_unknown").expect("a code in use");
        assert_eq!((unknown.statuses, unknown.frontend, unknown.backend), (vec![422], true, true));
        assert!(find("no_such_code").is_none());
    }
}
