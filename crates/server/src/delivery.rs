//! Messages to people, and who carries them.

use std::fmt;

/// A message to one person.
#[derive(Clone, PartialEq, Eq)]
pub enum Message {
    /// A one-time code for an e-mail address.
    EmailCode {
        /// The address.
        to: String,
        /// The code: a secret between the two.
        code: String,
    },
    /// A one-time code for a phone number.
    PhoneCode {
        /// The number, E.164.
        to: String,
        /// The code: a secret between the two.
        code: String,
    },
    /// The primary e-mail address of an account is another one now.
    PrimaryEmailAddressChanged {
        /// The former primary address.
        to: String,
        /// The new one.
        email_address: String,
    },
    /// Somebody is on the waitlist now.
    WaitlistJoined {
        /// The address.
        to: String,
    },
}

/// Leaves the codes out, so that no log can tell them.
impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, to) = match self {
            Self::EmailCode { to, .. } => ("EmailCode", to),
            Self::PhoneCode { to, .. } => ("PhoneCode", to),
            Self::PrimaryEmailAddressChanged { to, .. } => ("PrimaryEmailAddressChanged", to),
            Self::WaitlistJoined { to } => ("WaitlistJoined", to),
        };
        f.debug_struct(name).field("to", to).finish_non_exhaustive()
    }
}

/// Carries messages to people.
pub trait Delivery: fmt::Debug + Send + Sync {
    /// Takes over a message, whose reason is durable by then. Requests wait for it: whatever takes
    /// time belongs in a queue.
    fn deliver(&self, instance_id: &str, message: Message);
}

/// Carries nothing: messages are lost.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoDelivery;

impl Delivery for NoDelivery {
    fn deliver(&self, _instance_id: &str, _message: Message) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_logged_of_a_message_does_not_tell_the_code() {
        for message in [
            Message::EmailCode { to: "ada@example.com".to_owned(), code: "731946".to_owned() },
            Message::PhoneCode { to: "+14155552671".to_owned(), code: "731946".to_owned() },
        ] {
            let text = format!("{message:?}");
            assert!(!text.contains("731946"), "{text}");
            assert!(text.contains("to: "), "{text}");
        }
    }
}
