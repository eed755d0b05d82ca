// Memberships: added, listed, changed, removed; limits and the last administrator.
import assert from 'node:assert/strict';
import { unique, uniqueEmail, uniquePhone, uniqueUsername, uniqueWallet, unknownId } from './support/names.mjs';
import { addMember, assertRecent, assertSameSet, clerk, codesOf, idOf, inOrder, makeTeam, makeUser, refused, scenario } from './support/sdk.mjs';

const { organizations, users } = clerk;
const notFound = { status: 404, code: 'resource_not_found' };
const full = { status: 403, code: 'organization_membership_quota_exceeded' };
const lastAdmin = { status: 400, code: 'organization_minimum_permissions_needed' };

const list = (organization, rest = {}) => organizations.getOrganizationMembershipList({ organizationId: organization.id, ...rest });
const setRole = (organization, user, role) =>
  organizations.updateOrganizationMembership({ organizationId: organization.id, userId: user.id, role });
const remove = (organization, user) =>
  organizations.deleteOrganizationMembership({ organizationId: organization.id, userId: user.id });
const mergeMetadata = (organization, user, rest) =>
  organizations.updateOrganizationMembershipMetadata({ organizationId: organization.id, userId: user.id, ...rest });
const countOf = async (organization) =>
  (await organizations.getOrganization({ organizationId: organization.id, includeMembersCount: true })).membersCount;
const userIds = (memberships) => memberships.map((one) => one.publicUserData.userId);

scenario('a user is added with a role and metadata', async () => {
  const { organization } = await makeTeam();
  const user = await makeUser({ firstName: 'Max', lastName: 'Muster', username: uniqueUsername() });
  const membership = await organizations.createOrganizationMembership({
    organizationId: organization.id,
    userId: user.id,
    role: 'org:member',
    publicMetadata: { desk: 4 },
    privateMetadata: { Pay: 'x' },
  });
  assert.match(membership.id, idOf('orgmem'));
  assert.deepEqual([membership.role, membership.raw.role_name], ['org:member', 'Member']);
  assertSameSet(membership.permissions, ['org:sys_memberships:read', 'org:sys_billing:read']);
  assert.deepEqual([membership.publicMetadata, membership.privateMetadata], [{ desk: 4 }, { Pay: 'x' }]);
  assert.deepEqual([membership.organization.id, membership.organization.slug], [organization.id, organization.slug]);
  assert.deepEqual(
    { ...membership.publicUserData },
    {
      identifier: user.primaryEmailAddress.emailAddress,
      firstName: 'Max',
      lastName: 'Muster',
      imageUrl: user.imageUrl,
      hasImage: false,
      userId: user.id,
    },
  );
  assertRecent(membership.createdAt, 'created_at');
  assert.equal(await countOf(organization), 2);
});

scenario('nobody is a member twice', async () => {
  const { organization, admin } = await makeTeam();
  await refused(addMember(organization, admin), { status: 400, code: 'already_a_member_in_organization' });
  assert.equal(await countOf(organization), 1);
});

scenario('of three who add one user at once, one succeeds', async () => {
  const { organization } = await makeTeam();
  const user = await makeUser();
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => addMember(organization, user)));
  assert.equal(outcomes.filter((one) => one.status === 'fulfilled').length, 1);
  for (const { reason } of outcomes.filter((one) => one.status === 'rejected')) {
    assert.deepEqual(codesOf(reason), ['already_a_member_in_organization']);
  }
  assert.equal(await countOf(organization), 2);
});

scenario('organization, user and role have to exist', async () => {
  const { organization } = await makeTeam();
  const user = await makeUser();
  await refused(addMember({ id: unknownId('org') }, user), notFound);
  await refused(addMember(organization, { id: unknownId('user') }), notFound);
  await refused(addMember(organization, user, 'org:emperor'), { ...notFound, param: 'role' });
  assert.equal(await countOf(organization), 1);
});

scenario('user and role are required, and both are named', async () => {
  const { organization } = await makeTeam();
  const error = await refused(organizations.createOrganizationMembership({ organizationId: organization.id }), {
    status: 422,
    code: 'form_param_missing',
    param: 'role',
  });
  assertSameSet(error.errors.map((one) => one.meta.paramName), ['role', 'user_id']);
});

scenario('a full organization takes nobody in until somebody leaves', async () => {
  const { organization } = await makeTeam({ maxAllowedMemberships: 2 });
  const [second, third] = [await makeUser(), await makeUser()];
  await addMember(organization, second);
  await refused(addMember(organization, third), full);
  await remove(organization, second);
  assert.equal((await addMember(organization, third)).publicUserData.userId, third.id);
});

scenario('a limit of zero is no limit', async () => {
  const { organization } = await makeTeam({ maxAllowedMemberships: 0 });
  await inOrder([1, 2, 3, 4, 5, 6], async () => addMember(organization, await makeUser()));
  assert.equal(await countOf(organization), 7);
});

scenario('those who race for the last place do not exceed the limit', async () => {
  const { organization } = await makeTeam({ maxAllowedMemberships: 3 });
  const racers = await inOrder([1, 2, 3, 4, 5], () => makeUser());
  const outcomes = await Promise.allSettled(racers.map((user) => addMember(organization, user)));
  assert.equal(outcomes.filter((one) => one.status === 'fulfilled').length, 2);
  assert.equal(await countOf(organization), 3);
});

scenario('a role can be changed', async () => {
  const { organization } = await makeTeam();
  const user = await makeUser();
  await addMember(organization, user);
  const promoted = await setRole(organization, user, 'org:admin');
  assert.equal(promoted.role, 'org:admin');
  assert.ok(promoted.permissions.includes('org:sys_memberships:manage'));
  assert.equal((await setRole(organization, user, 'org:member')).role, 'org:member');
});

scenario('a role is changed only where there is a membership, and to a role there is', async () => {
  const { organization, admin } = await makeTeam();
  await refused(setRole(organization, await makeUser(), 'org:admin'), notFound);
  await refused(setRole({ id: unknownId('org') }, admin, 'org:admin'), notFound);
  await refused(setRole(organization, admin, 'org:emperor'), { ...notFound, param: 'role' });
});

scenario('the last administrator is neither demoted nor removed', async () => {
  const { organization, admin } = await makeTeam();
  const user = await makeUser();
  await addMember(organization, user);
  await refused(setRole(organization, admin, 'org:member'), lastAdmin);
  await refused(remove(organization, admin), lastAdmin);
  await setRole(organization, user, 'org:admin');
  assert.equal((await setRole(organization, admin, 'org:member')).role, 'org:member');
  assert.equal((await remove(organization, admin)).publicUserData.userId, admin.id);
});

scenario('of two administrators who leave at once, one stays', async () => {
  const { organization, admin } = await makeTeam();
  const other = await makeUser();
  await addMember(organization, other, 'org:admin');
  const outcomes = await Promise.allSettled([remove(organization, admin), remove(organization, other)]);
  assert.equal(outcomes.filter((one) => one.status === 'fulfilled').length, 1);
  const { data } = await list(organization);
  assert.deepEqual(data.map((one) => one.role), ['org:admin']);
});

scenario('a removed membership is answered whole, and then gone', async () => {
  const { organization } = await makeTeam();
  const user = await makeUser();
  const added = await addMember(organization, user);
  const removed = await remove(organization, user);
  assert.deepEqual([removed.id, removed.role, removed.organization.id], [added.id, 'org:member', organization.id]);
  await refused(remove(organization, user), notFound);
  assert.equal((await users.getOrganizationMembershipList({ userId: user.id })).totalCount, 0);
});

scenario('metadata of a membership is merged deeply', async () => {
  const { organization, admin } = await makeTeam();
  await mergeMetadata(organization, admin, { publicMetadata: { a: { b: 1 }, c: 2 }, privateMetadata: { d: 3 } });
  const changed = await mergeMetadata(organization, admin, { publicMetadata: { a: { e: 4 }, c: null } });
  assert.deepEqual([changed.publicMetadata, changed.privateMetadata], [{ a: { b: 1, e: 4 } }, { d: 3 }]);
  await refused(mergeMetadata(organization, admin, { publicMetadata: 'text' }), {
    status: 422,
    code: ['form_param_value_invalid', 'form_param_type_invalid'],
    param: 'public_metadata',
  });
  await refused(mergeMetadata(organization, await makeUser(), { publicMetadata: {} }), notFound);
});

scenario('members are filtered by what identifies them', async () => {
  const { organization } = await makeTeam();
  const identity = {
    emailAddress: [uniqueEmail()],
    phoneNumber: [uniquePhone()],
    username: uniqueUsername(),
    web3Wallet: [uniqueWallet()],
    firstName: unique('Given'),
    lastName: unique('Family'),
  };
  const [one, two] = [await makeUser(identity), await makeUser()];
  await addMember(organization, one);
  await addMember(organization, two);
  for (const filter of [
    { userId: [one.id] },
    { emailAddress: identity.emailAddress },
    { phoneNumber: identity.phoneNumber },
    { username: [identity.username] },
    { web3Wallet: identity.web3Wallet },
    { query: identity.lastName.toLowerCase().slice(1) },
    { query: identity.emailAddress[0].slice(2, -3) },
    { emailAddressQuery: identity.emailAddress[0].slice(1, -4) },
    { phoneNumberQuery: identity.phoneNumber[0].slice(2) },
    { usernameQuery: identity.username.slice(1) },
    { nameQuery: identity.firstName.slice(1) },
  ]) {
    const { data, totalCount } = await list(organization, filter);
    assert.deepEqual([userIds(data), totalCount], [[one.id], 1], JSON.stringify(filter));
  }
});

scenario('members are filtered by role, and left out with a minus', async () => {
  const { organization, admin } = await makeTeam();
  const [one, two] = [await makeUser(), await makeUser()];
  await addMember(organization, one);
  await addMember(organization, two);
  assertSameSet(userIds((await list(organization, { role: ['org:member'] })).data), [one.id, two.id]);
  assertSameSet(userIds((await list(organization, { role: ['org:admin', 'org:none'] })).data), [admin.id]);
  assertSameSet(userIds((await list(organization, { userId: [`-${one.id}`] })).data), [admin.id, two.id]);
});

scenario('members are filtered by time', async () => {
  const { organization, admin } = await makeTeam();
  const { data } = await list(organization);
  const { createdAt } = data[0];
  const found = async (filter) => userIds((await list(organization, filter)).data);
  assert.deepEqual(await found({ createdAtBefore: createdAt + 86_400_000 }), [admin.id]);
  assert.deepEqual(await found({ createdAtAfter: createdAt + 86_400_000 }), []);
  assert.deepEqual(await found({ lastActiveAtAfter: Date.parse('2010-01-01') }), [], 'who never was active');
});

for (const [orderBy, attribute, values] of [
  ['first_name', 'firstName', ['Alpha', 'Bravo', 'Charlie']],
  ['last_name', 'lastName', ['Alpha', 'Bravo', 'Charlie']],
  ['username', 'username', ['alpha', 'bravo', 'charlie'].map((label) => uniqueUsername(label))],
  ['email_address', 'emailAddress', ['alpha', 'bravo', 'charlie'].map((label) => [uniqueEmail(label)])],
]) {
  scenario(`members are ordered by ${orderBy}`, async () => {
    const { organization, admin } = await makeTeam();
    const [c, a, b] = await inOrder([values[2], values[0], values[1]], (value) => makeUser({ [attribute]: value }));
    for (const user of [c, a, b]) await addMember(organization, user);
    const ordered = async (sign) => userIds((await list(organization, { userId: [`-${admin.id}`], orderBy: `${sign}${orderBy}` })).data);
    assert.deepEqual(await ordered('+'), [a.id, b.id, c.id]);
    assert.deepEqual(await ordered('-'), [c.id, b.id, a.id]);
  });
}

scenario('members come in pages, and the count ignores them', async () => {
  const { organization } = await makeTeam();
  for (let count = 0; count < 4; count += 1) await addMember(organization, await makeUser());
  const pages = await inOrder([0, 2, 4], (offset) => list(organization, { limit: 2, offset, orderBy: '+created_at' }));
  assert.deepEqual(pages.map((page) => [page.data.length, page.totalCount]), [[2, 5], [2, 5], [1, 5]]);
  assert.equal(new Set(pages.flatMap((page) => userIds(page.data))).size, 5);
});

scenario('memberships of the whole instance are listed', async () => {
  const { organization } = await makeTeam();
  const { data, totalCount } = await organizations.getInstanceOrganizationMembershipList({ limit: 500, orderBy: '-created_at' });
  assert.ok(data.some((one) => one.organization.id === organization.id), 'the newest membership is among the first 500');
  assert.ok(totalCount >= data.length);
  const page = await organizations.getInstanceOrganizationMembershipList({ limit: 1, offset: totalCount + 10_000 });
  assert.deepEqual(page.data, []);
});

scenario('an order that does not exist is refused', async () => {
  const { organization } = await makeTeam();
  const wanted = { status: 422, code: 'form_param_value_invalid', param: 'order_by' };
  await refused(list(organization, { orderBy: 'height' }), wanted);
  await refused(organizations.getInstanceOrganizationMembershipList({ orderBy: 'height' }), wanted);
});
