use crate::object;

#[object(closed)]
pub struct SecondFactorRemoval {
    #[api(required = "none")]
    pub user_id: String,
}
