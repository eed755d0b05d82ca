// GET and DELETE /users/{id}, GET /users/count.
import assert from 'node:assert/strict';
import { unique, uniqueEmail, uniquePhone, uniqueUsername, unknownId } from './support/names.mjs';
import { addMember, clerk, ids, makeTeam, makeUser, refused, scenario } from './support/sdk.mjs';

const { users } = clerk;
const notFound = { status: 404, code: 'resource_not_found' };

scenario('a user reads as it was answered when created', async () => {
  const created = await makeUser({ firstName: 'Grace', phoneNumber: [uniquePhone()], publicMetadata: { a: [1, { b: null }] } });
  const read = await users.getUser(created.id);
  assert.deepEqual(read.raw, created.raw);
});

scenario('an unknown user is not found, and the answer names the id', async () => {
  const id = unknownId('user');
  const error = await refused(users.getUser(id), notFound);
  assert.equal(error.errors[0].message, 'not found');
  assert.ok(error.errors[0].longMessage.includes(id), error.errors[0].longMessage);
});

scenario('a deleted user is gone from every read', async () => {
  const user = await makeUser();
  const deleted = await users.deleteUser(user.id);
  assert.deepEqual([deleted.object, deleted.id, deleted.deleted], ['user', user.id, true]);
  await refused(users.getUser(user.id), notFound);
  await refused(users.deleteUser(user.id), notFound);
  await refused(clerk.emailAddresses.getEmailAddress(user.primaryEmailAddressId), notFound);
  const { data, totalCount } = await users.getUserList({ userId: [user.id] });
  assert.deepEqual([data, totalCount], [[], 0]);
});

scenario('what identified a deleted user is free again', async () => {
  const identity = {
    emailAddress: [uniqueEmail()],
    phoneNumber: [uniquePhone()],
    username: uniqueUsername(),
    externalId: unique('ext'),
  };
  const first = await makeUser(identity);
  await users.deleteUser(first.id);
  const second = await makeUser(identity);
  assert.notEqual(second.id, first.id);
  assert.equal(second.username, identity.username);
});

scenario('a deleted user leaves its organizations and their counts', async () => {
  const { organization } = await makeTeam();
  const member = await makeUser();
  await addMember(organization, member);
  const before = await clerk.organizations.getOrganization({ organizationId: organization.id, includeMembersCount: true });
  await users.deleteUser(member.id);
  const after = await clerk.organizations.getOrganization({ organizationId: organization.id, includeMembersCount: true });
  assert.deepEqual([before.membersCount, after.membersCount], [2, 1]);
});

scenario('a deleted user has no session left to take tokens from', async () => {
  const user = await makeUser();
  const session = await clerk.sessions.createSession({ userId: user.id });
  await users.deleteUser(user.id);
  await refused(clerk.sessions.getToken(session.id), notFound);
});

scenario('users are counted under the filters of the list', async () => {
  const family = unique('family');
  const made = [await makeUser({ lastName: family }), await makeUser({ lastName: family }), await makeUser()];
  assert.equal(await users.getCount({ userId: ids(made) }), 3);
  assert.equal(await users.getCount({ nameQuery: family }), 2);
  assert.equal(await users.getCount({ userId: ids(made), nameQuery: family.toUpperCase() }), 2);
  await users.deleteUser(made[0].id);
  assert.equal(await users.getCount({ nameQuery: family }), 1);
});

scenario('the count beside a list ignores its page', async () => {
  const family = unique('pages');
  for (let made = 0; made < 4; made += 1) await makeUser({ lastName: family });
  const { data, totalCount } = await users.getUserList({ nameQuery: family, limit: 2, offset: 1 });
  assert.deepEqual([data.length, totalCount], [2, 4]);
});

scenario('the count beside a list bears the cursor that the SDK passes on', async () => {
  const family = unique('cursor');
  const [, second] = [await makeUser({ lastName: family }), await makeUser({ lastName: family })];
  const { data, totalCount } = await users.getUserList({ nameQuery: family, startingAfter: second.id });
  assert.ok(!ids(data).includes(second.id));
  assert.equal(totalCount, 2);
});
