//! What M2M tokens and API keys have in common, whoever bears them: what they say, how long they live, and when they were
//! last used.

pub(crate) mod background;
pub(crate) mod claims;
pub(crate) mod last_used;
pub(crate) mod lifetime;
