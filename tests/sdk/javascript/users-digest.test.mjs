// Password digests brought from other systems.
import assert from 'node:assert/strict';
import { digests, importedPassword, saltedDigests } from './support/digests.mjs';
import { strongPassword } from './support/names.mjs';
import { clerk, makeUser, refused, scenario } from './support/sdk.mjs';

const { users } = clerk;

const verify = (user, password) => users.verifyPassword({ userId: user.id, password });
const wrong = { status: 422, code: 'incorrect_password' };

for (const [passwordHasher, passwordDigest] of digests) {
  scenario(`a digest of ${passwordHasher} verifies: ${passwordDigest.slice(0, 20)}`, async () => {
    const user = await makeUser({ passwordHasher, passwordDigest });
    assert.equal(user.passwordEnabled, true);
    await refused(verify(user, `${importedPassword}!`), wrong);
    assert.deepEqual(await verify(user, importedPassword), { verified: true });
    // The first success may have replaced the digest by a stronger one: the password stays the same.
    assert.deepEqual(await verify(user, importedPassword), { verified: true });
    await refused(verify(user, passwordDigest), wrong);
  });
}

for (const [passwordHasher, algorithm] of [['md5_salted', 'md5'], ['sha256_salted', 'sha256']]) {
  scenario(`a digest of ${passwordHasher} verifies, the salt before the password or behind it`, async () => {
    for (const passwordDigest of saltedDigests(algorithm)) {
      const user = await makeUser({ passwordHasher, passwordDigest });
      await refused(verify(user, `${importedPassword}!`), wrong);
      assert.deepEqual(await verify(user, importedPassword), { verified: true });
    }
  });
}

scenario('a digest can take the place of a password', async () => {
  const before = strongPassword();
  const user = await makeUser({ password: before });
  const [passwordHasher, passwordDigest] = digests[0];
  await users.updateUser(user.id, { passwordHasher, passwordDigest });
  assert.deepEqual(await verify(user, importedPassword), { verified: true });
  await refused(verify(user, before), wrong);
});

scenario('a digest of the wrong form for its hasher is refused', async () => {
  for (const [passwordHasher, passwordDigest] of [
    ['bcrypt', '5f4dcc3b5aa765d61d8327deb882cf99'],
    ['md5', 'not a digest'],
    ['sha256', '5f4dcc3b5aa765d61d8327deb882cf99'],
    ['argon2id', '$argon2id$v=19$m=8192'],
    ['pbkdf2_sha256', 'pbkdf2_sha256$many$c2FsdA==$aGFzaA=='],
    ['phpass', '$P$short'],
    ['scrypt_firebase', 'only$three$parts'],
  ]) {
    await refused(makeUser({ passwordHasher, passwordDigest }), {
      status: 422,
      code: 'form_password_digest_invalid_code',
      param: 'password_digest',
    });
  }
});

scenario('an unknown hasher is refused', async () => {
  await refused(makeUser({ passwordHasher: 'rot13', passwordDigest: 'Pbeerpg' }), {
    status: 422,
    code: 'form_param_value_invalid',
    param: 'password_hasher',
  });
});

scenario('digest and hasher go together, and not with a password', async () => {
  const [passwordHasher, passwordDigest] = digests[0];
  const missing = { status: 422, code: 'form_conditional_param_missing' };
  await refused(makeUser({ passwordDigest }), { ...missing, param: 'password_hasher' });
  await refused(makeUser({ passwordHasher }), { ...missing, param: 'password_digest' });
  await refused(makeUser({ password: strongPassword(), passwordHasher, passwordDigest }), {
    status: 422,
    code: 'form_conditional_param_disallowed',
  });
});
