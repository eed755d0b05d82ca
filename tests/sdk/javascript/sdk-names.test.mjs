// The names that the catalogue gives for this SDK exist on its client.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { clerk, scenario } from './support/sdk.mjs';

scenario('every name of the catalogue is a call of the SDK', () => {
  const catalogue = JSON.parse(readFileSync(process.env.FRONTDESK_CATALOGUE, 'utf8'));
  const names = new Set(catalogue.map((operation) => operation.sdk.javascript).filter(Boolean));
  assert.ok(names.size > 150, `only ${names.size} operations are named`);
  for (const name of names) {
    const [resource, method] = name.split('.');
    assert.equal(typeof clerk[resource]?.[method], 'function', name);
  }
});
