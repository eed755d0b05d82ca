// Settings of an instance, on one of its own, so that no other scenario runs under what is tried out here.
import assert from 'node:assert/strict';
import { fixture } from './support/environment.mjs';
import { unique, uniqueEmail, unknownId } from './support/names.mjs';
import { clerk, connect, refused, scenario } from './support/sdk.mjs';

let connected;
/** The SDK on the production instance that this file has to itself. */
const own = () => (connected ??= connect({ secretKey: fixture('production_instance').secret_key }));

const createUser = (emailAddress) => own().users.createUser({ emailAddress: [emailAddress], skipPasswordRequirement: true });

scenario('an instance says which it is and who may call', async () => {
  const instance = await own().instance.get();
  assert.deepEqual([instance.id, instance.environmentType], [fixture('production_instance').instance_id, 'production']);
  const allowedOrigins = ['chrome-extension://mnhbilbfebpbokpjjamapdecdgieldho', 'http://localhost:3000'];
  await own().instance.update({ allowedOrigins });
  assert.deepEqual((await own().instance.get()).allowedOrigins, allowedOrigins);
  await refused(own().instance.update({ allowedOrigins: ['https://example.com'] }), {
    status: 422,
    code: 'form_invalid_origin',
    param: 'allowed_origins',
  });
  assert.equal((await clerk.instance.get()).environmentType, 'development');
});

scenario('every setting that the SDK knows is taken', async () => {
  await own().instance.update({
    testMode: false,
    hibp: true,
    enhancedEmailDeliverability: false,
    supportEmail: 'help@example.com',
    clerkJsVersion: '5.111.0',
    developmentOrigin: 'http://localhost:3000',
    urlBasedSessionSyncing: true,
    preferredSignInStrategyWhenPasswordRequired: 'otp',
  });
  await own().instance.update({ preferredSignInStrategyWhenPasswordRequired: '' });
  await refused(own().instance.update({ supportEmail: 'nobody' }), {
    status: 422,
    code: 'form_param_format_invalid',
    param: 'support_email',
  });
});

scenario('breached passwords are refused unless nobody looks', async () => {
  const password = 'password1';
  const create = () => own().users.createUser({ emailAddress: [uniqueEmail()], password });
  await refused(create(), { status: 422, code: 'form_password_pwned', param: 'password' });
  await own().instance.update({ hibp: false });
  assert.equal((await create()).passwordEnabled, true);
  await own().instance.update({ hibp: true });
});

scenario('restrictions are switched one by one', async () => {
  const names = ['allowlist', 'blocklist', 'blockEmailSubaddresses', 'blockDisposableEmailDomains', 'ignoreDotsForGmailAddresses'];
  for (const name of names) {
    const on = await own().instance.updateRestrictions({ [name]: true });
    assert.equal(on[name], true, name);
    assert.equal((await own().instance.updateRestrictions({ [name]: false }))[name], false, name);
  }
});

scenario('one mailbox is one user where subaddresses are blocked', async () => {
  const local = unique('ada');
  await createUser(`${local}@example.com`);
  await createUser(`${local}+before@example.com`);
  await own().instance.updateRestrictions({ blockEmailSubaddresses: true });
  await refused(createUser(`${local}+after@example.com`), { status: 403, code: 'not_allowed_access', param: 'email_address' });
  await own().instance.updateRestrictions({ blockEmailSubaddresses: false, ignoreDotsForGmailAddresses: true });
  const dotted = unique('grace').replaceAll('-', '');
  await createUser(`${dotted}@gmail.com`);
  await refused(createUser(`${dotted[0]}.${dotted.slice(1)}@gmail.com`), {
    status: 403,
    code: 'not_allowed_access',
    param: 'email_address',
  });
  await own().instance.updateRestrictions({ ignoreDotsForGmailAddresses: false });
});

scenario('settings of organizations are for the next one', async () => {
  const settings = await own().instance.getOrganizationSettings();
  assert.deepEqual([settings.enabled, settings.creatorRole, settings.domainsDefaultRole], [true, 'org:admin', 'org:member']);
  const changed = await own().instance.updateOrganizationSettings({
    maxAllowedMemberships: 3,
    adminDeleteEnabled: false,
    domainsEnabled: true,
    domainsEnrollmentModes: ['automatic_invitation', 'automatic_suggestion'],
  });
  assert.deepEqual(
    [changed.maxAllowedMemberships, changed.adminDeleteEnabled, changed.domainsEnabled, changed.domainsEnrollmentModes],
    [3, false, true, ['automatic_invitation', 'automatic_suggestion']],
  );
  const organization = await own().organizations.createOrganization({ name: unique('Works') });
  assert.deepEqual([organization.maxAllowedMemberships, organization.adminDeleteEnabled], [3, false]);
  await refused(own().instance.updateOrganizationSettings({ enabled: false }), {
    status: 400,
    code: 'organizations_disable_not_allowed',
  });
  await refused(own().instance.updateOrganizationSettings({ creatorRoleId: unknownId('role') }), {
    status: 404,
    code: 'resource_not_found',
    param: 'creator_role_id',
  });
});

scenario('a production instance moves to another domain', async () => {
  const home = `${unique('home')}.com`;
  await own().betaFeatures.changeDomain({ homeUrl: `https://www.${home}` });
  const invitation = await own().invitations.createInvitation({ emailAddress: uniqueEmail(), notify: false });
  assert.ok(invitation.url.startsWith(`https://clerk.${home}/`), invitation.url);
  await own().betaFeatures.changeDomain({ homeUrl: `https://shop.${home}`, isSecondary: true });
  await refused(own().betaFeatures.changeDomain({ homeUrl: 'https://shop.vercel.app' }), {
    status: 422,
    code: 'known_hosting_domain',
    param: 'home_url',
  });
  await refused(clerk.betaFeatures.changeDomain({ homeUrl: `https://${unique('home')}.com` }), {
    status: 400,
    code: 'domain_update_forbidden',
  });
});
