// What `auth().has(…)` of the SDK says of tokens that the server mints, against what the store says of the role: a
// thousand random set-ups of roles, permissions and features, each in a token of version 1 and one of version 2.
// FRONTDESK_SEED repeats a run.
import assert from 'node:assert/strict';
import { addMember, clerk, makeTeam, makeUser, scenario } from './support/sdk.mjs';
import { unique } from './support/names.mjs';
import { succeed } from './support/plain.mjs';
import { decode, pem } from './support/tokens.mjs';

const setUps = 1000;
const lanes = 3;
const seed = Number(process.env.FRONTDESK_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Numbers from 0 up to 1 that the seed decides. */
function random(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const mark = unique('c').replace(/[^a-z0-9]/g, '_');

/** Permissions of features with verbs of their own and shared ones, so that no two bit maps look alike. */
async function makePermissions() {
  const dice = random(seed);
  const verbs = ['read', 'manage', 'r', 're', 'read_all', '0', 'pay'];
  const made = [];
  for (let feature = 0; feature < 9; feature += 1) {
    for (const verb of verbs.filter(() => dice() < 0.6)) {
      const key = `org:${mark}_${feature}:${verb}`;
      made.push(await clerk.organizationPermissions.createOrganizationPermission({ name: key, key }));
    }
  }
  return made;
}

/** A member with a session in an organization, and a role of its own. */
async function makeLane(number) {
  const role = await clerk.organizationRoles.createOrganizationRole({
    name: `Lane ${number}`, key: `org:${mark}_${number}`, includeInInitialRoleSet: true,
  });
  // Somebody else can run the organization, whatever becomes of the role.
  const [{ organization }, user] = [await makeTeam(), await makeUser()];
  await addMember(organization, user, role.key);
  const session = await clerk.sessions.createSession({ userId: user.id, activeOrganizationId: organization.id });
  return { number, role, organization, user, session, held: role.key };
}

async function authOf(jwt, jwtKey) {
  const request = new Request('https://app.example.com/page', { headers: { Authorization: `Bearer ${jwt}` } });
  const state = await clerk.authenticateRequest(request, { jwtKey });
  assert.equal(state.status, 'signed-in', state.message);
  return state.toAuth();
}

const featureOf = (key) => key.split(':')[1];
const isCustom = ({ key }) => !key.startsWith('org:sys_');

/** Asks the SDK everything there is to ask, and compares with the role as the store shows it. */
function compare(has, version, { key, permissions }, known, roleKeys, told) {
  const custom = new Set(permissions.filter(isCustom).map((one) => one.key));
  const features = new Set([...custom].map(featureOf));
  const expect = (asked, expected) => {
    if (has(asked) !== expected) assert.fail(`version ${version}: ${JSON.stringify(asked)} is not ${expected}; ${told}`);
  };
  for (const role of roleKeys) {
    expect({ role }, role === key);
    expect({ role: role.replace('org:', '') }, role === key);
  }
  for (const permission of known) {
    // Permissions of the system are never in a token, whoever has them.
    const expected = custom.has(permission.key);
    expect({ permission: permission.key }, expected);
    expect({ role: key, permission: permission.key.replace('org:', '') }, expected);
  }
  for (const feature of new Set(known.filter(isCustom).map((one) => featureOf(one.key)))) {
    // Version 1 knows no features.
    const expected = version === 2 && features.has(feature);
    for (const asked of [feature, `o:${feature}`, `org:${feature}`]) expect({ feature: asked }, expected);
    expect({ feature: `user:${feature}` }, false);
  }
}

scenario(`the SDK reads out of ${setUps} set-ups what the store put in (FRONTDESK_SEED=${seed})`, async (test) => {
  test.diagnostic(`FRONTDESK_SEED=${seed}`);
  const custom = await makePermissions();
  const system = (await clerk.organizationPermissions.getOrganizationPermissionList({ query: 'org:sys_', limit: 100 })).data;
  const known = [...custom, ...system];
  const made = [];
  try {
    for (let number = 0; number < lanes; number += 1) made.push(await makeLane(number));
    const member = (await clerk.organizationRoles.getOrganizationRoleList({ query: 'org:member' })).data.find((one) => one.key === 'org:member');
    const roleKeys = [...made.map((lane) => lane.role.key), 'org:member', 'org:admin'];
    const jwtKey = await pem();
    await Promise.all(made.map(async (lane) => {
      const dice = random(seed + 1 + lane.number);
      const path = `/sessions/${lane.session.id}/tokens`;
      for (let step = 0; step < setUps / lanes; step += 1) {
        const share = dice() ** 2;
        const permissions = known.filter(() => dice() < share).map((one) => one.id);
        let role = await clerk.organizationRoles.updateOrganizationRole({ organizationRoleId: lane.role.id, permissions });
        assert.equal(role.permissions.length, permissions.length);
        const wanted = dice() < 0.1 ? member : role;
        if (wanted.key !== lane.held) {
          const change = { organizationId: lane.organization.id, userId: lane.user.id, role: wanted.key };
          lane.held = (await clerk.organizations.updateOrganizationMembership(change)).role;
        }
        role = wanted;
        const tokens = await Promise.all(['2024-10-01', '2026-05-12'].map((version) => succeed('POST', path, { body: {}, version })));
        for (const [version, { jwt }] of [[1, tokens[0]], [2, tokens[1]]]) {
          const { payload } = decode(jwt);
          const told = `FRONTDESK_SEED=${seed}, lane ${lane.number}, step ${step}: ${JSON.stringify(payload)}`;
          assert.ok(!JSON.stringify(payload).includes('sys_'), told);
          assert.equal(payload.v ?? 1, version, told);
          const auth = await authOf(jwt, jwtKey);
          assert.deepEqual([auth.orgId, auth.orgRole.replace(/^(org:)?/, 'org:')], [lane.organization.id, role.key], told);
          compare(auth.has, version, role, known, roleKeys, told);
        }
      }
    }));
  } finally {
    for (const lane of made) {
      await clerk.organizations.deleteOrganization(lane.organization.id);
      await clerk.organizationRoles.deleteOrganizationRole(lane.role.id);
    }
    for (const permission of custom) await clerk.organizationPermissions.deleteOrganizationPermission(permission.id);
  }
});
