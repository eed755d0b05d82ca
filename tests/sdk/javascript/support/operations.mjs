// Which operation is which request, and which API versions lack it.
export const versions = ['2021-02-05', '2024-10-01', '2025-03-12', '2025-04-10', '2025-11-10', '2026-05-12'];

const allBut = (...absent) => versions.filter((version) => !absent.includes(version));
const sinceNovember2025 = ['2025-11-10', '2026-05-12'];

/** Operation id: method, path, and the versions that have it where that is not all of them. */
export const operations = {
  // Users
  GetUserList: ['GET', '/users'],
  CreateUser: ['POST', '/users'],
  GetUsersCount: ['GET', '/users/count'],
  GetUser: ['GET', '/users/{user_id}'],
  UpdateUser: ['PATCH', '/users/{user_id}'],
  DeleteUser: ['DELETE', '/users/{user_id}'],
  BanUser: ['POST', '/users/{user_id}/ban'],
  UnbanUser: ['POST', '/users/{user_id}/unban'],
  UsersBan: ['POST', '/users/ban', allBut('2025-03-12')],
  UsersUnban: ['POST', '/users/unban', allBut('2025-03-12')],
  LockUser: ['POST', '/users/{user_id}/lock'],
  UnlockUser: ['POST', '/users/{user_id}/unlock'],
  SetUserProfileImage: ['POST', '/users/{user_id}/profile_image'],
  DeleteUserProfileImage: ['DELETE', '/users/{user_id}/profile_image'],
  UpdateUserMetadata: ['PATCH', '/users/{user_id}/metadata'],
  ReplaceUserMetadata: ['PUT', '/users/{user_id}/metadata', allBut('2025-03-12')],
  GetOAuthAccessToken: ['GET', '/users/{user_id}/oauth_access_tokens/{provider}'],
  UsersGetOrganizationMemberships: ['GET', '/users/{user_id}/organization_memberships'],
  UsersGetOrganizationInvitations: ['GET', '/users/{user_id}/organization_invitations'],
  RemoveUserPassword: ['POST', '/users/{user_id}/remove_password', allBut('2025-03-12')],
  VerifyPassword: ['POST', '/users/{user_id}/verify_password'],
  VerifyTOTP: ['POST', '/users/{user_id}/verify_totp'],
  DisableMFA: ['DELETE', '/users/{user_id}/mfa'],
  DeleteBackupCode: ['DELETE', '/users/{user_id}/backup_code'],
  UserPasskeyDelete: ['DELETE', '/users/{user_id}/passkeys/{passkey_identification_id}'],
  UserWeb3WalletDelete: ['DELETE', '/users/{user_id}/web3_wallets/{web3_wallet_identification_id}'],
  DeleteTOTP: ['DELETE', '/users/{user_id}/totp'],
  DeleteExternalAccount: ['DELETE', '/users/{user_id}/external_accounts/{external_account_id}'],
  SetUserPasswordCompromised: ['POST', '/users/{user_id}/password/set_compromised', sinceNovember2025],
  UnsetUserPasswordCompromised: ['POST', '/users/{user_id}/password/unset_compromised', sinceNovember2025],
  // Email Addresses
  CreateEmailAddress: ['POST', '/email_addresses'],
  GetEmailAddress: ['GET', '/email_addresses/{email_address_id}'],
  DeleteEmailAddress: ['DELETE', '/email_addresses/{email_address_id}'],
  UpdateEmailAddress: ['PATCH', '/email_addresses/{email_address_id}'],
  PrepareEmailAddressVerification: ['POST', '/email_addresses/{email_address_id}/prepare_verification', allBut('2025-03-12')],
  AttemptEmailAddressVerification: ['POST', '/email_addresses/{email_address_id}/attempt_verification', allBut('2025-03-12')],
  ReplaceUserEmailAddress: ['PUT', '/users/{user_id}/email_address', allBut('2025-03-12')],
  // Phone Numbers
  CreatePhoneNumber: ['POST', '/phone_numbers'],
  GetPhoneNumber: ['GET', '/phone_numbers/{phone_number_id}'],
  DeletePhoneNumber: ['DELETE', '/phone_numbers/{phone_number_id}'],
  UpdatePhoneNumber: ['PATCH', '/phone_numbers/{phone_number_id}'],
  PreparePhoneNumberVerification: ['POST', '/phone_numbers/{phone_number_id}/prepare_verification', allBut('2025-03-12')],
  AttemptPhoneNumberVerification: ['POST', '/phone_numbers/{phone_number_id}/attempt_verification', allBut('2025-03-12')],
  ReplaceUserPhoneNumber: ['PUT', '/users/{user_id}/phone_number', allBut('2025-03-12')],
  // Organizations
  ListOrganizations: ['GET', '/organizations'],
  CreateOrganization: ['POST', '/organizations'],
  GetOrganization: ['GET', '/organizations/{organization_id}'],
  UpdateOrganization: ['PATCH', '/organizations/{organization_id}'],
  DeleteOrganization: ['DELETE', '/organizations/{organization_id}'],
  MergeOrganizationMetadata: ['PATCH', '/organizations/{organization_id}/metadata'],
  ReplaceOrganizationMetadata: ['PUT', '/organizations/{organization_id}/metadata', allBut('2025-03-12')],
  UploadOrganizationLogo: ['PUT', '/organizations/{organization_id}/logo'],
  DeleteOrganizationLogo: ['DELETE', '/organizations/{organization_id}/logo'],
  // Organization Memberships
  CreateOrganizationMembership: ['POST', '/organizations/{organization_id}/memberships'],
  ListOrganizationMemberships: ['GET', '/organizations/{organization_id}/memberships'],
  UpdateOrganizationMembership: ['PATCH', '/organizations/{organization_id}/memberships/{user_id}'],
  DeleteOrganizationMembership: ['DELETE', '/organizations/{organization_id}/memberships/{user_id}'],
  UpdateOrganizationMembershipMetadata: ['PATCH', '/organizations/{organization_id}/memberships/{user_id}/metadata'],
  InstanceGetOrganizationMemberships: ['GET', '/organization_memberships'],
  // Organization Invitations
  ListInstanceOrganizationInvitations: ['GET', '/organization_invitations'],
  CreateOrganizationInvitation: ['POST', '/organizations/{organization_id}/invitations'],
  ListOrganizationInvitations: ['GET', '/organizations/{organization_id}/invitations'],
  CreateOrganizationInvitationBulk: ['POST', '/organizations/{organization_id}/invitations/bulk'],
  ListPendingOrganizationInvitations: ['GET', '/organizations/{organization_id}/invitations/pending'],
  GetOrganizationInvitation: ['GET', '/organizations/{organization_id}/invitations/{invitation_id}'],
  RevokeOrganizationInvitation: ['POST', '/organizations/{organization_id}/invitations/{invitation_id}/revoke'],
  // Organization Permissions
  ListOrganizationPermissions: ['GET', '/organization_permissions', allBut('2025-03-12')],
  CreateOrganizationPermission: ['POST', '/organization_permissions', allBut('2025-03-12')],
  GetOrganizationPermission: ['GET', '/organization_permissions/{permission_id}', allBut('2025-03-12')],
  UpdateOrganizationPermission: ['PATCH', '/organization_permissions/{permission_id}', allBut('2025-03-12')],
  DeleteOrganizationPermission: ['DELETE', '/organization_permissions/{permission_id}', allBut('2025-03-12')],
  // Organization Roles
  ListOrganizationRoles: ['GET', '/organization_roles', allBut('2021-02-05', '2025-03-12')],
  CreateOrganizationRole: ['POST', '/organization_roles', allBut('2021-02-05', '2025-03-12')],
  GetOrganizationRole: ['GET', '/organization_roles/{organization_role_id}', allBut('2021-02-05', '2025-03-12')],
  UpdateOrganizationRole: ['PATCH', '/organization_roles/{organization_role_id}', allBut('2021-02-05', '2025-03-12')],
  DeleteOrganizationRole: ['DELETE', '/organization_roles/{organization_role_id}', allBut('2021-02-05', '2025-03-12')],
  AssignPermissionToOrganizationRole: ['POST', '/organization_roles/{organization_role_id}/permissions/{permission_id}', allBut('2021-02-05', '2025-03-12')],
  RemovePermissionFromOrganizationRole: ['DELETE', '/organization_roles/{organization_role_id}/permissions/{permission_id}', allBut('2021-02-05', '2025-03-12')],
  // Role Sets
  ListRoleSets: ['GET', '/role_sets', allBut('2025-03-12')],
  CreateRoleSet: ['POST', '/role_sets', allBut('2025-03-12')],
  GetRoleSet: ['GET', '/role_sets/{role_set_key_or_id}', allBut('2025-03-12')],
  UpdateRoleSet: ['PATCH', '/role_sets/{role_set_key_or_id}', allBut('2025-03-12')],
  ReplaceRoleSet: ['POST', '/role_sets/{role_set_key_or_id}/replace', allBut('2025-03-12')],
  AddRolesToRoleSet: ['POST', '/role_sets/{role_set_key_or_id}/roles', allBut('2025-03-12')],
  ReplaceRoleInRoleSet: ['POST', '/role_sets/{role_set_key_or_id}/roles/replace', allBut('2025-03-12')],
  // Organization Domains
  CreateOrganizationDomain: ['POST', '/organizations/{organization_id}/domains'],
  ListOrganizationDomains: ['GET', '/organizations/{organization_id}/domains'],
  UpdateOrganizationDomain: ['PATCH', '/organizations/{organization_id}/domains/{domain_id}'],
  DeleteOrganizationDomain: ['DELETE', '/organizations/{organization_id}/domains/{domain_id}'],
  VerifyOrganizationDomainOwnership: ['POST', '/organizations/{organization_id}/domains/{domain_id}/verify_ownership', allBut('2025-03-12')],
  ListAllOrganizationDomains: ['GET', '/organization_domains', allBut('2025-03-12')],
  // Domains and proxies
  ListDomains: ['GET', '/domains'],
  AddDomain: ['POST', '/domains'],
  UpdateDomain: ['PATCH', '/domains/{domain_id}'],
  DeleteDomain: ['DELETE', '/domains/{domain_id}'],
  VerifyDomainProxy: ['POST', '/proxy_checks'],
  // Redirect URLs
  ListRedirectURLs: ['GET', '/redirect_urls'],
  CreateRedirectURL: ['POST', '/redirect_urls'],
  GetRedirectURL: ['GET', '/redirect_urls/{id}'],
  DeleteRedirectURL: ['DELETE', '/redirect_urls/{id}'],
  // Webhooks
  CreateSvixApp: ['POST', '/webhooks/svix'],
  GenerateSvixAuthURL: ['POST', '/webhooks/svix_url'],
  DeleteSvixApp: ['DELETE', '/webhooks/svix'],
  // Invitations
  CreateInvitation: ['POST', '/invitations'],
  ListInvitations: ['GET', '/invitations'],
  CreateBulkInvitations: ['POST', '/invitations/bulk'],
  RevokeInvitation: ['POST', '/invitations/{invitation_id}/revoke'],
  // Sessions
  GetSessionList: ['GET', '/sessions'],
  createSession: ['POST', '/sessions'],
  GetSession: ['GET', '/sessions/{session_id}'],
  RefreshSession: ['POST', '/sessions/{session_id}/refresh'],
  VerifySession: ['POST', '/sessions/{session_id}/verify'],
  RevokeSession: ['POST', '/sessions/{session_id}/revoke'],
  CreateSessionToken: ['POST', '/sessions/{session_id}/tokens'],
  CreateSessionTokenFromTemplate: ['POST', '/sessions/{session_id}/tokens/{template_name}'],
  // Clients
  GetClientList: ['GET', '/clients'],
  VerifyClient: ['POST', '/clients/verify'],
  GetClient: ['GET', '/clients/{client_id}'],
  // JWKS
  GetJWKS: ['GET', '/jwks'],
  // Sign-in Tokens
  CreateSignInToken: ['POST', '/sign_in_tokens'],
  RevokeSignInToken: ['POST', '/sign_in_tokens/{sign_in_token_id}/revoke'],
  // Instance Settings
  GetInstance: ['GET', '/instance'],
  UpdateInstance: ['PATCH', '/instance'],
  UpdateInstanceRestrictions: ['PATCH', '/instance/restrictions'],
  GetInstanceProtect: ['GET', '/instance/protect', allBut('2025-03-12')],
  UpdateInstanceProtect: ['PATCH', '/instance/protect', allBut('2025-03-12')],
  GetInstanceCommunication: ['GET', '/instance/communication', allBut('2025-03-12')],
  UpdateInstanceCommunication: ['PATCH', '/instance/communication', allBut('2025-03-12')],
  GetInstanceOAuthApplicationSettings: ['GET', '/instance/oauth_application_settings', allBut('2025-03-12')],
  UpdateInstanceOAuthApplicationSettings: ['PATCH', '/instance/oauth_application_settings', allBut('2025-03-12')],
  GetInstanceOrganizationSettings: ['GET', '/instance/organization_settings', allBut('2025-03-12')],
  UpdateInstanceOrganizationSettings: ['PATCH', '/instance/organization_settings'],
  // Beta Features
  UpdateInstanceAuthConfig: ['PATCH', '/beta_features/instance_settings'],
  UpdateProductionInstanceDomain: ['PUT', '/beta_features/domain'],
  ChangeProductionInstanceDomain: ['POST', '/instance/change_domain'],
  ChangeInstanceDomain: ['POST', '/beta_features/change_domain'],
  // Allow-list / Block-list
  ListAllowlistIdentifiers: ['GET', '/allowlist_identifiers'],
  CreateAllowlistIdentifier: ['POST', '/allowlist_identifiers'],
  DeleteAllowlistIdentifier: ['DELETE', '/allowlist_identifiers/{identifier_id}'],
  ListBlocklistIdentifiers: ['GET', '/blocklist_identifiers'],
  CreateBlocklistIdentifier: ['POST', '/blocklist_identifiers'],
  DeleteBlocklistIdentifier: ['DELETE', '/blocklist_identifiers/{identifier_id}'],
  // Waitlist Entries
  ListWaitlistEntries: ['GET', '/waitlist_entries'],
  CreateWaitlistEntry: ['POST', '/waitlist_entries'],
  CreateBulkWaitlistEntries: ['POST', '/waitlist_entries/bulk', sinceNovember2025],
  InviteWaitlistEntry: ['POST', '/waitlist_entries/{waitlist_entry_id}/invite', allBut('2025-03-12')],
  RejectWaitlistEntry: ['POST', '/waitlist_entries/{waitlist_entry_id}/reject', allBut('2025-03-12')],
  DeleteWaitlistEntry: ['DELETE', '/waitlist_entries/{waitlist_entry_id}', allBut('2025-03-12')],
  // Actor Tokens
  CreateActorToken: ['POST', '/actor_tokens'],
  RevokeActorToken: ['POST', '/actor_tokens/{actor_token_id}/revoke'],
  // Agent Tasks
  CreateAgentTask: ['POST', '/agents/tasks', sinceNovember2025],
  RevokeAgentTask: ['POST', '/agents/tasks/{agent_task_id}/revoke', sinceNovember2025],
  // Testing Tokens
  CreateTestingToken: ['POST', '/testing_tokens'],
  // JWT Templates
  ListJWTTemplates: ['GET', '/jwt_templates'],
  CreateJWTTemplate: ['POST', '/jwt_templates'],
  GetJWTTemplate: ['GET', '/jwt_templates/{template_id}'],
  UpdateJWTTemplate: ['PATCH', '/jwt_templates/{template_id}'],
  DeleteJWTTemplate: ['DELETE', '/jwt_templates/{template_id}'],
  // Machines
  ListMachines: ['GET', '/machines', allBut('2025-03-12')],
  CreateMachine: ['POST', '/machines', allBut('2025-03-12')],
  GetMachine: ['GET', '/machines/{machine_id}', allBut('2025-03-12')],
  UpdateMachine: ['PATCH', '/machines/{machine_id}', allBut('2025-03-12')],
  DeleteMachine: ['DELETE', '/machines/{machine_id}', allBut('2025-03-12')],
  GetMachineSecretKey: ['GET', '/machines/{machine_id}/secret_key', allBut('2025-03-12')],
  RotateMachineSecretKey: ['POST', '/machines/{machine_id}/secret_key/rotate', allBut('2025-03-12')],
  CreateMachineScope: ['POST', '/machines/{machine_id}/scopes', allBut('2025-03-12')],
  DeleteMachineScope: ['DELETE', '/machines/{machine_id}/scopes/{other_machine_id}', allBut('2025-03-12')],
  // M2M Tokens
  createM2MToken: ['POST', '/m2m_tokens', allBut('2025-03-12')],
  getM2MTokens: ['GET', '/m2m_tokens', allBut('2025-03-12')],
  revokeM2MToken: ['POST', '/m2m_tokens/{m2m_token_id}/revoke', allBut('2025-03-12')],
  verifyM2MToken: ['POST', '/m2m_tokens/verify', allBut('2025-03-12')],
  // API Keys
  getApiKeys: ['GET', '/api_keys', allBut('2025-03-12')],
  createApiKey: ['POST', '/api_keys', allBut('2025-03-12')],
  getApiKey: ['GET', '/api_keys/{apiKeyID}', allBut('2025-03-12')],
  updateApiKey: ['PATCH', '/api_keys/{apiKeyID}', allBut('2025-03-12')],
  deleteApiKey: ['DELETE', '/api_keys/{apiKeyID}', allBut('2025-03-12')],
  getApiKeySecret: ['GET', '/api_keys/{apiKeyID}/secret', allBut('2025-03-12')],
  revokeApiKey: ['POST', '/api_keys/{apiKeyID}/revoke', allBut('2025-03-12')],
  verifyApiKey: ['POST', '/api_keys/verify', allBut('2025-03-12')],
  // OAuth Applications
  ListOAuthApplications: ['GET', '/oauth_applications'],
  CreateOAuthApplication: ['POST', '/oauth_applications'],
  GetOAuthApplication: ['GET', '/oauth_applications/{oauth_application_id}'],
  UpdateOAuthApplication: ['PATCH', '/oauth_applications/{oauth_application_id}'],
  DeleteOAuthApplication: ['DELETE', '/oauth_applications/{oauth_application_id}'],
  UploadOAuthApplicationLogo: ['PUT', '/oauth_applications/{oauth_application_id}/logo', allBut('2025-03-12')],
  RotateOAuthApplicationSecret: ['POST', '/oauth_applications/{oauth_application_id}/rotate_secret'],
  RevokeOAuthApplicationToken: ['POST', '/oauth_applications/{oauth_application_id}/revoke_token', allBut('2025-03-12')],
  // OAuth Access Tokens
  verifyOAuthAccessToken: ['POST', '/oauth_applications/access_tokens/verify', allBut('2025-03-12')],
  // What needs no account, or no key
  CreateAccountlessApplication: ['POST', '/accountless_applications'],
  CompleteAccountlessApplication: ['POST', '/accountless_applications/complete'],
  GetPublicInterstitial: ['GET', '/public/interstitial'],
  // Sign Ups
  GetSignUp: ['GET', '/sign_ups/{id}'],
  UpdateSignUp: ['PATCH', '/sign_ups/{id}'],
  // Trusted devices
  ListUserTrustedDevices: ['GET', '/users/{user_id}/trusted_devices', allBut('2025-03-12')],
  RevokeUserTrustedDevice: ['DELETE', '/users/{user_id}/trusted_devices/{trusted_device_id}', allBut('2025-03-12')],
};

export function existsIn(operation, version) {
  if (!(operation in operations)) throw new Error(`no operation is called ${operation}`);
  return (operations[operation][2] ?? versions).includes(version);
}
