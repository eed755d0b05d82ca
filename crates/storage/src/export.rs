//! Every row of a table, for exports: in the order of their ids, which is that of their making.

use crate::clients::{self, Client};
use crate::images::{self, ImageRow};
use crate::invitations::{self, Invitation};
use crate::jwt_templates::{self, JwtTemplate};
use crate::leftovers;
use crate::listed_identifiers::{self, List, ListedIdentifier};
use crate::oauth_applications::{self, OauthApplication};
use crate::organization_domains::{self, OrganizationDomain};
use crate::organization_invitations::{self, OrganizationInvitation};
use crate::organization_memberships::{self, Membership};
use crate::organizations::{self, Organization};
use crate::redirect_urls::{self, RedirectUrl};
use crate::sessions::{self, Session};
use crate::sign_ups::{self, SignUp};
use crate::sql::Row;
use crate::trusted_devices::{self, TrustedDevice};
use crate::users::{self, User};
use crate::waitlist_entries::{self, WaitlistEntry};
use crate::{StorageError, Tx, params};

impl Tx<'_, '_> {
    fn all<T>(
        &mut self,
        table: &str,
        columns: &str,
        read: fn(&Row<'_>) -> Result<T, StorageError>,
    ) -> Result<Vec<T>, StorageError> {
        // Where columns are named after a short name of their table, so is the rest.
        let prefix = table.split_once(' ').map(|(_, short)| format!("{short}.")).unwrap_or_default();
        let owned = table.split_once(' ').and_then(|(name, short)| leftovers::is_owned(name, short));
        let owned = owned.map(|condition| format!("AND {condition}")).unwrap_or_default();
        let sql = format!("SELECT {columns} FROM {table} WHERE {prefix}instance_id = $1 {owned} ORDER BY {prefix}id");
        self.connection.query(&sql, params![self.instance_value()], read)
    }

    /// All clients.
    pub fn all_clients(&mut self) -> Result<Vec<Client>, StorageError> {
        self.all("clients", clients::COLUMNS, clients::read_client)
    }

    /// All pictures.
    pub fn all_images(&mut self) -> Result<Vec<ImageRow>, StorageError> {
        self.all("images", images::COLUMNS, images::read_image)
    }

    /// All invitations to sign up.
    pub fn all_invitations(&mut self) -> Result<Vec<Invitation>, StorageError> {
        self.all("invitations", invitations::COLUMNS, invitations::read_invitation)
    }

    /// All JWT templates.
    pub fn all_jwt_templates(&mut self) -> Result<Vec<JwtTemplate>, StorageError> {
        self.all("jwt_templates", "data", jwt_templates::read_template)
    }

    /// All organizations.
    pub fn all_organizations(&mut self) -> Result<Vec<Organization>, StorageError> {
        self.all("organizations o", organizations::COLUMNS, organizations::read_organization)
    }

    /// All domains of organizations.
    pub fn all_organization_domains(&mut self) -> Result<Vec<OrganizationDomain>, StorageError> {
        self.all("organization_domains d", organization_domains::COLUMNS, organization_domains::read_domain)
    }

    /// All redirect URLs.
    pub fn all_redirect_urls(&mut self) -> Result<Vec<RedirectUrl>, StorageError> {
        self.all("redirect_urls", redirect_urls::COLUMNS, redirect_urls::read_redirect_url)
    }

    /// All memberships.
    pub fn all_memberships(&mut self) -> Result<Vec<Membership>, StorageError> {
        self.all(
            "organization_memberships m",
            organization_memberships::COLUMNS,
            organization_memberships::read_membership,
        )
    }

    /// All invitations into organizations.
    pub fn all_organization_invitations(&mut self) -> Result<Vec<OrganizationInvitation>, StorageError> {
        self.all(
            "organization_invitations v",
            organization_invitations::COLUMNS,
            organization_invitations::read_invitation,
        )
    }

    /// All sessions.
    pub fn all_sessions(&mut self) -> Result<Vec<Session>, StorageError> {
        self.all("sessions", sessions::COLUMNS, sessions::read_session)
    }

    /// All sign-ups.
    pub fn all_sign_ups(&mut self) -> Result<Vec<SignUp>, StorageError> {
        self.all("sign_ups", sign_ups::COLUMNS, sign_ups::read_sign_up)
    }

    /// All trusted devices, revoked ones too.
    pub fn all_trusted_devices(&mut self) -> Result<Vec<TrustedDevice>, StorageError> {
        self.all("trusted_devices", trusted_devices::COLUMNS, trusted_devices::read_device)
    }

    /// All identifiers of a list.
    pub fn all_listed_identifiers(&mut self, list: List) -> Result<Vec<ListedIdentifier>, StorageError> {
        self.all(list.table(), listed_identifiers::COLUMNS, listed_identifiers::read_identifier)
    }

    /// All entries of the waitlist.
    pub fn all_waitlist_entries(&mut self) -> Result<Vec<WaitlistEntry>, StorageError> {
        self.all("waitlist_entries", waitlist_entries::COLUMNS, waitlist_entries::read_entry)
    }

    /// All OAuth applications.
    pub fn all_oauth_applications(&mut self) -> Result<Vec<OauthApplication>, StorageError> {
        self.all("oauth_applications", oauth_applications::COLUMNS, oauth_applications::read_application)
    }

    /// All users.
    pub fn all_users(&mut self) -> Result<Vec<User>, StorageError> {
        self.all("users", "data", users::read_user)
    }
}
