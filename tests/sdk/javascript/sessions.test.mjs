// Sessions: created, listed, verified, revoked; and the clients they belong to.
import assert from 'node:assert/strict';
import { fixture } from './support/environment.mjs';
import { unknownId } from './support/names.mjs';
import { addMember, assertRecent, clerk, idOf, ids, inOrder, makeTeam, makeUser, refused, scenario } from './support/sdk.mjs';

const { sessions, clients, users } = clerk;
const notFound = { status: 404, code: 'resource_not_found' };
const day = 86_400_000;

const open = (user, rest = {}) => sessions.createSession({ userId: user.id, ...rest });

scenario('a session is active, on a client of its own', async () => {
  const user = await makeUser();
  const session = await open(user);
  assert.match(session.id, idOf('sess'));
  assert.match(session.clientId, idOf('client'));
  assert.deepEqual([session.userId, session.status], [user.id, 'active']);
  assert.deepEqual([session.lastActiveOrganizationId, session.actor], [null, null]);
  assertRecent(session.createdAt, 'created_at');
  assertRecent(session.lastActiveAt, 'last_active_at');
  assert.equal(Math.round((session.expireAt - session.createdAt) / day), 7);
  assert.equal(Math.round((session.abandonAt - session.createdAt) / day), 30);
  assert.notEqual((await open(user)).clientId, session.clientId);
});

scenario('a session marks the time of a sign-in', async () => {
  const user = await makeUser();
  await open(user);
  const read = await users.getUser(user.id);
  assertRecent(read.lastSignInAt, 'last_sign_in_at');
  // Activity is kept by the day.
  assert.ok(Math.abs(Date.now() - read.lastActiveAt) < 2 * day, `last_active_at is ${read.lastActiveAt}`);
});

scenario('a session can have an active organization, of those of its user', async () => {
  const { admin, organization } = await makeTeam();
  const session = await open(admin, { activeOrganizationId: organization.id });
  assert.equal(session.lastActiveOrganizationId, organization.id);
  await refused(open(await makeUser(), { activeOrganizationId: organization.id }), {
    status: [404, 422],
    code: ['form_resource_not_found', 'form_param_value_invalid', 'resource_not_found', 'not_a_member_in_organization'],
  });
});

scenario('a session needs a user', async () => {
  await refused(open({ id: unknownId('user') }), notFound);
  await refused(sessions.createSession({ userId: undefined }), { status: 422, code: 'form_param_missing', param: 'user_id' });
});

scenario('a session reads as it was answered when created', async () => {
  const session = await open(await makeUser());
  assert.deepEqual(await sessions.getSession(session.id), session);
  const error = await refused(sessions.getSession(unknownId('sess')), notFound);
  assert.equal(error.errors[0].message, 'Session not found');
});

scenario('sessions are listed by user, newest first', async () => {
  const user = await makeUser();
  await open(await makeUser());
  const made = await inOrder([1, 2, 3], () => open(user));
  const { data, totalCount } = await sessions.getSessionList({ userId: user.id });
  assert.equal(totalCount, 3);
  assert.deepEqual(new Set(ids(data)), new Set(ids(made)));
  const times = data.map((one) => one.createdAt);
  assert.deepEqual(times, [...times].sort((one, other) => other - one));
});

scenario('sessions are listed by client and by status', async () => {
  const user = await makeUser();
  const [kept, gone] = [await open(user), await open(user)];
  await sessions.revokeSession(gone.id);
  const found = async (filter) => ids((await sessions.getSessionList(filter)).data);
  assert.deepEqual(await found({ clientId: kept.clientId }), [kept.id]);
  assert.deepEqual(await found({ userId: user.id, status: 'active' }), [kept.id]);
  assert.deepEqual(await found({ userId: user.id, status: 'revoked' }), [gone.id]);
  assert.deepEqual(await found({ userId: user.id, status: 'expired' }), []);
  assert.deepEqual(await found({ clientId: kept.clientId, userId: (await makeUser()).id }), []);
});

scenario('sessions come in pages, and the count ignores them', async () => {
  const user = await makeUser();
  await inOrder([1, 2, 3], () => open(user));
  const pages = await inOrder([0, 2], (offset) => sessions.getSessionList({ userId: user.id, limit: 2, offset }));
  assert.deepEqual(pages.map((page) => [page.data.length, page.totalCount]), [[2, 3], [1, 3]]);
  assert.equal(new Set(pages.flatMap((page) => ids(page.data))).size, 3);
});

scenario('a status that does not exist is refused', async () => {
  const user = await makeUser();
  await refused(sessions.getSessionList({ userId: user.id, status: 'asleep' }), {
    status: 422,
    code: 'form_param_value_invalid',
    param: 'status',
  });
});

scenario('a revoked session gives no more tokens', async () => {
  const session = await open(await makeUser());
  assert.equal(typeof (await sessions.getToken(session.id)).jwt, 'string');
  const revoked = await sessions.revokeSession(session.id);
  assert.deepEqual([revoked.id, revoked.status], [session.id, 'revoked']);
  await refused(sessions.getToken(session.id), notFound);
  assert.equal((await sessions.getSession(session.id)).status, 'revoked');
});

scenario('revoking again changes nothing', async () => {
  const session = await open(await makeUser());
  const first = await sessions.revokeSession(session.id);
  assert.deepEqual(await sessions.revokeSession(session.id), first);
  await refused(sessions.revokeSession(unknownId('sess')), notFound);
});

scenario('one session of a user is revoked without the others', async () => {
  const user = await makeUser();
  const [one, two] = [await open(user), await open(user)];
  await sessions.revokeSession(one.id);
  assert.equal((await sessions.getSession(two.id)).status, 'active');
});

scenario('a token is verified for its own session', async () => {
  const [session, other] = [await open(await makeUser()), await open(await makeUser())];
  const { jwt } = await sessions.getToken(session.id);
  assert.equal((await sessions.verifySession(session.id, jwt)).id, session.id);
  await refused(sessions.verifySession(other.id, jwt), notFound);
  await refused(sessions.verifySession(session.id, 'no.such.token'), { status: [400, 401], code: 'invalid_session_token' });
});

scenario('leaving an organization takes it out of the session', async () => {
  const { organization } = await makeTeam();
  const user = await makeUser();
  await addMember(organization, user);
  const session = await open(user, { activeOrganizationId: organization.id });
  await clerk.organizations.deleteOrganizationMembership({ organizationId: organization.id, userId: user.id });
  assert.equal((await sessions.getSession(session.id)).lastActiveOrganizationId, null);
});

scenario('a client holds its sessions', async () => {
  const session = await open(await makeUser());
  const client = await clients.getClient(session.clientId);
  assert.deepEqual([client.id, client.sessionIds], [session.clientId, [session.id]]);
  assert.deepEqual([ids(client.sessions), client.sessions[0].status], [[session.id], 'active']);
  assert.equal(client.lastActiveSessionId, session.id);
  assert.deepEqual([client.signInId, client.signUpId], [null, null]);
  assertRecent(client.createdAt, 'created_at');
});

scenario('an unknown client is not found', async () => {
  const error = await refused(clients.getClient(unknownId('client')), notFound);
  assert.equal(error.errors[0].message, 'Client not found');
});

scenario('clients are listed, newest first', async () => {
  const session = await open(await makeUser());
  const { data, totalCount } = await clients.getClientList({ limit: 500 });
  assert.ok(ids(data).includes(session.clientId), 'the newest client is among the first 500');
  const times = data.map((one) => one.createdAt);
  assert.deepEqual(times, [...times].sort((one, other) => other - one));
  assert.ok(totalCount >= data.length);
  const page = await clients.getClientList({ limit: 1, offset: totalCount + 10_000 });
  assert.deepEqual(page.data, []);
});

scenario('the token of a browser leads to its client', async () => {
  const browser = fixture('browser_session');
  const client = await clients.verifyClient(browser.client_token);
  assert.equal(client.id, browser.client_id);
  assert.ok(client.sessionIds.includes(browser.session_id), JSON.stringify(client.sessionIds));
});

scenario('a token of no browser leads nowhere', async () => {
  const session = await open(await makeUser());
  const { jwt } = await sessions.getToken(session.id);
  const wanted = { status: [400, 401, 404], code: ['invalid_session_token', 'client_not_found', 'cookie_invalid', 'resource_not_found'] };
  await refused(clients.verifyClient('no.such.token'), wanted);
  await refused(clients.verifyClient(jwt), wanted);
  await refused(clients.verifyClient(undefined), { status: [400, 422], code: ['form_param_missing', 'client_not_found'] });
});
