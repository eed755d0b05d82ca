// Applications that users sign in to with their account here, and what is said of the tokens they were issued.
import assert from 'node:assert/strict';
import * as jose from 'jose';
import { fixture } from './support/environment.mjs';
import { unique, unknownId } from './support/names.mjs';
import { assertRecent, clerk, connect, idOf, ids, inOrder, refused, scenario } from './support/sdk.mjs';
import { pem, signingKey } from './support/tokens.mjs';

const { oauthApplications: applications, idPOAuthAccessToken: accessTokens } = clerk;
const notFound = { status: 404, code: 'resource_not_found' };

const create = (rest = {}) => applications.create({ name: unique('application'), ...rest });

const withToken = (token) => new Request('https://api.example.com/things', { headers: { Authorization: `Bearer ${token}` } });
const authenticate = (token, acceptsToken = 'oauth_token', options = {}) =>
  clerk.authenticateRequest(withToken(token), { acceptsToken, ...options });

scenario('an application comes and goes', async () => {
  const redirectUris = ['https://app.example.com/back', 'my-app://back'];
  const made = await create({ redirectUris, scopes: 'profile email openid' });
  assert.match(made.id, idOf('oauthapp'));
  assert.match(made.clientId, idOf('client'));
  assert.match(made.clientSecret, /^[0-9A-Za-z]{32}$/);
  assertRecent(made.createdAt);
  assert.deepEqual([made.redirectUris, made.scopes, made.isPublic], [redirectUris, 'profile email openid', false]);
  assert.deepEqual([made.consentScreenEnabled, made.pkceRequired, made.dynamicallyRegistered], [true, false, false]);
  assert.deepEqual([made.clientUri, made.clientImageUrl], [null, null]);
  for (const url of [made.authorizeUrl, made.tokenFetchUrl, made.userInfoUrl, made.discoveryUrl, made.tokenIntrospectionUrl]) {
    assert.equal(new URL(url).protocol, 'https:');
  }
  const found = await applications.get(made.id);
  assert.equal(found.clientSecret, undefined);
  assert.deepEqual({ ...found, clientSecret: made.clientSecret }, { ...made });
  const name = unique('renamed');
  const changed = await applications.update({ oauthApplicationId: made.id, name, redirectUris: ['my-app://other'], scopes: 'email' });
  assert.deepEqual([changed.name, changed.redirectUris, changed.scopes], [name, ['my-app://other'], 'email']);
  assert.equal((await applications.delete(made.id)).id, made.id);
  await refused(applications.get(made.id), notFound);
  await refused(applications.delete(made.id), notFound);
});

scenario('a public application has no secret', async () => {
  const made = await create({ public: true });
  assert.deepEqual([made.isPublic, made.pkceRequired, made.clientSecret || ''], [true, true, '']);
  await refused(applications.rotateSecret(made.id), { status: 403, code: 'authorization_invalid' });
});

scenario('a secret is replaced', async () => {
  const made = await create();
  const rotated = await applications.rotateSecret(made.id);
  assert.match(rotated.clientSecret, /^[0-9A-Za-z]{32}$/);
  assert.notEqual(rotated.clientSecret, made.clientSecret);
  assert.equal(rotated.clientId, made.clientId);
  await refused(applications.rotateSecret(unknownId('oauthapp')), notFound);
});

scenario('applications are found by name and client id, in order and by pages', async () => {
  const label = unique('crowd');
  const made = await inOrder(['b', 'a', 'c'], (letter) => create({ name: `${label} ${letter}` }));
  const letters = async (options) => (await applications.list({ nameQuery: label, ...options })).data.map((one) => one.name.at(-1));
  assert.deepEqual(await letters({ orderBy: 'name' }), ['a', 'b', 'c']);
  assert.deepEqual(await letters({ orderBy: '-name', limit: 1, offset: 1 }), ['b']);
  assert.deepEqual(await letters({ orderBy: '+created_at' }), ['b', 'a', 'c']);
  assert.equal((await applications.list({ nameQuery: label.toUpperCase(), limit: 1 })).totalCount, 3);
  assert.deepEqual(ids((await applications.list({ nameQuery: made[1].clientId })).data), [made[1].id]);
  assert.ok((await applications.list()).totalCount >= 3);
  await refused(applications.list({ orderBy: 'shoe_size' }), { status: 422, code: 'form_param_value_invalid', param: 'order_by' });
});

scenario('what cannot be an application is refused', async () => {
  const twice = ['my-app://back', 'my-app://back'];
  await refused(create({ redirectUris: twice }), { status: 400, code: 'duplicate_record', param: 'redirect_uris' });
  await refused(create({ redirectUris: ['nowhere'] }), { status: 422, code: 'form_param_format_invalid', param: 'redirect_uris' });
  await refused(create({ scopes: 'hats' }), { status: 422, code: 'form_param_value_invalid', param: 'scopes' });
  await refused(create({ name: 'x'.repeat(257) }), { status: 422, code: 'form_param_max_length_exceeded', param: 'name' });
  await refused(applications.update({ oauthApplicationId: unknownId('oauthapp'), name: 'x' }), notFound);
});

scenario('an access token is verified, and revoked with all of its grant', async () => {
  const granted = fixture('oauth_grants').opaque;
  const verified = await accessTokens.verify(granted.access_token);
  assert.deepEqual([verified.id, verified.clientId], [granted.access_token_id, granted.client_id]);
  assert.deepEqual([verified.subject, verified.scopes], [granted.user_id, granted.scopes]);
  assert.deepEqual([verified.revoked, verified.revocationReason, verified.expired], [false, null, false]);
  assert.equal(verified.expiration - verified.createdAt <= 86_400_000, true);
  for (const accepted of ['oauth_token', ['session_token', 'oauth_token'], 'any']) {
    const state = await authenticate(granted.access_token, accepted);
    assert.equal(state.isAuthenticated, true, state.reason);
    const auth = state.toAuth();
    assert.deepEqual([auth.tokenType, auth.userId, auth.clientId], ['oauth_token', granted.user_id, granted.client_id]);
    assert.deepEqual([auth.id, auth.scopes], [granted.access_token_id, granted.scopes]);
  }
  const other = await create();
  const revoke = (id, token) => applications.revokeToken({ oauthApplicationId: id, token });
  await refused(revoke(other.id, granted.access_token), notFound);
  await revoke(granted.application_id, granted.access_token);
  await refused(accessTokens.verify(granted.access_token), notFound);
  const state = await authenticate(granted.access_token);
  assert.deepEqual([state.isAuthenticated, state.reason], [false, 'token-invalid']);
  await refused(revoke(granted.application_id, 'oat_nobodys'), notFound);
});

scenario('a refresh token names its grant as well', async () => {
  const granted = fixture('oauth_grants').refreshable;
  await applications.revokeToken({ oauthApplicationId: granted.application_id, token: granted.refresh_token });
  await refused(accessTokens.verify(granted.access_token), notFound);
});

scenario('an access token that is a JWT is verified without asking anybody', async () => {
  const granted = fixture('oauth_grants').jwt;
  const keys = jose.createLocalJWKSet({ keys: [await signingKey()] });
  const { payload, protectedHeader } = await jose.jwtVerify(granted.access_token, keys, { typ: 'at+jwt' });
  assert.equal(protectedHeader.kid, (await signingKey()).kid);
  assert.deepEqual([payload.sub, payload.jti, payload.client_id], [granted.user_id, granted.access_token_id, granted.client_id]);
  assert.equal(payload.scope, granted.scopes.join(' '));
  for (const options of [{}, { jwtKey: await pem() }]) {
    const state = await authenticate(granted.access_token, 'oauth_token', options);
    assert.equal(state.isAuthenticated, true, state.reason);
    const auth = state.toAuth();
    assert.deepEqual([auth.userId, auth.clientId, auth.scopes], [granted.user_id, granted.client_id, granted.scopes]);
  }
  const verified = await accessTokens.verify(granted.access_token);
  assert.deepEqual([verified.id, verified.subject, verified.expiration], [granted.access_token_id, granted.user_id, payload.exp * 1000]);
  await refused(applications.revokeToken({ oauthApplicationId: granted.application_id, token: granted.access_token }), notFound);
  assert.equal((await authenticate(granted.access_token, 'm2m_token')).isAuthenticated, false, 'another kind of token is wanted');
});

scenario('a token that is over is good for nothing', async () => {
  const granted = fixture('oauth_grants').expired;
  assert.equal((await authenticate(granted.access_token)).isAuthenticated, false);
  assert.equal((await accessTokens.verify(granted.access_token)).subject, undefined);
  const stranger = connect({ secretKey: 'sk_test_nobodys' });
  await refused(stranger.idPOAuthAccessToken.verify('oat_x'), { status: 401, code: 'clerk_key_invalid' });
});
