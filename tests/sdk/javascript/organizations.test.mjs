// Organizations: created, read, changed, deleted.
import assert from 'node:assert/strict';
import { unique, uniqueEmail, unknownId } from './support/names.mjs';
import { addMember, assertRecent, clerk, idOf, makeOrganization, makeTeam, makeUser, refused, scenario } from './support/sdk.mjs';

const { organizations, users } = clerk;
const notFound = { status: 404, code: 'resource_not_found' };

const read = (organization, rest = {}) => organizations.getOrganization({ organizationId: organization.id, ...rest });
const membersOf = (organization) => organizations.getOrganizationMembershipList({ organizationId: organization.id });

scenario('an organization is created with everything it was given', async () => {
  const creator = await makeUser();
  const given = {
    name: unique('Acme Corp'),
    slug: unique('acme'),
    createdBy: creator.id,
    maxAllowedMemberships: 12,
    publicMetadata: { tier: 'gold' },
    privateMetadata: { crm: { Id: 7 } },
    createdAt: new Date('2019-05-06T07:08:09.010Z'),
  };
  const organization = await makeOrganization(given);
  assert.match(organization.id, idOf('org'));
  for (const name of ['name', 'slug', 'createdBy', 'maxAllowedMemberships']) assert.equal(organization[name], given[name], name);
  assert.deepEqual([organization.publicMetadata, organization.privateMetadata], [given.publicMetadata, given.privateMetadata]);
  assert.equal(organization.createdAt, given.createdAt.getTime());
});

scenario('a fresh organization starts from the documented defaults', async () => {
  const organization = await makeOrganization();
  assert.equal(organization.raw.object, 'organization');
  assert.equal(organization.maxAllowedMemberships, 5);
  assert.deepEqual([organization.hasImage, organization.adminDeleteEnabled], [false, true]);
  assert.deepEqual([organization.publicMetadata, organization.privateMetadata], [{}, {}]);
  assert.ok(!('members_count' in organization.raw), 'the count of members is told only when asked for');
  assertRecent(organization.createdAt, 'created_at');
  assert.match(new URL(organization.imageUrl).protocol, /^https?:$/);
  assert.equal((await membersOf(organization)).totalCount, 0);
});

scenario('the creator becomes the administrator', async () => {
  const { admin, organization } = await makeTeam();
  const { data, totalCount } = await membersOf(organization);
  assert.equal(totalCount, 1);
  assert.deepEqual([data[0].publicUserData.userId, data[0].role, data[0].raw.role_name], [admin.id, 'org:admin', 'Admin']);
  for (const permission of ['org:sys_profile:manage', 'org:sys_profile:delete', 'org:sys_memberships:manage']) {
    assert.ok(data[0].permissions.includes(permission), permission);
  }
});

scenario('a slug is made from the name, and names may repeat', async () => {
  const name = `Größe & Söhne ${unique('Acme Corp')}`;
  const [one, two] = [await makeOrganization({ name }), await makeOrganization({ name })];
  assert.match(one.slug, /^[a-z0-9-]+-\d{9,}$/);
  assert.ok(one.slug.includes('acme-corp'), one.slug);
  assert.notEqual(one.slug, two.slug);
});

for (const [fault, name, code] of [
  ['empty', '', ['form_param_nil', 'form_param_value_invalid', 'form_param_missing']],
  ['longer than 256 characters', 'x'.repeat(257), 'form_param_max_length_exceeded'],
  ['an address of the web', 'Visit https://example.com now', 'form_param_value_invalid'],
  ['markup', '<b>Acme</b>', 'form_param_value_invalid'],
  ['no text', 12, 'form_param_type_invalid'],
]) {
  scenario(`a name is refused when it is ${fault}`, async () => {
    await refused(makeOrganization({ name }), { status: 422, code, param: 'name' });
    const organization = await makeOrganization();
    await refused(organizations.updateOrganization(organization.id, { name }), { status: 422, code, param: 'name' });
  });
}

scenario('a name of 256 characters is long enough', async () => {
  const name = unique('Long').padEnd(256, 'ä');
  assert.equal((await makeOrganization({ name })).name, name);
});

scenario('a name is required', async () => {
  await refused(makeOrganization({ name: undefined, slug: unique('nameless') }), {
    status: 422,
    code: 'form_param_missing',
    param: 'name',
  });
});

scenario('the creator has to exist', async () => {
  await refused(makeOrganization({ createdBy: unknownId('user') }), { status: 400, code: 'organization_creator_not_found' });
});

scenario('a slug belongs to one organization', async () => {
  const [one, two] = [await makeOrganization({ slug: unique('taken') }), await makeOrganization()];
  const wanted = { status: 422, code: 'form_identifier_exists', param: 'slug' };
  await refused(makeOrganization({ slug: one.slug }), wanted);
  await refused(organizations.updateOrganization(two.id, { slug: one.slug }), wanted);
  assert.equal((await organizations.updateOrganization(one.id, { slug: one.slug })).slug, one.slug);
});

scenario('a slug is lower-case letters, digits and dashes', async () => {
  for (const slug of ['Upper', 'two words', 'under_score', 'ümlaut']) {
    await refused(makeOrganization({ slug }), { status: 422, code: 'form_param_format_invalid', param: 'slug' });
  }
});

scenario('of four who want one slug at once, one gets it', async () => {
  const slug = unique('race');
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => makeOrganization({ slug })));
  const [winner] = outcomes.filter((one) => one.status === 'fulfilled');
  assert.equal(outcomes.filter((one) => one.status === 'fulfilled').length, 1);
  assert.equal((await organizations.getOrganization({ slug })).id, winner.value.id);
});

scenario('numbers, times and metadata of the wrong form are refused', async () => {
  await refused(makeOrganization({ maxAllowedMemberships: -1 }), {
    status: 422,
    code: ['form_param_value_invalid', 'form_param_format_invalid'],
    param: 'max_allowed_memberships',
  });
  await refused(makeOrganization({ createdAt: 'once' }), { status: 422, code: 'form_param_invalid_time', param: 'created_at' });
  await refused(makeOrganization({ publicMetadata: [] }), {
    status: 422,
    code: ['form_param_value_invalid', 'form_param_type_invalid'],
    param: 'public_metadata',
  });
});

scenario('an organization is read by its id or its slug', async () => {
  const organization = await makeOrganization({ slug: unique('read') });
  assert.deepEqual((await read(organization)).raw, organization.raw);
  assert.equal((await organizations.getOrganization({ slug: organization.slug })).id, organization.id);
  await refused(organizations.getOrganization({ organizationId: unknownId('org') }), notFound);
  await refused(organizations.getOrganization({ slug: unique('nowhere') }), notFound);
});

scenario('members are counted when asked for', async () => {
  const { organization } = await makeTeam();
  await addMember(organization, await makeUser());
  assert.equal((await read(organization, { includeMembersCount: true })).membersCount, 2);
  assert.equal((await read(organization)).membersCount, undefined);
});

scenario('what is given changes, what is left out stays', async () => {
  const { organization, admin } = await makeTeam({ publicMetadata: { a: 1 } });
  const slug = unique('changed');
  const changed = await organizations.updateOrganization(organization.id, {
    name: 'Changed Works',
    slug,
    maxAllowedMemberships: 0,
    adminDeleteEnabled: false,
  });
  assert.deepEqual([changed.name, changed.slug, changed.maxAllowedMemberships], ['Changed Works', slug, 0]);
  assert.equal(changed.adminDeleteEnabled, false);
  assert.deepEqual([changed.publicMetadata, changed.createdBy, changed.createdAt], [{ a: 1 }, admin.id, organization.createdAt]);
  const renamed = await organizations.updateOrganization(organization.id, { name: 'Once More' });
  assert.deepEqual([renamed.name, renamed.slug, renamed.adminDeleteEnabled], ['Once More', slug, false]);
  await refused(organizations.getOrganization({ slug: organization.slug }), notFound);
});

scenario('an update without parameters changes nothing', async () => {
  const organization = await makeOrganization();
  assert.deepEqual((await organizations.updateOrganization(organization.id, {})).raw, organization.raw);
});

scenario('a parameter that does not exist is named', async () => {
  const organization = await makeOrganization();
  await refused(organizations.updateOrganization(organization.id, { headCount: 3 }), {
    status: 422,
    code: 'form_param_unknown',
    param: 'head_count',
  });
  await refused(organizations.updateOrganization(unknownId('org'), { name: 'Nobody' }), notFound);
});

scenario('the limit may fall below the number of members, and then nobody joins', async () => {
  const { organization } = await makeTeam();
  await addMember(organization, await makeUser());
  assert.equal((await organizations.updateOrganization(organization.id, { maxAllowedMemberships: 1 })).maxAllowedMemberships, 1);
  await refused(addMember(organization, await makeUser()), { status: 403, code: 'organization_membership_quota_exceeded' });
});

scenario('a deleted organization is gone, with its memberships and invitations', async () => {
  const { admin, organization } = await makeTeam({ slug: unique('gone') });
  const emailAddress = uniqueEmail('invited');
  const invited = await organizations.createOrganizationInvitation({
    organizationId: organization.id,
    emailAddress,
    role: 'org:member',
    notify: false,
  });
  const deleted = await organizations.deleteOrganization(organization.id);
  assert.deepEqual(
    [deleted.object, deleted.id, deleted.slug, deleted.deleted],
    ['organization', organization.id, organization.slug, true],
  );
  await refused(read(organization), notFound);
  await refused(organizations.deleteOrganization(organization.id), notFound);
  await refused(organizations.getOrganizationInvitation({ organizationId: organization.id, invitationId: invited.id }), notFound);
  assert.equal((await users.getOrganizationMembershipList({ userId: admin.id })).totalCount, 0);
  assert.equal((await makeOrganization({ slug: organization.slug })).slug, organization.slug);
});

scenario('sessions forget a deleted organization', async () => {
  const { admin, organization } = await makeTeam();
  const session = await clerk.sessions.createSession({ userId: admin.id, activeOrganizationId: organization.id });
  assert.equal(session.lastActiveOrganizationId, organization.id);
  await organizations.deleteOrganization(organization.id);
  const after = await clerk.sessions.getSession(session.id);
  assert.deepEqual([after.status, after.lastActiveOrganizationId], ['active', null]);
});
