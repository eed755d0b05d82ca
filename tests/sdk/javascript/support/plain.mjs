// Requests without the SDK: for what it cannot send, and for other API versions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiUrl, apiVersion, secretKey } from './environment.mjs';
import { unique, uniqueEmail } from './names.mjs';
import { existsIn } from './operations.mjs';

/** One scenario by plain requests; stands aside where the version in use lacks one of the operations. */
export function plainScenario(name, operations, body, version = apiVersion) {
  const absent = operations.filter((operation) => !existsIn(operation, version));
  test(name, { skip: absent.length > 0 && `${version} has no ${absent.join(', ')}` }, body);
}

/**
 * Sends one request and reads the whole answer. `body` is sent as JSON, `text` as it is, `form` as multipart;
 * `query` holds values or lists of values. `version` or `key` of null leave the header out.
 */
export async function request(method, path, options = {}) {
  const { query = {}, body, text, form, headers = {}, version = apiVersion, key = secretKey, prefix = '/v1' } = options;
  const url = new URL(`${apiUrl}${prefix}${path}`);
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) url.searchParams.append(name, one);
  }
  const sent = new Headers();
  if (key) sent.set('Authorization', `Bearer ${key}`);
  if (version) sent.set('Clerk-API-Version', version);
  if (body !== undefined || text !== undefined) sent.set('Content-Type', 'application/json');
  for (const [name, value] of Object.entries(headers)) sent.set(name, value);
  const content = form ?? text ?? (body === undefined ? undefined : JSON.stringify(body));
  const answer = await fetch(url, { method, headers: sent, body: content, redirect: 'manual' });
  const received = await answer.text();
  let json;
  try {
    json = JSON.parse(received);
  } catch {
    json = undefined;
  }
  return { status: answer.status, headers: answer.headers, text: received, json };
}

/** Sends a request that has to succeed and gives back its JSON. */
export async function succeed(method, path, options) {
  const answer = await request(method, path, options);
  assert.ok(answer.status >= 200 && answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`);
  if ([202, 204].includes(answer.status)) {
    assert.deepEqual([answer.text, answer.headers.get('content-type')], ['', null]);
    return undefined;
  }
  assert.equal(answer.headers.get('content-type'), 'application/json');
  return answer.json;
}

/** Asserts the error envelope, exactly as every client reads it, and gives back the error that was asked for. */
export function assertRefused(answer, { status, code, param }) {
  const told = `${answer.status} ${answer.text}`;
  assert.ok([status].flat().includes(answer.status), `expected status ${status}, was ${told}`);
  assert.equal(answer.headers.get('content-type'), 'application/json', told);
  assert.match(answer.json?.clerk_trace_id ?? '', /^[0-9a-f]{32}$/, told);
  assert.equal(answer.headers.get('clerk-trace-id'), answer.json.clerk_trace_id, told);
  assert.ok(answer.json.errors.length > 0, told);
  for (const error of answer.json.errors) {
    for (const name of ['message', 'long_message', 'code']) assert.equal(typeof error[name], 'string', told);
    if ('meta' in error) assert.ok(Object.keys(error.meta).length > 0, `an empty meta is left out: ${told}`);
  }
  const found = answer.json.errors.find(
    (error) => [code].flat().includes(error.code) && (!param || [param].flat().includes(error.meta?.param_name)),
  );
  assert.ok(found, `expected ${code} about ${param ?? 'nothing in particular'}: ${told}`);
  return found;
}

/** Sends a request that has to be refused so. */
export async function refuse(method, path, options, expected) {
  return assertRefused(await request(method, path, options), expected);
}

/** Asserts that something was really made. */
function made(one, prefix) {
  assert.ok(one.id?.startsWith(`${prefix}_`), JSON.stringify(one));
  return one;
}

export const userBody = (rest = {}) => ({ email_address: [uniqueEmail()], skip_password_requirement: true, ...rest });

/** A user with one address and no password, unless `rest` says otherwise. */
export const newUser = async (rest) => made(await succeed('POST', '/users', { body: userBody(rest) }), 'user');

/** An organization, without members unless `rest` names a creator. */
export const newOrganization = async (rest) =>
  made(await succeed('POST', '/organizations', { body: { name: unique('Works'), max_allowed_memberships: 50, ...rest } }), 'org');

/** An organization with its administrator. */
export async function newTeam() {
  const admin = await newUser();
  return { admin, organization: await newOrganization({ created_by: admin.id }) };
}
