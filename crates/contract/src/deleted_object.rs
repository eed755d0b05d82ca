use crate::object;

#[object(closed)]
pub struct DeletedObject {
    pub object: String,
    #[api(required = "none")]
    pub id: String,
    pub slug: Option<String>,
    pub deleted: bool,
    #[api(versions = "!2025-03-12")]
    pub external_id: Option<String>,
}
