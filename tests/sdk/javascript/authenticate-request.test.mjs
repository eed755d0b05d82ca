// The table of verdicts that crates/sdk keeps to, held against the SDK that it names. No server is needed: keys are made
// here, and what the API would say of an opaque token follows from its name.
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { createAuthenticateRequest } from '@clerk/backend/internal';

const table = JSON.parse(readFileSync(new URL('../authenticate-request.json', import.meta.url), 'utf8'));
const secretKey = 'sk_live_0123456789abcdefghijklmnopqrstuvwxyz';
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const pairs = { own: pair(), other: pair() };
const jwk = { ...pairs.own.publicKey.export({ format: 'jwk' }), kid: 'ins_own', alg: 'RS256', use: 'sig' };
const encode = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const times = ['exp', 'iat', 'nbf'];

/** A token as a row describes it: like another one but for what it says. */
function make(description, now) {
  if (description.text !== undefined) return description.text;
  const { like, key = 'own', damage } = description;
  const merge = (part) =>
    Object.fromEntries(Object.entries({ ...table.likes[like][part], ...description[part] }).filter(([, value]) => value !== null));
  const kid = key === 'other' ? 'ins_other' : 'ins_own';
  const header = merge('header');
  if (description.header?.kid !== null) header.kid = kid;
  const claims = merge('claims');
  for (const name of times) if (name in claims) claims[name] += now;
  const input = `${encode(header)}.${encode(claims)}`;
  const signature = sign('RSA-SHA256', Buffer.from(input), pairs[key === 'own' ? 'own' : 'other'].privateKey).toString('base64url');
  if (damage === 'claims') return `${encode(header)}.${encode({ ...claims, sid: 'sess_2' })}.${signature}`;
  if (damage === 'signature') return `${input}.${signature[0] === 'B' ? 'C' : 'B'}${signature.slice(1)}`;
  if (damage === 'unsigned') return `${input}.`;
  if (damage === 'cut') return input;
  return `${input}.${signature}`;
}

/** What the API knows of an opaque token. */
function known(kind, token) {
  const state = token.split('_').pop();
  if (state === 'unauthorized') return [401, { errors: [{ code: 'clerk_key_invalid', message: 'no', long_message: 'no' }] }];
  if (state === 'broken') return [500, { errors: [{ code: 'internal_clerk_error', message: 'no', long_message: 'no' }] }];
  if (state === 'malformed') return [400, { errors: [{ code: 'bad_request', message: 'no', long_message: 'no' }] }];
  if (state !== 'active') return [404, { errors: [{ code: 'resource_not_found', message: 'no', long_message: 'no' }] }];
  const common = { scopes: [], revoked: false, revocation_reason: null, expired: false, expiration: null, created_at: 1, updated_at: 1 };
  if (kind === 'api_key') return [200, { object: 'api_key', id: 'ak_1', type: 'api_key', subject: 'user_1', name: 'key', ...common }];
  if (kind === 'm2m_token') return [200, { object: 'machine_to_machine_token', id: 'mt_1', subject: 'mch_1', ...common }];
  const aud = token.includes('audience') ? { aud: ['https://api.example.com'] } : {};
  return [200, { object: 'clerk_idp_oauth_access_token', id: 'oat_1', client_id: 'client_1', subject: 'user_1', ...common, ...aud }];
}

const paths = {
  '/api_keys/verify': ['api_key', (body) => body.secret],
  '/m2m_tokens/verify': ['m2m_token', (body) => body.token],
  '/oauth_applications/access_tokens/verify': ['oauth_token', (body) => body.access_token],
};

let api;
let apiUrl;

before(async () => {
  api = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const found = paths[request.url.replace(/^\/v1/, '')];
    const [status, body] = found ? known(found[0], found[1](JSON.parse(text))) : [200, { keys: [jwk] }];
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise((resolve) => api.listen(0, '127.0.0.1', resolve));
  apiUrl = `http://127.0.0.1:${api.address().port}`;
});

after(() => {
  api.closeAllConnections();
  api.close();
});

const suffix = (key) => createHash('sha1').update(key).digest('base64url').slice(0, 8);

/** The request that a row describes. */
function request(row, now) {
  const publishableKey = row.publishable_key ?? table.publishable_key;
  const fill = (text) =>
    text.replace('{token}', () => make(row.token, now)).replace('{other}', () => make(row.other, now));
  const headers = {};
  const authorization = row.authorization ?? (row.token && !row.cookies ? 'Bearer {token}' : undefined);
  if (authorization !== undefined) headers.authorization = fill(authorization);
  if (row.cookies) {
    const value = (given) => (typeof given === 'number' ? String(now + given) : fill(given));
    headers.cookie = Object.entries(row.cookies)
      .map(([name, given]) => `${name.replace('*', suffix(publishableKey))}=${value(given)}`)
      .join('; ');
  }
  const query = row.query ? `?${row.query}` : '';
  return new Request(`https://app.example.com/page${query}`, { method: row.method ?? 'GET', headers });
}

async function verdict(row) {
  const { authenticateRequest } = createAuthenticateRequest({ options: { apiUrl, secretKey } });
  const state = await authenticateRequest(request(row, Math.floor(Date.now() / 1000)), {
    acceptsToken: row.accepts.length === 4 ? 'any' : row.accepts.length === 1 ? row.accepts[0] : row.accepts,
    publishableKey: row.publishable_key ?? table.publishable_key,
    audience: row.audience,
    authorizedParties: row.parties,
  });
  if (!state.isAuthenticated) return state.reason;
  const auth = state.toAuth();
  if (auth.isAuthenticated) return null;
  return auth.sessionStatus === 'pending' ? 'session-pending' : 'signed out';
}

for (const row of table.rows) {
  test(row.name, async () => assert.equal(await verdict(row), row.javascript));
}
