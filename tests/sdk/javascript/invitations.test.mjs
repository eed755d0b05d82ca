// Invitations to the instance.
import assert from 'node:assert/strict';
import { unique, uniqueEmail, unknownId } from './support/names.mjs';
import { assertSameSet, clerk, idOf, ids, inOrder, makeUser, refused, scenario } from './support/sdk.mjs';
import { assertTicket } from './support/tokens.mjs';

const { invitations } = clerk;
const day = 86_400_000;

const invite = (rest = {}) => invitations.createInvitation({ emailAddress: uniqueEmail('guest'), notify: false, ...rest });
const guests = (count) => Array.from({ length: count }, () => ({ emailAddress: uniqueEmail('bulk'), notify: false }));
const taken = { status: 422, code: 'form_identifier_exists' };

scenario('an invitation is pending, with everything it was given', async () => {
  const emailAddress = uniqueEmail('Guest');
  const invitation = await invite({
    emailAddress,
    publicMetadata: { Tier: { a: 1 } },
    redirectUrl: 'https://example.com/welcome',
    templateSlug: 'invitation',
  });
  assert.match(invitation.id, idOf('inv'));
  assert.deepEqual([invitation.emailAddress, invitation.status], [emailAddress.toLowerCase(), 'pending']);
  assert.deepEqual(invitation.publicMetadata, { Tier: { a: 1 } });
  assert.ok(!('revoked' in invitation.raw), 'a pending invitation does not speak of being revoked');
  assert.equal(Math.round((invitation.raw.expires_at - invitation.createdAt) / day), 30);
});

scenario('an invitation to the instance carries a signed ticket', async () => {
  const invitation = await invite({ expiresInDays: 3 });
  assert.equal(Math.round((invitation.raw.expires_at - invitation.createdAt) / day), 3);
  await assertTicket(invitation.url, { kind: 'invitation', id: invitation.id, lifetime: 3 * 86_400 });
});

scenario('an address with a pending invitation is invited again only when that is said', async () => {
  const { emailAddress } = await invite();
  const error = await refused(invite({ emailAddress: emailAddress.toUpperCase() }), { status: 400, code: 'duplicate_record' });
  assert.deepEqual(error.errors[0].meta.emailAddresses, [emailAddress]);
  assert.equal((await invite({ emailAddress, ignoreExisting: true })).status, 'pending');
});

scenario('the address of a user is invited only when that is said', async () => {
  const { emailAddress } = (await makeUser()).primaryEmailAddress;
  await refused(invite({ emailAddress }), { ...taken, param: 'email_address' });
  assert.equal((await invite({ emailAddress, ignoreExisting: true })).emailAddress, emailAddress);
});

scenario('parameters of an invitation are checked', async () => {
  await refused(invite({ emailAddress: 'nobody' }), { status: 422, code: 'form_param_format_invalid', param: 'email_address' });
  await refused(invite({ emailAddress: undefined }), { status: 422, code: 'form_param_missing', param: 'email_address' });
  await refused(invite({ templateSlug: 'birthday' }), { status: 422, code: 'form_param_value_invalid', param: 'template_slug' });
  await refused(invite({ colour: 'red' }), { status: 422, code: 'form_param_unknown', param: 'colour' });
  await refused(invite({ publicMetadata: 'text' }), {
    status: 422,
    code: ['form_param_value_invalid', 'form_param_type_invalid'],
    param: 'public_metadata',
  });
  for (const expiresInDays of [0, 366]) {
    await refused(invite({ expiresInDays }), {
      status: 422,
      code: ['form_param_value_invalid', 'form_param_value_too_large'],
      param: 'expires_in_days',
    });
  }
});

scenario('a revoked invitation stays revoked and does not stand in the way of another', async () => {
  const invitation = await invite();
  const revoked = await invitations.revokeInvitation(invitation.id);
  assert.deepEqual([revoked.id, revoked.status, revoked.revoked], [invitation.id, 'revoked', true]);
  await refused(invitations.revokeInvitation(invitation.id), { status: 400, code: 'invitation_already_revoked' });
  const { emailAddress } = invitation;
  assert.equal((await invite({ emailAddress })).status, 'pending');
  assert.equal((await makeUser({ emailAddress: [emailAddress] })).primaryEmailAddress.emailAddress, emailAddress);
});

scenario('an unknown invitation cannot be revoked', async () => {
  await refused(invitations.revokeInvitation(unknownId('inv')), { status: 404, code: 'resource_not_found' });
});

scenario('invitations are found by address and by id', async () => {
  const invitation = await invite();
  for (const query of [invitation.emailAddress.slice(2, -3), invitation.emailAddress.toUpperCase(), invitation.id]) {
    const { data, totalCount } = await invitations.getInvitationList({ query });
    assert.deepEqual([ids(data), totalCount], [[invitation.id], 1], query);
  }
});

scenario('revoked invitations are listed only when asked for', async () => {
  const word = unique('status');
  const [kept, gone] = await inOrder(['a', 'b'], (letter) => invite({ emailAddress: `${word}${letter}@example.com` }));
  await invitations.revokeInvitation(gone.id);
  const found = async (rest) => ids((await invitations.getInvitationList({ query: word, ...rest })).data);
  assert.deepEqual(await found({}), [kept.id]);
  assert.deepEqual(await found({ status: 'pending' }), [kept.id]);
  assert.deepEqual(await found({ status: 'revoked' }), [gone.id]);
  assert.deepEqual(await found({ status: 'accepted' }), []);
  assert.deepEqual(await found({ status: 'expired' }), []);
});

scenario('invitations are ordered by address and by expiry, and come in pages', async () => {
  const word = unique('order');
  const wanted = [['c', 1], ['a', 2], ['b', 3]];
  const [c, a, b] = await inOrder(wanted, ([letter, expiresInDays]) =>
    invite({ emailAddress: `${word}${letter}@example.com`, expiresInDays }),
  );
  const ordered = async (rest) => ids((await invitations.getInvitationList({ query: word, ...rest })).data);
  assert.deepEqual(await ordered({ orderBy: '+email_address' }), ids([a, b, c]));
  assert.deepEqual(await ordered({ orderBy: '-email_address' }), ids([c, b, a]));
  assert.deepEqual(await ordered({ orderBy: 'expires_at' }), ids([c, a, b]));
  assert.deepEqual(await ordered({ orderBy: '-expires_at', limit: 2 }), ids([b, a]));
  assert.deepEqual(await ordered({ orderBy: '-expires_at', limit: 2, offset: 2 }), [c.id]);
  assert.equal((await invitations.getInvitationList({ query: word, limit: 1 })).totalCount, 3);
});

scenario('several are invited at once, and answered in their order', async () => {
  const wanted = guests(3);
  const made = await invitations.createInvitationBulk(wanted);
  assert.deepEqual(made.map((one) => one.emailAddress), wanted.map((one) => one.emailAddress));
  assert.equal(new Set(ids(made)).size, 3);
});

scenario('at most ten are invited at once', async () => {
  assert.equal((await invitations.createInvitationBulk(guests(10))).length, 10);
  await refused(invitations.createInvitationBulk(guests(11)), { status: 400, code: 'bulk_size_exceeded' });
});

for (const [fault, spoil, wanted] of [
  ['has a bad address', async (all) => Object.assign(all[1], { emailAddress: 'nobody' }), { status: 422, code: 'form_param_format_invalid' }],
  ['is a user already', async (all) => Object.assign(all[1], { emailAddress: (await makeUser()).primaryEmailAddress.emailAddress }), taken],
  ['is invited already', async (all) => Object.assign(all[1], { emailAddress: (await invite()).emailAddress }), { status: 400, code: 'duplicate_record' }],
]) {
  scenario(`none is invited when one of them ${fault}`, async () => {
    const all = guests(3);
    await spoil(all);
    await refused(invitations.createInvitationBulk(all), wanted);
    const { data } = await invitations.getInvitationList({ query: all[0].emailAddress });
    assert.deepEqual(data, []);
  });
}

scenario('of several who invite one address at once, one succeeds', async () => {
  const emailAddress = uniqueEmail('race');
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => invite({ emailAddress })));
  assert.equal(outcomes.filter((one) => one.status === 'fulfilled').length, 1);
  const { data } = await invitations.getInvitationList({ query: emailAddress });
  assertSameSet(data.map((one) => one.status), ['pending']);
});
