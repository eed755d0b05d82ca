use super::M2mToken;
use crate::object;

/// Some tokens of a machine, and how many there are in all.
#[object(closed)]
pub struct M2mTokensPage {
    /// The tokens between `offset` and `offset + limit`.
    pub m2m_tokens: Vec<M2mToken>,
    /// How many tokens match, whatever `limit` and `offset` are.
    #[api(number)]
    pub total_count: i64,
}
