//! The scopes that `CLERK_BAPI_SCOPES` grants.

/// What is granted. Whole words count, so `no-write` grants nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scopes {
    write: bool,
    delete: bool,
}

impl Scopes {
    /// Reads a list, separated by commas or spaces.
    #[must_use]
    pub fn parse(list: &str) -> Self {
        let mut scopes = Self::default();
        for word in list.split([',', ' ', '\t', '\n']) {
            scopes.write |= word == "write";
            scopes.delete |= word == "delete";
        }
        scopes
    }

    /// Whether every needed scope is granted.
    pub fn grant(self, needs: &[&str]) -> bool {
        needs.iter().all(|need| match *need {
            "write" => self.write,
            "delete" => self.delete,
            _ => false,
        })
    }
}
