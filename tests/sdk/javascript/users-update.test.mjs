// PATCH /users/{id}.
import assert from 'node:assert/strict';
import { strongPassword, unique, uniqueEmail, uniquePhone, uniqueUsername, uniqueWallet, unknownId } from './support/names.mjs';
import { clerk, makeUser, refused, scenario } from './support/sdk.mjs';

const { users } = clerk;

scenario('what is given changes, what is left out stays', async () => {
  const user = await makeUser({ firstName: 'Ada', lastName: 'Byron', externalId: unique('ext'), publicMetadata: { a: 1 } });
  const changed = await users.updateUser(user.id, { lastName: 'Lovelace', locale: 'fr-FR' });
  assert.deepEqual([changed.firstName, changed.lastName, changed.locale], ['Ada', 'Lovelace', 'fr-FR']);
  assert.equal(changed.externalId, user.externalId);
  assert.deepEqual(changed.publicMetadata, { a: 1 });
  assert.equal(changed.createdAt, user.createdAt);
  assert.ok(changed.updatedAt >= user.updatedAt);
  assert.deepEqual((await users.getUser(user.id)).raw, changed.raw);
});

scenario('null clears', async () => {
  const user = await makeUser({ firstName: 'Ada', lastName: 'Byron', externalId: unique('ext'), username: uniqueUsername() });
  const changed = await users.updateUser(user.id, { firstName: null, lastName: null, externalId: null, username: null });
  assert.deepEqual([changed.firstName, changed.lastName, changed.externalId, changed.username], [null, null, null, null]);
});

scenario('an empty username takes the username away and frees it', async () => {
  const username = uniqueUsername();
  const first = await makeUser({ username });
  assert.equal((await users.updateUser(first.id, { username: '' })).username, null);
  assert.equal((await makeUser({ username })).username, username);
});

scenario('an update without parameters changes nothing', async () => {
  const user = await makeUser({ firstName: 'Ada' });
  assert.deepEqual((await users.updateUser(user.id)).raw, user.raw);
  assert.deepEqual((await users.updateUser(user.id, {})).raw, user.raw);
});

scenario('another verified address can become the primary one', async () => {
  const user = await makeUser({ emailAddress: [uniqueEmail('first'), uniqueEmail('second')] });
  const second = user.emailAddresses[1];
  const changed = await users.updateUser(user.id, { primaryEmailAddressID: second.id, notifyPrimaryEmailAddressChanged: true });
  assert.equal(changed.primaryEmailAddressId, second.id);
  assert.equal(changed.emailAddresses.length, 2);
});

scenario('another phone number and another wallet can become the primary ones', async () => {
  const user = await makeUser({ phoneNumber: [uniquePhone(), uniquePhone()], web3Wallet: [uniqueWallet(), uniqueWallet()] });
  const [phone, wallet] = [user.phoneNumbers[1].id, user.web3Wallets[1].id];
  const changed = await users.updateUser(user.id, { primaryPhoneNumberID: phone, primaryWeb3WalletID: wallet });
  assert.deepEqual([changed.primaryPhoneNumberId, changed.primaryWeb3WalletId], [phone, wallet]);
});

scenario("another user's address cannot become the primary one", async () => {
  const [user, other] = [await makeUser(), await makeUser()];
  await refused(users.updateUser(user.id, { primaryEmailAddressID: other.primaryEmailAddressId }), {
    status: 404,
    code: 'resource_not_found',
  });
  assert.equal((await users.getUser(user.id)).primaryEmailAddressId, user.primaryEmailAddressId);
});

scenario('an unverified address cannot become the primary one', async () => {
  const user = await makeUser();
  const open = await clerk.emailAddresses.createEmailAddress({ userId: user.id, emailAddress: uniqueEmail(), verified: false });
  await refused(users.updateUser(user.id, { primaryEmailAddressID: open.id }), {
    status: 422,
    code: ['form_verification_needed', 'form_param_value_invalid'],
    param: 'primary_email_address_id',
  });
});

for (const [param, name, make] of [
  ['username', 'username', () => uniqueUsername('Taken')],
  ['external_id', 'externalId', () => unique('ext')],
]) {
  scenario(`a ${param} in use is refused, one's own is not`, async () => {
    const value = make();
    const owner = await makeUser({ [name]: value });
    const other = await makeUser();
    await refused(users.updateUser(other.id, { [name]: value }), { status: 422, code: 'form_identifier_exists', param });
    const kept = await users.updateUser(owner.id, { [name]: value, firstName: 'Same' });
    assert.equal(kept[name], owner[name]);
  });
}

scenario('settings and times of a user can be rewritten', async () => {
  const user = await makeUser();
  const changed = await users.updateUser(user.id, {
    deleteSelfEnabled: false,
    createOrganizationEnabled: false,
    createOrganizationsLimit: 7,
    createdAt: new Date('2012-10-20T07:15:20.902Z'),
    legalAcceptedAt: new Date('2013-10-20T07:15:20.000Z'),
  });
  assert.deepEqual([changed.deleteSelfEnabled, changed.createOrganizationEnabled], [false, false]);
  assert.equal(changed.createOrganizationsLimit, 7);
  assert.equal(changed.createdAt, Date.parse('2012-10-20T07:15:20.902Z'));
  assert.equal(changed.legalAcceptedAt, Date.parse('2013-10-20T07:15:20.000Z'));
});

scenario('metadata beside other attributes is replaced by a second call of the SDK', async () => {
  const user = await makeUser({ publicMetadata: { old: true }, privateMetadata: { kept: true } });
  const changed = await users.updateUser(user.id, { firstName: 'Both', publicMetadata: { camelCase: { innerKey: 1 } } });
  assert.equal(changed.firstName, 'Both');
  assert.deepEqual(changed.publicMetadata, { camelCase: { innerKey: 1 } });
  assert.deepEqual(changed.privateMetadata, { kept: true });
});

scenario('a parameter that does not exist, or has the wrong type, is named', async () => {
  const user = await makeUser();
  await refused(users.updateUser(user.id, { shoeSize: 43 }), { status: 422, code: 'form_param_unknown', param: 'shoe_size' });
  await refused(users.updateUser(user.id, { lastName: ['Byron'] }), {
    status: 422,
    code: 'form_param_type_invalid',
    param: 'last_name',
  });
  await refused(users.updateUser(user.id, { createOrganizationsLimit: 'many' }), {
    status: 422,
    code: 'form_param_type_invalid',
    param: 'create_organizations_limit',
  });
});

scenario('a refused update changes nothing at all', async () => {
  const taken = await makeUser({ username: uniqueUsername() });
  const user = await makeUser({ firstName: 'Before' });
  await refused(users.updateUser(user.id, { firstName: 'After', username: taken.username }), {
    status: 422,
    code: 'form_identifier_exists',
    param: 'username',
  });
  assert.deepEqual((await users.getUser(user.id)).raw, user.raw);
});

scenario('a locale is a language tag', async () => {
  const user = await makeUser();
  await refused(users.updateUser(user.id, { locale: 'the Queen\'s' }), {
    status: 422,
    code: 'form_param_format_invalid',
    param: 'locale',
  });
});

scenario('options of a password go only with one', async () => {
  const user = await makeUser();
  const wanted = { status: 422, code: ['form_conditional_param_disallowed', 'form_conditional_param_missing'] };
  await refused(users.updateUser(user.id, { skipPasswordChecks: true }), wanted);
  await refused(users.updateUser(user.id, { signOutOfOtherSessions: true }), wanted);
});

scenario('a new password leaves sessions alone unless they are to be signed out', async () => {
  const user = await makeUser({ password: strongPassword() });
  const session = await clerk.sessions.createSession({ userId: user.id });
  await users.updateUser(user.id, { password: strongPassword() });
  assert.equal((await clerk.sessions.getSession(session.id)).status, 'active');
  await users.updateUser(user.id, { password: strongPassword(), signOutOfOtherSessions: true });
  assert.equal((await clerk.sessions.getSession(session.id)).status, 'revoked');
});

scenario('an unknown user cannot be updated', async () => {
  await refused(users.updateUser(unknownId('user'), { firstName: 'Nobody' }), { status: 404, code: 'resource_not_found' });
});

scenario('of several who take one username at once, one gets it', async () => {
  const username = uniqueUsername('race');
  const racers = await Promise.all(Array.from({ length: 4 }, () => makeUser()));
  const outcomes = await Promise.allSettled(racers.map((user) => users.updateUser(user.id, { username })));
  assert.equal(outcomes.filter((one) => one.status === 'fulfilled').length, 1);
  const { totalCount } = await users.getUserList({ username: [username] });
  assert.equal(totalCount, 1);
});
