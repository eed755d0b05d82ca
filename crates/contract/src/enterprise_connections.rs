//! Connections to companies' identity providers, over SAML or OpenID Connect.

use crate::list::operations;

mod enterprise_connection;
mod enterprise_connection_attribute_mapping_body;
mod enterprise_connection_custom_attribute_body;
mod enterprise_connection_oidc_body;
mod enterprise_connection_test_run;

pub use enterprise_connection::*;
pub use enterprise_connection_attribute_mapping_body::*;
pub use enterprise_connection_custom_attribute_body::*;
pub use enterprise_connection_oidc_body::*;
pub use enterprise_connection_test_run::*;

operations! {
    create_enterprise_connection::CreateEnterpriseConnection,
    create_enterprise_connection_test_run::CreateEnterpriseConnectionTestRun,
    delete_enterprise_connection::DeleteEnterpriseConnection,
    get_enterprise_connection::GetEnterpriseConnection,
    list_enterprise_connection_test_runs::ListEnterpriseConnectionTestRuns,
    list_enterprise_connections::ListEnterpriseConnections,
    update_enterprise_connection::UpdateEnterpriseConnection,
}
