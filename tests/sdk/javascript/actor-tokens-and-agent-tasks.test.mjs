// Tickets by which somebody else acts as a user, and tokens for automated tests.
import assert from 'node:assert/strict';
import { unique, unknownId } from './support/names.mjs';
import { clerk, idOf, makeUser, refused, scenario } from './support/sdk.mjs';
import { assertSigned, assertTicket } from './support/tokens.mjs';

const { actorTokens, agentTasks, testingTokens } = clerk;

scenario('an actor token is a ticket for an hour', async () => {
  const user = await makeUser();
  const actor = { sub: unknownId('user') };
  const token = await actorTokens.create({ userId: user.id, actor });
  assert.match(token.id, idOf('act'));
  assert.deepEqual([token.status, token.userId, token.actor], ['pending', user.id, actor]);
  assert.equal(new URL(token.url).searchParams.get('ticket'), token.token);
  await assertTicket(token.url, { kind: 'actor_token', id: token.id, lifetime: 3600 });
  const brief = await actorTokens.create({ userId: user.id, actor, expiresInSeconds: 60, sessionMaxDurationInSeconds: 60 });
  await assertTicket(brief.url, { kind: 'actor_token', id: brief.id, lifetime: 60 });
});

scenario('an actor token is revoked once', async () => {
  const token = await actorTokens.create({ userId: (await makeUser()).id, actor: { sub: 'somebody' } });
  const revoked = await actorTokens.revoke(token.id);
  assert.deepEqual([revoked.id, revoked.status, revoked.actor], [token.id, 'revoked', { sub: 'somebody' }]);
  await refused(actorTokens.revoke(token.id), { status: 400, code: 'actor_token_cannot_be_revoked_code' });
  await refused(actorTokens.revoke(unknownId('act')), { status: 404, code: 'resource_not_found' });
});

scenario('an actor token needs a user and an actor', async () => {
  const user = await makeUser();
  const actor = { sub: 'somebody' };
  await refused(actorTokens.create({ userId: unknownId('user'), actor }), { status: 422, code: 'form_resource_not_found', param: 'user_id' });
  await refused(actorTokens.create({ actor }), { status: 422, code: 'form_param_missing', param: 'user_id' });
  await refused(actorTokens.create({ userId: user.id, actor: {} }), { status: 422, code: 'form_param_missing', param: 'actor.sub' });
  await refused(actorTokens.create({ userId: user.id, actor, expiresInSeconds: -1 }), {
    status: 422, code: 'form_param_value_invalid', param: 'expires_in_seconds',
  });
});

const task = (rest = {}) => ({
  permissions: '*', agentName: unique('agent'), taskDescription: 'Books a flight', redirectUrl: 'https://app.example.com/start',
  ...rest,
});

scenario('an agent task is a link that signs in', async () => {
  const user = await makeUser();
  const fields = task({ onBehalfOf: { userId: user.id } });
  const made = await agentTasks.create(fields);
  assert.match(made.agentTaskId, idOf('agttsk'));
  assert.match(made.agentId, idOf('agent'));
  assert.equal(made.taskId, made.agentTaskId);
  const link = new URL(made.url);
  assert.ok(link.pathname.endsWith('/v1/agents/tasks'));
  const { payload } = await assertSigned(link.searchParams.get('ticket'));
  assert.deepEqual([payload.st, payload.sid], ['agent_task', made.agentTaskId]);
  const identifier = user.emailAddresses[0].emailAddress;
  const again = await agentTasks.create({ ...fields, onBehalfOf: { identifier } });
  assert.equal(again.agentId, made.agentId);
  assert.notEqual(again.agentTaskId, made.agentTaskId);
});

scenario('an agent task is revoked once', async () => {
  const made = await agentTasks.create(task({ onBehalfOf: { userId: (await makeUser()).id } }));
  const revoked = await agentTasks.revoke(made.agentTaskId);
  assert.deepEqual([revoked.agentTaskId, revoked.agentId, revoked.url], [made.agentTaskId, made.agentId, undefined]);
  await refused(agentTasks.revoke(made.agentTaskId), { status: 400, code: 'agent_task_cannot_be_revoked' });
  await refused(agentTasks.revoke(unknownId('agttsk')), { status: 404, code: 'agent_task_not_found' });
});

scenario('an agent task needs exactly one user', async () => {
  const user = await makeUser();
  const unknown = { status: 404, code: 'agent_task_subject_not_found' };
  await refused(agentTasks.create(task({ onBehalfOf: { userId: unknownId('user') } })), unknown);
  await refused(agentTasks.create(task({ onBehalfOf: { identifier: `${unique('x')}@example.com` } })), unknown);
  await refused(agentTasks.create(task({ onBehalfOf: {} })), { status: 422, code: 'form_param_missing', param: 'on_behalf_of' });
  const both = { userId: user.id, identifier: user.emailAddresses[0].emailAddress };
  await refused(agentTasks.create(task({ onBehalfOf: both })), { status: 422, code: 'form_param_value_invalid', param: 'on_behalf_of' });
  await refused(agentTasks.create(task({ onBehalfOf: { userId: user.id }, permissions: 'read' })), {
    status: 422, code: 'form_param_value_invalid', param: 'permissions',
  });
});

scenario('a testing token lasts an hour', async () => {
  const made = await testingTokens.createTestingToken();
  assert.equal(typeof made.token, 'string');
  // The SDK knows no such object, and hands it on as it came.
  const expiresAt = made.expires_at ?? made.expiresAt;
  assert.ok(Math.abs(expiresAt - Date.now() / 1000 - 3600) < 300, String(expiresAt));
  assert.notEqual((await testingTokens.createTestingToken()).token, made.token);
});
