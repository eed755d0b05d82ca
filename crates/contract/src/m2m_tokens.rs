//! M2M tokens: with what one machine proves itself to another.

use crate::list::operations;

mod m2m_token;
mod m2m_token_format;
mod m2m_tokens_page;
mod new_m2m_token;

pub use m2m_token::*;
pub use m2m_token_format::*;
pub use m2m_tokens_page::*;
pub use new_m2m_token::*;

operations! {
    create_m2m_token::CreateM2mToken,
    get_m2m_tokens::GetM2mTokens,
    revoke_m2m_token::RevokeM2mToken,
    verify_m2m_token::VerifyM2mToken,
}
