// Tokens with which one machine proves itself to another, and what the SDK says to them in a request.
import assert from 'node:assert/strict';
import * as jose from 'jose';
import { unique, unknownId } from './support/names.mjs';
import { assertRecent, assertSameSet, clerk, connect, ids, refused, scenario } from './support/sdk.mjs';
import { pem, signingKey } from './support/tokens.mjs';

const notFound = { status: 404, code: 'resource_not_found' };
const noMachine = { status: 401, code: 'machine_secret_key_invalid' };

const makeMachine = (scopedMachines = []) =>
  clerk.machines.create({ name: unique('machine'), scopedMachines: ids(scopedMachines) });
/** A client that has the key of a machine, as its program would. */
const as = (machine) => connect({ machineSecretKey: machine.secretKey });

/** Two machines, the first of which may talk to the second. */
async function makePair() {
  const to = await makeMachine();
  return { from: await makeMachine([to]), to };
}

const withToken = (token) => new Request('https://api.example.com/things', { headers: { Authorization: `Bearer ${token}` } });
const authenticate = (client, token, acceptsToken = 'm2m_token', options = {}) =>
  client.authenticateRequest(withToken(token), { acceptsToken, ...options });

scenario('a token is good for those its machine may talk to', async () => {
  const [{ from, to }, stranger] = [await makePair(), await makeMachine()];
  const token = await as(from).m2m.createToken({ claims: { permission: 'read' }, secondsUntilExpiration: 600 });
  assert.match(token.id, /^mt_[0-9a-f]{32}$/);
  assert.match(token.token, /^mt_/);
  assert.deepEqual([token.subject, token.scopes, token.claims], [from.id, [to.id], { permission: 'read' }]);
  assert.deepEqual([token.revoked, token.expired, token.expiration - token.createdAt], [false, false, 600_000]);
  assertRecent(token.createdAt);
  for (const client of [as(to), clerk]) {
    const verified = await client.m2m.verify({ token: token.token });
    assert.deepEqual({ ...verified, token: token.token }, { ...token });
  }
  assert.equal((await clerk.m2m.verify({ token: token.token, machineSecretKey: to.secretKey })).id, token.id);
  await refused(as(from).m2m.verify({ token: token.token }), notFound);
  await refused(as(stranger).m2m.verify({ token: token.token }), notFound);
  await refused(clerk.m2m.verify({ token: 'mt_nobodys' }), notFound);
});

scenario('only the key of a machine makes tokens', async () => {
  await refused(clerk.m2m.createToken(), noMachine);
  await refused(as({ secretKey: 'ak_nobodys' }).m2m.createToken(), noMachine);
});

scenario('both directions, and scopes that change later', async () => {
  const { from, to } = await makePair();
  const before = await as(to).m2m.createToken();
  await clerk.machines.createScope(to.id, from.id);
  const after = await as(to).m2m.createToken();
  assert.deepEqual([before.scopes, after.scopes], [[], [from.id]]);
  await refused(as(from).m2m.verify({ token: before.token }), notFound);
  assert.equal((await as(from).m2m.verify({ token: after.token })).subject, to.id);
  await clerk.machines.deleteScope(to.id, from.id);
  assert.equal((await as(from).m2m.verify({ token: after.token })).subject, to.id, 'it keeps what it was made with');
});

scenario('tokens are listed and taken back', async () => {
  const { from, to } = await makePair();
  const [one, two] = [await as(from).m2m.createToken(), await as(from).m2m.createToken()];
  const list = async (client, options = {}) => client.m2m.list({ subject: from.id, ...options });
  for (const client of [clerk, as(from)]) {
    const page = await list(client);
    assertSameSet(ids(page.data), [one.id, two.id]);
    assert.deepEqual([page.totalCount, page.data[0].token], [2, undefined]);
  }
  assert.equal((await list(clerk, { limit: 1, offset: 1 })).data.length, 1);
  await refused(list(as(to)), { status: 403, code: 'authorization_invalid' });
  await refused(clerk.m2m.list({ subject: unknownId('mch') }), notFound);
  await refused(as(to).m2m.revokeToken({ m2mTokenId: one.id }), notFound);
  const revoked = await as(from).m2m.revokeToken({ m2mTokenId: one.id, revocationReason: 'Leaked' });
  assert.deepEqual([revoked.revoked, revoked.revocationReason], [true, 'Leaked']);
  await refused(as(to).m2m.verify({ token: one.token }), notFound);
  assert.equal((await clerk.m2m.revokeToken({ m2mTokenId: two.id })).revocationReason, null);
  assert.equal((await list(clerk)).totalCount, 0);
  assert.equal((await list(clerk, { revoked: true })).totalCount, 2);
});

scenario('an earlier token is given again where that is asked for', async () => {
  const { from } = await makePair();
  const ask = (claims) => as(from).m2m.createToken({ claims, secondsUntilExpiration: 600, minRemainingTtlSeconds: 300 });
  const [one, two, other] = [await ask({ a: 1 }), await ask({ a: 1 }), await ask({ a: 2 })];
  assert.deepEqual([two.id, two.token], [one.id, one.token]);
  assert.notEqual(other.id, one.id);
  await refused(as(from).m2m.createToken({ secondsUntilExpiration: 60, minRemainingTtlSeconds: 60 }), {
    status: 400, code: 'bad_request', param: 'min_remaining_ttl_seconds',
  });
});

scenario('what cannot be a token is refused', async () => {
  const { from } = await makePair();
  for (const tokenFormat of ['opaque', 'jwt']) {
    await refused(as(from).m2m.createToken({ tokenFormat, claims: { sub: 'x' } }), {
      status: 400, code: 'machine_token_reserved_claim', param: 'claims',
    });
    await refused(as(from).m2m.createToken({ tokenFormat, secondsUntilExpiration: 0 }), {
      status: 400, code: 'bad_request', param: 'seconds_until_expiration',
    });
  }
});

scenario('a JWT is verified without asking anybody', async () => {
  const { from, to } = await makePair();
  const token = await as(from).m2m.createToken({ tokenFormat: 'jwt', claims: { permission: 'read' }, secondsUntilExpiration: 300 });
  const keys = jose.createLocalJWKSet({ keys: [await signingKey()] });
  const { payload, protectedHeader } = await jose.jwtVerify(token.token, keys, { audience: to.id });
  assert.deepEqual([protectedHeader.cat, protectedHeader.typ], ['cl_B7d4PD333AAA', 'JWT']);
  assert.deepEqual([payload.sub, payload.jti, payload.permission], [from.id, token.id, 'read']);
  assert.equal(payload.exp * 1000, token.expiration);
  const verified = await clerk.m2m.verify({ token: token.token });
  assert.deepEqual([verified.id, verified.subject, verified.scopes], [token.id, from.id, [to.id]]);
  assert.equal((await clerk.m2m.list({ subject: from.id })).totalCount, 0, 'it is stored nowhere');
  await refused(clerk.m2m.revokeToken({ m2mTokenId: token.id }), notFound);
});

scenario('requests are authenticated by opaque tokens', async () => {
  const { from, to } = await makePair();
  const token = await as(from).m2m.createToken({ claims: { permission: 'read' } });
  for (const client of [as(to), clerk]) {
    for (const accepted of ['m2m_token', ['session_token', 'm2m_token'], 'any']) {
      const state = await authenticate(client, token.token, accepted);
      assert.equal(state.isAuthenticated, true, state.reason);
      const auth = state.toAuth();
      assert.deepEqual([auth.tokenType, auth.machineId, auth.subject, auth.id], ['m2m_token', from.id, from.id, token.id]);
      assert.deepEqual([auth.scopes, auth.claims], [[to.id], { permission: 'read' }]);
    }
  }
  const turnedAway = async (state) => assert.deepEqual([state.isAuthenticated, state.toAuth().subject], [false, null]);
  await turnedAway(await authenticate(as(from), token.token));
  await clerk.m2m.revokeToken({ m2mTokenId: token.id });
  const revoked = await authenticate(as(to), token.token);
  await turnedAway(revoked);
  assert.equal(revoked.reason, 'token-invalid');
  assert.equal((await authenticate(as({ secretKey: 'ak_nobodys' }), token.token)).reason, 'secret-key-invalid');
});

scenario('requests are authenticated by JWTs', async () => {
  const { from, to } = await makePair();
  const token = await as(from).m2m.createToken({ tokenFormat: 'jwt' });
  for (const options of [{}, { jwtKey: await pem() }]) {
    const state = await authenticate(clerk, token.token, 'm2m_token', options);
    assert.equal(state.isAuthenticated, true, state.reason);
    const auth = state.toAuth();
    assert.deepEqual([auth.tokenType, auth.subject, auth.scopes], ['m2m_token', from.id, [to.id]]);
  }
  const [head, , signature] = token.token.split('.');
  const forged = Buffer.from(JSON.stringify({ ...jose.decodeJwt(token.token), sub: to.id })).toString('base64url');
  assert.equal((await authenticate(clerk, `${head}.${forged}.${signature}`)).isAuthenticated, false);
  assert.equal((await authenticate(clerk, token.token, 'api_key')).isAuthenticated, false, 'another kind of token is wanted');
});
