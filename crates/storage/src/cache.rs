//! What a process keeps in memory of the database to answer faster; every part of it may be lost at any time.

use crate::search::CommonGrams;
use crate::users::Ranks;

/// Shared by every connection of a store.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    /// Where deep pages begin.
    pub(crate) ranks: Ranks,
    /// Which grams are in too many rows to begin with.
    pub(crate) common_grams: CommonGrams,
}
