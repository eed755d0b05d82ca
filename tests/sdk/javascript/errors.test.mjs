// How refusals reach users of the SDK.
import assert from 'node:assert/strict';
import { unknownId } from './support/names.mjs';
import { clerk, codesOf, connect, makeUser, refused, scenario } from './support/sdk.mjs';

scenario('a wrong secret key is refused everywhere', async () => {
  const stranger = connect({ secretKey: 'sk_test_thisKeyBelongsToNobodyAtAll0123456789' });
  const wanted = { status: 401, code: 'clerk_key_invalid' };
  await refused(stranger.users.getUser(unknownId('user')), wanted);
  await refused(stranger.users.createUser({ emailAddress: ['nobody'] }), wanted);
  await refused(stranger.organizations.createOrganization({ name: 'Nobody' }), wanted);
  await refused(stranger.sessions.getSessionList({ userId: unknownId('user') }), wanted);
});

scenario('every refusal has a trace of its own', async () => {
  const wanted = { status: 404, code: 'resource_not_found' };
  const [one, two] = [
    await refused(clerk.users.getUser(unknownId('user')), wanted),
    await refused(clerk.users.getUser(unknownId('user')), wanted),
  ];
  assert.notEqual(one.clerkTraceId, two.clerkTraceId);
});

scenario('a refusal speaks to people in two lengths', async () => {
  const user = await makeUser();
  const error = await refused(clerk.users.updateUser(user.id, { shoeSize: 43 }), {
    status: 422,
    code: 'form_param_unknown',
    param: 'shoe_size',
  });
  assert.equal(error.errors[0].message, 'is unknown');
  assert.ok(error.errors[0].longMessage.includes('shoe_size'), error.errors[0].longMessage);
});

scenario('a missing parameter is named in the long message too', async () => {
  const error = await refused(clerk.organizations.createOrganization({ slug: 'nameless' }), {
    status: 422,
    code: 'form_param_missing',
    param: 'name',
  });
  assert.deepEqual([error.errors[0].message, codesOf(error)], ['is missing', ['form_param_missing']]);
  assert.ok(error.errors[0].longMessage.includes('name'), error.errors[0].longMessage);
});

scenario('several unknown parameters are all told', async () => {
  const error = await refused(makeUser({ shoeSize: 43, hatSize: 58 }), {
    status: 422,
    code: 'form_param_unknown',
    param: 'shoe_size',
  });
  assert.deepEqual(error.errors.map((one) => one.meta.paramName).sort(), ['hat_size', 'shoe_size']);
});

for (const [what, id] of [
  ['an id of another kind', unknownId('org')],
  ['an empty look-alike', 'user_'],
  ['letters beyond ASCII', 'user_äöü'],
  ['a path', 'user_/users'],
  ['something very long', `user_${'x'.repeat(2000)}`],
]) {
  scenario(`${what} in place of a user id is refused calmly`, async () => {
    await refused(clerk.users.getUser(encodeURIComponent(id)), { status: [400, 404], code: ['resource_not_found', 'bad_request'] });
  });
}
