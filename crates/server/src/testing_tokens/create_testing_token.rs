use frontdesk_contract::testing_tokens::{CreateTestingToken, TestingToken};
use frontdesk_tokens::issue_testing_token;

use crate::context::Context;
use crate::error::ApiResult;
use crate::sessions::mint::signing_failed;

pub(crate) async fn create_testing_token(cx: Context, _: CreateTestingToken) -> ApiResult<TestingToken> {
    let inner = cx.clone();
    let made = cx
        .blocking(move || {
            let key = &inner.instance.signing_key;
            issue_testing_token(key, &inner.shared.ids, inner.now).map_err(|error| signing_failed(&error))
        })
        .await??;
    Ok(TestingToken { object: "testing_token".into(), token: made.token, expires_at: made.expires_at_seconds })
}
