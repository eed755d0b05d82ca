// The official client, told nothing but where the server is, and what the scenarios written with it share.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClerkClient } from '@clerk/backend';
import { isClerkAPIResponseError } from '@clerk/backend/errors';
import { apiUrl, plainRequestsOnly, publishableKey, secretKey } from './environment.mjs';
import { unique, uniqueEmail } from './names.mjs';

export const connect = (overrides = {}) =>
  createClerkClient({ apiUrl, secretKey, publishableKey, telemetry: { disabled: true }, ...overrides });

export const clerk = connect();

/** One scenario through the SDK. */
export const scenario = (name, body) => test(name, { skip: plainRequestsOnly && 'only plain requests are wanted' }, body);

export const idOf = (prefix) => new RegExp(`^${prefix}_[0-9A-Za-z]{27}$`);

/** Runs `make` for every element, one after another, so that creation times follow the list. */
export async function inOrder(list, make) {
  const made = [];
  for (const element of list) made.push(await make(element));
  return made;
}

/** A user with one address and no password, unless `overrides` say otherwise. */
export const makeUser = (overrides = {}) =>
  clerk.users.createUser({ emailAddress: [uniqueEmail()], skipPasswordRequirement: true, ...overrides });

/** An organization; a member who administers it when `createdBy` is given. */
export const makeOrganization = (overrides = {}) =>
  clerk.organizations.createOrganization({ name: unique('Works'), ...overrides });

/** An organization with its administrator. */
export async function makeTeam(overrides = {}) {
  const admin = await makeUser();
  const organization = await makeOrganization({ createdBy: admin.id, maxAllowedMemberships: 50, ...overrides });
  return { admin, organization };
}

export const addMember = (organization, user, role = 'org:member') =>
  clerk.organizations.createOrganizationMembership({ organizationId: organization.id, userId: user.id, role });

const oneOf = (expected, actual) => [expected].flat().includes(actual);

/**
 * Asserts that a call is refused in the error envelope, with this status, code and parameter among its errors.
 * A list where one value is usual means that any of them is right. Gives back the error for closer looks.
 */
export async function refused(call, { status, code, param }) {
  let answer;
  try {
    answer = await call;
  } catch (error) {
    assert.ok(isClerkAPIResponseError(error), `not an answer of the API: ${error?.stack ?? error}`);
    const told = `status ${error.status}, errors ${JSON.stringify(error.errors)}`;
    assert.ok(oneOf(status, error.status), `expected status ${status}: ${told}`);
    assert.match(error.clerkTraceId ?? '', /^[0-9a-f]{32}$/, 'the trace id');
    for (const one of error.errors) {
      for (const text of [one.code, one.message, one.longMessage]) assert.equal(typeof text, 'string', told);
    }
    const found = error.errors.find((one) => oneOf(code, one.code) && (!param || oneOf(param, one.meta?.paramName)));
    assert.ok(found, `expected ${code} about ${param ?? 'nothing in particular'}: ${told}`);
    return error;
  }
  return assert.fail(`expected ${status} ${code}, was answered ${JSON.stringify(answer)?.slice(0, 300)}`);
}

export const codesOf = (error) => error.errors.map((one) => one.code);

/** Asserts a time in milliseconds within five minutes of now. */
export function assertRecent(milliseconds, what = 'the time') {
  assert.ok(Number.isInteger(milliseconds), `${what} is ${milliseconds}`);
  assert.ok(Math.abs(Date.now() - milliseconds) < 300_000, `${what} is ${new Date(milliseconds).toISOString()}`);
}

/** Ids of what a list answered, in its order. */
export const ids = (list) => list.map((one) => one.id);

/** Asserts that two lists hold the same elements, whatever their order. */
export const assertSameSet = (actual, expected) => assert.deepEqual([...actual].sort(), [...expected].sort());
