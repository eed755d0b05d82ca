// Domains of the instance, proxies, redirect URLs and the webhooks' switch.
import assert from 'node:assert/strict';
import { unique, unknownId } from './support/names.mjs';
import { assertRecent, clerk, idOf, refused, scenario } from './support/sdk.mjs';

const notFound = { status: 404, code: 'resource_not_found' };

scenario('a satellite domain comes, changes and goes', async () => {
  const name = `${unique('s')}.example:3000`;
  const made = await clerk.domains.add({ name, is_satellite: true });
  assert.match(made.id, idOf('dmn'));
  assert.deepEqual([made.name, made.isSatellite], [name, true]);
  const { data, totalCount } = await clerk.domains.list();
  assert.equal(data.length, totalCount);
  assert.deepEqual([data[0].isSatellite, data.some((domain) => domain.id === made.id)], [false, true]);
  const renamed = `${unique('s')}.example`;
  assert.equal((await clerk.domains.update({ domainId: made.id, name: renamed })).name, renamed);
  await refused(clerk.domains.update({ domainId: made.id, proxy_url: 'https://example.com/__clerk' }), { status: 400, code: 'domain_update_forbidden' });
  assert.equal((await clerk.domains.delete(made.id)).deleted, true);
  await refused(clerk.domains.delete(made.id), notFound);
  await refused(clerk.domains.delete(data[0].id), { status: 403, code: 'operation_not_allowed_on_primary_domain' });
});

scenario('a proxy that nobody runs does not work', async () => {
  const { data } = await clerk.domains.list();
  const check = await clerk.proxyChecks.verify({ domainId: data[0].id, proxyUrl: 'http://127.0.0.1:1/__clerk' });
  assert.match(check.id, idOf('proxychk'));
  assert.deepEqual([check.domainId, check.successful, check.proxyUrl], [data[0].id, false, 'http://127.0.0.1:1/__clerk']);
  assertRecent(check.lastRunAt);
  await refused(clerk.proxyChecks.verify({ domainId: data[0].id, proxyUrl: 'nowhere' }), { status: 422, code: 'form_param_format_invalid', param: 'proxy_url' });
});

scenario('a redirect URL is allowed once and taken off', async () => {
  const url = `${unique('app')}://back`;
  const made = await clerk.redirectUrls.createRedirectUrl({ url });
  assert.match(made.id, idOf('ru'));
  assert.equal((await clerk.redirectUrls.getRedirectUrl(made.id)).url, url);
  await refused(clerk.redirectUrls.createRedirectUrl({ url }), { status: 400, code: 'duplicate_record' });
  await refused(clerk.redirectUrls.createRedirectUrl({ url: 'javascript://x' }), { status: 422, code: 'form_param_value_invalid', param: 'url' });
  const { data } = await clerk.redirectUrls.getRedirectUrlList();
  assert.ok(data.some((one) => one.id === made.id), 'the latest come first');
  assert.equal((await clerk.redirectUrls.deleteRedirectUrl(made.id)).id, made.id);
  await refused(clerk.redirectUrls.getRedirectUrl(made.id), notFound);
});

scenario('webhooks are turned on once and off again', async () => {
  // An earlier run may have left them on.
  await clerk.webhooks.deleteSvixApp().catch(() => undefined);
  await refused(clerk.webhooks.generateSvixAuthURL(), { status: 400, code: 'svix_app_missing' });
  const { svix_url: link } = await clerk.webhooks.createSvixApp();
  assert.equal((await fetch(link)).status, 200);
  await refused(clerk.webhooks.createSvixApp(), { status: 400, code: 'svix_app_exists' });
  assert.equal((await fetch((await clerk.webhooks.generateSvixAuthURL()).svix_url)).status, 200);
  await clerk.webhooks.deleteSvixApp();
  assert.equal((await fetch(link)).status, 403, 'a link for what was turned off');
  await refused(clerk.webhooks.deleteSvixApp(), { status: 400, code: 'svix_app_missing' });
  await refused(clerk.redirectUrls.getRedirectUrl(unknownId('ru')), notFound);
});
