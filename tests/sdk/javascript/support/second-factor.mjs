// Codes of an authenticator application (RFC 6238: SHA-1, six digits, thirty seconds).
import { createHmac, randomBytes, randomInt } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A secret of 160 bits in base32. */
export const newSecret = () => Array.from({ length: 32 }, () => alphabet[randomInt(32)]).join('');

function fromBase32(text) {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

/** The code of the period that holds `at`, milliseconds since the epoch. */
export function totp(secret, at = Date.now()) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const value = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(value % 1_000_000).padStart(6, '0');
}

/** A code that is right in none of the periods around now. */
export function wrongTotp(secret) {
  const near = [-2, -1, 0, 1, 2].map((period) => totp(secret, Date.now() + period * 30_000));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code));
}

export const newBackupCodes = (count = 3) => Array.from({ length: count }, () => randomBytes(4).toString('hex'));
