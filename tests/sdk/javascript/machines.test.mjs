// Machines: programs that prove to each other which they are, and which may talk to which.
import assert from 'node:assert/strict';
import { unique, unknownId } from './support/names.mjs';
import { assertRecent, clerk, connect, idOf, ids, inOrder, refused, scenario } from './support/sdk.mjs';

const { machines } = clerk;
const notFound = { status: 404, code: 'resource_not_found' };

const create = (rest = {}) => machines.create({ name: unique('machine'), ...rest });
/** Whether a key makes tokens. */
const works = (machineSecretKey) => connect().m2m.createToken({ machineSecretKey }).then(() => true, () => false);

scenario('a machine comes and goes', async () => {
  const other = await create();
  const machine = await create({ scopedMachines: [other.id], defaultTokenTtl: 120 });
  assert.match(machine.id, idOf('mch'));
  assert.match(machine.secretKey, /^ak_[0-9A-Za-z]+$/);
  assertRecent(machine.createdAt);
  assert.deepEqual([ids(machine.scopedMachines), machine.defaultTokenTtl], [[other.id], 120]);
  const found = await machines.get(machine.id);
  assert.equal(found.secretKey, undefined);
  assert.deepEqual({ ...found, secretKey: machine.secretKey }, { ...machine });
  const name = unique('renamed');
  const changed = await machines.update({ machineId: machine.id, name, defaultTokenTtl: 60 });
  assert.deepEqual([changed.name, changed.defaultTokenTtl, ids(changed.scopedMachines)], [name, 60, [other.id]]);
  const deleted = await machines.delete(machine.id);
  assert.equal(deleted.id, machine.id);
  await refused(machines.get(machine.id), notFound);
  await refused(machines.delete(machine.id), notFound);
  assert.equal(await works(machine.secretKey), false);
});

scenario('machines are found by name and id, in order and by pages', async () => {
  const label = unique('crowd');
  const made = await inOrder(['b', 'a', 'c'], (letter) => create({ name: `${label} ${letter}` }));
  const names = async (options) => (await machines.list({ query: label, ...options })).data.map((one) => one.name.at(-1));
  assert.deepEqual(await names({ orderBy: 'name' }), ['a', 'b', 'c']);
  assert.deepEqual(await names({ orderBy: '-name', limit: 1, offset: 1 }), ['b']);
  assert.equal((await machines.list({ query: label.toUpperCase(), limit: 1 })).totalCount, 3);
  assert.deepEqual(ids((await machines.list({ query: made[1].id })).data), [made[1].id]);
  await refused(machines.list({ orderBy: 'shoe_size' }), { status: 422, code: 'form_param_value_invalid', param: 'order_by' });
});

scenario('a key is read again, and replaced while both work or at once', async () => {
  const machine = await create();
  assert.equal((await machines.getSecretKey(machine.id)).secret, machine.secretKey);
  const second = (await machines.rotateSecretKey({ machineId: machine.id, previousTokenTtl: 3600 })).secret;
  assert.deepEqual([await works(machine.secretKey), await works(second)], [true, true]);
  assert.equal((await machines.getSecretKey(machine.id)).secret, second);
  const third = (await machines.rotateSecretKey({ machineId: machine.id, previousTokenTtl: 0 })).secret;
  assert.deepEqual([await works(machine.secretKey), await works(second), await works(third)], [false, false, true]);
  await refused(machines.rotateSecretKey({ machineId: machine.id, previousTokenTtl: 28_801 }), {
    status: 422, code: 'form_param_value_invalid', param: 'previous_token_ttl',
  });
  await refused(machines.getSecretKey(unknownId('mch')), notFound);
});

scenario('access is given and taken away', async () => {
  const [one, two] = [await create(), await create()];
  const scope = await machines.createScope(one.id, two.id);
  assert.deepEqual([scope.fromMachineId, scope.toMachineId], [one.id, two.id]);
  assertRecent(scope.createdAt);
  assert.deepEqual(ids((await machines.get(one.id)).scopedMachines), [two.id]);
  assert.deepEqual((await machines.get(two.id)).scopedMachines, []);
  await refused(machines.createScope(one.id, two.id), { status: 409, code: 'conflict' });
  await refused(machines.createScope(one.id, one.id), { status: 422, code: 'form_param_value_invalid', param: 'to_machine_id' });
  await refused(machines.createScope(one.id, unknownId('mch')), { ...notFound, param: 'to_machine_id' });
  assert.equal((await machines.deleteScope(one.id, two.id)).deleted, true);
  await refused(machines.deleteScope(one.id, two.id), notFound);
});

scenario('what cannot be a machine is refused', async () => {
  await refused(create({ name: '' }), { status: 422, code: 'form_param_min_length_exceeded', param: 'name' });
  await refused(create({ defaultTokenTtl: -1 }), { status: 422, code: 'form_param_value_invalid', param: 'default_token_ttl' });
  await refused(create({ scopedMachines: [unknownId('mch')] }), {
    status: 404, code: 'resource_not_found', param: 'scoped_machines',
  });
  await refused(machines.update({ machineId: unknownId('mch'), name: 'x' }), notFound);
});
