//! One-time codes: sending one, and checking what comes back.

use frontdesk_contract::Maybe;
use frontdesk_contract::email_addresses::CodeVerification;
use frontdesk_credentials::one_time_code;
use frontdesk_storage::Tx;
use frontdesk_storage::identifications::Kind;
use frontdesk_storage::users::Verification;
use frontdesk_storage::verifications as stored;

use super::{Change, Identifier, claimed, find};
use crate::context::Context;
use crate::delivery::Message;
use crate::error::{ApiError, ApiResult, kinds};
use crate::instance::Instance;
use crate::restrictions::{blocked_country, unsupported_country};

/// How long a code works, in milliseconds.
const LIFETIME: i64 = 10 * 60 * 1000;
/// How long nobody is sent another code, in milliseconds.
const PAUSE: i64 = 30 * 1000;
/// Wrong codes after which the right one does not count any more.
const MAX_ATTEMPTS: i64 = 3;
/// How long a verification can be asked about, in milliseconds.
const KEPT_FOR: i64 = 24 * 60 * 60 * 1000;

/// Sends a code to an identifier.
pub(crate) async fn prepare<I: Identifier>(cx: Context, id: String) -> ApiResult<CodeVerification> {
    let inner = cx.clone();
    let (verification, message) = cx.write(move |tx| start::<I>(&inner, tx, &id)).await?;
    cx.deliver(message);
    Ok(verification)
}

fn start<I: Identifier>(cx: &Context, tx: &mut Tx<'_, '_>, id: &str) -> ApiResult<(CodeVerification, Option<Message>)> {
    let (user, identifier) = find::<I>(tx, id)?;
    if let Some(wait) = tx.find_last_verification_time(id)?.map(|sent_at| sent_at + PAUSE - cx.now)
        && wait > 0
    {
        let seconds = u64::try_from(wait.div_euclid(1000) + i64::from(wait % 1000 > 0)).unwrap_or_default();
        return Err(kinds::VERIFICATION_CODE_TOO_MANY_REQUESTS
            .with(format!("A code was sent there a moment ago. Ask for another one in {seconds} s."))
            .retry_after(seconds));
    }
    tx.delete_verifications_before(id, cx.now - KEPT_FOR)?;
    let is_test = cx.settings().test_mode && I::is_for_tests(identifier.value());
    if I::KIND == Kind::PhoneNumber
        && !is_test
        && let Some(country) = blocked_country(cx.settings(), identifier.value())
    {
        return Err(unsupported_country(cx.settings(), &country));
    }
    let code = if is_test { one_time_code::TEST_CODE.to_owned() } else { one_time_code::generate() };
    let verification_id = cx.new_id("ver");
    let verification = stored::CodeVerification {
        code_digest: one_time_code::digest(&code_key(&cx.instance), &verification_id, &code),
        id: verification_id,
        identification_id: id.to_owned(),
        user_id: user.id.clone(),
        strategy: I::STRATEGY.to_owned(),
        status: "unverified".to_owned(),
        attempts: 0,
        expire_at: cx.now + LIFETIME,
        created_at: cx.now,
    };
    tx.insert_verification(&verification)?;
    if is_test {
        return Ok((present::<I>(verification), None));
    }
    I::record_code(cx, tx, &user, &identifier, &code)?;
    Ok((present::<I>(verification), Some(I::code_message(identifier.value().to_owned(), code))))
}

/// Checks a code. A wrong one is no error: the answer tells.
pub(crate) fn attempt<I: Identifier>(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    id: &str,
    verification_id: &str,
    code: &str,
) -> ApiResult<CodeVerification> {
    // Locks the user, so that two attempts at a time count as two.
    let mut change = Change::of_identifier::<I>(tx, id)?;
    let verification = tx
        .find_verification(verification_id)?
        .filter(|found| found.identification_id == id)
        .ok_or_else(|| not_found::<I>(id, verification_id))?;
    if verification.status == "verified" {
        return Err(kinds::VERIFICATION_ALREADY_VERIFIED
            .with(format!("The code of the verification {verification_id} was accepted before. Each works once.")));
    }
    if verification.status != "unverified" {
        return Ok(present::<I>(verification));
    }
    let is_right = || one_time_code::verify(&code_key(&cx.instance), verification_id, code, &verification.code_digest);
    let (status, attempts) = if cx.now >= verification.expire_at {
        ("expired", verification.attempts)
    } else if is_right() {
        ("verified", verification.attempts)
    } else if verification.attempts + 1 < MAX_ATTEMPTS {
        ("unverified", verification.attempts + 1)
    } else {
        ("failed", verification.attempts + 1)
    };
    if status == "verified" {
        change.verify::<I>(
            id,
            Verification {
                status: status.to_owned(),
                strategy: verification.strategy.clone(),
                attempts: Some(attempts),
                expire_at: Some(verification.expire_at),
            },
        );
        change.save(cx, tx, claimed)?;
    }
    tx.update_verification(verification_id, status, attempts)?;
    Ok(present::<I>(stored::CodeVerification { status: status.to_owned(), attempts, ..verification }))
}

fn not_found<I: Identifier>(id: &str, verification_id: &str) -> ApiError {
    kinds::IDENTIFICATION_NOT_FOUND.with(format!(
        "The {} {id} has no verification with the id {verification_id}. Verifications are kept for a day.",
        I::NOUN
    ))
}

fn present<I: Identifier>(verification: stored::CodeVerification) -> CodeVerification {
    CodeVerification {
        object: "verification_otp".to_owned(),
        id: verification.id,
        status: verification.status,
        strategy: verification.strategy,
        attempts: Maybe::Value(verification.attempts),
        expire_at: Maybe::Value(verification.expire_at),
        channel: I::CHANNEL.map_or(Maybe::Null, |channel| Maybe::Value(channel.to_owned())),
    }
}

/// The key that digests of codes are made with: every process finds the same one. Whoever can read
/// the signing key needs no code.
pub(crate) fn code_key(instance: &Instance) -> [u8; 32] {
    one_time_code::derive_key(&instance.row.signing_key)
}
