// Who may sign up, who may not, and who waits.
import assert from 'node:assert/strict';
import { unique, uniqueEmail, uniquePhone, uniqueWallet, unknownId } from './support/names.mjs';
import { assertRecent, clerk, idOf, ids, inOrder, makeUser, refused, scenario } from './support/sdk.mjs';

const { allowlistIdentifiers: allowed, blocklistIdentifiers: blocked, waitlistEntries: waitlist } = clerk;

const lists = [
  {
    prefix: 'alid',
    create: (identifier, rest = {}) => allowed.createAllowlistIdentifier({ identifier, ...rest }),
    list: (params) => allowed.getAllowlistIdentifierList(params),
    remove: (id) => allowed.deleteAllowlistIdentifier(id),
  },
  {
    prefix: 'blid',
    create: (identifier) => blocked.createBlocklistIdentifier({ identifier }),
    list: () => blocked.getBlocklistIdentifierList(),
    remove: (id) => blocked.deleteBlocklistIdentifier(id),
  },
];

for (const { prefix, create, list, remove } of lists) {
  scenario(`identifiers of every kind come to the list of ${prefix} and go`, async () => {
    const wallet = uniqueWallet();
    const cases = [
      [uniqueEmail('Ada'), 'email_address'],
      [`*@${unique('firm')}.example`, 'email_address'],
      [uniquePhone(), 'phone_number'],
      [wallet, 'web3_wallet'],
    ];
    for (const [identifier, type] of cases) {
      const made = await create(identifier);
      assert.match(made.id, idOf(prefix));
      assert.deepEqual([made.identifier, made.identifierType], [identifier.toLowerCase(), type]);
      assertRecent(made.createdAt);
      const { data, totalCount } = await list({ limit: 500 });
      assert.ok(ids(data).includes(made.id) && totalCount >= 1);
      await refused(create(identifier), { status: 400, code: 'duplicate_record' });
      assert.equal((await remove(made.id)).deleted, true);
      await refused(remove(made.id), { status: 404, code: 'resource_not_found' });
    }
  });

  scenario(`the list of ${prefix} refuses what it cannot hold`, async () => {
    for (const identifier of ['', 'example.com', '*@*', '+12', '0x12']) {
      await refused(create(identifier), { status: 422, code: 'form_param_format_invalid', param: 'identifier' });
    }
  });
}

scenario('an allowed address can be invited along the way', async () => {
  const identifier = uniqueEmail('guest');
  const made = await lists[0].create(identifier, { notify: true });
  assert.match(made.invitationId, idOf('inv'));
  const { data } = await clerk.invitations.getInvitationList({ query: identifier });
  assert.deepEqual(ids(data), [made.invitationId]);
  await refused(lists[0].create(`*@${unique('firm')}.example`, { notify: true }), {
    status: 422,
    code: 'form_param_value_invalid',
    param: 'notify',
  });
});

const join = (emailAddress) => waitlist.create({ emailAddress, notify: false });

scenario('who joins the waitlist waits once', async () => {
  const emailAddress = uniqueEmail('Ada');
  const entry = await join(emailAddress);
  assert.match(entry.id, idOf('wle'));
  assert.deepEqual([entry.emailAddress, entry.status, entry.isLocked], [emailAddress.toLowerCase(), 'pending', false]);
  assertRecent(entry.createdAt);
  assert.equal((await join(emailAddress.toUpperCase())).id, entry.id);
  await refused(join('nobody'), { status: 422, code: 'form_param_format_invalid', param: 'email_address' });
});

scenario('several join at once, or nobody', async () => {
  const known = await join(uniqueEmail());
  const addresses = [uniqueEmail('z'), known.emailAddress, uniqueEmail('a')];
  const made = await waitlist.createBulk(addresses.map((emailAddress) => ({ emailAddress, notify: false })));
  assert.deepEqual(made.map((entry) => entry.emailAddress), addresses);
  assert.equal(made[1].id, known.id);
  const fresh = uniqueEmail();
  const twice = [fresh, fresh].map((emailAddress) => ({ emailAddress }));
  await refused(waitlist.createBulk(twice), { status: 422, code: 'form_param_duplicate', param: 'email_address' });
  assert.equal((await waitlist.list({ query: fresh })).totalCount, 0);
  const many = Array.from({ length: 51 }, () => ({ emailAddress: uniqueEmail() }));
  await refused(waitlist.createBulk(many), { status: 400, code: 'bulk_size_exceeded' });
});

scenario('the waitlist is searched, filtered and sorted', async () => {
  const word = unique('queue');
  const [a, b, c] = await inOrder(['b', 'a', 'c'], (letter) => join(`${letter}.${word}@example.com`));
  await waitlist.invite(b.id);
  const list = async (params) => ids((await waitlist.list({ query: word, ...params })).data);
  assert.deepEqual((await list({})).sort(), [a.id, b.id, c.id].sort());
  assert.deepEqual(await list({ orderBy: '+email_address' }), [b.id, a.id, c.id]);
  assert.deepEqual((await list({ orderBy: '-invited_at' }))[0], b.id);
  assert.deepEqual(await list({ status: 'invited' }), [b.id]);
  assert.deepEqual(await list({ orderBy: '-email_address', limit: 1, offset: 1 }), [a.id]);
  assert.deepEqual(ids((await waitlist.list({ query: c.id })).data), [c.id]);
  await refused(waitlist.list({ orderBy: 'weight' }), { status: 422, code: 'form_param_value_invalid', param: 'order_by' });
});

scenario('who waits is invited by a real invitation', async () => {
  const entry = await join(uniqueEmail());
  const invited = await waitlist.invite(entry.id);
  assert.deepEqual([invited.status, invited.invitation.status], ['invited', 'pending']);
  const { data } = await clerk.invitations.getInvitationList({ query: entry.emailAddress });
  assert.deepEqual(ids(data), [invited.invitation.id]);
  await refused(waitlist.invite(entry.id), { status: 409, code: 'waitlist_entry_already_invited' });
  assert.notEqual((await waitlist.invite(entry.id, { ignoreExisting: true })).invitation.id, invited.invitation.id);
  await refused(waitlist.delete(entry.id), { status: 409, code: 'waitlist_entry_already_invited' });
  const taken = await join((await makeUser()).primaryEmailAddress.emailAddress);
  await refused(waitlist.invite(taken.id), { status: 422, code: 'form_identifier_exists', param: 'email_address' });
});

scenario('who waits is turned down or goes', async () => {
  const entry = await join(uniqueEmail());
  await waitlist.invite(entry.id);
  const rejected = await waitlist.reject(entry.id);
  assert.deepEqual([rejected.status, rejected.invitation.status], ['rejected', 'revoked']);
  await refused(waitlist.reject(entry.id), { status: 409, code: 'waitlist_entry_already_rejected' });
  const other = await join(uniqueEmail());
  assert.equal((await waitlist.delete(other.id)).deleted, true);
  for (const call of [waitlist.delete, waitlist.invite, waitlist.reject]) {
    await refused(call.call(waitlist, unknownId('wle')), { status: 404, code: 'resource_not_found' });
  }
});
