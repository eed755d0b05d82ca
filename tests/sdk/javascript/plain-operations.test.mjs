// By plain requests, because the SDK has no method: codes for addresses and numbers, bulk bans, two lists of invitations.
import assert from 'node:assert/strict';
import { testModeEmail, testModePhone, unique, uniqueEmail, unknownId } from './support/names.mjs';
import { newOrganization, newTeam, newUser, plainScenario, refuse, request, succeed } from './support/plain.mjs';

const code = '424242';
const inAMinute = () => Date.now() + 60_000;

const invite = (organization, emailAddress) =>
  succeed('POST', `/organizations/${organization.id}/invitations`, {
    body: { email_address: emailAddress, role: 'org:member', notify: false },
  });

const kinds = [
  {
    object: 'email_address',
    path: '/email_addresses',
    operation: 'EmailAddress',
    strategy: 'email_code',
    channel: null,
    value: testModeEmail,
  },
  {
    object: 'phone_number',
    path: '/phone_numbers',
    operation: 'PhoneNumber',
    strategy: 'phone_code',
    channel: 'sms',
    value: testModePhone,
  },
];

for (const { object, path, operation, strategy, channel, value } of kinds) {
  const both = [`Prepare${operation}Verification`, `Attempt${operation}Verification`];

  /** A user with one more identifier, which is not verified; the user is deleted after the scenario. */
  const addUnverified = async (scenario) => {
    const user = await newUser();
    scenario.after(() => request('DELETE', `/users/${user.id}`));
    const identifier = await succeed('POST', path, { body: { user_id: user.id, [object]: value() } });
    assert.equal(identifier.verification, null);
    return { user, identifier };
  };
  const prepare = (identifier) => succeed('POST', `${path}/${identifier.id}/prepare_verification`);
  const attempt = (identifier, verification, given) =>
    succeed('POST', `${path}/${identifier.id}/attempt_verification`, { body: { verification_id: verification.id, code: given } });

  plainScenario(`the code sent to a ${object} verifies it`, both, async (scenario) => {
    const { identifier } = await addUnverified(scenario);
    const prepared = await prepare(identifier);
    assert.deepEqual(
      [prepared.object, prepared.status, prepared.strategy, prepared.channel ?? null],
      ['verification_otp', 'unverified', strategy, channel],
    );
    assert.ok([0, null].includes(prepared.attempts), `${prepared.attempts} attempts`);
    assert.ok(prepared.expire_at > inAMinute(), `expires at ${prepared.expire_at}`);

    const attempted = await attempt(identifier, prepared, code);
    assert.deepEqual([attempted.id, attempted.status, attempted.strategy], [prepared.id, 'verified', strategy]);
    const read = await succeed('GET', `${path}/${identifier.id}`);
    assert.deepEqual([read.verification.status, read.verification.strategy], ['verified', strategy]);
  });

  plainScenario(`a wrong code leaves a ${object} unverified, the right one still counts`, both, async (scenario) => {
    const { identifier } = await addUnverified(scenario);
    const prepared = await prepare(identifier);
    const wrong = await attempt(identifier, prepared, '000000');
    assert.deepEqual([wrong.status, wrong.attempts], ['unverified', 1]);
    assert.equal((await succeed('GET', `${path}/${identifier.id}`)).verification?.status ?? 'unverified', 'unverified');
    assert.equal((await attempt(identifier, prepared, code)).status, 'verified');
  });

  plainScenario(`too many wrong codes fail the verification of a ${object}`, both, async (scenario) => {
    const { identifier } = await addUnverified(scenario);
    const prepared = await prepare(identifier);
    const statuses = [];
    for (const wrong of ['000000', '000001', '000002']) statuses.push((await attempt(identifier, prepared, wrong)).status);
    assert.deepEqual(statuses, ['unverified', 'unverified', 'failed']);
    const late = await request('POST', `${path}/${identifier.id}/attempt_verification`, {
      body: { verification_id: prepared.id, code },
    });
    assert.notEqual(late.json.status, 'verified', late.text);
    assert.notEqual((await succeed('GET', `${path}/${identifier.id}`)).verification?.status, 'verified');
  });

  plainScenario(`a code for a ${object} is accepted once`, both, async (scenario) => {
    const { identifier } = await addUnverified(scenario);
    const prepared = await prepare(identifier);
    await attempt(identifier, prepared, code);
    await refuse(
      'POST',
      `${path}/${identifier.id}/attempt_verification`,
      { body: { verification_id: prepared.id, code } },
      { status: 400, code: 'verification_already_verified' },
    );
  });

  plainScenario(`a verification belongs to its ${object}`, both, async (scenario) => {
    const [one, two] = [await addUnverified(scenario), await addUnverified(scenario)];
    const prepared = await prepare(one.identifier);
    for (const [id, verification] of [[two.identifier.id, prepared.id], [one.identifier.id, 'ver_unknown'], [unknownId('idn'), prepared.id]]) {
      await refuse(
        'POST',
        `${path}/${id}/attempt_verification`,
        { body: { verification_id: verification, code } },
        { status: 404, code: 'resource_not_found' },
      );
    }
    await refuse('POST', `${path}/${unknownId('idn')}/prepare_verification`, {}, { status: 404, code: 'resource_not_found' });
  });
}

const bulk = ['UsersBan', 'UsersUnban'];

plainScenario('users are banned and unbanned in bulk, in their order', bulk, async () => {
  const users = [await newUser(), await newUser(), await newUser()];
  const ids = users.map((user) => user.id);
  const session = await succeed('POST', '/sessions', { body: { user_id: ids[1] } });
  const banned = await succeed('POST', '/users/ban', { body: { user_ids: ids } });
  assert.deepEqual(banned.map((user) => [user.id, user.banned]), ids.map((id) => [id, true]));
  assert.equal((await succeed('GET', `/sessions/${session.id}`)).status, 'revoked');
  const unbanned = await succeed('POST', '/users/unban', { body: { user_ids: ids } });
  assert.deepEqual(unbanned.map((user) => [user.id, user.banned]), ids.map((id) => [id, false]));
});

for (const path of ['/users/ban', '/users/unban']) {
  plainScenario(`POST ${path} takes fifty ids at most`, bulk, async () => {
    const ids = Array.from({ length: 51 }, () => unknownId('user'));
    await refuse('POST', path, { body: { user_ids: ids } }, { status: 400, code: 'bulk_size_exceeded' });
  });

  plainScenario(`POST ${path} changes nobody when one is unknown`, bulk, async () => {
    const { id } = await newUser();
    const { banned } = path === '/users/unban' ? await succeed('POST', `/users/${id}/ban`) : { banned: false };
    const wanted = { status: [400, 404], code: 'resource_not_found' };
    await refuse('POST', path, { body: { user_ids: [id, unknownId('user')] } }, wanted);
    assert.equal((await succeed('GET', `/users/${id}`)).banned, banned);
  });

  plainScenario(`POST ${path} wants ids`, bulk, async () => {
    await refuse('POST', path, { body: {} }, { status: 422, code: 'form_param_missing', param: 'user_ids' });
    await refuse('POST', path, { body: { user_ids: 'all' } }, { status: 422, code: 'form_param_type_invalid', param: 'user_ids' });
  });
}

plainScenario('pending invitations of an organization have a list of their own', ['ListPendingOrganizationInvitations'], async () => {
  const organization = (await newTeam()).organization;
  const path = `/organizations/${organization.id}/invitations`;
  const [kept, gone, other] = [await invite(organization, uniqueEmail()), await invite(organization, uniqueEmail()), await invite(organization, uniqueEmail())];
  await succeed('POST', `${path}/${gone.id}/revoke`);
  const { data, total_count: count } = await succeed('GET', `${path}/pending`);
  assert.deepEqual([data.map((one) => one.id).sort(), count], [[kept.id, other.id].sort(), 2]);
  const page = await succeed('GET', `${path}/pending`, { query: { limit: 1, offset: 1 } });
  assert.deepEqual([page.data.length, page.total_count], [1, 2]);
  await refuse('GET', `/organizations/${unknownId('org')}/invitations/pending`, {}, { status: 404, code: 'resource_not_found' });
});

plainScenario('invitations to all organizations are listed together', ['ListInstanceOrganizationInvitations'], async () => {
  const word = unique('everywhere');
  const [one, two] = [(await newTeam()).organization, (await newTeam()).organization];
  const [a, b] = [await invite(one, `${word}a@example.com`), await invite(two, `${word}b@example.com`)];
  await succeed('POST', `/organizations/${two.id}/invitations/${b.id}/revoke`);
  const list = (query) => succeed('GET', '/organization_invitations', { query: { query: word, ...query } });
  const { data, total_count: count } = await list({ order_by: '-email_address' });
  assert.deepEqual([data.map((each) => each.id), count], [[b.id, a.id], 2]);
  assert.deepEqual(data.map((each) => each.public_organization_data.slug), [two.slug, one.slug]);
  assert.deepEqual((await list({ status: 'revoked' })).data.map((each) => each.id), [b.id]);
  assert.deepEqual((await list({ limit: 1, offset: 1, order_by: 'email_address' })).data.map((each) => each.id), [b.id]);
  await refuse('GET', '/organization_invitations', { query: { order_by: 'weight' } }, {
    status: 422,
    code: 'form_param_value_invalid',
    param: 'order_by',
  });
});

plainScenario('who is not banned is found with banned=false, which the SDK cannot send', ['GetUserList', 'GetUsersCount'], async () => {
  const [free, banned] = [await newUser(), await newUser()];
  await succeed('POST', `/users/${banned.id}/ban`);
  const query = { user_id: [free.id, banned.id], banned: 'false' };
  assert.deepEqual((await succeed('GET', '/users', { query })).map((user) => user.id), [free.id]);
  assert.equal((await succeed('GET', '/users/count', { query })).total_count, 1);
});

plainScenario('whether somebody can administer is told when asked for', ['GetOrganization', 'ListOrganizations'], async () => {
  const [led, empty] = [(await newTeam()).organization, await newOrganization()];
  const name = 'missing_member_with_elevated_permissions';
  const query = { [`include_${name}`]: 'true' };
  assert.equal((await succeed('GET', `/organizations/${led.id}`, { query }))[name], false);
  assert.equal((await succeed('GET', `/organizations/${empty.id}`, { query }))[name], true);
  assert.ok(!(name in (await succeed('GET', `/organizations/${led.id}`))));
  const { data } = await succeed('GET', '/organizations', { query: { ...query, organization_id: [led.id, empty.id], order_by: '+name' } });
  assert.deepEqual(Object.fromEntries(data.map((one) => [one.id, one[name]])), { [led.id]: false, [empty.id]: true });
});

for (const [path, query] of [['/sessions', 'user_id'], ['/invitations', 'query'], ['/clients', undefined]]) {
  plainScenario(`GET ${path} is a bare list until a page is asked for`, [], async () => {
    const user = await newUser();
    await succeed('POST', '/sessions', { body: { user_id: user.id } });
    const invitation = await succeed('POST', '/invitations', { body: { email_address: uniqueEmail(), notify: false } });
    const filter = { user_id: { user_id: user.id }, query: { query: invitation.id } }[query] ?? {};
    const bare = await succeed('GET', path, { query: { ...filter, limit: 1 } });
    assert.deepEqual([Array.isArray(bare), bare.length], [true, 1]);
    const page = await succeed('GET', path, { query: { ...filter, limit: 1, paginated: 'true' } });
    assert.equal(page.data.length, 1);
    assert.ok(query ? page.total_count === 1 : page.total_count >= 1, `${page.total_count} in all`);
  });
}

plainScenario('no code of a user is needed where none was sent', ['AttemptEmailAddressVerification'], async () => {
  const user = await newUser();
  await refuse(
    'POST',
    `/email_addresses/${user.email_addresses[0].id}/attempt_verification`,
    { body: { code } },
    { status: 422, code: 'form_param_missing', param: 'verification_id' },
  );
});
