//! Users.

use crate::list::operations;

operations! {
    get_users_count::GetUsersCount,
}
