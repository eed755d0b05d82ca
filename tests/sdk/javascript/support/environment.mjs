// What the suite is told about the server under test; nothing else is configured anywhere.
import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';

// Node 18, which Debian 12 has, keeps it in its module; libraries look for it here.
globalThis.crypto ??= webcrypto;

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: see README.md beside the suite`);
  return value;
}

export const apiUrl = required('FRONTDESK_API_URL').replace(/\/+$/, '');
export const secretKey = required('FRONTDESK_SECRET_KEY');
export const publishableKey = required('FRONTDESK_PUBLISHABLE_KEY');

/** The version that the SDK in use sends with every call. */
export const newestVersion = '2026-05-12';

/** The version that plain requests send unless a scenario is about one of its own. */
export const apiVersion = process.env.FRONTDESK_API_VERSION || newestVersion;

/** Only plain requests: the scenarios of the SDK, which cannot change its version, stand aside. */
export const plainRequestsOnly = process.env.FRONTDESK_RAW === '1';

let loaded;

/**
 * A thing that a browser or an operator made before the run; one scenario may use it up. What the file keeps under
 * `javascript` is meant for this suite alone and wins.
 */
export function fixture(name) {
  loaded ??= JSON.parse(readFileSync(required('FRONTDESK_FIXTURES'), 'utf8'));
  const found = loaded.javascript?.[name] ?? loaded[name];
  if (found === undefined) throw new Error(`the fixtures hold no ${name}`);
  return found;
}
