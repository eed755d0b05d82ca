// Applications made without an account: an instance each, apart from all others.
import assert from 'node:assert/strict';
import { unique, uniqueEmail, uniqueUsername } from './support/names.mjs';
import { assertSameSet, clerk, connect, ids, makeOrganization, makeUser, refused, scenario } from './support/sdk.mjs';

const notFound = { status: 404, code: 'resource_not_found' };

/** A new application, and a client that holds its keys. */
async function makeApplication() {
  const application = await clerk.__experimental_accountlessApplications.createAccountlessApplication({ source: 'nextjs' });
  const { secretKey, publishableKey } = application;
  return { application, client: connect({ secretKey, publishableKey }) };
}

scenario('an application is made with keys and links', async () => {
  const { application } = await makeApplication();
  assert.match(application.secretKey, /^sk_test_[0-9A-Za-z]{20,}$/);
  assert.match(application.publishableKey, /^pk_test_[0-9A-Za-z+/=]+$/);
  const frontend = Buffer.from(application.publishableKey.split('_')[2], 'base64').toString();
  assert.match(frontend, /^[^$]*\.[^$]*\$$/);
  for (const link of [application.claimUrl, application.apiKeysUrl]) assert.match(new URL(link).protocol, /^https?:$/);
});

scenario('every application has keys of its own', async () => {
  const [one, two] = [await makeApplication(), await makeApplication()];
  assert.notEqual(one.application.secretKey, two.application.secretKey);
  const kidOf = async ({ client }) => (await client.jwks.getJwks()).keys[0].kid;
  assert.notEqual(await kidOf(one), await kidOf(two));
});

scenario('no key is needed to make an application', async () => {
  const stranger = connect({ secretKey: undefined, publishableKey: undefined });
  const application = await stranger.__experimental_accountlessApplications.createAccountlessApplication({
    requestHeaders: new Headers({ 'X-Forwarded-Host': 'localhost:3000' }),
  });
  assert.match(application.secretKey, /^sk_test_/);
});

scenario('a new application is empty, and counts exactly', async () => {
  const { client } = await makeApplication();
  assert.equal(await client.users.getCount(), 0);
  assert.deepEqual(await client.users.getUserList(), { data: [], totalCount: 0 });
  assert.equal((await client.organizations.getOrganizationList()).totalCount, 0);
  const admin = await client.users.createUser({ emailAddress: [uniqueEmail()], skipPasswordRequirement: true });
  const organization = await client.organizations.createOrganization({ name: 'Only One', createdBy: admin.id });
  await client.invitations.createInvitation({ emailAddress: uniqueEmail(), notify: false });
  assert.equal(await client.users.getCount(), 1);
  assert.deepEqual(ids((await client.organizations.getOrganizationList()).data), [organization.id]);
  assert.equal((await client.invitations.getInvitationList()).totalCount, 1);
  const memberships = await client.organizations.getInstanceOrganizationMembershipList({});
  assert.deepEqual([memberships.totalCount, memberships.data[0].publicUserData.userId], [1, admin.id]);
  await client.users.deleteUser(admin.id);
  assert.equal(await client.users.getCount(), 0);
  assert.equal((await client.organizations.getInstanceOrganizationMembershipList({})).totalCount, 0);
});

scenario('instances do not see each other', async () => {
  const { client } = await makeApplication();
  const user = await makeUser();
  const organization = await makeOrganization({ slug: unique('apart') });
  const session = await clerk.sessions.createSession({ userId: user.id });
  await refused(client.users.getUser(user.id), notFound);
  await refused(client.users.updateUser(user.id, { firstName: 'Stolen' }), notFound);
  await refused(client.users.deleteUser(user.id), notFound);
  await refused(client.emailAddresses.getEmailAddress(user.primaryEmailAddressId), notFound);
  await refused(client.organizations.getOrganization({ slug: organization.slug }), notFound);
  await refused(client.sessions.getToken(session.id), notFound);
  await refused(client.clients.getClient(session.clientId), notFound);
  assert.equal((await client.users.getUserList({ userId: [user.id] })).totalCount, 0);
  assert.equal((await clerk.users.getUser(user.id)).firstName, null);
});

scenario('what is unique is unique within an instance', async () => {
  const { client } = await makeApplication();
  const identity = {
    emailAddress: [uniqueEmail()],
    username: uniqueUsername(),
    externalId: unique('ext'),
    skipPasswordRequirement: true,
  };
  const slug = unique('same');
  const [here, there] = [await makeUser(identity), await client.users.createUser(identity)];
  assert.notEqual(here.id, there.id);
  assert.equal((await makeOrganization({ slug })).slug, (await client.organizations.createOrganization({ name: 'Same', slug })).slug);
  assertSameSet(ids((await client.users.getUserList({ username: [identity.username] })).data), [there.id]);
});

scenario('the making of an application can be completed with its key', async () => {
  const { application, client } = await makeApplication();
  const completed = await client.__experimental_accountlessApplications.completeAccountlessApplicationOnboarding({ source: 'nextjs' });
  assert.equal(completed.publishableKey, application.publishableKey);
  assert.equal(await client.users.getCount(), 0, 'its key serves as before');
});
