// API keys: with what the programs of a user or an organization prove themselves, and what the SDK says to them in a
// request.
import assert from 'node:assert/strict';
import { unique, unknownId } from './support/names.mjs';
import { assertRecent, assertSameSet, clerk, ids, makeOrganization, makeUser, refused, scenario } from './support/sdk.mjs';

const { apiKeys } = clerk;
const notFound = { status: 404, code: 'resource_not_found' };
const bad = (param) => ({ status: 400, code: 'bad_request', param });

const create = (subject, rest = {}) => apiKeys.create({ name: unique('key'), subject: subject.id, ...rest });
const withToken = (token) => new Request('https://api.example.com/things', { headers: { Authorization: `Bearer ${token}` } });
const authenticate = (token, acceptsToken = 'api_key') => clerk.authenticateRequest(withToken(token), { acceptsToken });

scenario('a key comes and goes', async () => {
  const user = await makeUser();
  const key = await create(user, {
    description: 'Every night', claims: { plan: 'gold' }, scopes: ['read', 'write'], createdBy: user.id, secondsUntilExpiration: 600,
  });
  assert.match(key.id, /^ak_[0-9a-f]{32}$/);
  assert.match(key.secret, /^ak_[0-9A-Za-z]+$/);
  assertRecent(key.createdAt);
  assert.deepEqual([key.type, key.subject, key.description, key.createdBy], ['api_key', user.id, 'Every night', user.id]);
  assert.deepEqual([key.claims, key.scopes], [{ plan: 'gold' }, ['read', 'write']]);
  assert.deepEqual([key.revoked, key.revocationReason, key.expired], [false, null, false]);
  assert.deepEqual([key.expiration - key.createdAt, key.lastUsedAt], [600_000, null]);
  const found = await apiKeys.get(key.id);
  assert.equal(found.secret, undefined);
  assert.deepEqual({ ...found, secret: key.secret }, { ...key });
  assert.equal((await apiKeys.getSecret(key.id)).secret, key.secret);
  const deleted = await apiKeys.delete(key.id);
  assert.deepEqual([deleted.id, deleted.deleted], [key.id, true]);
  const asks = [() => apiKeys.get(key.id), () => apiKeys.getSecret(key.id), () => apiKeys.delete(key.id), () => apiKeys.verify(key.secret)];
  for (const ask of asks) await refused(ask(), notFound);
});

scenario('a secret is verified as long as its key works', async () => {
  const [user, organization] = [await makeUser(), await makeOrganization()];
  for (const owner of [user, organization]) {
    const key = await create(owner, { claims: { a: 1 } });
    const verified = await apiKeys.verify(key.secret);
    assert.deepEqual([verified.id, verified.subject, verified.claims], [key.id, owner.id, { a: 1 }]);
    assertRecent(verified.lastUsedAt);
    assert.equal(verified.secret, undefined);
    assert.equal((await apiKeys.get(key.id)).lastUsedAt, verified.lastUsedAt);
    const revoked = await apiKeys.revoke({ apiKeyId: key.id, revocationReason: 'Leaked' });
    assert.deepEqual([revoked.revoked, revoked.revocationReason], [true, 'Leaked']);
    assert.equal((await apiKeys.revoke({ apiKeyId: key.id })).revocationReason, 'Leaked', 'again changes nothing');
    await refused(apiKeys.verify(key.secret), notFound);
  }
  await refused(apiKeys.verify('ak_nobodys'), notFound);
});

scenario('keys end with their owner', async () => {
  const [user, organization] = [await makeUser(), await makeOrganization()];
  const keys = [await create(user), await create(organization)];
  await clerk.users.deleteUser(user.id);
  await clerk.organizations.deleteOrganization(organization.id);
  for (const key of keys) {
    await refused(apiKeys.verify(key.secret), notFound);
    await refused(apiKeys.list({ subject: key.subject }), { ...notFound, param: 'subject' });
  }
});

scenario('keys are listed for their owner', async () => {
  const [one, two] = [await makeUser(), await makeUser()];
  const keys = [await create(one), await create(one), await create(one)];
  await create(two);
  await apiKeys.revoke({ apiKeyId: keys[1].id });
  const list = (options = {}) => apiKeys.list({ subject: one.id, ...options });
  const page = await list();
  assertSameSet(ids(page.data), [keys[0].id, keys[2].id]);
  assert.deepEqual([page.totalCount, page.data[0].secret], [2, undefined]);
  assert.equal((await list({ includeInvalid: false })).totalCount, 2);
  assert.equal((await list({ includeInvalid: true })).totalCount, 3);
  const last = await list({ includeInvalid: true, limit: 2, offset: 2 });
  assert.deepEqual([last.data.length, last.totalCount], [1, 3]);
  assert.deepEqual(ids((await list({ query: keys[2].name.toUpperCase() })).data), [keys[2].id]);
  await refused(list({ limit: 101 }), bad('limit'));
  await refused(apiKeys.list({ subject: unknownId('user') }), { ...notFound, param: 'subject' });
});

scenario('a key is changed, and stays with its owner', async () => {
  const [user, other] = [await makeUser(), await makeUser()];
  const key = await create(user, { description: 'One', scopes: ['read'], secondsUntilExpiration: 600 });
  const update = (change) => apiKeys.update({ apiKeyId: key.id, subject: user.id, ...change });
  const changed = await update({ description: null, claims: { a: 1 }, secondsUntilExpiration: null });
  assert.deepEqual([changed.description, changed.claims, changed.expiration], [null, { a: 1 }, null]);
  assert.deepEqual([changed.name, changed.scopes], [key.name, ['read']]);
  const again = await update({ scopes: [], secondsUntilExpiration: 60 });
  assert.deepEqual([again.scopes, again.expiration - again.updatedAt], [[], 60_000]);
  assert.equal((await apiKeys.verify(key.secret)).id, key.id);
  await refused(update({ subject: other.id }), bad('subject'));
  await refused(apiKeys.update({ apiKeyId: `ak_${'0'.repeat(32)}`, subject: user.id }), notFound);
});

scenario('a name is taken until its key is deleted', async () => {
  const [user, other] = [await makeUser(), await makeUser()];
  const name = unique('key');
  const taken = { status: 409, code: 'token_creation_conflict', param: 'name' };
  const key = await create(user, { name });
  await create(other, { name });
  await refused(create(user, { name }), taken);
  await apiKeys.revoke({ apiKeyId: key.id });
  await refused(create(user, { name }), taken);
  await apiKeys.delete(key.id);
  assert.notEqual((await create(user, { name })).id, key.id);
});

scenario('what cannot be a key is refused', async () => {
  const user = await makeUser();
  await refused(create(user, { name: 'ab' }), bad('name'));
  await refused(create(user, { secondsUntilExpiration: 0 }), bad('seconds_until_expiration'));
  await refused(create(user, { description: 'x'.repeat(256) }), bad('description'));
  await refused(create({ id: 'somebody' }), bad('subject'));
  await refused(create({ id: unknownId('org') }), { ...notFound, param: 'subject' });
  await refused(create(user, { createdBy: unknownId('user') }), { ...notFound, param: 'created_by' });
});

scenario('requests are authenticated by keys', async () => {
  const [user, organization] = [await makeUser(), await makeOrganization()];
  for (const [owner, userId, orgId] of [[user, user.id, null], [organization, null, organization.id]]) {
    const key = await create(owner, { claims: { plan: 'gold' }, scopes: ['read'] });
    for (const accepted of ['api_key', ['session_token', 'api_key'], 'any']) {
      const state = await authenticate(key.secret, accepted);
      assert.equal(state.isAuthenticated, true, state.reason);
      const auth = state.toAuth();
      assert.deepEqual([auth.tokenType, auth.id, auth.subject, auth.name], ['api_key', key.id, owner.id, key.name]);
      assert.deepEqual([auth.userId, auth.orgId], [userId, orgId]);
      assert.deepEqual([auth.scopes, auth.claims], [['read'], { plan: 'gold' }]);
    }
    const wrong = await authenticate(key.secret, 'm2m_token');
    assert.equal(wrong.isAuthenticated, false, 'another kind of token is wanted');
    await apiKeys.revoke({ apiKeyId: key.id });
    const revoked = await authenticate(key.secret);
    assert.deepEqual([revoked.isAuthenticated, revoked.reason, revoked.toAuth().subject], [false, 'token-invalid', null]);
  }
});
