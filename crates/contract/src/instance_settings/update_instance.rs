use crate::{Maybe, object, operation, values};

/// Updates the settings of the instance.
///
/// What is left out stays as it is, and so does what is `null`. There is no answer but that it worked.
#[operation(
    id = "UpdateInstance",
    patch = "/instance",
    tag = "Instance Settings",
    status = 204,
    errors = "422",
    sdk(js = "instance.update({ ... })", python = "instance_settings.update(request)", go = "instancesettings.Update")
)]
pub struct UpdateInstance {
    /// What to send.
    #[api(body, required = "none")]
    pub body: UpdateInstanceBody,
}

/// What to change.
#[object(closed)]
#[derive(Default)]
pub struct UpdateInstanceBody {
    /// Whether addresses and phone numbers for tests work, which take a fixed code; on from the start in development.
    pub test_mode: Maybe<bool>,
    /// Whether passwords are looked up in Have I Been Pwned, and refused when they have leaked.
    pub hibp: Maybe<bool>,
    /// The address that e-mails tell people to turn to.
    pub support_email: Maybe<String>,
    /// The version of Clerk's JavaScript for browsers that front ends load.
    pub clerk_js_version: Maybe<String>,
    /// Where the application runs during development.
    pub development_origin: Maybe<String>,
    /// All origins that may call the front ends' API from now on, besides the instance's own.
    ///
    /// For what only resembles a website: `chrome-extension://…` for browser extensions, `http://localhost:3000` for
    /// Electron, `capacitor://localhost` for Capacitor.
    pub allowed_origins: Option<Vec<String>>,
    /// Whether sessions in development get by without third-party cookies.
    ///
    /// Use `url_based_session_syncing` instead.
    #[api(deprecated)]
    pub cookieless_dev: Maybe<bool>,
    /// Whether sessions in development travel in URLs, and so get by without third-party cookies.
    pub url_based_session_syncing: Maybe<bool>,
    /// How people are first asked to sign in where a password is required; without meaning elsewhere. An empty text
    /// clears it, and the password comes first again.
    #[api(versions = "!2025-03-12")]
    pub preferred_sign_in_strategy_when_password_required: Maybe<PreferredSignInStrategy>,
    /// Whether e-mails leave from the hosted service's domain in place of the instance's.
    pub enhanced_email_deliverability: Maybe<bool>,
}

/// How people are first asked to sign in where a password is required.
#[values]
pub enum PreferredSignInStrategy {
    /// With the password.
    Password,
    /// With a one-time code.
    Otp,
    /// As if nothing had ever been chosen.
    #[api(name = "")]
    Unset,
}
