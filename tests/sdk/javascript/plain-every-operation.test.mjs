// Every operation answered once, by plain requests, in the API version that FRONTDESK_API_VERSION names.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiVersion, fixture, plainRequestsOnly, publishableKey } from './support/environment.mjs';
import { picture, png } from './support/images.mjs';
import { strongPassword, testModeEmail, testModePhone, unique, uniqueEmail, uniquePhone, uniqueWallet } from './support/names.mjs';
import { existsIn, operations } from './support/operations.mjs';
import { newOrganization, newTeam, newUser, request, succeed, userBody } from './support/plain.mjs';
import { newBackupCodes, newSecret, totp } from './support/second-factor.mjs';

const walked = new Set();

/**
 * A scenario that has to call each of `names` with success. `call(name, ids, options)` fills the braces of the
 * operation's path in their order.
 */
function walk(title, names, body, { skip = false } = {}) {
  for (const name of names) walked.add(name);
  const absent = names.filter((name) => !existsIn(name, apiVersion));
  test(title, { skip: skip || (absent.length > 0 && `${apiVersion} has no ${absent.join(', ')}`) }, async (scenario) => {
    const left = new Set(names);
    const call = async (name, ids = [], options = {}) => {
      const [method, path] = operations[name];
      const values = [ids].flat();
      const answer = await succeed(method, path.replace(/\{[^}]+\}/g, () => values.shift()), options);
      left.delete(name);
      return answer;
    };
    await body(call, scenario);
    assert.deepEqual([...left], [], 'operations that the scenario announces and never called');
  });
}

const usedUpByTheSdk = { skip: !plainRequestsOnly && 'the scenario of the SDK uses this fixture up' };

const upload = () => {
  const form = new FormData();
  form.append('file', picture(png()));
  return { form };
};

walk('a user comes and goes', ['CreateUser', 'GetUser', 'UpdateUser', 'GetUserList', 'GetUsersCount', 'DeleteUser'], async (call) => {
  const { id } = await call('CreateUser', [], { body: userBody({ first_name: 'Ada' }) });
  assert.equal((await call('UpdateUser', id, { body: { last_name: 'Byron' } })).last_name, 'Byron');
  assert.equal((await call('GetUser', id)).first_name, 'Ada');
  const query = { user_id: id };
  assert.deepEqual((await call('GetUserList', [], { query })).map((user) => user.id), [id]);
  assert.equal((await call('GetUsersCount', [], { query })).total_count, 1);
  assert.equal((await call('DeleteUser', id)).deleted, true);
});

walk('a user is banned and locked, and neither', ['BanUser', 'UnbanUser', 'LockUser', 'UnlockUser'], async (call) => {
  const { id } = await newUser();
  assert.equal((await call('BanUser', id)).banned, true);
  assert.equal((await call('UnbanUser', id)).banned, false);
  assert.equal((await call('LockUser', id)).locked, true);
  assert.equal((await call('UnlockUser', id)).locked, false);
});

walk('users are banned in bulk', ['UsersBan', 'UsersUnban'], async (call) => {
  const body = { user_ids: [(await newUser()).id, (await newUser()).id] };
  assert.deepEqual((await call('UsersBan', [], { body })).map((user) => user.banned), [true, true]);
  assert.deepEqual((await call('UsersUnban', [], { body })).map((user) => user.banned), [false, false]);
});

walk('a user has a picture', ['SetUserProfileImage', 'DeleteUserProfileImage'], async (call) => {
  const { id } = await newUser();
  assert.equal((await call('SetUserProfileImage', id, upload())).has_image, true);
  assert.equal((await call('DeleteUserProfileImage', id)).has_image, false);
});

walk('metadata of a user is merged', ['UpdateUserMetadata'], async (call) => {
  const { id } = await newUser({ public_metadata: { a: 1 } });
  assert.deepEqual((await call('UpdateUserMetadata', id, { body: { public_metadata: { b: 2 } } })).public_metadata, { a: 1, b: 2 });
});

walk('metadata of a user is replaced', ['ReplaceUserMetadata'], async (call) => {
  const { id } = await newUser({ public_metadata: { a: 1 } });
  assert.deepEqual((await call('ReplaceUserMetadata', id, { body: { public_metadata: { b: 2 } } })).public_metadata, { b: 2 });
});

walk('a password is verified', ['VerifyPassword'], async (call) => {
  const password = strongPassword();
  const { id } = await newUser({ password });
  assert.equal((await call('VerifyPassword', id, { body: { password } })).verified, true);
});

walk('a password is removed', ['RemoveUserPassword'], async (call) => {
  const { id } = await newUser({ password: strongPassword() });
  assert.equal((await call('RemoveUserPassword', id)).password_enabled, false);
});

walk('a password is compromised, and is not', ['SetUserPasswordCompromised', 'UnsetUserPasswordCompromised'], async (call) => {
  const { id } = await newUser({ password: strongPassword() });
  assert.equal((await call('SetUserPasswordCompromised', id, { body: { revoke_all_sessions: true } })).id, id);
  assert.equal((await call('UnsetUserPasswordCompromised', id)).id, id);
});

walk('a second factor is used and taken away', ['VerifyTOTP', 'DeleteBackupCode', 'DeleteTOTP', 'DisableMFA'], async (call) => {
  const secret = newSecret();
  const { id } = await newUser({ totp_secret: secret, backup_codes: newBackupCodes() });
  assert.equal((await call('VerifyTOTP', id, { body: { code: totp(secret) } })).code_type, 'totp');
  assert.equal((await call('DeleteBackupCode', id)).user_id, id);
  assert.equal((await call('DeleteTOTP', id)).user_id, id);
  assert.equal((await call('DisableMFA', id)).user_id, id);
});

walk('a wallet is taken away', ['UserWeb3WalletDelete'], async (call) => {
  const user = await newUser({ web3_wallet: [uniqueWallet()] });
  assert.equal((await call('UserWeb3WalletDelete', [user.id, user.web3_wallets[0].id])).deleted, true);
});

walk('a passkey is taken away', ['UserPasskeyDelete'], async (call) => {
  const { user_id: userId, passkey_id: passkeyId } = fixture('passkey');
  assert.equal((await call('UserPasskeyDelete', [userId, passkeyId])).deleted, true);
}, usedUpByTheSdk);

walk('an external account shows its token and is taken away', ['GetOAuthAccessToken', 'DeleteExternalAccount'], async (call) => {
  const { user_id: userId, external_account_id: accountId } = fixture('external_account');
  const tokens = await call('GetOAuthAccessToken', [userId, 'oauth_github']);
  assert.match((tokens.data ?? tokens)[0].token, /^gho_/);
  assert.equal((await call('DeleteExternalAccount', [userId, accountId])).deleted, true);
}, usedUpByTheSdk);

const identifiers = [
  ['EmailAddress', 'email_address', uniqueEmail, testModeEmail],
  ['PhoneNumber', 'phone_number', uniquePhone, testModePhone],
];
for (const [kind, name, make, makeForTest] of identifiers) {
  walk(`a ${name} comes and goes`, [`Create${kind}`, `Get${kind}`, `Update${kind}`, `Delete${kind}`], async (call) => {
    const user = await newUser();
    const { id } = await call(`Create${kind}`, [], { body: { user_id: user.id, [name]: make() } });
    assert.equal((await call(`Update${kind}`, id, { body: { verified: true } })).verification.status, 'verified');
    assert.equal((await call(`Get${kind}`, id)).id, id);
    assert.equal((await call(`Delete${kind}`, id)).deleted, true);
  });

  walk(`a ${name} is verified by a code`, [`Prepare${kind}Verification`, `Attempt${kind}Verification`], async (call, scenario) => {
    const user = await newUser();
    scenario.after(() => succeed('DELETE', `/users/${user.id}`));
    const body = { user_id: user.id, [name]: makeForTest() };
    const { id } = await succeed('POST', operations[`Create${kind}`][1], { body });
    const prepared = await call(`Prepare${kind}Verification`, id);
    const attempt = { verification_id: prepared.id, code: '424242' };
    assert.equal((await call(`Attempt${kind}Verification`, id, { body: attempt })).status, 'verified');
  });

  walk(`a ${name} is replaced`, [`ReplaceUser${kind}`], async (call) => {
    const user = await newUser();
    const value = make();
    assert.equal((await call(`ReplaceUser${kind}`, user.id, { body: { [name]: value } }))[name], value);
  });
}

const organizationLife = ['CreateOrganization', 'GetOrganization', 'UpdateOrganization', 'ListOrganizations', 'DeleteOrganization'];
walk('an organization comes and goes', organizationLife, async (call) => {
  const { id } = await call('CreateOrganization', [], { body: { name: unique('Works') } });
  assert.equal((await call('UpdateOrganization', id, { body: { name: 'Renamed' } })).name, 'Renamed');
  assert.equal((await call('GetOrganization', id)).id, id);
  assert.equal((await call('ListOrganizations', [], { query: { organization_id: id } })).total_count, 1);
  assert.equal((await call('DeleteOrganization', id)).deleted, true);
});

walk('an organization has metadata and a logo', ['MergeOrganizationMetadata', 'UploadOrganizationLogo', 'DeleteOrganizationLogo'], async (call) => {
  const { organization: { id } } = await newTeam();
  assert.deepEqual((await call('MergeOrganizationMetadata', id, { body: { public_metadata: { a: 1 } } })).public_metadata, { a: 1 });
  assert.equal((await call('UploadOrganizationLogo', id, upload())).has_image, true);
  // The answer of some versions does not tell.
  assert.ok(!(await call('DeleteOrganizationLogo', id)).has_image);
});

walk('metadata of an organization is replaced', ['ReplaceOrganizationMetadata'], async (call) => {
  const { organization } = await newTeam();
  const body = { private_metadata: { b: null } };
  assert.deepEqual((await call('ReplaceOrganizationMetadata', organization.id, { body })).private_metadata, { b: null });
});

const membershipLife = [
  'CreateOrganizationMembership',
  'UpdateOrganizationMembership',
  'UpdateOrganizationMembershipMetadata',
  'ListOrganizationMemberships',
  'InstanceGetOrganizationMemberships',
  'UsersGetOrganizationMemberships',
  'DeleteOrganizationMembership',
];
walk('a member comes and goes', membershipLife, async (call) => {
  const { organization } = await newTeam();
  const [user, both] = [await newUser(), (id) => [organization.id, id]];
  await call('CreateOrganizationMembership', organization.id, { body: { user_id: user.id, role: 'org:member' } });
  assert.equal((await call('UpdateOrganizationMembership', both(user.id), { body: { role: 'org:admin' } })).role, 'org:admin');
  const metadata = await call('UpdateOrganizationMembershipMetadata', both(user.id), { body: { public_metadata: { a: 1 } } });
  assert.deepEqual(metadata.public_metadata, { a: 1 });
  assert.equal((await call('ListOrganizationMemberships', organization.id)).total_count, 2);
  assert.ok((await call('InstanceGetOrganizationMemberships')).total_count >= 2);
  assert.equal((await call('UsersGetOrganizationMemberships', user.id)).total_count, 1);
  assert.equal((await call('DeleteOrganizationMembership', both(user.id))).public_user_data.user_id, user.id);
});

const organizationInvitationLife = [
  'CreateOrganizationInvitation',
  'CreateOrganizationInvitationBulk',
  'GetOrganizationInvitation',
  'ListOrganizationInvitations',
  'ListPendingOrganizationInvitations',
  'ListInstanceOrganizationInvitations',
  'UsersGetOrganizationInvitations',
  'RevokeOrganizationInvitation',
];
walk('somebody is invited into an organization', organizationInvitationLife, async (call) => {
  const { organization: { id } } = await newTeam();
  const guest = await newUser();
  const item = (address) => ({ email_address: address, role: 'org:member', notify: false });
  const body = item(guest.email_addresses[0].email_address);
  const invitation = await call('CreateOrganizationInvitation', id, { body });
  const bulk = await call('CreateOrganizationInvitationBulk', id, { body: [item(uniqueEmail()), item(uniqueEmail())] });
  assert.equal(bulk.data.length, 2);
  assert.equal((await call('GetOrganizationInvitation', [id, invitation.id])).status, 'pending');
  assert.equal((await call('ListOrganizationInvitations', id)).total_count, 3);
  assert.equal((await call('ListPendingOrganizationInvitations', id)).total_count, 3);
  const everywhere = await call('ListInstanceOrganizationInvitations', [], { query: { query: body.email_address } });
  assert.deepEqual(everywhere.data.map((one) => one.id), [invitation.id]);
  assert.equal((await call('UsersGetOrganizationInvitations', guest.id)).total_count, 1);
  assert.equal((await call('RevokeOrganizationInvitation', [id, invitation.id])).status, 'revoked');
});

const permissionLife = ['CreateOrganizationPermission', 'GetOrganizationPermission', 'ListOrganizationPermissions', 'UpdateOrganizationPermission', 'DeleteOrganizationPermission'];
walk('a permission comes and goes', permissionLife, async (call) => {
  const feature = unique('hats').replace('-', '_');
  const { id, key } = await call('CreateOrganizationPermission', [], { body: { name: 'Wear', key: `org:${feature}:wear` } });
  assert.equal((await call('UpdateOrganizationPermission', id, { body: { name: 'Doff' } })).name, 'Doff');
  assert.equal((await call('GetOrganizationPermission', id)).key, key);
  const list = await call('ListOrganizationPermissions', [], { query: { query: feature } });
  assert.deepEqual([list.total_count, list.data[0].id], [1, id]);
  assert.equal((await call('DeleteOrganizationPermission', id)).deleted, true);
});

const roleLife = ['CreateOrganizationRole', 'GetOrganizationRole', 'ListOrganizationRoles', 'UpdateOrganizationRole', 'AssignPermissionToOrganizationRole', 'RemovePermissionFromOrganizationRole', 'DeleteOrganizationRole'];
walk('a role comes and goes', roleLife, async (call) => {
  const key = `org:${unique('hatter').replace('-', '_')}`;
  const { id } = await call('CreateOrganizationRole', [], { body: { name: 'Hatter', key } });
  const [permission] = (await succeed('GET', '/organization_permissions', { query: { query: 'org:sys_profile:manage' } })).data;
  const richer = await call('AssignPermissionToOrganizationRole', [id, permission.id]);
  assert.deepEqual(richer.permissions.map((one) => one.key), ['org:sys_profile:manage']);
  assert.deepEqual((await call('RemovePermissionFromOrganizationRole', [id, permission.id])).permissions, []);
  assert.equal((await call('UpdateOrganizationRole', id, { body: { description: 'Mad.' } })).description, 'Mad.');
  assert.equal((await call('GetOrganizationRole', id)).key, key);
  assert.deepEqual((await call('ListOrganizationRoles', [], { query: { query: key } })).data.map((one) => one.id), [id]);
  assert.equal((await call('DeleteOrganizationRole', id)).deleted, true);
});

const roleSetLife = ['CreateRoleSet', 'GetRoleSet', 'ListRoleSets', 'UpdateRoleSet', 'AddRolesToRoleSet', 'ReplaceRoleInRoleSet', 'ReplaceRoleSet'];
walk('a role set comes and goes', roleSetLife, async (call) => {
  const key = `role_set:${unique('hats').replace('-', '_')}`;
  const keys = (set) => set.roles.map((one) => one.key);
  const body = { name: 'Hats', key, roles: ['org:admin'], default_role_key: 'org:admin', creator_role_key: 'org:admin' };
  const { id } = await call('CreateRoleSet', [], { body });
  assert.deepEqual(keys(await call('AddRolesToRoleSet', key, { body: { role_keys: ['org:member'] } })), ['org:admin', 'org:member']);
  const replace = { role_key: 'org:member', to_role_key: 'org:admin' };
  assert.deepEqual(keys(await call('ReplaceRoleInRoleSet', id, { body: replace })), ['org:admin']);
  assert.equal((await call('UpdateRoleSet', key, { body: { name: 'Caps' } })).name, 'Caps');
  assert.equal((await call('GetRoleSet', key)).id, id);
  assert.deepEqual((await call('ListRoleSets', [], { query: { query: key } })).data.map((one) => one.id), [id]);
  assert.equal((await call('ReplaceRoleSet', key, { body: { dest_role_set_key: 'role_set:default' } })).deleted, true);
});

walk('somebody is invited', ['CreateInvitation', 'CreateBulkInvitations', 'ListInvitations', 'RevokeInvitation'], async (call) => {
  const item = () => ({ email_address: uniqueEmail(), notify: false });
  const { id } = await call('CreateInvitation', [], { body: item() });
  assert.equal((await call('CreateBulkInvitations', [], { body: [item(), item()] })).length, 2);
  assert.deepEqual((await call('ListInvitations', [], { query: { query: id } })).map((one) => one.id), [id]);
  assert.equal((await call('RevokeInvitation', id)).revoked, true);
});

const sessionLife = ['createSession', 'GetSession', 'GetSessionList', 'CreateSessionToken', 'CreateSessionTokenFromTemplate', 'RevokeSession'];
walk('a session opens and closes', sessionLife, async (call) => {
  const user = await newUser();
  const { id } = await call('createSession', [], { body: { user_id: user.id } });
  assert.equal((await call('GetSession', id)).status, 'active');
  assert.deepEqual((await call('GetSessionList', [], { query: { user_id: user.id } })).map((one) => one.id), [id]);
  assert.equal((await call('CreateSessionToken', id)).jwt.split('.').length, 3);
  assert.equal((await call('CreateSessionTokenFromTemplate', [id, fixture('jwt_template')])).jwt.split('.').length, 3);
  assert.equal((await call('RevokeSession', id)).status, 'revoked');
});

walk('a session is verified by its token', ['VerifySession'], async (call) => {
  const { id } = await succeed('POST', '/sessions', { body: { user_id: (await newUser()).id } });
  const { jwt: token } = await succeed('POST', `/sessions/${id}/tokens`);
  assert.equal((await call('VerifySession', id, { body: { token } })).id, id);
});

walk('a session of a browser is refreshed', ['RefreshSession'], async (call) => {
  const browser = fixture('browser_session');
  const body = { expired_token: browser.expired_token, refresh_token: browser.refresh_token, request_origin: browser.origin, format: 'token' };
  const refreshed = await call('RefreshSession', browser.session_id, { body });
  assert.deepEqual([refreshed.object, refreshed.jwt.split('.').length], ['token', 3]);
}, usedUpByTheSdk);

walk('clients are found', ['GetClientList', 'GetClient', 'VerifyClient'], async (call) => {
  const browser = fixture('browser_session');
  assert.ok((await call('GetClientList', [], { query: { limit: 500 } })).length >= 1);
  assert.equal((await call('GetClient', browser.client_id)).id, browser.client_id);
  assert.equal((await call('VerifyClient', [], { body: { token: browser.client_token } })).id, browser.client_id);
});

walk('keys are published', ['GetJWKS'], async (call) => {
  assert.equal((await call('GetJWKS')).keys[0].kty, 'RSA');
});

walk('a sign-in token is made and revoked', ['CreateSignInToken', 'RevokeSignInToken'], async (call) => {
  const { id } = await call('CreateSignInToken', [], { body: { user_id: (await newUser()).id } });
  assert.equal((await call('RevokeSignInToken', id)).status, 'revoked');
});

// Settings are changed on an instance of their own, which nobody else uses at the same time: to what they are anyway.
const production = () => ({ key: fixture('production_instance').secret_key });

walk('the instance is described', ['GetInstance', 'UpdateInstance'], async (call) => {
  assert.equal((await call('GetInstance')).environment_type, 'development');
  assert.equal(await call('UpdateInstance', [], { ...production(), body: { hibp: true, enhanced_email_deliverability: false } }), undefined);
});

walk('restrictions are set', ['UpdateInstanceRestrictions', 'UpdateInstanceAuthConfig'], async (call) => {
  const body = { ignore_dots_for_gmail_addresses: false, block_disposable_email_domains: false };
  assert.equal((await call('UpdateInstanceRestrictions', [], { ...production(), body })).object, 'instance_restrictions');
  const options = { ...production(), body: { progressive_sign_up: true } };
  assert.equal((await call('UpdateInstanceAuthConfig', [], options)).progressive_sign_up, true);
});

walk('settings of organizations are set', ['UpdateInstanceOrganizationSettings'], async (call) => {
  const options = { ...production(), body: { admin_delete_enabled: true } };
  assert.equal((await call('UpdateInstanceOrganizationSettings', [], options)).creator_role, 'org:admin');
});

walk('settings of organizations are read', ['GetInstanceOrganizationSettings'], async (call) => {
  assert.equal((await call('GetInstanceOrganizationSettings')).object, 'organization_settings');
});

for (const [name, object, body] of [
  ['Protect', 'instance_protect', { rules_enabled: false }],
  ['Communication', 'instance_communication', {}],
  ['OAuthApplicationSettings', 'oauth_application_settings', { default_scopes: null }],
]) {
  walk(`${object} is read and set`, [`GetInstance${name}`, `UpdateInstance${name}`], async (call) => {
    assert.equal((await call(`GetInstance${name}`)).object, object);
    assert.equal((await call(`UpdateInstance${name}`, [], { ...production(), body })).object, object);
  });
}

for (const name of ['UpdateProductionInstanceDomain', 'ChangeProductionInstanceDomain', 'ChangeInstanceDomain']) {
  walk(`an instance moves by ${name}`, [name], async (call) => {
    const body = { home_url: `https://www.${unique('moved')}.com` };
    assert.equal(await call(name, [], { ...production(), body }), undefined);
  });
}

for (const list of ['allowlist', 'blocklist']) {
  const Name = `${list[0].toUpperCase()}${list.slice(1)}`;
  const names = [`List${Name}Identifiers`, `Create${Name}Identifier`, `Delete${Name}Identifier`];
  walk(`an identifier comes to the ${list} and goes`, names, async (call) => {
    const { id } = await call(`Create${Name}Identifier`, [], { body: { identifier: uniqueEmail() } });
    const listed = await call(`List${Name}Identifiers`);
    assert.ok((listed.data ?? listed).some((one) => one.id === id));
    assert.equal((await call(`Delete${Name}Identifier`, id)).deleted, true);
  });
}

walk('somebody waits', ['CreateWaitlistEntry', 'ListWaitlistEntries'], async (call) => {
  const { id, email_address: address } = await call('CreateWaitlistEntry', [], { body: { email_address: uniqueEmail(), notify: false } });
  assert.deepEqual((await call('ListWaitlistEntries', [], { query: { query: address } })).data.map((one) => one.id), [id]);
});

walk('several wait', ['CreateBulkWaitlistEntries'], async (call) => {
  const body = [uniqueEmail(), uniqueEmail()].map((address) => ({ email_address: address, notify: false }));
  assert.equal((await call('CreateBulkWaitlistEntries', [], { body })).length, 2);
});

walk('who waits is invited, turned down or deleted', ['InviteWaitlistEntry', 'RejectWaitlistEntry', 'DeleteWaitlistEntry'], async (call) => {
  const join = async () => (await succeed('POST', '/waitlist_entries', { body: { email_address: uniqueEmail(), notify: false } })).id;
  assert.equal((await call('InviteWaitlistEntry', await join())).invitation.status, 'pending');
  assert.equal((await call('RejectWaitlistEntry', await join())).status, 'rejected');
  assert.equal((await call('DeleteWaitlistEntry', await join())).deleted, true);
});

const domainLife = ['CreateOrganizationDomain', 'ListOrganizationDomains', 'UpdateOrganizationDomain', 'DeleteOrganizationDomain'];
const enableDomains = () =>
  succeed('PATCH', '/instance/organization_settings', {
    body: { enabled: true, domains_enabled: true, domains_enrollment_modes: ['automatic_invitation', 'automatic_suggestion'] },
  });

walk('a domain of an organization comes and goes', domainLife, async (call) => {
  await enableDomains();
  const { id } = await newOrganization();
  const name = `${unique('d')}.example`;
  const domain = await call('CreateOrganizationDomain', id, { body: { name, enrollment_mode: 'automatic_invitation' } });
  assert.equal((await call('ListOrganizationDomains', id, { query: { verified: 'true' } })).total_count, 1);
  const body = { enrollment_mode: 'automatic_suggestion', verified: false };
  assert.equal((await call('UpdateOrganizationDomain', [id, domain.id], { body })).verification.status, 'unverified');
  assert.equal((await call('DeleteOrganizationDomain', [id, domain.id])).deleted, true);
});

walk('domains of all organizations are found', ['ListAllOrganizationDomains', 'VerifyOrganizationDomainOwnership'], async (call) => {
  await enableDomains();
  const { id } = await newOrganization();
  const domain = await succeed('POST', `/organizations/${id}/domains`, { body: { name: `${unique('d')}.example`, verified: false } });
  const shown = await call('VerifyOrganizationDomainOwnership', [id, domain.id]);
  assert.equal(shown.ownership_verification.strategy, 'manual_override');
  assert.equal((await call('ListAllOrganizationDomains', [], { query: { query: id } })).data[0].id, domain.id);
});

walk('a satellite domain comes and goes', ['AddDomain', 'ListDomains', 'UpdateDomain', 'DeleteDomain', 'VerifyDomainProxy'], async (call) => {
  const { id } = await call('AddDomain', [], { body: { name: `${unique('s')}.example`, is_satellite: true } });
  assert.ok((await call('ListDomains')).data.some((domain) => domain.id === id));
  assert.equal((await call('VerifyDomainProxy', [], { body: { domain_id: id, proxy_url: 'http://127.0.0.1:1' } })).successful, false);
  assert.equal((await call('UpdateDomain', id, { body: { name: `${unique('s')}.example` } })).id, id);
  assert.equal((await call('DeleteDomain', id)).deleted, true);
});

walk('a redirect URL comes and goes', ['CreateRedirectURL', 'GetRedirectURL', 'ListRedirectURLs', 'DeleteRedirectURL'], async (call) => {
  const { id } = await call('CreateRedirectURL', [], { body: { url: `${unique('app')}://back` } });
  assert.equal((await call('GetRedirectURL', id)).id, id);
  assert.ok((await call('ListRedirectURLs')).some((one) => one.id === id));
  assert.equal((await call('DeleteRedirectURL', id)).deleted, true);
});

walked.add('DeleteSvixApp');
walk('webhooks are turned on and off', ['CreateSvixApp', 'GenerateSvixAuthURL'], async (call) => {
  assert.ok((await call('CreateSvixApp')).svix_url);
  assert.ok((await call('GenerateSvixAuthURL')).svix_url);
  // The answer has no body, which `call` would want.
  const [method, path] = operations.DeleteSvixApp;
  const gone = await request(method, path);
  assert.deepEqual([gone.status, gone.text], [204, '']);
}, { skip: !plainRequestsOnly && 'there is one switch, which the scenario of the SDK turns' });

walk('an actor token is made and revoked', ['CreateActorToken', 'RevokeActorToken'], async (call) => {
  const body = { user_id: (await newUser()).id, actor: { sub: 'support', desk: { floor: 3 } } };
  const { id, actor } = await call('CreateActorToken', [], { body });
  assert.deepEqual(actor, body.actor);
  assert.equal((await call('RevokeActorToken', id)).status, 'revoked');
});

walk('an agent task is made and revoked', ['CreateAgentTask', 'RevokeAgentTask'], async (call) => {
  const body = {
    on_behalf_of: { user_id: (await newUser()).id }, permissions: '*', agent_name: 'helper', task_description: 'Works',
    redirect_url: 'https://app.example.com/',
  };
  const { agent_task_id: id } = await call('CreateAgentTask', [], { body });
  assert.equal((await call('RevokeAgentTask', id)).agent_task_id, id);
});

walk('a testing token is made', ['CreateTestingToken'], async (call) => {
  assert.equal((await call('CreateTestingToken')).object, 'testing_token');
});

const templateLife = ['CreateJWTTemplate', 'GetJWTTemplate', 'UpdateJWTTemplate', 'ListJWTTemplates', 'DeleteJWTTemplate'];
walk('a template comes and goes', templateLife, async (call) => {
  const name = unique('template');
  const { id } = await call('CreateJWTTemplate', [], { body: { name, claims: { a: '{{user.id}}' } } });
  assert.equal((await call('UpdateJWTTemplate', id, { body: { name, claims: {}, lifetime: 90 } })).lifetime, 90);
  assert.equal((await call('GetJWTTemplate', id)).name, name);
  assert.ok((await call('ListJWTTemplates', [], { query: { limit: 500 } })).some((template) => template.id === id));
  assert.equal((await call('DeleteJWTTemplate', id)).deleted, true);
});

const machineLife = ['CreateMachine', 'GetMachine', 'UpdateMachine', 'ListMachines', 'DeleteMachine'];
const machineKey = ['GetMachineSecretKey', 'RotateMachineSecretKey', 'CreateMachineScope', 'DeleteMachineScope'];
walk('a machine comes and goes', [...machineLife, ...machineKey], async (call) => {
  const name = unique('machine');
  const { id, secret_key: key } = await call('CreateMachine', [], { body: { name } });
  const other = await succeed('POST', '/machines', { body: { name: unique('machine') } });
  assert.equal((await call('UpdateMachine', id, { body: { default_token_ttl: 60 } })).default_token_ttl, 60);
  assert.equal((await call('GetMachine', id)).name, name);
  assert.equal((await call('ListMachines', [], { query: { query: name } })).data[0].id, id);
  assert.equal((await call('GetMachineSecretKey', id)).secret, key);
  assert.notEqual((await call('RotateMachineSecretKey', id, { body: { previous_token_ttl: 0 } })).secret, key);
  assert.equal((await call('CreateMachineScope', id, { body: { to_machine_id: other.id } })).to_machine_id, other.id);
  assert.equal((await call('DeleteMachineScope', [id, other.id])).deleted, true);
  assert.equal((await call('DeleteMachine', id)).deleted, true);
});

walk('a token of a machine comes and goes', ['createM2MToken', 'getM2MTokens', 'verifyM2MToken', 'revokeM2MToken'], async (call) => {
  const { id, secret_key: key } = await succeed('POST', '/machines', { body: { name: unique('machine') } });
  const made = await call('createM2MToken', [], { key, body: { claims: { a: 1 } } });
  assert.equal((await call('getM2MTokens', [], { query: { subject: id } })).m2m_tokens[0].id, made.id);
  assert.equal((await call('verifyM2MToken', [], { body: { token: made.token } })).id, made.id);
  assert.equal((await call('revokeM2MToken', made.id, { body: {} })).revoked, true);
});

const keyLife = ['createApiKey', 'getApiKey', 'updateApiKey', 'getApiKeys', 'deleteApiKey'];
const keyUse = ['getApiKeySecret', 'verifyApiKey', 'revokeApiKey'];
walk('an API key comes and goes', [...keyLife, ...keyUse], async (call) => {
  const [{ id: subject }, name] = [await newUser(), unique('key')];
  const { id, secret } = await call('createApiKey', [], { body: { name, subject, claims: { a: 1 }, scopes: ['read'] } });
  assert.deepEqual((await call('getApiKey', id)).claims, { a: 1 });
  assert.equal((await call('updateApiKey', id, { body: { description: 'Works' } })).description, 'Works');
  const page = await call('getApiKeys', [], { query: { subject, query: name, include_invalid: 'true' } });
  assert.deepEqual([page.total_count, page.data[0].id, page.api_keys[0].id], [1, id, id]);
  assert.equal((await call('getApiKeySecret', id)).secret, secret);
  assert.equal((await call('verifyApiKey', [], { body: { secret } })).id, id);
  assert.equal((await call('revokeApiKey', id, { body: {} })).revoked, true);
  assert.equal((await call('deleteApiKey', id)).deleted, true);
});

const applicationLife = ['CreateOAuthApplication', 'GetOAuthApplication', 'UpdateOAuthApplication', 'ListOAuthApplications'];
walk('an OAuth application comes and goes', [...applicationLife, 'RotateOAuthApplicationSecret', 'DeleteOAuthApplication'], async (call) => {
  const body = { name: unique('application'), redirect_uris: ['https://app.example.com/back', 'my-app://back'] };
  const { id, client_secret: secret } = await call('CreateOAuthApplication', [], { body });
  assert.equal((await call('UpdateOAuthApplication', id, { body: { scopes: 'email' } })).scopes, 'email');
  assert.deepEqual((await call('GetOAuthApplication', id)).redirect_uris, body.redirect_uris);
  assert.ok((await call('ListOAuthApplications', [], { query: { limit: 500 } })).data.some((one) => one.id === id));
  assert.notEqual((await call('RotateOAuthApplicationSecret', id)).client_secret, secret);
  assert.equal((await call('DeleteOAuthApplication', id)).deleted, true);
});

walk('an OAuth application has a logo', ['UploadOAuthApplicationLogo'], async (call) => {
  const { id } = await succeed('POST', '/oauth_applications', { body: { name: unique('application') } });
  assert.match((await call('UploadOAuthApplicationLogo', id, upload())).client_image_url, /^http/);
  await succeed('DELETE', `/oauth_applications/${id}`);
});

walk('an access token is verified and revoked', ['verifyOAuthAccessToken', 'RevokeOAuthApplicationToken'], async (call) => {
  const { plain, jwt, expired } = fixture('oauth_grants');
  const verify = (token) => call('verifyOAuthAccessToken', [], { body: { access_token: token } });
  assert.equal((await verify(plain.access_token)).id, plain.access_token_id);
  assert.equal((await verify(jwt.access_token)).subject, jwt.user_id);
  assert.deepEqual(await verify(expired.access_token), { active: false });
  await call('RevokeOAuthApplicationToken', plain.application_id, { body: { token: plain.access_token } });
  const gone = await request('POST', '/oauth_applications/access_tokens/verify', { body: { access_token: plain.access_token } });
  assert.equal(gone.status, 404);
});

walk('a sign-up is found and marked', ['GetSignUp', 'UpdateSignUp'], async (call) => {
  const { sign_up_id: id } = fixture('sign_up');
  assert.equal((await call('UpdateSignUp', id, { body: { custom_action: true } })).custom_action, true);
  assert.equal((await call('GetSignUp', id)).id, id);
});

walk('a trusted device is listed and revoked', ['ListUserTrustedDevices', 'RevokeUserTrustedDevice'], async (call) => {
  const { user_id: userId, trusted_device_id: id } = fixture('trusted_device');
  assert.deepEqual((await call('ListUserTrustedDevices', userId)).data.map((device) => device.id), [id]);
  assert.equal((await call('RevokeUserTrustedDevice', [userId, id])).status, 'revoked');
});

const accountless = ['CreateAccountlessApplication', 'CompleteAccountlessApplication'];
walk('an application is made without an account', accountless, async (call) => {
  const made = await call('CreateAccountlessApplication', [], { key: null });
  const completed = await call('CompleteAccountlessApplication', [], { key: made.secret_key });
  assert.equal(completed.publishable_key, made.publishable_key);
});

walked.add('GetPublicInterstitial');
test('the page that finds out who is signed in is answered', async () => {
  const [method, path] = operations.GetPublicInterstitial;
  const page = await request(method, path, { key: null, query: { publishable_key: publishableKey } });
  assert.deepEqual([page.status, page.headers.get('content-type').split(';')[0]], [200, 'text/html']);
  assert.ok(page.text.includes(publishableKey));
});

test('every operation has its scenario', () => {
  assert.deepEqual(Object.keys(operations).filter((name) => !walked.has(name)), []);
});
