use super::Machine;
use crate::{Page, operation};

/// Lists the machines of the instance.
#[operation(
    id = "ListMachines",
    get = "/machines",
    tag = "Machines",
    versions = "!2025-03-12",
    returns = Page<Machine>,
    errors = "400 401 403 422",
    sdk(js = "machines.list({ ... })", python = "machines.list(...)", go = "machine.List"),
)]
pub struct ListMachines {
    /// Keep the machine with this id, or those in whose name this text occurs.
    #[api(query)]
    pub query: Option<String>,
    /// The key to order by: `name` or `created_at`; descending with a leading `-`.
    #[api(query, default = r#""-created_at""#)]
    pub order_by: Option<String>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
