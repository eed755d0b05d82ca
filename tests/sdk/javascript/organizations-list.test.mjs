// GET /organizations: filters, orders, pages.
import assert from 'node:assert/strict';
import { unique, unknownId } from './support/names.mjs';
import { addMember, assertSameSet, clerk, ids, inOrder, makeOrganization, makeTeam, makeUser, refused, scenario } from './support/sdk.mjs';

const { organizations } = clerk;

const list = (params) => organizations.getOrganizationList(params);

async function assertFound(filter, expected) {
  const { data, totalCount } = await list({ limit: 100, ...filter });
  assertSameSet(ids(data), ids(expected));
  assert.equal(totalCount, expected.length, 'the count');
}

scenario('organizations are found by a part of their name or slug, and by their whole id', async () => {
  const [name, slug] = [unique('Quarry'), unique('pit')];
  const organization = await makeOrganization({ name, slug });
  await makeOrganization();
  await assertFound({ query: name.slice(2).toUpperCase() }, [organization]);
  await assertFound({ query: slug.slice(1) }, [organization]);
  await assertFound({ query: organization.id }, [organization]);
  await assertFound({ query: organization.id.slice(0, -2) }, []);
});

scenario('organizations are found by their members, and left out with a minus', async () => {
  const [one, two] = [await makeTeam(), await makeTeam()];
  const both = await makeUser();
  await addMember(one.organization, both);
  await addMember(two.organization, both);
  await assertFound({ userId: [one.admin.id] }, [one.organization]);
  await assertFound({ userId: [one.admin.id, `+${two.admin.id}`] }, [one.organization, two.organization]);
  await assertFound({ userId: [both.id, `-${one.admin.id}`] }, [two.organization]);
  await assertFound({ userId: [unknownId('user')] }, []);
});

scenario('organizations are found by their ids, and left out with a minus', async () => {
  const [one, two, three] = await inOrder([1, 2, 3], () => makeOrganization());
  await assertFound({ organizationId: [one.id, `+${two.id}`, unknownId('org')] }, [one, two]);
  const word = unique('Grove');
  const named = await inOrder([1, 2], () => makeOrganization({ name: word }));
  await assertFound({ query: word, organizationId: [`-${named[0].id}`] }, [named[1]]);
  await assertFound({ query: word, organizationId: [three.id] }, []);
});

scenario('organizations are ordered by name', async () => {
  const [c, a, b] = await inOrder(['Charlie', 'Alpha', 'Bravo'], (name) => makeOrganization({ name: unique(name) }));
  const ordered = async (orderBy) => ids((await list({ organizationId: ids([a, b, c]), orderBy })).data);
  assert.deepEqual(await ordered('name'), ids([a, b, c]));
  assert.deepEqual(await ordered('-name'), ids([c, b, a]));
});

scenario('organizations are ordered by the time they were created, newest first by default', async () => {
  const days = ['2016-01-02', '2014-01-02', '2015-01-02'];
  const [late, early, middle] = await inOrder(days, (day) => makeOrganization({ createdAt: new Date(day) }));
  const ordered = async (orderBy) => ids((await list({ organizationId: ids([late, early, middle]), orderBy })).data);
  assert.deepEqual(await ordered('+created_at'), ids([early, middle, late]));
  assert.deepEqual(await ordered('-created_at'), ids([late, middle, early]));
  assert.deepEqual(await ordered(undefined), ids([late, middle, early]));
});

scenario('organizations are ordered by the number of their members', async () => {
  const [none, { organization: one }, { organization: two }] = [await makeOrganization(), await makeTeam(), await makeTeam()];
  await addMember(two, await makeUser());
  const ordered = async (orderBy) => (await list({ organizationId: ids([none, one, two]), orderBy, includeMembersCount: true })).data;
  assert.deepEqual(ids(await ordered('+members_count')), ids([none, one, two]));
  assert.deepEqual(ids(await ordered('-members_count')), ids([two, one, none]));
  assert.deepEqual((await ordered('-members_count')).map((each) => each.membersCount), [2, 1, 0]);
});

scenario('organizations come in pages, and the count ignores them', async () => {
  const days = [2011, 2012, 2013, 2014, 2015].map((year) => new Date(`${year}-06-01`));
  const all = await inOrder(days, (createdAt) => makeOrganization({ createdAt }));
  const page = async (offset) => {
    const { data, totalCount } = await list({ organizationId: ids(all), orderBy: 'created_at', limit: 2, offset });
    assert.equal(totalCount, 5);
    return ids(data);
  };
  assert.deepEqual([...(await page(0)), ...(await page(2)), ...(await page(4))], ids(all));
});

scenario('orders, limits and numbers of values have bounds', async () => {
  await refused(list({ orderBy: 'colour' }), { status: 422, code: 'form_param_value_invalid', param: 'order_by' });
  await refused(list({ limit: 501 }), {
    status: 422,
    code: ['form_param_value_invalid', 'form_param_format_invalid'],
    param: 'limit',
  });
  await refused(list({ organizationId: Array.from({ length: 101 }, () => unknownId('org')) }), {
    status: 422,
    code: 'form_param_array_size_exceeded',
    param: 'organization_id',
  });
});
