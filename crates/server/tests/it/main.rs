//! The server over HTTP, operation by operation.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests")]

mod app;
mod people;
mod seed;
mod tokens;
mod transport;

/// One file for each operation, found by itself.
mod users {
    automod::dir!("tests/it/users");
}

mod accountless_applications {
    automod::dir!("tests/it/accountless_applications");
}

mod clients {
    automod::dir!("tests/it/clients");
}

mod invitations {
    automod::dir!("tests/it/invitations");
}

mod jwks {
    automod::dir!("tests/it/jwks");
}

mod sessions {
    automod::dir!("tests/it/sessions");
}

mod sign_in_tokens {
    automod::dir!("tests/it/sign_in_tokens");
}
