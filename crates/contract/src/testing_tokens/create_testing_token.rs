use super::TestingToken;
use crate::operation;

/// Creates a token that gets automated tests past the protection against bots.
///
/// It works for an hour. Every other check of a sign-up or a sign-in stays.
#[operation(
    id = "CreateTestingToken",
    post = "/testing_tokens",
    tag = "Testing Tokens",
    returns = TestingToken,
    sdk(js = "testingTokens.createTestingToken()", python = "testing_tokens.create()", go = "testingtoken.Create"),
)]
pub struct CreateTestingToken;
