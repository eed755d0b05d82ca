// Values that no other scenario, suite or earlier run has used.
import { randomBytes, randomInt } from 'node:crypto';

const run = randomBytes(5).toString('hex');
let last = 0;

/** A label, a dash and fourteen letters and digits: never the beginning of another. */
export const unique = (label = 'x') => `${label}-${run}${(last += 1).toString(36).padStart(4, '0')}`;

export const uniqueEmail = (label = 'someone') => `${unique(label)}@example.com`;

/** An address whose codes are never delivered: in test mode the code is always 424242. */
export const testModeEmail = (label = 'someone') => `${unique(label)}+clerk_test@example.com`;

export const uniqueUsername = (label = 'nick') => unique(label).replace('-', '_');

// Overlays apart, any number with one of these area codes and seven digits not beginning with 0 or 1 can be dialled.
const areaCodes = [201, 202, 203, 206, 212, 213, 215, 216, 303, 305, 312, 313, 404, 415, 503, 512, 602, 617, 702, 713];
const pick = (list) => list[randomInt(list.length)];
const digits = (count) => String(randomInt(10 ** count)).padStart(count, '0');

/** A number of the North American plan in E.164. */
export function uniquePhone() {
  const [exchange, line] = [`${randomInt(2, 10)}${digits(2)}`, digits(4)];
  // 555-01xx is kept for test mode, N11 for services.
  return exchange === '555' || exchange.endsWith('11') ? uniquePhone() : `+1${pick(areaCodes)}${exchange}${line}`;
}

/** A number of the range that test mode serves; there are few, so its user should be deleted afterwards. */
export const testModePhone = () => `+1${pick(areaCodes)}55501${digits(2)}`;

export const uniqueWallet = () => `0x${randomBytes(20).toString('hex')}`;

/** Long, mixed and in no list of leaked passwords. */
export const strongPassword = () => `Fd-${randomBytes(15).toString('hex')}-Z9!`;

/** An id of the right form that was never given to anything. */
export function unknownId(prefix) {
  const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  return `${prefix}_2${Array.from({ length: 26 }, () => pick([...letters])).join('')}`;
}
