use crate::values;

/// The way that a message goes.
#[values]
pub enum TemplateType {
    /// E-mails.
    Email,
    /// Text messages.
    Sms,
}
