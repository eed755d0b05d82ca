// Reading tokens without the SDK, so that it is not its own judge.
import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { succeed } from './plain.mjs';

const part = (text) => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));

/** Header and payload of a token, unverified. */
export function decode(token) {
  const parts = token.split('.');
  assert.equal(parts.length, 3, 'a token has three parts');
  return { header: part(parts[0]), payload: part(parts[1]) };
}

/** The only key that the instance signs with. */
export async function signingKey() {
  const { keys } = await succeed('GET', '/jwks');
  assert.equal(keys.length, 1);
  return keys[0];
}

/** Asserts the signature by the published key, and gives back header and payload. */
export async function assertSigned(token) {
  const [head, body, signature] = token.split('.');
  const key = createPublicKey({ key: await signingKey(), format: 'jwk' });
  const valid = verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'));
  assert.ok(valid, 'the signature does not fit the published key');
  return decode(token);
}

export async function pem() {
  return createPublicKey({ key: await signingKey(), format: 'jwk' }).export({ type: 'spki', format: 'pem' });
}

/** Asserts a link to be accepted by whoever holds it, and gives back the payload of its ticket. */
export async function assertTicket(url, { kind, id, lifetime }) {
  const link = new URL(url);
  assert.ok(link.pathname.endsWith('/v1/tickets/accept'), url);
  const { header, payload } = await assertSigned(link.searchParams.get('ticket'));
  assert.deepEqual(header, { alg: 'RS256', typ: 'JWT' });
  assert.deepEqual([payload.st, payload.sid, payload.iid], [kind, id, (await signingKey()).kid]);
  assert.equal(payload.eis, lifetime);
  const expected = Date.now() / 1000 + lifetime;
  assert.ok(Math.abs(payload.exp - expected) < 300, `exp ${payload.exp}, expected about ${expected}`);
  return payload;
}

/** The same token speaking of somebody else. */
export function tampered(token) {
  const [head, body, signature] = token.split('.');
  const payload = { ...part(body), sub: 'user_somebodyElse' };
  return [head, Buffer.from(JSON.stringify(payload)).toString('base64url'), signature].join('.');
}
