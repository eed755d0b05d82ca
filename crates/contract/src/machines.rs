//! Machines: programs that prove themselves to each other, and which of them may talk to which.

use crate::list::operations;

mod deleted_machine;
mod deleted_machine_scope;
mod machine;
mod machine_scope;
mod machine_secret_key;
mod machine_with_secret_key;
mod machine_without_scoped_machines;

pub use deleted_machine::*;
pub use deleted_machine_scope::*;
pub use machine::*;
pub use machine_scope::*;
pub use machine_secret_key::*;
pub use machine_with_secret_key::*;
pub use machine_without_scoped_machines::*;

operations! {
    create_machine::CreateMachine,
    create_machine_scope::CreateMachineScope,
    delete_machine::DeleteMachine,
    delete_machine_scope::DeleteMachineScope,
    get_machine::GetMachine,
    get_machine_secret_key::GetMachineSecretKey,
    list_machines::ListMachines,
    rotate_machine_secret_key::RotateMachineSecretKey,
    update_machine::UpdateMachine,
}
