// Domains of organizations, and what they offer to users.
import assert from 'node:assert/strict';
import { unique, unknownId } from './support/names.mjs';
import { clerk, idOf, makeOrganization, makeUser, refused, scenario } from './support/sdk.mjs';

const { organizations } = clerk;
const modes = ['automatic_invitation', 'automatic_suggestion'];

/** Domains are off in a new instance. */
const enable = () => clerk.instance.updateOrganizationSettings({ enabled: true, domainsEnabled: true, domainsEnrollmentModes: modes });
const uniqueHost = () => `${unique('d')}.example`;
const add = (organization, rest = {}) =>
  organizations.createOrganizationDomain({
    organizationId: organization.id, name: uniqueHost(), enrollmentMode: 'manual_invitation', verified: true, ...rest,
  });

scenario('a domain comes, changes and goes', async () => {
  await enable();
  const organization = await makeOrganization();
  const domain = await add(organization, { verified: false });
  assert.match(domain.id, idOf('orgdmn'));
  // The SDK hands domains on as they came.
  assert.deepEqual([domain.organization_id, domain.enrollment_mode, domain.verification.status], [organization.id, 'manual_invitation', 'unverified']);
  const ids = { organizationId: organization.id, domainId: domain.id };
  const changed = await organizations.updateOrganizationDomain({ ...ids, verified: true, enrollmentMode: 'automatic_suggestion' });
  assert.deepEqual([changed.enrollment_mode, changed.verification.status], ['automatic_suggestion', 'verified']);
  const page = await organizations.getOrganizationDomainList({ organizationId: organization.id });
  assert.deepEqual([page.totalCount, page.data[0].id], [1, domain.id]);
  const gone = await organizations.deleteOrganizationDomain(ids);
  assert.deepEqual([gone.id, gone.deleted], [domain.id, true]);
  await refused(organizations.deleteOrganizationDomain(ids), { status: 404, code: 'resource_not_found' });
});

scenario('users with an address at a verified domain are offered the organization', async () => {
  await enable();
  const [organization, host] = [await makeOrganization(), uniqueHost()];
  const before = await makeUser({ emailAddress: [`${unique('a')}@${host}`] });
  const domain = await add(organization, { name: host, enrollmentMode: 'automatic_invitation' });
  assert.equal(domain.total_pending_invitations, 1);
  const after = await makeUser({ emailAddress: [`${unique('b')}@${host}`] });
  for (const user of [before, after]) {
    const page = await clerk.users.getOrganizationInvitationList({ userId: user.id, status: 'pending' });
    assert.deepEqual(page.data.map((invitation) => invitation.organizationId), [organization.id]);
  }
  const list = await organizations.getOrganizationInvitationList({ organizationId: organization.id });
  assert.equal(list.totalCount, 0, 'the list of the organization has only what people made');
});

scenario('what cannot be a domain is refused', async () => {
  await enable();
  const [organization, other] = [await makeOrganization(), await makeOrganization()];
  const { name } = await add(organization);
  for (const [given, code] of [
    ['gmail.com', 'organization_domain_common'],
    ['mailinator.com', 'organization_domain_blocked'],
    ['no domain', 'form_param_format_invalid'],
    [name, 'organization_domain_already_exists'],
  ]) {
    await refused(add(other, { name: given }), { status: 422, code, param: 'name' });
  }
  await refused(add(organization, { name }), { status: 422, code: 'organization_domain_already_exists_same_organization', param: 'name' });
  await refused(add({ id: unknownId('org') }), { status: 404, code: 'resource_not_found' });
});
