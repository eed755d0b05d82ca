// PATCH and PUT /users/{id}/metadata.
import assert from 'node:assert/strict';
import { unknownId } from './support/names.mjs';
import { clerk, makeUser, refused, scenario } from './support/sdk.mjs';

const { users } = clerk;

scenario('metadata is merged deeply, and null takes keys away at any depth', async () => {
  const user = await makeUser({ publicMetadata: { keep: 1, drop: 2, inner: { keep: 3, drop: 4, deeper: { a: 5 } } } });
  const changed = await users.updateUserMetadata(user.id, {
    publicMetadata: { drop: null, added: [1], inner: { drop: null, added: true, deeper: { b: 6 } } },
  });
  assert.deepEqual(changed.publicMetadata, {
    keep: 1,
    added: [1],
    inner: { keep: 3, added: true, deeper: { a: 5, b: 6 } },
  });
});

scenario('a merge never leaves a null behind', async () => {
  const user = await makeUser();
  const changed = await users.updateUserMetadata(user.id, { unsafeMetadata: { absent: null, inner: { absent: null, there: 0 } } });
  assert.deepEqual(changed.unsafeMetadata, { inner: { there: 0 } });
});

scenario('a merge replaces lists whole and lets types change', async () => {
  const user = await makeUser({ publicMetadata: { list: [1, 2, 3], scalar: 1, object: { a: 1 } } });
  const changed = await users.updateUserMetadata(user.id, { publicMetadata: { list: [{ b: null }], scalar: { c: 2 }, object: 'text' } });
  assert.deepEqual(changed.publicMetadata, { list: [{ b: null }], scalar: { c: 2 }, object: 'text' });
});

scenario('a merge leaves the stores that were not given, and an empty object does nothing', async () => {
  const user = await makeUser({ publicMetadata: { a: 1 }, privateMetadata: { b: 2 }, unsafeMetadata: { c: 3 } });
  const changed = await users.updateUserMetadata(user.id, { publicMetadata: {}, privateMetadata: { d: 4 } });
  assert.deepEqual([changed.publicMetadata, changed.privateMetadata, changed.unsafeMetadata], [{ a: 1 }, { b: 2, d: 4 }, { c: 3 }]);
});

scenario('a replacement takes the place of the stores that were given', async () => {
  const user = await makeUser({ publicMetadata: { a: 1, deep: { b: 2 } }, privateMetadata: { c: 3 }, unsafeMetadata: { d: 4 } });
  const changed = await users.replaceUserMetadata(user.id, { publicMetadata: { deep: { e: 5 } }, unsafeMetadata: {} });
  assert.deepEqual(changed.publicMetadata, { deep: { e: 5 } });
  assert.deepEqual(changed.privateMetadata, { c: 3 });
  assert.deepEqual(changed.unsafeMetadata, {});
});

scenario('a replacement keeps null where it was put', async () => {
  const user = await makeUser();
  const changed = await users.replaceUserMetadata(user.id, { privateMetadata: { a: null, b: { c: null } } });
  assert.deepEqual(changed.privateMetadata, { a: null, b: { c: null } });
  assert.deepEqual((await users.getUser(user.id)).privateMetadata, { a: null, b: { c: null } });
});

scenario('values come back as they were given', async () => {
  const value = {
    camelCase: { InnerKey: 1, snake_case: 2, 'kebab-case': 3, '': 4 },
    numbers: [0, -0.25, 1.5e-7, 9007199254740991, -9007199254740991],
    text: 'naïve – 日本語 – \u{1f600} – "quoted" \\ \u0001 \n',
    flags: [true, false, null],
    empty: [{}, [], ''],
    __proto: 'kept',
  };
  const user = await makeUser();
  await users.replaceUserMetadata(user.id, { publicMetadata: value });
  assert.deepEqual((await users.getUser(user.id)).publicMetadata, value);
});

scenario('the order of keys does not matter, nor do dots and dollars in them', async () => {
  const value = { 'a.b': 1, $set: { x: 1 }, "it's": 2 };
  const user = await makeUser({ privateMetadata: value });
  const changed = await users.updateUserMetadata(user.id, { privateMetadata: { 'a.b': null, a: { b: 7 } } });
  assert.deepEqual(changed.privateMetadata, { $set: { x: 1 }, "it's": 2, a: { b: 7 } });
});

scenario('the size of a store is checked after the merge, and nothing is kept of what is too big', async () => {
  const user = await makeUser({ publicMetadata: { first: 'x'.repeat(5000) } });
  await refused(users.updateUserMetadata(user.id, { publicMetadata: { second: 'y'.repeat(5000) } }), {
    status: 422,
    code: 'form_param_exceeds_allowed_size',
    param: 'public_metadata',
  });
  assert.deepEqual(Object.keys((await users.getUser(user.id)).publicMetadata), ['first']);
  const room = await users.updateUserMetadata(user.id, { publicMetadata: { first: null, second: 'y'.repeat(5000) } });
  assert.deepEqual(Object.keys(room.publicMetadata), ['second']);
});

for (const [verb, call] of [['merged', 'updateUserMetadata'], ['replaced', 'replaceUserMetadata']]) {
  scenario(`only objects are ${verb}`, async () => {
    const user = await makeUser({ publicMetadata: { a: 1 } });
    for (const publicMetadata of ['text', 7, [1]]) {
      await refused(users[call](user.id, { publicMetadata }), {
        status: 422,
        code: ['form_param_value_invalid', 'form_param_type_invalid'],
        param: 'public_metadata',
      });
    }
    assert.deepEqual((await users.getUser(user.id)).publicMetadata, { a: 1 });
  });

  scenario(`a store that does not exist cannot be ${verb}`, async () => {
    const user = await makeUser();
    await refused(users[call](user.id, { secretMetadata: {} }), {
      status: 422,
      code: 'form_param_unknown',
      param: 'secret_metadata',
    });
  });

  scenario(`metadata of an unknown user cannot be ${verb}`, async () => {
    await refused(users[call](unknownId('user'), { publicMetadata: {} }), { status: 404, code: 'resource_not_found' });
  });
}

scenario('merges that run at once are all kept', async () => {
  const user = await makeUser();
  const keys = Array.from({ length: 8 }, (_, index) => `key${index}`);
  await Promise.all(keys.map((key) => users.updateUserMetadata(user.id, { publicMetadata: { [key]: true } })));
  assert.deepEqual(Object.keys((await users.getUser(user.id)).publicMetadata).sort(), keys);
});
