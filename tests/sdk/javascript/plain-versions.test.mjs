// What differs between API versions, each asked for by its header. Tokens of either version are read by the SDK.
import assert from 'node:assert/strict';
import { verifyToken } from '@clerk/backend';
import { apiUrl, secretKey } from './support/environment.mjs';
import { existsIn, versions } from './support/operations.mjs';
import { newOrganization, newUser, plainScenario, refuse, succeed } from './support/plain.mjs';
import { connect } from './support/sdk.mjs';
import { assertSigned, decode } from './support/tokens.mjs';

const newest = versions.at(-1);
const older = versions.filter((version) => version !== newest);
const [firstWithTokenV2, lastWithTokenV1] = ['2025-04-10', '2025-03-12'];

/** A session of an administrator, and a token taken in one version. */
async function takeToken(version) {
  const user = await newUser();
  const organization = await newOrganization({ created_by: user.id });
  const body = { user_id: user.id, active_organization_id: organization.id };
  const session = await succeed('POST', '/sessions', { body, version });
  const { jwt } = await succeed('POST', `/sessions/${session.id}/tokens`, { version });
  return { user, organization, session, jwt };
}

const authenticate = async (jwt) => {
  const request = new Request('https://app.example.com/', { headers: { Authorization: `Bearer ${jwt}` } });
  return (await connect().authenticateRequest(request)).toAuth();
};

for (const version of older) {
  plainScenario(`in ${version} PATCH replaces each store of a user's metadata that is given`, ['UpdateUser'], async () => {
    const user = await newUser({ public_metadata: { a: 1, b: { c: 2 } }, private_metadata: { d: 3 } });
    const body = { first_name: 'Ada', public_metadata: { b: { e: null } }, unsafe_metadata: { f: 4 } };
    const changed = await succeed('PATCH', `/users/${user.id}`, { version, body });
    assert.equal(changed.first_name, 'Ada');
    assert.deepEqual(
      [changed.public_metadata, changed.private_metadata, changed.unsafe_metadata],
      [{ b: { e: null } }, { d: 3 }, { f: 4 }],
    );
  }, version);

  plainScenario(`in ${version} PATCH replaces each store of an organization's metadata that is given`, ['UpdateOrganization'], async () => {
    const organization = await newOrganization({ public_metadata: { a: 1 }, private_metadata: { b: 2 } });
    const body = { public_metadata: { c: { d: 3 } } };
    const changed = await succeed('PATCH', `/organizations/${organization.id}`, { version, body });
    assert.deepEqual([changed.public_metadata, changed.private_metadata], [{ c: { d: 3 } }, { b: 2 }]);
  }, version);
}

plainScenario(`in ${newest} metadata has left PATCH`, ['UpdateUser', 'UpdateOrganization'], async () => {
  const [user, organization] = [await newUser({ public_metadata: { a: 1 } }), await newOrganization()];
  const options = { version: newest, body: { public_metadata: { b: 2 } } };
  const wanted = { status: 422, code: ['form_param_unknown', 'form_param_deprecated'], param: 'public_metadata' };
  await refuse('PATCH', `/users/${user.id}`, options, wanted);
  await refuse('PATCH', `/organizations/${organization.id}`, options, wanted);
  assert.deepEqual((await succeed('GET', `/users/${user.id}`)).public_metadata, { a: 1 });
}, newest);

for (const version of versions.filter((each) => existsIn('ReplaceUserMetadata', each))) {
  plainScenario(`in ${version} a merge and a replacement of metadata are what they are elsewhere`, ['UpdateUserMetadata', 'ReplaceUserMetadata'], async () => {
    const { id } = await newUser({ public_metadata: { a: { b: 1, c: 2 } } });
    const merged = await succeed('PATCH', `/users/${id}/metadata`, { version, body: { public_metadata: { a: { b: null } } } });
    assert.deepEqual(merged.public_metadata, { a: { c: 2 } });
    const replaced = await succeed('PUT', `/users/${id}/metadata`, { version, body: { public_metadata: { d: null } } });
    assert.deepEqual(replaced.public_metadata, { d: null });
  }, version);
}

for (const version of versions.filter((each) => each <= lastWithTokenV1)) {
  plainScenario(`in ${version} tokens are of version 1`, ['CreateSessionToken'], async () => {
    const { user, organization, session, jwt } = await takeToken(version);
    const { payload } = await assertSigned(jwt);
    assert.deepEqual([payload.sub, payload.sid], [user.id, session.id]);
    assert.deepEqual([payload.org_id, payload.org_slug, payload.org_role], [organization.id, organization.slug, 'org:admin']);
    assert.deepEqual(payload.org_permissions ?? [], [], 'no role has permissions but those of the system');
    for (const claim of ['v', 'o', 'pla', 'fea']) assert.ok(!(claim in payload), `version 1 has no ${claim}`);
  }, version);
}

for (const version of versions.filter((each) => each >= firstWithTokenV2)) {
  plainScenario(`in ${version} tokens are of version 2`, ['CreateSessionToken'], async () => {
    const { organization, jwt } = await takeToken(version);
    const { payload } = await assertSigned(jwt);
    assert.deepEqual([payload.v, payload.o.id, payload.o.rol], [2, organization.id, 'admin']);
    for (const claim of ['org_id', 'org_slug', 'org_role', 'org_permissions']) assert.ok(!(claim in payload), `version 2 has no ${claim}`);
  }, version);
}

for (const version of [lastWithTokenV1, newest]) {
  plainScenario(`the SDK reads a token of ${version}`, ['CreateSessionToken'], async () => {
    const { user, organization, session, jwt } = await takeToken(version);
    assert.deepEqual(await verifyToken(jwt, { secretKey, apiUrl }), decode(jwt).payload);
    const auth = await authenticate(jwt);
    assert.deepEqual([auth.userId, auth.sessionId], [user.id, session.id]);
    assert.deepEqual([auth.orgId, auth.orgSlug, auth.orgRole], [organization.id, organization.slug, 'org:admin']);
    assert.deepEqual([auth.has({ role: 'org:admin' }), auth.has({ role: 'org:member' })], [true, false]);
  }, version);
}

plainScenario('the same user is the same in every version', ['GetUser'], async () => {
  const user = await newUser({ first_name: 'Ada', public_metadata: { a: 1 } });
  for (const version of versions) {
    const read = await succeed('GET', `/users/${user.id}`, { version });
    assert.deepEqual([read.id, read.first_name, read.public_metadata, read.created_at], [user.id, 'Ada', { a: 1 }, user.created_at]);
  }
});
