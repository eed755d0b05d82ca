// Phone numbers of users, and those kept for the second factor.
import assert from 'node:assert/strict';
import { uniquePhone, unknownId } from './support/names.mjs';
import { clerk, idOf, ids, makeUser, refused, scenario } from './support/sdk.mjs';

const { users, phoneNumbers } = clerk;
const notFound = { status: 404, code: 'resource_not_found' };
const taken = { status: 422, code: 'form_identifier_exists', param: 'phone_number' };

const add = (user, rest = {}) => phoneNumbers.createPhoneNumber({ userId: user.id, phoneNumber: uniquePhone(), ...rest });
const makeCallable = (count = 1) => makeUser({ phoneNumber: Array.from({ length: count }, uniquePhone) });
const spaced = (number) => `${number.slice(0, 2)} ${number.slice(2, 5)}-${number.slice(5)}`;

scenario('an added number is unverified, and the primary one only when it is the first', async () => {
  const user = await makeCallable();
  const added = await add(user);
  assert.match(added.id, idOf('idn'));
  assert.deepEqual([added.verification, added.reservedForSecondFactor, added.defaultSecondFactor], [null, false, false]);
  assert.equal((await users.getUser(user.id)).primaryPhoneNumberId, user.primaryPhoneNumberId);

  const silent = await makeUser();
  const first = await add(silent, { verified: true });
  assert.equal((await users.getUser(silent.id)).primaryPhoneNumberId, first.id);
});

scenario('a number can be added verified and primary', async () => {
  const user = await makeCallable();
  const phoneNumber = uniquePhone();
  const added = await add(user, { phoneNumber: spaced(phoneNumber), verified: true, primary: true });
  assert.deepEqual([added.phoneNumber, added.verification.status, added.verification.strategy], [phoneNumber, 'verified', 'admin']);
  assert.equal((await users.getUser(user.id)).primaryPhoneNumberId, added.id);
});

scenario('a verified number belongs to one user', async () => {
  const [owner, other] = [await makeCallable(), await makeUser()];
  await refused(add(other, { phoneNumber: spaced(owner.primaryPhoneNumber.phoneNumber), verified: true }), taken);
});

scenario('a number has to be one', async () => {
  const user = await makeUser();
  for (const phoneNumber of ['telephone', '+1 415', '+99999999999999999', '']) {
    await refused(add(user, { phoneNumber }), {
      status: 422,
      code: ['form_param_format_invalid', 'form_param_nil'],
      param: 'phone_number',
    });
  }
});

scenario('user and number are required, and both are named', async () => {
  const error = await refused(phoneNumbers.createPhoneNumber({ primary: true }), {
    status: 422,
    code: 'form_param_missing',
    param: 'phone_number',
  });
  assert.deepEqual(error.errors.map((one) => one.meta.paramName).sort(), ['phone_number', 'user_id']);
  await refused(add({ id: unknownId('user') }), notFound);
});

scenario('a number reads as it was answered when added', async () => {
  const added = await add(await makeUser(), { verified: true });
  assert.deepEqual(await phoneNumbers.getPhoneNumber(added.id), added);
  await refused(phoneNumbers.getPhoneNumber(unknownId('idn')), notFound);
});

scenario('a number can be verified, then made the primary one', async () => {
  const user = await makeCallable();
  const added = await add(user);
  assert.equal((await phoneNumbers.updatePhoneNumber(added.id, { verified: true })).verification.strategy, 'admin');
  await phoneNumbers.updatePhoneNumber(added.id, { primary: true });
  assert.equal((await users.getUser(user.id)).primaryPhoneNumberId, added.id);
  await refused(phoneNumbers.updatePhoneNumber(unknownId('idn'), { verified: true }), notFound);
});

scenario('a number can be reserved for the second factor when it is added', async () => {
  const user = await makeUser();
  const added = await add(user, { verified: true, reservedForSecondFactor: true });
  assert.deepEqual([added.reservedForSecondFactor, added.defaultSecondFactor], [true, true]);
  assert.equal((await users.getUser(user.id)).twoFactorEnabled, true);
});

scenario('the first reserved number is the default second factor', async () => {
  const user = await makeCallable(2);
  const [first, second] = user.phoneNumbers;
  const one = await phoneNumbers.updatePhoneNumber(first.id, { reservedForSecondFactor: true });
  const two = await phoneNumbers.updatePhoneNumber(second.id, { reservedForSecondFactor: true });
  assert.deepEqual([one.defaultSecondFactor, two.defaultSecondFactor], [true, false]);
});

scenario('only verified numbers are reserved for the second factor', async () => {
  const user = await makeUser();
  const added = await add(user);
  await refused(phoneNumbers.updatePhoneNumber(added.id, { reservedForSecondFactor: true }), {
    status: 400,
    code: 'identification_update_second_factor_unverified',
  });
  await refused(add(user, { reservedForSecondFactor: true }), {
    status: 400,
    code: 'identification_create_second_factor_unverified',
  });
});

scenario('the last identifier of a user is not reserved for the second factor', async () => {
  const user = await makeUser({ emailAddress: undefined, phoneNumber: [uniquePhone()], skipUserRequirement: true });
  await refused(phoneNumbers.updatePhoneNumber(user.primaryPhoneNumberId, { reservedForSecondFactor: true }), {
    status: 400,
    code: 'identification_update_failed',
  });
});

scenario('a deleted number is gone and free again', async () => {
  const user = await makeCallable();
  const id = user.primaryPhoneNumberId;
  const deleted = await phoneNumbers.deletePhoneNumber(id);
  assert.deepEqual([deleted.object, deleted.id, deleted.deleted], ['phone_number', id, true]);
  await refused(phoneNumbers.getPhoneNumber(id), notFound);
  await refused(phoneNumbers.deletePhoneNumber(id), notFound);
  const read = await users.getUser(user.id);
  assert.deepEqual([read.phoneNumbers, read.primaryPhoneNumberId], [[], null]);
  const { phoneNumber } = user.primaryPhoneNumber;
  assert.equal((await makeUser({ phoneNumber: [phoneNumber] })).primaryPhoneNumber.phoneNumber, phoneNumber);
});

scenario('the next verified number takes the place of a deleted primary one', async () => {
  const user = await makeCallable(2);
  await phoneNumbers.deletePhoneNumber(user.phoneNumbers[0].id);
  assert.equal((await users.getUser(user.id)).primaryPhoneNumberId, user.phoneNumbers[1].id);
});

scenario('the last identifier of a user stays, be it a phone number', async () => {
  const user = await makeUser({ emailAddress: undefined, phoneNumber: [uniquePhone()], skipUserRequirement: true });
  await refused(phoneNumbers.deletePhoneNumber(user.primaryPhoneNumberId), {
    status: 400,
    code: ['identification_deletion_failed', 'last_required_identification_deletion_failed'],
  });
});

scenario('a replacement leaves one number, verified and primary', async () => {
  const user = await makeCallable(2);
  const phoneNumber = uniquePhone();
  const replaced = await users.replaceUserPhoneNumber(user.id, { phoneNumber: spaced(phoneNumber) });
  assert.deepEqual([replaced.phoneNumber, replaced.verification.status], [phoneNumber, 'verified']);
  const read = await users.getUser(user.id);
  assert.deepEqual([ids(read.phoneNumbers), read.primaryPhoneNumberId], [[replaced.id], replaced.id]);
});

scenario('replacing the number of a second factor turns the second factor off', async () => {
  const user = await makeCallable();
  await phoneNumbers.updatePhoneNumber(user.primaryPhoneNumberId, { reservedForSecondFactor: true });
  await users.replaceUserPhoneNumber(user.id, { phoneNumber: uniquePhone() });
  const read = await users.getUser(user.id);
  assert.deepEqual([read.twoFactorEnabled, read.phoneNumbers[0].reservedForSecondFactor], [false, false]);
});

for (const [identificationStatus, reserved] of [['reserved', true], ['unverified', false]]) {
  scenario(`a replacing number can be ${identificationStatus}`, async () => {
    const user = await makeCallable();
    const phoneNumber = uniquePhone();
    const replaced = await users.replaceUserPhoneNumber(user.id, { phoneNumber, identificationStatus });
    assert.equal(replaced.verification, null);
    assert.equal((await users.getUser(user.id)).raw.phone_numbers[0].reserved, reserved);
  });
}

scenario('a replacing number is refused whole', async () => {
  const [user, other] = [await makeCallable(), await makeCallable()];
  const replace = (rest) => users.replaceUserPhoneNumber(user.id, rest);
  await refused(replace({ phoneNumber: other.primaryPhoneNumber.phoneNumber }), taken);
  await refused(replace({ phoneNumber: 'none' }), { status: 422, code: 'form_param_format_invalid', param: 'phone_number' });
  await refused(replace({}), { status: 422, code: 'form_param_missing', param: 'phone_number' });
  await refused(users.replaceUserPhoneNumber(unknownId('user'), { phoneNumber: uniquePhone() }), notFound);
  assert.deepEqual((await users.getUser(user.id)).raw.phone_numbers, user.raw.phone_numbers);
});
