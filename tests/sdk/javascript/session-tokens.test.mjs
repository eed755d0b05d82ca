// Session tokens, version 2, as the SDK verifies and reads them.
import assert from 'node:assert/strict';
import { verifyToken } from '@clerk/backend';
import { apiUrl, fixture, publishableKey, secretKey } from './support/environment.mjs';
import { unique, unknownId } from './support/names.mjs';
import { addMember, clerk, connect, ids, makeTeam, makeUser, refused, scenario } from './support/sdk.mjs';
import { assertSigned, decode, pem, signingKey, tampered } from './support/tokens.mjs';

const { sessions } = clerk;
const notFound = { status: 404, code: 'resource_not_found' };
const categories = { session: 'cl_B7d4PD111AAA', template: 'cl_B7d4PD222AAA' };

/** A user with a session, and a token of it. */
async function signIn(user, rest = {}) {
  const session = await sessions.createSession({ userId: user.id, ...rest });
  return { user, session, jwt: (await sessions.getToken(session.id)).jwt };
}

const withToken = (jwt) => new Request('https://app.example.com/page', { headers: { Authorization: `Bearer ${jwt}` } });
const authenticate = (jwt, options) => clerk.authenticateRequest(withToken(jwt), options);

/** Asserts that the SDK does not accept a token, for this reason. */
async function assertUnverified(jwt, options, reason) {
  await assert.rejects(verifyToken(jwt, { secretKey, apiUrl, ...options }), (error) => {
    assert.equal(error.reason, reason, error.message);
    return true;
  });
}

scenario('a token is signed by the published key and says whose it is', async () => {
  const { user, session, jwt } = await signIn(await makeUser());
  const { header, payload } = await assertSigned(jwt);
  const { kid } = await signingKey();
  assert.deepEqual([header.alg, header.typ, header.kid, header.cat], ['RS256', 'JWT', kid, categories.session]);
  assert.deepEqual([payload.sub, payload.sid, payload.v], [user.id, session.id, 2]);
});

scenario('a token lives for a minute and counts from now', async () => {
  const { jwt } = await signIn(await makeUser());
  const { payload } = decode(jwt);
  assert.ok(Math.abs(payload.iat - Date.now() / 1000) < 60, `iat ${payload.iat}`);
  assert.deepEqual([payload.exp - payload.iat, payload.iat - payload.nbf], [60, 10]);
});

scenario('a token has the claims of version 2 and none of version 1', async () => {
  const { jwt } = await signIn(await makeUser());
  const { payload } = decode(jwt);
  const allowed = ['exp', 'fea', 'fva', 'iat', 'iss', 'jti', 'nbf', 'pla', 'sid', 'sts', 'sub', 'v'];
  assert.deepEqual(Object.keys(payload).filter((claim) => !allowed.includes(claim)), []);
  assert.equal(payload.fva.length, 2);
  assert.ok(Number.isInteger(payload.fva[0]) && payload.fva[0] >= 0, `fva ${payload.fva}`);
  assert.equal(payload.fva[1], -1, 'without a second factor');
  assert.ok([undefined, 'active'].includes(payload.sts), `sts ${payload.sts}`);
  assert.match(payload.iss, /^https?:\/\/[^/].*[^/]$/);
});

scenario('the issuer is what the publishable key speaks of', async () => {
  const { jwt } = await signIn(await makeUser());
  const host = Buffer.from(publishableKey.split('_')[2], 'base64').toString().replace(/\$$/, '').replace(/^https?:\/\//, '');
  assert.equal(decode(jwt).payload.iss.replace(/^https?:\/\//, ''), host);
});

scenario('the life of a token can be chosen', async () => {
  const { session } = await signIn(await makeUser());
  for (const seconds of [30, 3600, 315_360_000]) {
    const { payload } = decode((await sessions.getToken(session.id, undefined, seconds)).jwt);
    assert.equal(payload.exp - payload.iat, seconds);
  }
});

scenario('a session that does not exist has no token', async () => {
  await refused(sessions.getToken(unknownId('sess')), notFound);
});

scenario('the active organization is in the token, with the role in it', async () => {
  const { admin, organization } = await makeTeam();
  const { jwt } = await signIn(admin, { activeOrganizationId: organization.id });
  const { o } = decode(jwt).payload;
  assert.deepEqual([o.id, o.slg, o.rol], [organization.id, organization.slug, 'admin']);
  assert.ok(!JSON.stringify(o).includes('sys_'), 'permissions of the system are never in a token');
});

scenario('a changed role is in the next token', async () => {
  const { organization } = await makeTeam();
  const user = await makeUser();
  await addMember(organization, user);
  const { session, jwt } = await signIn(user, { activeOrganizationId: organization.id });
  const change = { organizationId: organization.id, userId: user.id, role: 'org:admin' };
  await clerk.organizations.updateOrganizationMembership(change);
  const next = decode((await sessions.getToken(session.id)).jwt).payload;
  assert.deepEqual([decode(jwt).payload.o.rol, next.o.rol], ['member', 'admin']);
});

scenario('the SDK verifies a token by the keys it loads', async () => {
  const { user, session, jwt } = await signIn(await makeUser());
  const claims = await verifyToken(jwt, { secretKey, apiUrl, skipJwksCache: true });
  assert.deepEqual([claims.sub, claims.sid], [user.id, session.id]);
  assert.deepEqual(claims, decode(jwt).payload);
});

scenario('the SDK verifies a token by a key it was given, without a network', async () => {
  const { user, jwt } = await signIn(await makeUser());
  const claims = await verifyToken(jwt, { jwtKey: await pem() });
  assert.equal(claims.sub, user.id);
});

scenario('a changed token does not verify', async () => {
  const { jwt } = await signIn(await makeUser());
  await assertUnverified(tampered(jwt), {}, 'token-invalid-signature');
});

scenario('an expired token does not verify', async () => {
  const { expired_token: expired, session_id: sessionId } = fixture('browser_session');
  assert.equal(decode(expired).payload.sid, sessionId);
  await assertUnverified(expired, { clockSkewInMs: 0 }, 'token-expired');
});

scenario('a token for no application does not verify where one is wanted', async () => {
  const { jwt } = await signIn(await makeUser());
  assert.ok(!('azp' in decode(jwt).payload), 'no browser asked for this token');
  await assertUnverified(jwt, { authorizedParties: ['https://app.example.com'] }, 'token-invalid-authorized-parties');
});

scenario('a request with a token is signed in', async () => {
  const { user, session, jwt } = await signIn(await makeUser());
  const state = await authenticate(jwt);
  assert.deepEqual([state.status, state.isAuthenticated], ['signed-in', true]);
  const auth = state.toAuth();
  assert.deepEqual([auth.userId, auth.sessionId, auth.tokenType], [user.id, session.id, 'session_token']);
  assert.deepEqual([auth.orgId, auth.orgRole, auth.actor], [undefined, undefined, undefined]);
  assert.equal(auth.has({ role: 'org:admin' }), false);
  assert.equal(await auth.getToken(), jwt);
});

scenario('a request of a member is authorized by role', async () => {
  const { admin, organization } = await makeTeam();
  const { jwt } = await signIn(admin, { activeOrganizationId: organization.id });
  const auth = (await authenticate(jwt)).toAuth();
  assert.deepEqual([auth.orgId, auth.orgSlug, auth.orgRole], [organization.id, organization.slug, 'org:admin']);
  assert.equal(auth.has({ role: 'org:admin' }), true);
  assert.equal(auth.has({ role: 'admin' }), true);
  assert.equal(auth.has({ role: 'org:member' }), false);
  assert.equal(auth.has({ permission: 'org:sys_memberships:manage' }), false, 'permissions of the system are not in tokens');
  assert.equal(auth.has({ permission: `org:${unique('invoice')}:read` }), false);
});

scenario('what a request carries can take more tokens', async () => {
  const { session, jwt } = await signIn(await makeUser());
  const auth = (await authenticate(jwt)).toAuth();
  const { payload } = decode(await auth.getToken({ expiresInSeconds: 600 }));
  assert.deepEqual([payload.sid, payload.exp - payload.iat], [session.id, 600]);
});

scenario('a request with a changed token is signed out', async () => {
  const { jwt } = await signIn(await makeUser());
  const state = await authenticate(tampered(jwt));
  assert.deepEqual([state.status, state.reason], ['signed-out', 'token-invalid-signature']);
  assert.equal(state.toAuth().userId, null);
});

scenario('a token signed with a key of another instance is signed out', async () => {
  const created = await clerk.__experimental_accountlessApplications.createAccountlessApplication();
  const elsewhere = connect({ secretKey: created.secretKey, publishableKey: created.publishableKey });
  const { jwt } = await signIn(await makeUser());
  const state = await elsewhere.authenticateRequest(withToken(jwt));
  assert.deepEqual([state.status, state.reason], ['signed-out', 'jwk-kid-mismatch']);
});

scenario('a token of a template is made by the name of the template', async () => {
  const { user, session } = await signIn(await makeUser());
  const { jwt } = await sessions.getToken(session.id, fixture('jwt_template'));
  const { header, payload } = await assertSigned(jwt);
  assert.equal(header.cat, categories.template);
  assert.equal(payload.sub, user.id);
  for (const claim of ['sid', 'v', 'o', 'fva', 'pla', 'fea']) assert.ok(!(claim in payload), `a template has no ${claim}`);
  for (const claim of ['exp', 'iat', 'nbf']) assert.ok(Number.isInteger(payload[claim]), claim);
  assert.equal(typeof payload.jti, 'string');
});

scenario('the life of a token of a template can be chosen', async () => {
  const { session } = await signIn(await makeUser());
  const { payload } = decode((await sessions.getToken(session.id, fixture('jwt_template'), 90)).jwt);
  assert.equal(payload.exp - payload.iat, 90);
});

scenario('a token of a template is no session token', async () => {
  const { user, session } = await signIn(await makeUser());
  const { jwt } = await sessions.getToken(session.id, fixture('jwt_template'));
  assert.equal((await verifyToken(jwt, { secretKey, apiUrl })).sub, user.id);
  const state = await authenticate(jwt);
  assert.deepEqual([state.status, state.reason], ['signed-out', 'token-type-mismatch']);
});

scenario('a template that does not exist is named', async () => {
  const { session } = await signIn(await makeUser());
  const name = unique('template');
  const error = await refused(sessions.getToken(session.id, name), notFound);
  assert.ok(error.errors[0].longMessage.includes(name), error.errors[0].longMessage);
  await refused(sessions.getToken(unknownId('sess'), fixture('jwt_template')), notFound);
});

scenario('a browser session is refreshed once, with its own tokens only', async () => {
  const browser = fixture('browser_session');
  const given = {
    format: 'cookie',
    expired_token: browser.expired_token,
    refresh_token: browser.refresh_token,
    request_origin: browser.origin,
    request_headers: { 'user-agent': ['tests'] },
    suffixed_cookies: true,
  };
  const refresh = (changed, sessionId = browser.session_id) => sessions.refreshSession(sessionId, { ...given, ...changed });
  const unauthorized = (...code) => ({ status: 401, code });
  await refused(refresh({ expired_token: 'no.such.token' }), unauthorized('expired_session_token_invalid'));
  await refused(refresh({ expired_token: tampered(browser.expired_token) }), unauthorized('expired_session_token_invalid'));
  await refused(refresh({ refresh_token: unique('refresh') }), unauthorized('refresh_token_not_found'));
  await refused(
    refresh({ request_origin: 'https://elsewhere.example.com' }),
    unauthorized('refresh_request_origin_azp_mismatch', 'refresh_request_origin_invalid'),
  );
  const other = await sessions.createSession({ userId: (await makeUser()).id });
  await refused(refresh({}, other.id), unauthorized('refresh_sid_mismatch'));

  const { cookies } = await refresh({});
  const cookie = cookies.find((one) => one.startsWith('__session'));
  const token = cookie.slice(cookie.indexOf('=') + 1).split(';')[0];
  const claims = await verifyToken(token, { secretKey, apiUrl, authorizedParties: [browser.origin] });
  assert.deepEqual([claims.sid, claims.sub, claims.azp], [browser.session_id, browser.user_id, browser.origin]);
  await refused(refresh({}), unauthorized('session_refresh_expired_session_token_consumed'));
});

scenario('a session made by the server has nothing to refresh', async () => {
  const { session, jwt } = await signIn(await makeUser());
  const error = await refused(
    sessions.refreshSession(session.id, { expired_token: jwt, refresh_token: unique('refresh'), request_origin: 'https://app.example.com' }),
    { status: 401, code: ['expired_session_token_missing_azp', 'refresh_token_not_found', 'session_refresh_session_token_ineligible'] },
  );
  assert.equal(error.errors.length, 1);
});

scenario('every user has sessions of their own', async () => {
  const [one, two] = [await signIn(await makeUser()), await signIn(await makeUser())];
  assert.notEqual(decode(one.jwt).payload.sub, decode(two.jwt).payload.sub);
  assert.deepEqual(ids((await sessions.getSessionList({ userId: one.user.id })).data), [one.session.id]);
});
