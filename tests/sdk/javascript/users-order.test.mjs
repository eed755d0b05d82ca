// GET /users: orders, pages and the cursor.
import assert from 'node:assert/strict';
import { unique, uniqueUsername } from './support/names.mjs';
import { clerk, ids, inOrder, makeUser, refused, scenario } from './support/sdk.mjs';

const { users } = clerk;

const listed = async (among, rest) => ids((await users.getUserList({ userId: ids(among), ...rest })).data);

/** Asserts both directions of an order, and that no sign means ascending. */
async function assertOrder(orderBy, ascending) {
  assert.deepEqual(await listed(ascending, { orderBy: `+${orderBy}` }), ids(ascending), `+${orderBy}`);
  assert.deepEqual(await listed(ascending, { orderBy }), ids(ascending), orderBy);
  assert.deepEqual(await listed(ascending, { orderBy: `-${orderBy}` }), ids(ascending).reverse(), `-${orderBy}`);
}

/** Repeats a change until the time it leaves behind is past `earlier`: two can fall into one millisecond. */
async function untilLater(earlier, change, timeOf) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const changed = await change();
    if (timeOf(changed) > earlier) return changed;
  }
  return assert.fail(`the time never passed ${earlier}`);
}

const made = (list, of) => inOrder(list, (element) => makeUser(of(element)));

scenario('users are ordered by the time they were created', async () => {
  const [late, early, middle] = await made(['2019-03-01', '2017-03-01', '2018-03-01'], (day) => ({ createdAt: new Date(day) }));
  await assertOrder('created_at', [early, middle, late]);
  assert.deepEqual(await listed([early, middle, late], {}), ids([late, middle, early]), 'newest first without an order');
});

scenario('users are ordered by the time of their last change', async () => {
  const [one, two, three] = await made([1, 2, 3], () => ({}));
  let latest = Math.max(one.updatedAt, two.updatedAt, three.updatedAt);
  for (const user of [two, three, one]) {
    const touch = () => users.updateUser(user.id, { firstName: unique('name') });
    latest = (await untilLater(latest, touch, (changed) => changed.updatedAt)).updatedAt;
  }
  await assertOrder('updated_at', [two, three, one]);
});

for (const [orderBy, attribute] of [['first_name', 'firstName'], ['last_name', 'lastName']]) {
  scenario(`users are ordered by ${orderBy}`, async () => {
    const [charlie, alpha, bravo] = await made(['Charlie', 'Alpha', 'Bravo'], (name) => ({ [attribute]: name }));
    await assertOrder(orderBy, [alpha, bravo, charlie]);
  });
}

scenario('users are ordered by username', async () => {
  const [charlie, alpha, bravo] = await made(['charlie', 'alpha', 'bravo'], (label) => ({ username: uniqueUsername(label) }));
  await assertOrder('username', [alpha, bravo, charlie]);
});

scenario('users are ordered by their primary address', async () => {
  const [charlie, alpha, bravo] = await made(['charlie', 'alpha', 'bravo'], (label) => ({
    emailAddress: [`${unique(label)}@example.com`, `${unique('zz')}@example.com`],
  }));
  await assertOrder('email_address', [alpha, bravo, charlie]);
});

scenario('users are ordered by their primary phone number', async () => {
  const tail = () => String(Math.floor(Math.random() * 1e6)).padStart(6, '0');
  const [high, low, middle] = await made(['+17029', '+12023', '+14156'], (head) => ({ phoneNumber: [head + tail()] }));
  await assertOrder('phone_number', [low, middle, high]);
});

scenario('users are ordered by their primary wallet', async () => {
  const tail = () => unique('w').replace(/[^0-9a-f]/g, '').padEnd(38, '0').slice(0, 38);
  const [high, low, middle] = await made(['f0', '10', '80'], (head) => ({ web3Wallet: [`0x${head}${tail()}`] }));
  await assertOrder('web3wallet', [low, middle, high]);
});

scenario('users are ordered by their last sign-in', async () => {
  const [one, two] = await made([1, 2], () => ({}));
  const signIn = (user) => async () => {
    await clerk.sessions.createSession({ userId: user.id });
    return users.getUser(user.id);
  };
  const first = await untilLater(0, signIn(two), (user) => user.lastSignInAt);
  await untilLater(first.lastSignInAt, signIn(one), (user) => user.lastSignInAt);
  await assertOrder('last_sign_in_at', [two, one]);
});

for (const orderBy of ['last_active_at', 'last_sign_in_at', 'username', 'first_name']) {
  scenario(`users without ${orderBy} come last in both directions`, async () => {
    const bare = await makeUser();
    const full = await makeUser({ username: uniqueUsername(), firstName: 'Zoe' });
    await clerk.sessions.createSession({ userId: full.id });
    for (const sign of ['+', '-']) {
      assert.deepEqual(await listed([bare, full], { orderBy: `${sign}${orderBy}` }), ids([full, bare]), `${sign}${orderBy}`);
    }
  });
}

scenario('an order that does not exist is refused', async () => {
  await refused(users.getUserList({ orderBy: 'shoe_size' }), { status: 422, code: 'form_param_value_invalid', param: 'order_by' });
});

scenario('pages cut the list without overlap or gap', async () => {
  const all = await made([2011, 2012, 2013, 2014, 2015], (year) => ({ createdAt: new Date(`${year}-01-01`) }));
  const page = (offset) => listed(all, { limit: 2, offset, orderBy: 'created_at' });
  const pages = [await page(0), await page(2), await page(4), await page(6)];
  assert.deepEqual(pages.map((one) => one.length), [2, 2, 1, 0]);
  assert.deepEqual(pages.flat(), ids(all));
});

scenario('ten users make a page when nothing else is said', async () => {
  const family = unique('eleven');
  for (let count = 0; count < 11; count += 1) await makeUser({ lastName: family });
  const { data, totalCount } = await users.getUserList({ nameQuery: family });
  assert.deepEqual([data.length, totalCount], [10, 11]);
});

for (const orderBy of ['+created_at', '-created_at', undefined]) {
  scenario(`a cursor walks the whole list, ordered by ${orderBy ?? 'default'}`, async () => {
    const all = await made([2001, 2002, 2003, 2004, 2005], (year) => ({ createdAt: new Date(`${year}-01-01`) }));
    const walked = [];
    let page;
    do {
      page = await listed(all, { limit: 2, startingAfter: walked.at(-1), orderBy });
      walked.push(...page);
    } while (page.length === 2 && walked.length < 20);
    assert.deepEqual(walked, orderBy === '+created_at' ? ids(all) : ids(all).reverse());
  });
}

scenario('a cursor holds among users created in the same millisecond', async () => {
  const createdAt = new Date('2003-03-03T03:03:03.333Z');
  const all = await made([1, 2, 3, 4, 5], () => ({ createdAt }));
  const walked = [];
  for (let step = 0; step < 5; step += 1) walked.push(...(await listed(all, { limit: 1, startingAfter: walked.at(-1) })));
  assert.equal(new Set(walked).size, 5);
});

scenario('a cursor goes with neither an offset nor another order', async () => {
  const [one, two] = await made([1, 2], () => ({}));
  const wanted = { status: 422, code: ['form_param_value_invalid', 'form_conditional_param_disallowed'] };
  await refused(listed([one, two], { startingAfter: one.id, offset: 1 }), { ...wanted, param: ['offset', 'starting_after'] });
  await refused(listed([one, two], { startingAfter: one.id, orderBy: 'username' }), {
    ...wanted,
    param: ['order_by', 'starting_after'],
  });
});

for (const [name, value] of [['limit', 501], ['limit', -1], ['offset', -1], ['limit', 'ten']]) {
  scenario(`${name}=${value} is out of bounds`, async () => {
    await refused(users.getUserList({ [name]: value }), {
      status: 422,
      code: ['form_param_value_invalid', 'form_param_format_invalid', 'form_param_type_invalid'],
      param: name,
    });
  });
}

scenario('five hundred users are the largest page', async () => {
  const user = await makeUser();
  const { data } = await users.getUserList({ userId: [user.id], limit: 500 });
  assert.deepEqual(ids(data), [user.id]);
});
