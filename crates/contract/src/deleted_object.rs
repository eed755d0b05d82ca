use crate::object;

/// What is left of an object: that it is gone.
#[object(closed)]
pub struct DeletedObject {
    /// The kind of the object that was deleted, such as `user`.
    pub object: String,
    /// The id it had.
    #[api(required = "none")]
    pub id: String,
    /// The slug it had, if it was an organization.
    pub slug: Option<String>,
    /// Always `true`.
    pub deleted: bool,
    /// Your own id of it, if it had one.
    #[api(versions = "!2025-03-12")]
    pub external_id: Option<String>,
}
