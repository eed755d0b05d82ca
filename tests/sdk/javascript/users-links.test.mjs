// What hangs on a user: wallets, passkeys, external accounts, organizations and invitations to them.
import assert from 'node:assert/strict';
import { fixture } from './support/environment.mjs';
import { unique, uniqueEmail, uniquePhone, uniqueWallet, unknownId } from './support/names.mjs';
import { addMember, assertSameSet, clerk, ids, makeOrganization, makeTeam, makeUser, refused, scenario } from './support/sdk.mjs';

const { users, organizations } = clerk;
const notFound = { status: 404, code: 'resource_not_found' };

const invite = (organization, emailAddress, rest = {}) =>
  organizations.createOrganizationInvitation({ organizationId: organization.id, emailAddress, role: 'org:member', notify: false, ...rest });

scenario('a wallet can be deleted, and is free again', async () => {
  const [web3Wallet, other] = [uniqueWallet(), uniqueWallet()];
  const user = await makeUser({ web3Wallet: [web3Wallet, other] });
  const [first, second] = user.web3Wallets;
  const deleted = await users.deleteUserWeb3Wallet({ userId: user.id, web3WalletIdentificationId: first.id });
  assert.deepEqual([deleted.id, deleted.deleted], [first.id, true]);
  const read = await users.getUser(user.id);
  assert.deepEqual(ids(read.web3Wallets), [second.id]);
  assert.equal((await makeUser({ web3Wallet: [web3Wallet] })).primaryWeb3Wallet.web3Wallet, web3Wallet);
});

scenario('a wallet is deleted only under its own user', async () => {
  const user = await makeUser({ web3Wallet: [uniqueWallet()] });
  const other = await makeUser();
  const web3WalletIdentificationId = user.web3Wallets[0].id;
  await refused(users.deleteUserWeb3Wallet({ userId: other.id, web3WalletIdentificationId }), notFound);
  await refused(users.deleteUserWeb3Wallet({ userId: user.id, web3WalletIdentificationId: unknownId('idn') }), notFound);
  await refused(users.deleteUserWeb3Wallet({ userId: unknownId('user'), web3WalletIdentificationId }), notFound);
  assert.equal((await users.getUser(user.id)).web3Wallets.length, 1);
});

scenario('the last identifier of a user stays, be it a wallet', async () => {
  const user = await makeUser({ emailAddress: undefined, web3Wallet: [uniqueWallet()], skipUserRequirement: true });
  await refused(users.deleteUserWeb3Wallet({ userId: user.id, web3WalletIdentificationId: user.web3Wallets[0].id }), {
    status: 400,
    code: 'identification_deletion_failed',
  });
});

scenario('a passkey can be deleted once', async () => {
  const { user_id: userId, passkey_id: passkeyIdentificationId } = fixture('passkey');
  const passkeys = async () => (await users.getUser(userId)).raw.passkeys.map((one) => one.id);
  assert.ok((await passkeys()).includes(passkeyIdentificationId));
  const deleted = await users.deleteUserPasskey({ userId, passkeyIdentificationId });
  assert.deepEqual([deleted.id, deleted.deleted], [passkeyIdentificationId, true]);
  assert.ok(!(await passkeys()).includes(passkeyIdentificationId));
  await refused(users.deleteUserPasskey({ userId, passkeyIdentificationId }), {
    status: 404,
    code: ['resource_not_found', 'passkey_not_registered'],
  });
});

scenario('a passkey of nobody cannot be deleted', async () => {
  const user = await makeUser();
  await refused(users.deleteUserPasskey({ userId: user.id, passkeyIdentificationId: unknownId('idn') }), {
    status: 404,
    code: ['resource_not_found', 'passkey_not_registered'],
  });
});

scenario('an external account finds its user, and can be deleted once', async () => {
  const { user_id: userId, external_account_id: externalAccountId } = fixture('external_account');
  const account = (await users.getUser(userId)).externalAccounts.find((one) => [one.id, one.externalAccountId].includes(externalAccountId));
  assert.ok(account, `user ${userId} has no account ${externalAccountId}`);
  const provider = account.provider.startsWith('oauth_') ? account.provider : `oauth_${account.provider}`;
  const filter = { provider, providerUserId: [account.providerUserId, unique('other')] };
  assert.deepEqual(ids((await users.getUserList(filter)).data), [userId]);

  const tokens = await users.getUserOauthAccessToken(userId, 'github');
  assert.deepEqual([tokens.totalCount, tokens.data[0].provider, tokens.data[0].scopes], [1, 'oauth_github', ['read:user', 'user:email']]);
  assert.equal(tokens.data[0].token, `gho_${account.providerUserId}`);
  assert.deepEqual((await users.getUserOauthAccessToken(userId, 'google')).data, []);

  const deleted = await users.deleteUserExternalAccount({ userId, externalAccountId });
  assert.deepEqual([deleted.id, deleted.deleted], [externalAccountId, true]);
  const { data, totalCount } = await users.getUserList(filter);
  assert.deepEqual([data, totalCount], [[], 0]);
  assert.ok(!ids((await users.getUser(userId)).externalAccounts).includes(externalAccountId));
  await refused(users.deleteUserExternalAccount({ userId, externalAccountId }), {
    status: 404,
    code: ['resource_not_found', 'external_account_not_found'],
  });
});

scenario('an external account of nobody cannot be deleted', async () => {
  const user = await makeUser();
  await refused(users.deleteUserExternalAccount({ userId: user.id, externalAccountId: unknownId('eac') }), {
    status: 404,
    code: ['resource_not_found', 'external_account_not_found'],
  });
});

scenario('organizations of a user are listed, newest first, with the role in each', async () => {
  const user = await makeUser({ firstName: 'Rosa', lastName: 'Parks', phoneNumber: [uniquePhone()] });
  const own = await makeOrganization({ createdBy: user.id });
  const { organization } = await makeTeam();
  await addMember(organization, user);
  const { data, totalCount } = await users.getOrganizationMembershipList({ userId: user.id });
  assert.equal(totalCount, 2);
  assertSameSet(data.map((one) => `${one.organization.id} ${one.role}`), [`${own.id} org:admin`, `${organization.id} org:member`]);
  for (const { publicUserData } of data) {
    assert.deepEqual([publicUserData.userId, publicUserData.firstName, publicUserData.lastName], [user.id, 'Rosa', 'Parks']);
    assert.equal(publicUserData.identifier, user.primaryEmailAddress.emailAddress);
  }
});

scenario('organizations of a user come in pages', async () => {
  const user = await makeUser();
  const made = [await makeOrganization({ createdBy: user.id }), await makeOrganization({ createdBy: user.id })];
  const first = await users.getOrganizationMembershipList({ userId: user.id, limit: 1 });
  const second = await users.getOrganizationMembershipList({ userId: user.id, limit: 1, offset: 1 });
  assert.deepEqual([first.totalCount, second.totalCount], [2, 2]);
  assertSameSet([...first.data, ...second.data].map((one) => one.organization.id), ids(made));
});

scenario('a user without organizations has an empty list', async () => {
  const user = await makeUser();
  assert.deepEqual(await users.getOrganizationMembershipList({ userId: user.id }), { data: [], totalCount: 0 });
  assert.deepEqual(await users.getOrganizationInvitationList({ userId: user.id }), { data: [], totalCount: 0 });
});

scenario('invitations to the addresses of a user are listed, with the organization', async () => {
  const user = await makeUser({ emailAddress: [uniqueEmail('one'), uniqueEmail('two')] });
  const { organization } = await makeTeam();
  const { organization: other } = await makeTeam();
  const [pending, revoked] = [
    await invite(organization, user.emailAddresses[0].emailAddress),
    await invite(other, user.emailAddresses[1].emailAddress),
  ];
  await organizations.revokeOrganizationInvitation({ organizationId: other.id, invitationId: revoked.id });
  const list = async (rest) => ids((await users.getOrganizationInvitationList({ userId: user.id, ...rest })).data);
  assert.deepEqual(await list({ status: 'pending' }), [pending.id]);
  assert.deepEqual(await list({ status: 'revoked' }), [revoked.id]);
  const { data } = await users.getOrganizationInvitationList({ userId: user.id, status: 'pending' });
  assert.deepEqual(
    [data[0].publicOrganizationData.id, data[0].publicOrganizationData.name, data[0].publicOrganizationData.slug],
    [organization.id, organization.name, organization.slug],
  );
});

scenario('invitations of an unknown user are not found', async () => {
  await refused(users.getOrganizationInvitationList({ userId: unknownId('user') }), notFound);
});
