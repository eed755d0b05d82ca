use crate::{Text, object};

#[object(closed)]
pub struct TotalCount {
    #[api(values = "total_count")]
    pub object: Text,
    pub total_count: i64,
}
