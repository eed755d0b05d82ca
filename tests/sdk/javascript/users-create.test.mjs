// POST /users: what may be given, what comes back, what is refused.
import assert from 'node:assert/strict';
import { strongPassword, unique, uniqueEmail, uniquePhone, uniqueUsername, uniqueWallet } from './support/names.mjs';
import { assertRecent, clerk, codesOf, idOf, makeUser, refused, scenario } from './support/sdk.mjs';

const { users } = clerk;

scenario('a user is created with every attribute it was given', async () => {
  const given = {
    firstName: 'Ada',
    lastName: 'Lovelace',
    username: uniqueUsername('ada'),
    externalId: unique('ext'),
    emailAddress: [uniqueEmail('ada'), uniqueEmail('countess')],
    phoneNumber: [uniquePhone(), uniquePhone()],
    web3Wallet: [uniqueWallet()],
    password: strongPassword(),
    locale: 'en-GB',
    publicMetadata: { plan: 'gold' },
    privateMetadata: { accountNumber: 42 },
    unsafeMetadata: { theme: 'dark' },
    deleteSelfEnabled: false,
    createOrganizationEnabled: false,
    createOrganizationsLimit: 3,
    createdAt: new Date('2020-02-29T12:34:56.789Z'),
    legalAcceptedAt: new Date('2021-03-01T00:00:00.000Z'),
  };
  const user = await users.createUser(given);

  assert.match(user.id, idOf('user'));
  for (const name of ['firstName', 'lastName', 'username', 'externalId', 'locale', 'deleteSelfEnabled']) {
    assert.equal(user[name], given[name], name);
  }
  for (const name of ['createOrganizationEnabled', 'createOrganizationsLimit']) assert.equal(user[name], given[name], name);
  for (const name of ['publicMetadata', 'privateMetadata', 'unsafeMetadata']) assert.deepEqual(user[name], given[name], name);
  assert.deepEqual(user.emailAddresses.map((one) => one.emailAddress), given.emailAddress);
  assert.deepEqual(user.phoneNumbers.map((one) => one.phoneNumber), given.phoneNumber);
  assert.deepEqual(user.web3Wallets.map((one) => one.web3Wallet), given.web3Wallet);
  assert.equal(user.primaryEmailAddress.emailAddress, given.emailAddress[0]);
  assert.equal(user.primaryPhoneNumber.phoneNumber, given.phoneNumber[0]);
  assert.equal(user.primaryWeb3Wallet.web3Wallet, given.web3Wallet[0]);
  assert.equal(user.createdAt, given.createdAt.getTime());
  assert.equal(user.legalAcceptedAt, given.legalAcceptedAt.getTime());
  assert.equal(user.passwordEnabled, true);
  assert.equal(user.fullName, 'Ada Lovelace');
});

scenario('identifiers of a created user are verified by the administrator', async () => {
  const user = await makeUser({ phoneNumber: [uniquePhone()], web3Wallet: [uniqueWallet()] });
  for (const identifier of [user.emailAddresses[0], user.phoneNumbers[0]]) {
    assert.match(identifier.id, idOf('idn'));
    assert.equal(identifier.verification.status, 'verified');
    assert.equal(identifier.verification.strategy, 'admin');
    assert.equal(identifier.verification.attempts, null);
    assert.equal(identifier.verification.expireAt, null);
    assert.deepEqual(identifier.linkedTo, []);
  }
  assert.equal(user.web3Wallets[0].verification.status, 'verified');
  assert.equal(user.raw.email_addresses[0].verification.object, 'verification_admin');
});

scenario('a fresh user starts from the documented defaults', async () => {
  const user = await makeUser();
  const expected = {
    object: 'user',
    username: null,
    first_name: null,
    last_name: null,
    external_id: null,
    has_image: false,
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    password_enabled: false,
    two_factor_enabled: false,
    totp_enabled: false,
    backup_code_enabled: false,
    public_metadata: {},
    private_metadata: {},
    unsafe_metadata: {},
    phone_numbers: [],
    web3_wallets: [],
    passkeys: [],
    external_accounts: [],
    saml_accounts: [],
    enterprise_accounts: [],
    last_sign_in_at: null,
    last_active_at: null,
    banned: false,
    locked: false,
    lockout_expires_in_seconds: null,
    delete_self_enabled: true,
    create_organization_enabled: true,
    mfa_enabled_at: null,
    mfa_disabled_at: null,
    legal_accepted_at: null,
  };
  for (const [name, value] of Object.entries(expected)) assert.deepEqual(user.raw[name], value, name);
  assert.ok('verification_attempts_remaining' in user.raw);
  assertRecent(user.createdAt, 'created_at');
  assertRecent(user.updatedAt, 'updated_at');
  assert.match(new URL(user.imageUrl).protocol, /^https?:$/);
});

scenario('addresses are kept in lower case', async () => {
  const address = uniqueEmail('Mixed').toLowerCase();
  const user = await makeUser({ emailAddress: [address.toUpperCase()] });
  assert.equal(user.primaryEmailAddress.emailAddress, address);
});

scenario('phone numbers are kept in E.164, however they are written', async () => {
  const number = uniquePhone();
  const written = `${number.slice(0, 2)} (${number.slice(2, 5)}) ${number.slice(5, 8)}-${number.slice(8)}`;
  const user = await makeUser({ phoneNumber: [written] });
  assert.equal(user.primaryPhoneNumber.phoneNumber, number);
});

scenario('a status is given to every address by its position', async () => {
  const user = await makeUser({
    emailAddress: [uniqueEmail('first'), uniqueEmail('second')],
    emailAddressIdentificationStatus: ['verified', 'reserved'],
  });
  const [first, second] = user.raw.email_addresses;
  assert.deepEqual([first.reserved, first.verification.status], [false, 'verified']);
  assert.deepEqual([second.reserved, second.verification], [true, null]);
});

scenario('as many statuses as addresses are wanted', async () => {
  await refused(
    makeUser({ emailAddress: [uniqueEmail(), uniqueEmail()], emailAddressIdentificationStatus: ['verified'] }),
    { status: 422, code: 'form_param_array_length_mismatch', param: 'email_address_identification_status' },
  );
});

scenario('a status of a phone number is one of two words', async () => {
  await refused(makeUser({ phoneNumber: [uniquePhone()], phoneNumberIdentificationStatus: ['perhaps'] }), {
    status: 422,
    code: 'form_param_value_invalid',
    param: 'phone_number_identification_status',
  });
});

const identifiers = [
  { param: 'email_address', first: uniqueEmail('Taken'), name: 'emailAddress', list: true, other: (value) => value.toUpperCase() },
  { param: 'phone_number', first: uniquePhone(), name: 'phoneNumber', list: true, other: (value) => `${value.slice(0, 5)} ${value.slice(5)}` },
  { param: 'web3_wallet', first: uniqueWallet(), name: 'web3Wallet', list: true, other: (value) => value },
  { param: 'username', first: uniqueUsername('Taken'), name: 'username', other: (value) => value.toUpperCase() },
  { param: 'external_id', first: unique('ext'), name: 'externalId', other: (value) => value },
];
for (const { param, name, first, list, other } of identifiers) {
  scenario(`one ${param} belongs to one user`, async () => {
    const given = (value) => ({ [name]: list ? [value] : value });
    await makeUser({ emailAddress: [uniqueEmail()], ...given(first) });
    await refused(makeUser({ emailAddress: [uniqueEmail()], ...given(other(first)) }), {
      status: 422,
      code: 'form_identifier_exists',
      param,
    });
  });
}

scenario('a reserved address cannot be claimed by another user', async () => {
  const address = uniqueEmail('reserved');
  await makeUser({ emailAddress: [address], emailAddressIdentificationStatus: ['reserved'] });
  await refused(makeUser({ emailAddress: [address] }), { status: 422, code: 'form_identifier_exists', param: 'email_address' });
});

scenario('an unverified address does not keep others from it', async () => {
  const address = uniqueEmail('open');
  const first = await makeUser();
  await clerk.emailAddresses.createEmailAddress({ userId: first.id, emailAddress: address, verified: false });
  const second = await makeUser({ emailAddress: [address] });
  assert.equal(second.primaryEmailAddress.emailAddress, address);
});

scenario('of five who want one address at once, one gets it', async () => {
  const address = uniqueEmail('race');
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => makeUser({ emailAddress: [address] })));
  const winners = outcomes.filter((one) => one.status === 'fulfilled');
  assert.equal(winners.length, 1);
  for (const { reason } of outcomes.filter((one) => one.status === 'rejected')) {
    assert.deepEqual([reason.status, codesOf(reason)], [422, ['form_identifier_exists']]);
  }
  const { data, totalCount } = await users.getUserList({ emailAddress: [address] });
  assert.deepEqual([data.map((one) => one.id), totalCount], [[winners[0].value.id], 1]);
});

const malformed = [
  ['email_address', { emailAddress: ['no address'] }],
  ['phone_number', { phoneNumber: ['+1 23'] }],
  ['web3_wallet', { web3Wallet: ['0x1234'] }],
];
for (const [param, overrides] of malformed) {
  scenario(`a ${param} of the wrong form is refused`, async () => {
    await refused(makeUser(overrides), { status: 422, code: 'form_param_format_invalid', param });
  });
}

for (const [name, param] of [['createdAt', 'created_at'], ['legalAcceptedAt', 'legal_accepted_at']]) {
  scenario(`${param} is a time of RFC 3339`, async () => {
    await refused(makeUser({ [name]: 'last spring' }), { status: 422, code: 'form_param_invalid_time', param });
  });
}

scenario('nobody signed up in the future', async () => {
  const tomorrow = new Date(Date.now() + 86_400_000);
  await refused(makeUser({ createdAt: tomorrow }), { status: 422, code: 'form_disallow_future_date', param: 'created_at' });
});

scenario('metadata is an object', async () => {
  await refused(makeUser({ publicMetadata: 'gold' }), {
    status: 422,
    code: ['form_param_value_invalid', 'form_param_type_invalid'],
    param: 'public_metadata',
  });
});

scenario('metadata takes up to 8 KB', async () => {
  const fitting = await makeUser({ privateMetadata: { text: 'x'.repeat(8000) } });
  assert.equal(fitting.privateMetadata.text.length, 8000);
  await refused(makeUser({ privateMetadata: { text: 'x'.repeat(8192) } }), {
    status: 422,
    code: 'form_param_exceeds_allowed_size',
    param: 'private_metadata',
  });
});

scenario('a parameter that does not exist is named', async () => {
  await refused(makeUser({ favouriteColour: 'green' }), { status: 422, code: 'form_param_unknown', param: 'favourite_colour' });
});

scenario('values of the wrong type are refused', async () => {
  await refused(makeUser({ firstName: 12 }), { status: 422, code: 'form_param_type_invalid', param: 'first_name' });
  await refused(makeUser({ banned: 'yes' }), { status: 422, code: 'form_param_type_invalid', param: 'banned' });
});

scenario('a user can be created banned and locked', async () => {
  const user = await makeUser({ banned: true, locked: true });
  assert.deepEqual([user.banned, user.locked], [true, true]);
});

const usernames = [
  ['abc', 'form_username_invalid_length', 'is too short'],
  ['x'.repeat(65), 'form_username_invalid_length', 'is too long'],
  ['20202020', 'form_username_needs_non_number_char', 'is nothing but digits'],
  ['ada lovelace!', 'form_username_invalid_character', 'has other characters'],
];
for (const [username, code, fault] of usernames) {
  scenario(`a username is refused when it ${fault}`, async () => {
    await refused(makeUser({ username }), { status: 422, code, param: 'username' });
  });
}

scenario('null leaves an attribute empty', async () => {
  const user = await makeUser({ firstName: null, lastName: null, externalId: null, username: null });
  assert.deepEqual([user.firstName, user.lastName, user.externalId, user.username], [null, null, null, null]);
  assert.equal(user.fullName, null);
});
