// Organization roles, permissions and role sets through the SDK. An instance has few roles and role sets, so that every
// scenario that makes some is here, one after another, and clears them away.
import assert from 'node:assert/strict';
import { addMember, assertRecent, assertSameSet, clerk, idOf, ids, makeOrganization, makeTeam, makeUser, refused, scenario } from './support/sdk.mjs';
import { unique } from './support/names.mjs';

const minimum = ['org:sys_memberships:manage', 'org:sys_memberships:read', 'org:sys_profile:delete'];
const word = () => unique('w').toLowerCase().replace(/[^a-z0-9_]/g, '_');
const keysOf = (list) => list.map((one) => one.key);

async function permissionId(key) {
  const { data } = await clerk.organizationPermissions.getOrganizationPermissionList({ query: key, limit: 500 });
  return data.find((one) => one.key === key).id;
}

const makePermission = (feature = word(), action = 'read') =>
  clerk.organizationPermissions.createOrganizationPermission({ name: `May ${feature}`, key: `org:${feature}:${action}` });

/** Runs a scenario with what it makes cleared away behind it, in whatever state it is. */
async function withCleared(body) {
  const made = { roles: [], permissions: [], sets: [], organizations: [] };
  try {
    await body(made);
  } finally {
    for (const id of made.organizations) await clerk.organizations.deleteOrganization(id);
    const initial = (await clerk.roleSets.getRoleSetList({ limit: 500 })).data.find((set) => set.type === 'initial');
    for (const id of made.sets) {
      const set = await clerk.roleSets.getRoleSet(id).catch(() => undefined);
      if (set) await clerk.roleSets.replaceRoleSet({ roleSetKeyOrId: id, destRoleSetKey: initial.key });
    }
    for (const id of made.roles) await clerk.organizationRoles.deleteOrganizationRole(id).catch(() => undefined);
    for (const id of made.permissions) await clerk.organizationPermissions.deleteOrganizationPermission(id).catch(() => undefined);
  }
}

async function makeRole(made, overrides = {}) {
  const key = `org:${word()}`;
  const role = await clerk.organizationRoles.createOrganizationRole({ name: `The ${key}`, key, ...overrides });
  made.roles.push(role.id);
  return role;
}

const makeEligible = async (made) => makeRole(made, { permissions: await Promise.all(minimum.map(permissionId)) });

async function makeSet(made, roles, overrides = {}) {
  const set = await clerk.roleSets.createRoleSet({
    name: `Set ${word()}`, key: `role_set:${word()}`, roles, creatorRoleKey: roles[0], defaultRoleKey: roles.at(-1), ...overrides,
  });
  made.sets.push(set.id);
  return set;
}

scenario('a permission is made, read, found, changed and deleted', async () => {
  const feature = word();
  const made = await clerk.organizationPermissions.createOrganizationPermission({
    name: 'Pay bills', key: `org:${feature}:pay`, description: 'Pays.',
  });
  assert.match(made.id, idOf('perm'));
  assert.deepEqual([made.name, made.key, made.description], ['Pay bills', `org:${feature}:pay`, 'Pays.']);
  assertRecent(made.createdAt);
  assert.deepEqual(await clerk.organizationPermissions.getOrganizationPermission(made.id), made);
  const found = await clerk.organizationPermissions.getOrganizationPermissionList({ query: feature });
  assert.deepEqual([found.totalCount, ids(found.data)], [1, [made.id]]);
  const changed = await clerk.organizationPermissions.updateOrganizationPermission({
    permissionId: made.id, name: 'See bills', key: `org:${feature}:see`, description: 'Sees.',
  });
  assert.deepEqual([changed.id, changed.name, changed.key, changed.description], [made.id, 'See bills', `org:${feature}:see`, 'Sees.']);
  await refused(clerk.organizationPermissions.createOrganizationPermission({ name: 'x', key: `org:${feature}:see` }), {
    status: 422, code: 'form_identifier_exists', param: 'key',
  });
  const gone = await clerk.organizationPermissions.deleteOrganizationPermission(made.id);
  assert.deepEqual([gone.object, gone.id, gone.deleted], ['permission', made.id, true]);
  await refused(clerk.organizationPermissions.getOrganizationPermission(made.id), { status: 404, code: 'resource_not_found' });
});

scenario('permissions of the system are listed and stay as they are', async () => {
  const { data } = await clerk.organizationPermissions.getOrganizationPermissionList({ query: 'org:sys_', orderBy: '+key', limit: 100 });
  assert.equal(data.length, 9);
  assert.deepEqual(keysOf(data), [...keysOf(data)].sort());
  assert.ok(data.every((one) => one.key.startsWith('org:sys_') && one.name));
  const system = { status: 403, code: 'organization_system_permission_not_modifiable' };
  await refused(clerk.organizationPermissions.updateOrganizationPermission({ permissionId: data[0].id, name: 'x' }), system);
  await refused(clerk.organizationPermissions.deleteOrganizationPermission(data[0].id), system);
  await refused(clerk.organizationPermissions.createOrganizationPermission({ name: 'x', key: 'org:sys_hats:wear' }), {
    status: 422, code: 'form_param_value_invalid', param: 'key',
  });
});

scenario('a role is made, read, found, changed and deleted', () => withCleared(async (made) => {
  const permission = await makePermission();
  made.permissions.push(permission.id);
  const role = await makeRole(made, { description: 'Files.', permissions: [permission.id] });
  assert.match(role.id, idOf('role'));
  assert.deepEqual([role.description, role.isCreatorEligible, keysOf(role.permissions)], ['Files.', false, [permission.key]]);
  assert.deepEqual(await clerk.organizationRoles.getOrganizationRole(role.id), role);
  const found = await clerk.organizationRoles.getOrganizationRoleList({ query: role.key, orderBy: '-name' });
  assert.deepEqual([found.totalCount, ids(found.data)], [1, [role.id]]);
  const key = `org:${word()}`;
  const changed = await clerk.organizationRoles.updateOrganizationRole({
    organizationRoleId: role.id, name: 'Clerk', key, description: null, permissions: [],
  });
  assert.deepEqual([changed.name, changed.key, changed.description, changed.permissions], ['Clerk', key, null, []]);
  await refused(clerk.organizationRoles.createOrganizationRole({ name: 'x', key }), {
    status: 422, code: 'form_identifier_exists', param: 'key',
  });
  await refused(clerk.organizationRoles.createOrganizationRole({ name: 'x', key: 'clerk' }), {
    status: 422, code: 'form_param_format_invalid', param: 'key',
  });
  const gone = await clerk.organizationRoles.deleteOrganizationRole(role.id);
  assert.deepEqual([gone.object, gone.id, gone.deleted], ['role', role.id, true]);
  await refused(clerk.organizationRoles.getOrganizationRole(role.id), { status: 404, code: 'resource_not_found' });
}));

scenario('permissions are given to a role and taken from it', () => withCleared(async (made) => {
  const permission = await makePermission();
  made.permissions.push(permission.id);
  const role = await makeRole(made);
  const pair = { organizationRoleId: role.id, permissionId: permission.id };
  const richer = await clerk.organizationRoles.assignPermissionToOrganizationRole(pair);
  assert.deepEqual(keysOf(richer.permissions), [permission.key]);
  await refused(clerk.organizationRoles.assignPermissionToOrganizationRole(pair), {
    status: 409, code: 'organization_role_permission_association_exists',
  });
  const poorer = await clerk.organizationRoles.removePermissionFromOrganizationRole(pair);
  assert.deepEqual(poorer.permissions, []);
  await refused(clerk.organizationRoles.removePermissionFromOrganizationRole(pair), {
    status: 404, code: 'organization_role_permission_association_not_found',
  });
  const { data } = await clerk.organizationRoles.getOrganizationRoleList({ query: 'org:admin' });
  const admin = data.find((one) => one.key === 'org:admin');
  const needed = { organizationRoleId: admin.id, permissionId: await permissionId(minimum[0]) };
  await refused(clerk.organizationRoles.removePermissionFromOrganizationRole(needed), {
    status: 422, code: 'organization_missing_creator_role_permissions',
  });
}));

scenario('a role set is made, read, found, changed, and decides what members can be', () => withCleared(async (made) => {
  const [boss, clerkRole] = [await makeEligible(made), await makeRole(made)];
  const set = await makeSet(made, [boss.key, clerkRole.key], { description: 'Ours.' });
  assert.match(set.id, idOf('rset'));
  assert.deepEqual([set.type, set.description, set.creatorRole.key, set.defaultRole.key], ['custom', 'Ours.', boss.key, clerkRole.key]);
  for (const name of [set.id, set.key]) assert.deepEqual(await clerk.roleSets.getRoleSet(name), set);
  const found = await clerk.roleSets.getRoleSetList({ query: set.key, orderBy: '+created_at' });
  assert.deepEqual([found.totalCount, ids(found.data)], [1, [set.id]]);
  const changed = await clerk.roleSets.updateRoleSet({ roleSetKeyOrId: set.key, name: 'Firms', description: null, defaultRoleKey: boss.key });
  assert.deepEqual([changed.name, changed.description, changed.defaultRole.key], ['Firms', null, boss.key]);
  await refused(clerk.roleSets.updateRoleSet({ roleSetKeyOrId: set.id, creatorRoleKey: clerkRole.key }), {
    status: 422, code: 'organization_missing_creator_role_permissions',
  });
  const creator = await makeUser();
  const organization = await makeOrganization({ createdBy: creator.id, maxAllowedMemberships: 9, roleSetKey: set.key });
  made.organizations.push(organization.id);
  const { data } = await clerk.organizations.getOrganizationMembershipList({ organizationId: organization.id });
  assert.equal(data[0].role, boss.key);
  await refused(addMember(organization, await makeUser(), 'org:member'), { status: 404, code: 'resource_not_found', param: 'role' });
  await addMember(organization, await makeUser(), clerkRole.key);
  const counted = await clerk.roleSets.getRoleSet(set.id);
  assert.deepEqual(counted.roles.map((item) => [item.key, item.membersCount, item.hasMembers]), [[boss.key, 1, true], [clerkRole.key, 1, true]]);
  await refused(clerk.organizationRoles.deleteOrganizationRole(clerkRole.id), { status: 422, code: 'organization_role_assigned_members' });
}));

scenario('a role of a role set gives way to another with its members', () => withCleared(async (made) => {
  const [boss, guest] = [await makeEligible(made), await makeRole(made)];
  const set = await makeSet(made, ['org:admin', 'org:member']);
  const added = await clerk.roleSets.addRolesToRoleSet({ roleSetKeyOrId: set.key, roleKeys: [boss.key, guest.key], creatorRoleKey: boss.key });
  assert.deepEqual(keysOf(added.roles), ['org:admin', 'org:member', boss.key, guest.key]);
  assert.equal(added.creatorRole.key, boss.key);
  const { organization } = await makeTeam({ roleSetKey: set.key });
  made.organizations.push(organization.id);
  const member = await makeUser();
  await addMember(organization, member, guest.key);
  const after = await clerk.roleSets.replaceRoleInRoleSet({ roleSetKeyOrId: set.id, roleKey: guest.key, toRoleKey: 'org:member' });
  assert.deepEqual(keysOf(after.roles), ['org:admin', 'org:member', boss.key]);
  const { data } = await clerk.organizations.getOrganizationMembershipList({ organizationId: organization.id, userId: [member.id] });
  assert.equal(data[0].role, 'org:member');
  await refused(clerk.roleSets.replaceRoleInRoleSet({ roleSetKeyOrId: set.id, roleKey: boss.key, toRoleKey: 'org:member' }), {
    status: 422, code: 'organization_missing_creator_role_permissions',
  });
}));

scenario('a role set gives way to another with its organizations', () => withCleared(async (made) => {
  const guest = await makeRole(made);
  const set = await makeSet(made, ['org:admin', guest.key]);
  const other = await makeSet(made, ['org:admin', 'org:member']);
  const { admin, organization } = await makeTeam({ roleSetKey: set.key });
  made.organizations.push(organization.id);
  const member = await makeUser();
  await addMember(organization, member, guest.key);
  const replace = (rest) => clerk.roleSets.replaceRoleSet({ roleSetKeyOrId: set.key, destRoleSetKey: other.key, ...rest });
  await refused(replace(), { status: 422, code: 'organization_role_set_reassignment_mappings_missing' });
  await refused(replace({ reassignmentMappings: { [guest.key]: 'org:none' } }), {
    status: 422, code: 'organization_role_set_reassignment_mappings_invalid',
  });
  const gone = await replace({ reassignmentMappings: { [guest.key]: 'org:member' } });
  assert.deepEqual([gone.object, gone.id, gone.deleted], ['role_set', set.id, true]);
  const moved = await clerk.organizations.getOrganization({ organizationId: organization.id });
  assert.equal(moved.roleSetKey ?? moved.raw?.role_set_key, other.key);
  const { data } = await clerk.organizations.getOrganizationMembershipList({ organizationId: organization.id });
  assertSameSet(data.map((one) => `${one.publicUserData.userId} ${one.role}`), [`${admin.id} org:admin`, `${member.id} org:member`]);
  await refused(clerk.roleSets.getRoleSet(set.id), { status: 404, code: 'resource_not_found' });
  await refused(clerk.roleSets.replaceRoleSet({ roleSetKeyOrId: 'role_set:default', destRoleSetKey: other.key }), {
    status: 403, code: 'cannot_delete_initial_role_set',
  });
}));
