//! Connections to companies' SAML identity providers, in the form that enterprise connections replace.

use crate::list::operations;

mod saml_connection;
mod saml_connection_attribute_mapping_body;
mod saml_connection_login_hint;

pub use saml_connection::*;
pub use saml_connection_attribute_mapping_body::*;
pub use saml_connection_login_hint::*;

operations! {
    create_saml_connection::CreateSamlConnection,
    delete_saml_connection::DeleteSamlConnection,
    get_saml_connection::GetSamlConnection,
    list_saml_connections::ListSamlConnections,
    update_saml_connection::UpdateSamlConnection,
}
