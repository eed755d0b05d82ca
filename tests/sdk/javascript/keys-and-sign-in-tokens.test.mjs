// The published keys, and sign-in tokens with their tickets.
import assert from 'node:assert/strict';
import { secretKey } from './support/environment.mjs';
import { unknownId } from './support/names.mjs';
import { clerk, connect, idOf, makeTeam, makeUser, refused, scenario } from './support/sdk.mjs';
import { assertTicket, decode } from './support/tokens.mjs';

const { signInTokens } = clerk;
const notFound = { status: 404, code: 'resource_not_found' };

const create = (user, rest = {}) => signInTokens.createSignInToken({ userId: user.id, ...rest });

scenario('one key is published, exactly as clients want it', async () => {
  const { keys } = await clerk.jwks.getJwks();
  assert.equal(keys.length, 1);
  const [key] = keys;
  assert.deepEqual(Object.keys(key).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use']);
  assert.deepEqual([key.alg, key.e, key.kty, key.use], ['RS256', 'AQAB', 'RSA', 'sig']);
  assert.match(key.kid, idOf('ins'));
  const modulus = Buffer.from(key.n, 'base64url');
  assert.equal(modulus.length, 256);
  assert.ok(modulus[0] >= 128, 'the modulus has all 2048 bits');
  assert.equal(modulus.toString('base64url'), key.n, 'url-safe, without padding');
});

scenario('the key stays the same', async () => {
  const [one, two] = [await clerk.jwks.getJwks(), await clerk.jwks.getJwks()];
  assert.equal(one.keys[0].kty, 'RSA');
  assert.deepEqual(one, two);
});

scenario('the keys are shown to holders of a secret key', async () => {
  const stranger = connect({ secretKey: `${secretKey.slice(0, 12)}nobodyHasThisKey00000000000000000000` });
  await refused(stranger.jwks.getJwks(), { status: 401, code: 'clerk_key_invalid' });
});

scenario('a sign-in token is pending and lasts thirty days', async () => {
  const user = await makeUser();
  const token = await create(user);
  assert.match(token.id, idOf('sit'));
  assert.deepEqual([token.userId, token.status], [user.id, 'pending']);
  assert.equal(new URL(token.url).searchParams.get('ticket'), token.token);
  await assertTicket(token.url, { kind: 'sign_in_token', id: token.id, lifetime: 2_592_000 });
});

scenario('the life of a sign-in token can be chosen', async () => {
  const token = await create(await makeUser(), { expiresInSeconds: 90 });
  assert.equal(decode(token.token).payload.eis, 90);
  await assertTicket(token.url, { kind: 'sign_in_token', id: token.id, lifetime: 90 });
});

scenario('every sign-in token is another', async () => {
  const user = await makeUser();
  const [one, two] = [await create(user), await create(user)];
  assert.notEqual(one.id, two.id);
  assert.notEqual(one.token, two.token);
});

scenario('a sign-in token can lead into an organization of its user', async () => {
  const { admin, organization } = await makeTeam();
  assert.equal((await create(admin, { orgId: organization.id })).status, 'pending');
  await refused(create(await makeUser(), { orgId: organization.id }), {
    status: [403, 404, 422],
    code: ['resource_not_found', 'form_resource_not_found', 'form_param_value_invalid', 'not_a_member_in_organization'],
  });
});

scenario('a sign-in token needs a user', async () => {
  await refused(create({ id: unknownId('user') }), notFound);
  await refused(signInTokens.createSignInToken({ expiresInSeconds: 60 }), {
    status: 422,
    code: 'form_param_missing',
    param: 'user_id',
  });
});

scenario('a sign-in token lasts a second at least', async () => {
  const user = await makeUser();
  for (const expiresInSeconds of [0, -1]) {
    await refused(create(user, { expiresInSeconds }), {
      status: 422,
      code: 'form_param_value_invalid',
      param: 'expires_in_seconds',
    });
  }
});

scenario('a sign-in token is revoked once', async () => {
  const token = await create(await makeUser());
  const revoked = await signInTokens.revokeSignInToken(token.id);
  assert.deepEqual([revoked.id, revoked.status], [token.id, 'revoked']);
  const error = await refused(signInTokens.revokeSignInToken(token.id), {
    status: 400,
    code: 'sign_in_token_cannot_be_revoked_code',
  });
  assert.match(error.errors[0].longMessage, /revoked/);
  await refused(signInTokens.revokeSignInToken(unknownId('sit')), notFound);
});
