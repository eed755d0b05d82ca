// Passwords: policy, verification, removal, and those known to be compromised.
import assert from 'node:assert/strict';
import { strongPassword, uniqueUsername, unknownId } from './support/names.mjs';
import { assertRecent, clerk, codesOf, makeUser, refused, scenario } from './support/sdk.mjs';

const { users, sessions } = clerk;
const notFound = { status: 404, code: 'resource_not_found' };

const verify = (user, password) => users.verifyPassword({ userId: user.id, password });
const statusOf = async (session) => (await sessions.getSession(session.id)).status;

scenario('the right password verifies, another does not', async () => {
  const password = strongPassword();
  const user = await makeUser({ password });
  assert.deepEqual(await verify(user, password), { verified: true });
  await refused(verify(user, `${password}.`), { status: 422, code: 'incorrect_password' });
  await refused(verify(user, password.toLowerCase()), { status: 422, code: 'incorrect_password' });
});

scenario('a password may hold any characters', async () => {
  const password = `pä55 wörd – 密码 ${strongPassword().slice(0, 20)}`;
  const user = await makeUser({ password });
  assert.deepEqual(await verify(user, password), { verified: true });
});

scenario('a user without a password has none to verify', async () => {
  const user = await makeUser();
  assert.equal(user.passwordEnabled, false);
  await refused(verify(user, strongPassword()), { status: 400, code: 'no_password_set' });
});

scenario('the password to verify is required', async () => {
  const user = await makeUser({ password: strongPassword() });
  await refused(verify(user, undefined), { status: 422, code: 'form_param_missing', param: 'password' });
});

scenario('an unknown user has no password to verify', async () => {
  await refused(verify({ id: unknownId('user') }, strongPassword()), notFound);
});

scenario('a password of seven characters is too short', async () => {
  await refused(makeUser({ password: 'aZ3!x9Q' }), { status: 422, code: 'form_password_length_too_short', param: 'password' });
});

scenario('a password of a hundred characters is too long', async () => {
  await refused(makeUser({ password: strongPassword().repeat(4).slice(0, 100) }), {
    status: 422,
    code: ['form_password_length_too_long', 'form_password_size_in_bytes_exceeded'],
    param: 'password',
  });
});

scenario('every rule that a password breaks is told at once', async () => {
  // Too short, and the same as the username.
  const username = `u${uniqueUsername().slice(-6)}`;
  const error = await refused(makeUser({ username, password: username }), {
    status: 422,
    code: 'form_password_length_too_short',
    param: 'password',
  });
  assert.ok(error.errors.length >= 2, `one error only: ${codesOf(error)}`);
  for (const one of error.errors) {
    assert.match(one.code, /^form_password_/);
    assert.equal(one.meta.paramName, 'password');
  }
  assert.equal(new Set(codesOf(error)).size, error.errors.length, 'no rule is told twice');
});

scenario('a password from the lists of leaked ones is refused', async () => {
  await refused(makeUser({ password: 'password' }), { status: 422, code: 'form_password_pwned', param: 'password' });
});

scenario('checks can be skipped for passwords that come from elsewhere', async () => {
  const user = await makeUser({ password: 'abc', skipPasswordChecks: true });
  assert.deepEqual(await verify(user, 'abc'), { verified: true });
});

scenario('the policy holds for changes too', async () => {
  const user = await makeUser({ password: strongPassword() });
  await refused(users.updateUser(user.id, { password: 'short' }), {
    status: 422,
    code: 'form_password_length_too_short',
    param: 'password',
  });
  const changed = await users.updateUser(user.id, { password: 'short', skipPasswordChecks: true });
  assert.equal(changed.passwordEnabled, true);
});

scenario('a new password takes the place of the old one', async () => {
  const [before, after] = [strongPassword(), strongPassword()];
  const user = await makeUser({ password: before });
  const changed = await users.updateUser(user.id, { password: after });
  assertRecent(changed.raw.password_last_updated_at, 'password_last_updated_at');
  assert.deepEqual(await verify(user, after), { verified: true });
  await refused(verify(user, before), { status: 422, code: 'incorrect_password' });
});

scenario('a password can be given to a user who had none', async () => {
  const user = await makeUser();
  const password = strongPassword();
  assert.equal((await users.updateUser(user.id, { password })).passwordEnabled, true);
  assert.deepEqual(await verify(user, password), { verified: true });
});

scenario('a removed password is gone, and sessions stay', async () => {
  const password = strongPassword();
  const user = await makeUser({ password });
  const session = await sessions.createSession({ userId: user.id });
  assert.equal((await users.removePassword(user.id)).passwordEnabled, false);
  await refused(verify(user, password), { status: 400, code: 'no_password_set' });
  assert.equal(await statusOf(session), 'active');
});

scenario('removing a password can sign its user out', async () => {
  const user = await makeUser({ password: strongPassword() });
  const session = await sessions.createSession({ userId: user.id });
  await users.removePassword(user.id, { signOutOfOtherSessions: true });
  assert.equal(await statusOf(session), 'revoked');
});

scenario('removing a password that is not there changes nothing', async () => {
  const user = await makeUser();
  assert.deepEqual((await users.removePassword(user.id)).raw, user.raw);
  await refused(users.removePassword(unknownId('user')), notFound);
});

scenario('a compromised password leaves sessions alone unless they are to be revoked', async () => {
  const user = await makeUser({ password: strongPassword() });
  const session = await sessions.createSession({ userId: user.id });
  assert.equal((await users.setPasswordCompromised(user.id)).id, user.id);
  assert.notEqual(await statusOf(session), 'revoked');
  await users.setPasswordCompromised(user.id, { revokeAllSessions: true });
  assert.equal(await statusOf(session), 'revoked');
});

scenario('a compromised password still verifies, and can be cleared', async () => {
  const password = strongPassword();
  const user = await makeUser({ password });
  await users.setPasswordCompromised(user.id);
  assert.deepEqual(await verify(user, password), { verified: true });
  const cleared = await users.unsetPasswordCompromised(user.id);
  assert.deepEqual([cleared.id, cleared.passwordEnabled], [user.id, true]);
  assert.equal((await users.unsetPasswordCompromised(user.id)).id, user.id);
});

scenario('a password that does not exist cannot be compromised', async () => {
  const user = await makeUser();
  await refused(users.setPasswordCompromised(user.id), {
    status: [400, 422],
    code: ['no_password_set', 'form_param_value_invalid', 'form_resource_not_found'],
  });
  await refused(users.setPasswordCompromised(unknownId('user')), notFound);
  await refused(users.unsetPasswordCompromised(unknownId('user')), notFound);
});
