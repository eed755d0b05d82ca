// Invitations to organizations.
import assert from 'node:assert/strict';
import { unique, uniqueEmail, unknownId } from './support/names.mjs';
import { addMember, assertSameSet, clerk, idOf, ids, inOrder, makeTeam, makeUser, refused, scenario } from './support/sdk.mjs';
import { assertTicket } from './support/tokens.mjs';

const { organizations } = clerk;
const notFound = { status: 404, code: 'resource_not_found' };
const day = 86_400_000;

const invite = (organization, rest = {}) =>
  organizations.createOrganizationInvitation({
    organizationId: organization.id,
    emailAddress: uniqueEmail('guest'),
    role: 'org:member',
    notify: false,
    ...rest,
  });
const list = (organization, rest = {}) => organizations.getOrganizationInvitationList({ organizationId: organization.id, ...rest });
const read = (organization, invitationId) => organizations.getOrganizationInvitation({ organizationId: organization.id, invitationId });
const revoke = (organization, invitationId, rest = {}) =>
  organizations.revokeOrganizationInvitation({ organizationId: organization.id, invitationId, ...rest });
const guests = (count) => Array.from({ length: count }, () => ({ emailAddress: uniqueEmail('bulk'), role: 'org:member', notify: false }));

scenario('an invitation is pending, with everything it was given', async () => {
  const { admin, organization } = await makeTeam();
  const given = {
    emailAddress: uniqueEmail('guest'),
    role: 'org:admin',
    inviterUserId: admin.id,
    publicMetadata: { team: 'red' },
    privateMetadata: { Level: 3 },
    redirectUrl: 'https://example.com/welcome',
  };
  const invitation = await invite(organization, given);
  assert.match(invitation.id, idOf('orginv'));
  assert.deepEqual([invitation.emailAddress, invitation.role, invitation.roleName], [given.emailAddress, 'org:admin', 'Admin']);
  assert.deepEqual([invitation.status, invitation.organizationId], ['pending', organization.id]);
  assert.deepEqual([invitation.publicMetadata, invitation.privateMetadata], [given.publicMetadata, given.privateMetadata]);
  assert.deepEqual([invitation.raw.inviter_id, invitation.raw.public_inviter_data.user_id], [admin.id, admin.id]);
  assert.equal(Math.round((invitation.expiresAt - invitation.createdAt) / day), 30);
});

scenario('an invitation carries a signed ticket', async () => {
  const { organization } = await makeTeam();
  const invitation = await invite(organization, { expiresInDays: 2 });
  assert.equal(Math.round((invitation.expiresAt - invitation.createdAt) / day), 2);
  await assertTicket(invitation.url, { kind: 'organization_invitation', id: invitation.id, lifetime: 2 * 86_400 });
});

scenario('an invitation without an inviter says so', async () => {
  const { organization } = await makeTeam();
  const invitation = await invite(organization);
  assert.deepEqual([invitation.raw.inviter_id, invitation.raw.public_inviter_data], [null, null]);
});

scenario('an address has one pending invitation to an organization', async () => {
  const { organization } = await makeTeam();
  const { organization: other } = await makeTeam();
  const first = await invite(organization);
  const { emailAddress } = first;
  await refused(invite(organization, { emailAddress: emailAddress.toUpperCase() }), {
    status: 400,
    code: 'organization_invitation_not_unique',
  });
  assert.equal((await invite(other, { emailAddress })).status, 'pending');
  await revoke(organization, first.id);
  assert.equal((await invite(organization, { emailAddress })).status, 'pending');
});

scenario('a member is not invited', async () => {
  const { admin, organization } = await makeTeam();
  await refused(invite(organization, { emailAddress: admin.primaryEmailAddress.emailAddress }), {
    status: 400,
    code: 'already_a_member_in_organization',
  });
});

scenario('pending invitations count towards the limit of members', async () => {
  const { organization } = await makeTeam({ maxAllowedMemberships: 2 });
  const full = { status: 403, code: 'organization_membership_quota_exceeded' };
  const pending = await invite(organization);
  await refused(invite(organization), full);
  await refused(addMember(organization, await makeUser()), full);
  await revoke(organization, pending.id);
  assert.equal((await addMember(organization, await makeUser())).role, 'org:member');
});

scenario('an inviter has to be a member who may invite', async () => {
  const { organization } = await makeTeam();
  const [stranger, member] = [await makeUser(), await makeUser()];
  await addMember(organization, member);
  await refused(invite(organization, { inviterUserId: stranger.id }), { status: 403, code: 'not_a_member_in_organization' });
  await refused(invite(organization, { inviterUserId: member.id }), { status: 403, code: 'missing_organization_permission' });
});

scenario('address, role, time and organization of an invitation are checked', async () => {
  const { organization } = await makeTeam();
  await refused(invite(organization, { emailAddress: 'nobody' }), {
    status: 422,
    code: 'form_param_format_invalid',
    param: 'email_address',
  });
  await refused(invite(organization, { role: 'org:emperor' }), { ...notFound, param: 'role' });
  await refused(invite({ id: unknownId('org') }), notFound);
  for (const expiresInDays of [0, 366]) {
    await refused(invite(organization, { expiresInDays }), {
      status: 422,
      code: ['form_param_value_invalid', 'form_param_value_too_large'],
      param: 'expires_in_days',
    });
  }
  assert.equal((await list(organization)).totalCount, 0);
});

scenario('address and role are required, and both are named', async () => {
  const { organization } = await makeTeam();
  const error = await refused(organizations.createOrganizationInvitation({ organizationId: organization.id }), {
    status: 422,
    code: 'form_param_missing',
    param: 'email_address',
  });
  assertSameSet(error.errors.map((one) => one.meta.paramName), ['email_address', 'role']);
});

scenario('an invitation reads as it was answered when created', async () => {
  const { organization } = await makeTeam();
  const { organization: other } = await makeTeam();
  const invitation = await invite(organization);
  const found = await read(organization, invitation.id);
  const withoutUrl = ({ url, ...rest }) => rest;
  assert.deepEqual(withoutUrl(found.raw), withoutUrl(invitation.raw));
  await refused(read(organization, unknownId('orginv')), notFound);
  await refused(read(other, invitation.id), notFound);
});

scenario('a revoked invitation stays revoked', async () => {
  const { admin, organization } = await makeTeam();
  const invitation = await invite(organization);
  const revoked = await revoke(organization, invitation.id, { requestingUserId: admin.id });
  assert.deepEqual([revoked.id, revoked.status], [invitation.id, 'revoked']);
  assert.equal((await read(organization, invitation.id)).status, 'revoked');
  await refused(revoke(organization, invitation.id), { status: 404, code: 'organization_invitation_not_pending' });
  await refused(revoke(organization, unknownId('orginv')), notFound);
});

scenario('who may not invite may not revoke', async () => {
  const { organization } = await makeTeam();
  const [stranger, member] = [await makeUser(), await makeUser()];
  await addMember(organization, member);
  const invitation = await invite(organization);
  await refused(revoke(organization, invitation.id, { requestingUserId: stranger.id }), {
    status: 403,
    code: 'not_a_member_in_organization',
  });
  await refused(revoke(organization, invitation.id, { requestingUserId: member.id }), {
    status: 403,
    code: 'missing_organization_permission',
  });
  assert.equal((await read(organization, invitation.id)).status, 'pending');
});

scenario('invitations are listed by status and by address', async () => {
  const { organization } = await makeTeam();
  const [kept, gone] = [await invite(organization), await invite(organization)];
  await revoke(organization, gone.id);
  const found = async (filter) => {
    const { data, totalCount } = await list(organization, filter);
    assert.equal(totalCount, data.length);
    return ids(data);
  };
  assert.deepEqual(await found({ status: ['pending'] }), [kept.id]);
  assert.deepEqual(await found({ status: ['revoked'] }), [gone.id]);
  assertSameSet(await found({ status: ['pending', 'revoked'] }), [kept.id, gone.id]);
  assert.deepEqual(await found({ emailAddress: kept.emailAddress }), [kept.id]);
  assert.deepEqual(await found({ emailAddress: kept.emailAddress.slice(1) }), []);
  await refused(list(organization, { status: ['lost'] }), { status: 422, code: 'form_param_value_invalid', param: 'status' });
  await refused(list({ id: unknownId('org') }), notFound);
});

scenario('invitations are ordered by address, and come in pages', async () => {
  const { organization } = await makeTeam();
  const labels = ['charlie', 'alpha', 'bravo'];
  const [c, a, b] = await inOrder(labels, (label) => invite(organization, { emailAddress: uniqueEmail(label) }));
  const ordered = async (rest) => ids((await list(organization, rest)).data);
  assert.deepEqual(await ordered({ orderBy: '+email_address' }), ids([a, b, c]));
  assert.deepEqual(await ordered({ orderBy: '-email_address' }), ids([c, b, a]));
  assert.deepEqual(await ordered({ orderBy: 'email_address', limit: 1, offset: 1 }), [b.id]);
  assert.equal((await list(organization, { limit: 1 })).totalCount, 3);
  await refused(ordered({ orderBy: 'mood' }), { status: 422, code: 'form_param_value_invalid', param: 'order_by' });
});

scenario('several are invited at once', async () => {
  const { organization } = await makeTeam();
  const wanted = guests(3);
  const { data, totalCount } = await organizations.createOrganizationInvitationBulk(organization.id, wanted);
  assert.equal(totalCount, 3);
  assert.deepEqual(data.map((one) => one.emailAddress), wanted.map((one) => one.emailAddress));
  assert.ok(data.every((one) => one.status === 'pending' && one.organizationId === organization.id));
});

scenario('at most ten are invited at once', async () => {
  const { organization } = await makeTeam();
  const { data } = await organizations.createOrganizationInvitationBulk(organization.id, guests(10));
  assert.equal(data.length, 10);
  await refused(organizations.createOrganizationInvitationBulk(organization.id, guests(11)), {
    status: 400,
    code: 'bulk_size_exceeded',
  });
});

for (const [fault, spoil, wanted] of [
  ['has a bad address', (all) => Object.assign(all[1], { emailAddress: 'nobody' }), { status: 422, code: 'form_param_format_invalid' }],
  ['has an unknown role', (all) => Object.assign(all[1], { role: 'org:emperor' }), notFound],
  [
    'is there twice',
    (all) => Object.assign(all[1], { emailAddress: all[0].emailAddress }),
    { status: [400, 422], code: ['organization_invitation_not_unique', 'form_param_duplicate', 'duplicate_record'] },
  ],
]) {
  scenario(`none is invited when one of them ${fault}`, async () => {
    const { organization } = await makeTeam();
    const all = guests(3);
    spoil(all);
    await refused(organizations.createOrganizationInvitationBulk(organization.id, all), wanted);
    assert.equal((await list(organization)).totalCount, 0);
  });
}

scenario('a bulk that does not fit into the limit of members invites nobody', async () => {
  const { organization } = await makeTeam({ maxAllowedMemberships: 3, name: unique('Small') });
  await refused(organizations.createOrganizationInvitationBulk(organization.id, guests(3)), {
    status: 403,
    code: 'organization_membership_quota_exceeded',
  });
  assert.equal((await list(organization)).totalCount, 0);
});
