// Authenticator codes, backup codes and the second factor as a whole.
import assert from 'node:assert/strict';
import { uniquePhone, unknownId } from './support/names.mjs';
import { newBackupCodes, newSecret, totp, wrongTotp } from './support/second-factor.mjs';
import { assertRecent, clerk, makeUser, refused, scenario } from './support/sdk.mjs';

const { users } = clerk;
const notFound = { status: 404, code: 'resource_not_found' };

const verify = (user, code) => users.verifyTOTP({ userId: user.id, code });

/** A user with an authenticator and backup codes. */
async function makeGuarded(overrides = {}) {
  const [totpSecret, backupCodes] = [newSecret(), newBackupCodes()];
  const user = await makeUser({ totpSecret, backupCodes, ...overrides });
  return { user, totpSecret, backupCodes };
}

scenario('a secret given at creation turns the authenticator on', async () => {
  const totpSecret = newSecret();
  const user = await makeUser({ totpSecret });
  assert.deepEqual([user.totpEnabled, user.twoFactorEnabled, user.backupCodeEnabled], [true, true, false]);
  assertRecent(user.raw.mfa_enabled_at, 'mfa_enabled_at');
  assert.equal(user.raw.mfa_disabled_at, null);
  assert.deepEqual(await verify(user, totp(totpSecret)), { verified: true, code_type: 'totp' });
});

scenario('a secret can be given later', async () => {
  const user = await makeUser();
  const totpSecret = newSecret();
  const changed = await users.updateUser(user.id, { totpSecret, backupCodes: newBackupCodes() });
  assert.deepEqual([changed.totpEnabled, changed.twoFactorEnabled, changed.backupCodeEnabled], [true, true, true]);
  assert.equal((await verify(user, totp(totpSecret))).code_type, 'totp');
});

scenario('a secret is base32', async () => {
  await refused(makeUser({ totpSecret: 'no base32: 0189!' }), { status: 422, code: 'invalid_totp_secret_code' });
});

scenario('a wrong code does not verify', async () => {
  const { user, totpSecret } = await makeGuarded();
  await refused(verify(user, wrongTotp(totpSecret)), { status: 422, code: 'totp_incorrect_code' });
});

scenario("a code of another user's authenticator does not verify", async () => {
  const [one, two] = [await makeGuarded(), await makeGuarded()];
  await refused(verify(one.user, totp(two.totpSecret)), { status: 422, code: 'totp_incorrect_code' });
  assert.equal((await verify(two.user, totp(two.totpSecret))).verified, true);
});

scenario('a code of the wrong length is told so', async () => {
  const totpSecret = newSecret();
  const user = await makeUser({ totpSecret });
  await refused(verify(user, totp(totpSecret).slice(1)), { status: 422, code: 'totp_invalid_length' });
});

scenario('the code is required', async () => {
  const { user } = await makeGuarded();
  await refused(verify(user, undefined), { status: 422, code: 'form_param_missing', param: 'code' });
});

scenario('a user without an authenticator has no codes', async () => {
  await refused(verify(await makeUser(), '123456'), { status: 400, code: 'totp_disabled' });
  await refused(verify({ id: unknownId('user') }, '123456'), notFound);
});

scenario('a backup code serves once', async () => {
  const { user, backupCodes } = await makeGuarded();
  assert.deepEqual(await verify(user, backupCodes[1]), { verified: true, code_type: 'backup_code' });
  await refused(verify(user, backupCodes[1]), { status: 422, code: ['totp_incorrect_code', 'totp_invalid_length'] });
  assert.deepEqual(await verify(user, backupCodes[0]), { verified: true, code_type: 'backup_code' });
});

scenario('of two who spend one backup code at once, one succeeds', async () => {
  const { user, backupCodes } = await makeGuarded();
  const outcomes = await Promise.allSettled([0, 1, 2].map(() => verify(user, backupCodes[0])));
  assert.equal(outcomes.filter((one) => one.status === 'fulfilled').length, 1);
});

scenario('backup codes can be deleted, the authenticator stays', async () => {
  const { user, backupCodes, totpSecret } = await makeGuarded();
  assert.deepEqual(await users.deleteUserBackupCodes(user.id), { user_id: user.id });
  const read = await users.getUser(user.id);
  assert.deepEqual([read.backupCodeEnabled, read.totpEnabled, read.twoFactorEnabled], [false, true, true]);
  await refused(verify(user, backupCodes[0]), { status: 422, code: ['totp_incorrect_code', 'totp_invalid_length'] });
  assert.equal((await verify(user, totp(totpSecret))).verified, true);
});

scenario('the authenticator can be deleted', async () => {
  const { user, totpSecret } = await makeGuarded();
  assert.deepEqual(await users.deleteUserTOTP(user.id), { user_id: user.id });
  const read = await users.getUser(user.id);
  assert.deepEqual([read.totpEnabled, read.twoFactorEnabled], [false, false]);
  await refused(verify(user, totp(totpSecret)), { status: [400, 422], code: ['totp_disabled', 'totp_incorrect_code'] });
});

scenario('turning the second factor off takes every part of it away', async () => {
  const { user } = await makeGuarded({ phoneNumber: [uniquePhone()] });
  await clerk.phoneNumbers.updatePhoneNumber(user.primaryPhoneNumberId, { reservedForSecondFactor: true });
  assert.equal((await users.getUser(user.id)).phoneNumbers[0].reservedForSecondFactor, true);
  assert.deepEqual(await users.disableUserMFA(user.id), { user_id: user.id });
  const read = await users.getUser(user.id);
  assert.deepEqual([read.totpEnabled, read.backupCodeEnabled, read.twoFactorEnabled], [false, false, false]);
  assert.equal(read.phoneNumbers[0].reservedForSecondFactor, false);
  assertRecent(read.raw.mfa_disabled_at, 'mfa_disabled_at');
  assertRecent(read.raw.mfa_enabled_at, 'mfa_enabled_at');
});

scenario('a phone number reserved for it turns the second factor on', async () => {
  const user = await makeUser({ phoneNumber: [uniquePhone()] });
  assert.equal(user.twoFactorEnabled, false);
  await clerk.phoneNumbers.updatePhoneNumber(user.primaryPhoneNumberId, { reservedForSecondFactor: true });
  const read = await users.getUser(user.id);
  assert.deepEqual([read.twoFactorEnabled, read.totpEnabled], [true, false]);
});

for (const call of ['disableUserMFA', 'deleteUserTOTP', 'deleteUserBackupCodes']) {
  scenario(`${call} needs a user`, async () => {
    await refused(users[call](unknownId('user')), notFound);
  });
}
