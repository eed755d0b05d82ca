// E-mail addresses of users. Verification by code is in plain-operations.test.mjs: the SDK has no methods for it.
import assert from 'node:assert/strict';
import { uniqueEmail, uniqueUsername, unknownId } from './support/names.mjs';
import { clerk, idOf, ids, makeUser, refused, scenario } from './support/sdk.mjs';

const { users, emailAddresses } = clerk;
const notFound = { status: 404, code: 'resource_not_found' };
const taken = { status: 422, code: 'form_identifier_exists', param: 'email_address' };

const add = (user, rest = {}) => emailAddresses.createEmailAddress({ userId: user.id, emailAddress: uniqueEmail('added'), ...rest });

/** A user known by a username alone. */
const makeNameless = () => makeUser({ emailAddress: undefined, username: uniqueUsername(), skipUserRequirement: true });

scenario('an added address is unverified and not the primary one', async () => {
  const user = await makeUser();
  const emailAddress = uniqueEmail('Added');
  const added = await add(user, { emailAddress });
  assert.match(added.id, idOf('idn'));
  assert.deepEqual([added.emailAddress, added.verification, added.linkedTo], [emailAddress.toLowerCase(), null, []]);
  const read = await users.getUser(user.id);
  assert.deepEqual(ids(read.emailAddresses), [user.primaryEmailAddressId, added.id]);
  assert.equal(read.primaryEmailAddressId, user.primaryEmailAddressId);
});

scenario('an address can be added verified and primary', async () => {
  const user = await makeUser();
  const added = await add(user, { verified: true, primary: true });
  assert.deepEqual([added.verification.status, added.verification.strategy], ['verified', 'admin']);
  assert.equal((await users.getUser(user.id)).primaryEmailAddressId, added.id);
});

scenario('the first address of a user is the primary one', async () => {
  const user = await makeNameless();
  assert.equal(user.primaryEmailAddressId, null);
  const added = await add(user, { verified: true });
  assert.equal((await users.getUser(user.id)).primaryEmailAddressId, added.id);
});

scenario('a verified address belongs to one user', async () => {
  const [owner, other] = [await makeUser(), await makeUser()];
  const { emailAddress } = owner.primaryEmailAddress;
  await refused(add(other, { emailAddress: emailAddress.toUpperCase(), verified: true }), taken);
  await refused(add(owner, { emailAddress, verified: true }), taken);
});

scenario('two users may add one address unverified, one of them can have it verified', async () => {
  const emailAddress = uniqueEmail('shared');
  const [one, two] = [await add(await makeUser(), { emailAddress }), await add(await makeUser(), { emailAddress })];
  assert.equal((await emailAddresses.updateEmailAddress(one.id, { verified: true })).verification.status, 'verified');
  await refused(emailAddresses.updateEmailAddress(two.id, { verified: true }), {
    status: [400, 409, 422],
    code: ['form_identifier_exists', 'identification_claimed', 'conflict'],
  });
});

scenario('an address has to look like one', async () => {
  const user = await makeUser();
  for (const emailAddress of ['plain', '@example.com', 'two@@example.com', 'spaced out@example.com']) {
    await refused(add(user, { emailAddress }), { status: 422, code: 'form_param_format_invalid', param: 'email_address' });
  }
});

scenario('user and address are required, and both are named', async () => {
  const error = await refused(emailAddresses.createEmailAddress({ primary: false }), {
    status: 422,
    code: 'form_param_missing',
    param: 'user_id',
  });
  assert.deepEqual(error.errors.map((one) => one.meta.paramName).sort(), ['email_address', 'user_id']);
});

scenario('an address is added to a user that exists', async () => {
  await refused(add({ id: unknownId('user') }), notFound);
});

scenario('an address reads as it was answered when added', async () => {
  const added = await add(await makeUser(), { verified: true });
  assert.deepEqual(await emailAddresses.getEmailAddress(added.id), added);
  await refused(emailAddresses.getEmailAddress(unknownId('idn')), notFound);
});

scenario('a phone number is not found among addresses', async () => {
  const user = await makeUser();
  await refused(clerk.phoneNumbers.getPhoneNumber(user.primaryEmailAddressId), notFound);
});

scenario('an address can be verified, then made the primary one', async () => {
  const user = await makeUser();
  const added = await add(user);
  assert.equal((await emailAddresses.updateEmailAddress(added.id, { verified: true })).verification.strategy, 'admin');
  await emailAddresses.updateEmailAddress(added.id, { primary: true });
  assert.equal((await users.getUser(user.id)).primaryEmailAddressId, added.id);
});

scenario('false does not take a verification or the first place back', async () => {
  const user = await makeUser();
  const id = user.primaryEmailAddressId;
  const updated = await emailAddresses.updateEmailAddress(id, { verified: false, primary: false });
  assert.equal(updated.verification.status, 'verified');
  assert.equal((await users.getUser(user.id)).primaryEmailAddressId, id);
});

scenario('an unverified address is not made the primary one', async () => {
  const user = await makeUser();
  const added = await add(user);
  await refused(emailAddresses.updateEmailAddress(added.id, { primary: true }), {
    status: [400, 422],
    code: ['form_verification_needed', 'form_param_value_invalid', 'identification_update_failed', 'bad_request'],
  });
  assert.equal((await users.getUser(user.id)).primaryEmailAddressId, user.primaryEmailAddressId);
});

scenario('an unknown address can be neither changed nor deleted', async () => {
  await refused(emailAddresses.updateEmailAddress(unknownId('idn'), { verified: true }), notFound);
  await refused(emailAddresses.deleteEmailAddress(unknownId('idn')), notFound);
});

scenario('a deleted address is gone and free again', async () => {
  const user = await makeUser();
  const added = await add(user, { verified: true });
  const deleted = await emailAddresses.deleteEmailAddress(added.id);
  assert.deepEqual([deleted.object, deleted.id, deleted.deleted], ['email_address', added.id, true]);
  await refused(emailAddresses.getEmailAddress(added.id), notFound);
  assert.deepEqual(ids((await users.getUser(user.id)).emailAddresses), [user.primaryEmailAddressId]);
  const again = await makeUser({ emailAddress: [added.emailAddress] });
  assert.equal(again.primaryEmailAddress.emailAddress, added.emailAddress);
});

scenario('the next verified address takes the place of a deleted primary one', async () => {
  const user = await makeUser();
  await add(user);
  const verified = await add(user, { verified: true });
  await emailAddresses.deleteEmailAddress(user.primaryEmailAddressId);
  assert.equal((await users.getUser(user.id)).primaryEmailAddressId, verified.id);
});

scenario('the last identifier of a user stays', async () => {
  const user = await makeUser();
  await refused(emailAddresses.deleteEmailAddress(user.primaryEmailAddressId), {
    status: 400,
    code: ['identification_deletion_failed', 'last_required_identification_deletion_failed'],
  });
  assert.equal((await users.getUser(user.id)).emailAddresses.length, 1);
});

scenario('a replacement leaves one address, verified and primary', async () => {
  const user = await makeUser({ emailAddress: [uniqueEmail('old'), uniqueEmail('older')] });
  const emailAddress = uniqueEmail('new');
  const replaced = await users.replaceUserEmailAddress(user.id, { emailAddress });
  assert.deepEqual([replaced.emailAddress, replaced.verification.status], [emailAddress, 'verified']);
  const read = await users.getUser(user.id);
  assert.deepEqual([ids(read.emailAddresses), read.primaryEmailAddressId], [[replaced.id], replaced.id]);
  await refused(emailAddresses.getEmailAddress(user.primaryEmailAddressId), notFound);
});

for (const [identificationStatus, reserved] of [['reserved', true], ['unverified', false]]) {
  scenario(`a replacement can be ${identificationStatus}`, async () => {
    const user = await makeUser();
    const emailAddress = uniqueEmail('new');
    const replaced = await users.replaceUserEmailAddress(user.id, { emailAddress, identificationStatus });
    assert.equal(replaced.verification, null);
    assert.equal((await users.getUser(user.id)).raw.email_addresses[0].reserved, reserved);
    const claim = makeUser({ emailAddress: [emailAddress] });
    if (reserved) await refused(claim, taken);
    else assert.equal((await claim).primaryEmailAddress.emailAddress, emailAddress);
  });
}

scenario('the address that is there may replace itself', async () => {
  const user = await makeUser({ emailAddress: [uniqueEmail('kept'), uniqueEmail('dropped')] });
  const { emailAddress } = user.primaryEmailAddress;
  const replaced = await users.replaceUserEmailAddress(user.id, { emailAddress });
  assert.equal(replaced.emailAddress, emailAddress);
  assert.deepEqual((await users.getUser(user.id)).emailAddresses.map((one) => one.emailAddress), [emailAddress]);
});

scenario('a replacement is refused whole', async () => {
  const [user, other] = [await makeUser(), await makeUser()];
  const replace = (rest) => users.replaceUserEmailAddress(user.id, rest);
  await refused(replace({ emailAddress: other.primaryEmailAddress.emailAddress }), taken);
  await refused(replace({ emailAddress: 'none' }), { status: 422, code: 'form_param_format_invalid', param: 'email_address' });
  await refused(replace({ emailAddress: uniqueEmail(), identificationStatus: 'maybe' }), {
    status: 422,
    code: 'form_param_value_invalid',
    param: 'identification_status',
  });
  await refused(replace({ emailAddress: uniqueEmail(), colour: 'red' }), { status: 422, code: 'form_param_unknown', param: 'colour' });
  await refused(users.replaceUserEmailAddress(unknownId('user'), { emailAddress: uniqueEmail() }), notFound);
  assert.deepEqual((await users.getUser(user.id)).raw.email_addresses, user.raw.email_addresses);
});
