use crate::object;

#[object(closed)]
pub struct IdentificationLink {
    #[api(pattern = r"^oauth_[a-z]+$")]
    pub r#type: String,
    pub id: String,
}
