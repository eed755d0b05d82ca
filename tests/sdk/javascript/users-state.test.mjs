// Bans and locks.
import assert from 'node:assert/strict';
import { unknownId } from './support/names.mjs';
import { clerk, makeUser, refused, scenario } from './support/sdk.mjs';

const { users, sessions } = clerk;

const statusOf = async (session) => (await sessions.getSession(session.id)).status;

scenario('a ban revokes every session', async () => {
  const user = await makeUser();
  const open = [await sessions.createSession({ userId: user.id }), await sessions.createSession({ userId: user.id })];
  const banned = await users.banUser(user.id);
  assert.deepEqual([banned.banned, banned.locked], [true, false]);
  assert.deepEqual(await Promise.all(open.map(statusOf)), ['revoked', 'revoked']);
  await refused(sessions.getToken(open[0].id), { status: 404, code: 'resource_not_found' });
});

scenario('a lifted ban does not bring sessions back', async () => {
  const user = await makeUser();
  const session = await sessions.createSession({ userId: user.id });
  await users.banUser(user.id);
  assert.equal((await users.unbanUser(user.id)).banned, false);
  assert.equal(await statusOf(session), 'revoked');
  assert.equal((await users.getUser(user.id)).banned, false);
});

scenario('a ban and its lifting can be repeated', async () => {
  const user = await makeUser();
  await users.banUser(user.id);
  assert.equal((await users.banUser(user.id)).banned, true);
  await users.unbanUser(user.id);
  assert.equal((await users.unbanUser(user.id)).banned, false);
});

scenario('a lock counts down and leaves sessions alone', async () => {
  const user = await makeUser();
  const session = await sessions.createSession({ userId: user.id });
  const locked = await users.lockUser(user.id);
  assert.deepEqual([locked.locked, locked.banned], [true, false]);
  const left = locked.raw.lockout_expires_in_seconds;
  assert.ok(left === null || (left > 0 && left <= 3600), `${left} seconds`);
  assert.equal(await statusOf(session), 'active');
});

scenario('an unlocked user has every attempt again', async () => {
  const user = await makeUser();
  await users.lockUser(user.id);
  const unlocked = await users.unlockUser(user.id);
  assert.equal(unlocked.locked, false);
  assert.equal(unlocked.raw.lockout_expires_in_seconds, null);
  assert.equal(unlocked.raw.verification_attempts_remaining, user.raw.verification_attempts_remaining);
});

scenario('a lock and its lifting can be repeated', async () => {
  const user = await makeUser();
  await users.lockUser(user.id);
  assert.equal((await users.lockUser(user.id)).locked, true);
  await users.unlockUser(user.id);
  assert.equal((await users.unlockUser(user.id)).locked, false);
});

for (const call of ['banUser', 'unbanUser', 'lockUser', 'unlockUser']) {
  scenario(`${call} needs a user`, async () => {
    await refused(users[call](unknownId('user')), { status: 404, code: 'resource_not_found' });
  });
}
