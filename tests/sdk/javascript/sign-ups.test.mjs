// Sign-ups, which people begin in a browser.
import assert from 'node:assert/strict';
import { fixture } from './support/environment.mjs';
import { unique, unknownId } from './support/names.mjs';
import { clerk, refused, scenario } from './support/sdk.mjs';

const { signUps } = clerk;

scenario('a sign-up is found and marked', async () => {
  const { sign_up_id: id, email_address: emailAddress } = fixture('sign_up');
  const found = await signUps.get(id);
  assert.deepEqual([found.id, found.status, found.emailAddress], [id, 'missing_requirements', emailAddress]);
  assert.deepEqual([found.createdUserId, found.createdSessionId], [null, null]);
  assert.ok(found.unverifiedFields.includes('email_address'));
  assert.equal(found.verifications.emailAddress.nextAction, 'needs_prepare');
  assert.ok(found.abandonAt > Date.now());
  const externalId = unique('own');
  const changed = await signUps.update({ signUpAttemptId: id, externalId, customAction: true });
  assert.deepEqual([changed.externalId, changed.customAction], [externalId, true]);
  assert.deepEqual(await signUps.get(id), changed);
});

scenario('a sign-up that does not exist is refused', async () => {
  const notFound = { status: 404, code: 'resource_not_found' };
  await refused(signUps.get(unknownId('sua')), notFound);
  await refused(signUps.update({ signUpAttemptId: unknownId('sua'), customAction: true }), notFound);
});
