// GET /users: every filter, alone and together with another.
import assert from 'node:assert/strict';
import { unique, uniqueEmail, uniquePhone, uniqueUsername, uniqueWallet, unknownId } from './support/names.mjs';
import { addMember, assertSameSet, clerk, ids, inOrder, makeTeam, makeUser, refused, scenario } from './support/sdk.mjs';

const { users } = clerk;

/** Three users whose every identifier is known. */
const makeThree = () =>
  inOrder(['ann', 'bob', 'cid'], async (label) => {
    const identity = {
      emailAddress: [uniqueEmail(label), uniqueEmail(label)],
      phoneNumber: [uniquePhone()],
      web3Wallet: [uniqueWallet()],
      username: uniqueUsername(label),
      externalId: unique('ext'),
      firstName: unique('first'),
      lastName: unique('last'),
    };
    return Object.assign(await makeUser(identity), { identity });
  });

/** Asserts what a filter finds, by the list and by the count beside it. */
async function assertFound(filter, expected) {
  const { data, totalCount } = await users.getUserList({ limit: 100, ...filter });
  assertSameSet(ids(data), ids(expected));
  assert.equal(totalCount, expected.length, 'the count');
}

for (const [name, valueOf] of [
  ['emailAddress', (user) => user.identity.emailAddress[1]],
  ['phoneNumber', (user) => user.identity.phoneNumber[0]],
  ['web3Wallet', (user) => user.identity.web3Wallet[0]],
  ['username', (user) => user.identity.username],
  ['externalId', (user) => user.identity.externalId],
  ['userId', (user) => user.id],
]) {
  scenario(`several values of ${name} are alternatives, and unknown ones find nothing`, async () => {
    const [ann, bob] = await makeThree();
    await assertFound({ [name]: [valueOf(ann)] }, [ann]);
    await assertFound({ [name]: [valueOf(ann), valueOf(bob), unique('nobody')] }, [ann, bob]);
    await assertFound({ [name]: [unique('nobody')] }, []);
  });
}

for (const [name, valueOf] of [['userId', (user) => user.id], ['externalId', (user) => user.identity.externalId]]) {
  scenario(`a minus before a ${name} leaves that user out`, async () => {
    const all = await makeThree();
    const [ann, bob, cid] = all;
    const family = { emailAddress: all.map((user) => user.identity.emailAddress[0]) };
    await assertFound({ ...family, [name]: [`-${valueOf(ann)}`] }, [bob, cid]);
    await assertFound({ ...family, [name]: [`-${valueOf(ann)}`, `-${valueOf(cid)}`] }, [bob]);
  });

  scenario(`a plus before a ${name} is the same as none`, async () => {
    const [ann, bob] = await makeThree();
    await assertFound({ [name]: [`+${valueOf(ann)}`, `+${valueOf(bob)}`] }, [ann, bob]);
    await assertFound({ [name]: [`+${valueOf(ann)}`, valueOf(bob), `-${valueOf(bob)}`] }, [ann]);
  });
}

scenario('members of organizations are found, and left out with a minus', async () => {
  const { organization, admin } = await makeTeam();
  const { organization: other, admin: stranger } = await makeTeam();
  const member = await makeUser();
  await addMember(organization, member);
  await assertFound({ organizationId: [organization.id] }, [admin, member]);
  await assertFound({ organizationId: [`+${organization.id}`, other.id] }, [admin, member, stranger]);
  await assertFound({ userId: ids([admin, member, stranger]), organizationId: [`-${organization.id}`] }, [stranger]);
  await assertFound({ organizationId: [unknownId('org')] }, []);
});

for (const [what, valueOf] of [
  ['an address', (user) => user.identity.emailAddress[1].slice(1, -4)],
  ['a phone number', (user) => user.identity.phoneNumber[0].slice(1)],
  ['a username', (user) => user.identity.username.slice(1).toUpperCase()],
  ['a wallet', (user) => user.identity.web3Wallet[0].slice(4, 30)],
  ['a user id', (user) => user.id],
  ['a first name', (user) => user.identity.firstName.slice(2).toUpperCase()],
  ['a last name', (user) => user.identity.lastName.slice(2)],
]) {
  scenario(`query finds a part of ${what}`, async () => {
    const [ann] = await makeThree();
    await assertFound({ query: valueOf(ann) }, [ann]);
  });
}

scenario('query finds nothing where nothing matches', async () => {
  await assertFound({ query: unique('nowhere') }, []);
});

scenario('query takes percent and underscore for what they are', async () => {
  const family = unique('pct');
  const plain = await makeUser({ lastName: `${family}abc` });
  const odd = await makeUser({ lastName: `${family}%_c` });
  await assertFound({ query: `${family}%_c` }, [odd]);
  await assertFound({ nameQuery: family }, [plain, odd]);
});

for (const [name, own, foreign] of [
  ['emailAddressQuery', (user) => user.identity.emailAddress[0].slice(1, -4).toUpperCase(), (user) => user.identity.username],
  ['phoneNumberQuery', (user) => user.identity.phoneNumber[0].slice(2), (user) => user.identity.username],
  ['usernameQuery', (user) => user.identity.username.slice(1).toUpperCase(), (user) => user.identity.lastName],
  ['nameQuery', (user) => user.identity.lastName.slice(1).toUpperCase(), (user) => user.identity.username],
]) {
  scenario(`${name} looks at its own attribute only`, async () => {
    const [ann] = await makeThree();
    await assertFound({ [name]: own(ann) }, [ann]);
    await assertFound({ [name]: foreign(ann) }, []);
  });
}

scenario('banned users are found', async () => {
  const [ann, bob] = await makeThree();
  await users.banUser(bob.id);
  await assertFound({ userId: [ann.id, bob.id], banned: true }, [bob]);
});

scenario('times of creation bound the list on both sides, the bounds left out', async () => {
  const times = ['2015-01-01', '2015-06-01', '2015-12-01'].map((day) => new Date(`${day}T00:00:00.000Z`));
  const [early, middle, late] = await inOrder(times, (createdAt) => makeUser({ createdAt }));
  const all = { userId: ids([early, middle, late]) };
  await assertFound({ ...all, createdAtAfter: times[0].getTime() }, [middle, late]);
  await assertFound({ ...all, createdAtBefore: times[2].getTime() }, [early, middle]);
  await assertFound({ ...all, createdAtAfter: times[0].getTime(), createdAtBefore: times[2].getTime() }, [middle]);
});

scenario('times of activity tell who used a session from who never did', async () => {
  const [active, idle] = [await makeUser(), await makeUser()];
  await clerk.sessions.createSession({ userId: active.id });
  const both = { userId: ids([active, idle]) };
  const [longAgo, later] = [Date.parse('2010-01-01'), Date.now() + 172_800_000];
  await assertFound({ ...both, lastActiveAtAfter: longAgo }, [active]);
  await assertFound({ ...both, lastActiveAtBefore: later }, [active]);
  await assertFound({ ...both, lastActiveAtBefore: longAgo }, []);
  await assertFound({ ...both, lastActiveAtAfter: later }, []);
});

scenario('last_active_at_since takes the whole day in', async () => {
  const [active, idle] = [await makeUser(), await makeUser()];
  await clerk.sessions.createSession({ userId: active.id });
  const both = { userId: ids([active, idle]) };
  const { lastActiveAt } = await users.getUser(active.id);
  await assertFound({ ...both, lastActiveAtSince: lastActiveAt }, [active]);
  await assertFound({ ...both, lastActiveAtSince: lastActiveAt + 172_800_000 }, []);
});

scenario('times of sign-in tell who signed in from who never did', async () => {
  const [seen, unseen] = [await makeUser(), await makeUser()];
  await clerk.sessions.createSession({ userId: seen.id });
  const { lastSignInAt } = await users.getUser(seen.id);
  const both = { userId: ids([seen, unseen]) };
  await assertFound({ ...both, lastSignInAtAfter: lastSignInAt - 1 }, [seen]);
  await assertFound({ ...both, lastSignInAtAfter: lastSignInAt }, []);
  await assertFound({ ...both, lastSignInAtBefore: lastSignInAt + 1 }, [seen]);
  await assertFound({ ...both, lastSignInAtBefore: lastSignInAt }, []);
});

scenario('filters together leave what passes them all', async () => {
  const [ann, bob, cid] = await makeThree();
  const addresses = [ann, bob].map((user) => user.identity.emailAddress[0]);
  await assertFound({ emailAddress: addresses, externalId: [bob, cid].map((user) => user.identity.externalId) }, [bob]);
  await assertFound({ emailAddress: addresses, username: [cid.identity.username] }, []);
});

scenario('a provider and its user ids go together', async () => {
  const wanted = { status: 422, code: 'form_conditional_param_missing' };
  await refused(users.getUserList({ provider: 'oauth_google' }), { ...wanted, param: 'provider_user_id' });
  await refused(users.getUserList({ providerUserId: ['1'] }), { ...wanted, param: 'provider' });
});

scenario('a hundred values are enough', async () => {
  const hundred = Array.from({ length: 100 }, () => unknownId('user'));
  await assertFound({ userId: hundred }, []);
  await refused(users.getUserList({ userId: [...hundred, unknownId('user')] }), {
    status: 422,
    code: 'form_param_array_size_exceeded',
    param: 'user_id',
  });
});
