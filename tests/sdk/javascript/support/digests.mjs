// Digests of one password, each made the way its hasher does.
import { createCipheriv, createHash, pbkdf2Sync, scryptSync } from 'node:crypto';

/** The password that every digest here stands for. */
export const importedPassword = 'Correct-Horse-7-Battery';

const hash = (algorithm, ...parts) => parts.reduce((state, part) => state.update(part), createHash(algorithm)).digest();
const pbkdf2 = (salt, iterations, length, algorithm) => pbkdf2Sync(importedPassword, salt, iterations, length, algorithm);

const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Six bits a character, lowest first, three bytes at a time. */
function phpassText(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = bytes.subarray(at, at + 3);
    const value = group[0] | ((group[1] ?? 0) << 8) | ((group[2] ?? 0) << 16);
    for (let sextet = 0; sextet <= group.length; sextet += 1) text += alphabet[(value >> (6 * sextet)) & 63];
  }
  return text;
}

function phpass(password) {
  const [logOfRounds, salt] = [8, 'IQEjWg3z'];
  let state = hash('md5', salt, password);
  for (let round = 0; round < 2 ** logOfRounds; round += 1) state = hash('md5', state, password);
  return `$P$${alphabet[logOfRounds]}${salt}${phpassText(state)}`;
}

function symfony(iterations, salt) {
  const salted = `${importedPassword}{${salt}}`;
  let state = hash('sha512', salted);
  for (let round = 1; round < iterations; round += 1) state = hash('sha512', state, salted);
  return `sha512_symfony$${iterations}$${salt}$${state.toString('base64')}`;
}

function firebase() {
  const [signerKey, salt, separator, rounds, memoryCost] = [Buffer.alloc(64, 7), Buffer.from('frontdesk'), Buffer.from([0x1b]), 8, 12];
  const derived = scryptSync(importedPassword, Buffer.concat([salt, separator]), 64, { N: 2 ** memoryCost, r: rounds, p: 1 });
  const encrypted = createCipheriv('aes-256-ctr', derived.subarray(0, 32), Buffer.alloc(16)).update(signerKey);
  const [digest, ...rest] = [encrypted, salt, signerKey, separator].map((bytes) => bytes.toString('base64'));
  return [digest, ...rest, rounds, memoryCost].join('$');
}

const ssha = (salt) => `{SSHA}${Buffer.concat([hash('sha1', importedPassword, salt), salt]).toString('base64')}`;
const werkzeug = scryptSync(importedPassword, 'tR4kq9Zx', 64, { N: 4096, r: 8, p: 1 });

/** Hasher and digest. Those of bcrypt and argon2, which node cannot make, were made beforehand. */
export const digests = [
  ['bcrypt', '$2b$06$XcwczoGvyZSqeaHRIqdbm.Fo5fBotsbClqzsiaabSDG/tbLG5/oEe'],
  ['bcrypt', '$2a$06$Iju1iBmuOvGuG/sdvsnZuOWbbQHDa9lCi7l8XBKkN4qwNgWQTC9yC'],
  ['bcrypt_sha256_django', 'bcrypt_sha256$$2b$06$MyIbkyRRjfRYmKBMfUVuD.ECRMilfEz8lmsuOv3Q4mCa7qhBW0TCq'],
  ['bcrypt_peppered', '$2b$06$ae4oMR0pR8sClS4mDkS.eenabZRTswXOsfHq0AG1aHrivTHhXvj2.$some-pepper'],
  ['argon2id', '$argon2id$v=19$m=8192,t=2,p=1$ZnJvbnRkZXNrc2FsdDAwMA$RGB4ipHB3CEd54piGC+bvpcn6GHBPqX60TZ54zK+RPk'],
  ['argon2i', '$argon2i$v=19$m=8192,t=2,p=1$ZnJvbnRkZXNrc2FsdDAwMA$AtMYwCk7KAWsduI1aqTAXJcIdTrNR7hp0HAAHMlqcgs'],
  ['md5', hash('md5', importedPassword).toString('hex')],
  ['sha256', hash('sha256', importedPassword).toString('hex')],
  ['pbkdf2_sha1', `pbkdf2_sha1$1000$plain salt$${pbkdf2('plain salt', 1000, 32, 'sha1').toString('hex')}`],
  ['pbkdf2_sha1', `pbkdf2_sha1$1000$00c0ffee00$${pbkdf2(Buffer.from('00c0ffee00', 'hex'), 1000, 20, 'sha1').toString('hex')}$20`],
  [
    'pbkdf2_sha256',
    `pbkdf2_sha256$1000$${Buffer.from('salt of bytes').toString('base64')}$${pbkdf2('salt of bytes', 1000, 32, 'sha256').toString('base64')}`,
  ],
  ['pbkdf2_sha256_django', `pbkdf2_sha256$1000$seasalt2$${pbkdf2('seasalt2', 1000, 32, 'sha256').toString('base64')}`],
  ['pbkdf2_sha512', `pbkdf2_sha512$1000$seasalt3$${pbkdf2('seasalt3', 1000, 64, 'sha512').toString('hex')}`],
  ['pbkdf2_sha512_hex', `pbkdf2_sha512_hex$1000$5ea5a174$${pbkdf2(Buffer.from('5ea5a174', 'hex'), 1000, 64, 'sha512').toString('hex')}`],
  ['phpass', phpass(importedPassword)],
  ['md5_phpass', phpass(hash('md5', importedPassword).toString('hex'))],
  ['scrypt_firebase', firebase()],
  ['scrypt_werkzeug', `scrypt:4096:8:1$tR4kq9Zx$${werkzeug.toString('hex')}`],
  ['sha512_symfony', symfony(5, 'peppermint')],
  ['ldap_ssha', ssha(Buffer.from('saltsalt'))],
];

/** Both orders in which salt and password may have been hashed. */
export function saltedDigests(algorithm) {
  const salt = 'Hx7Qp2';
  return [[salt, importedPassword], [importedPassword, salt]].map((parts) => `${salt}$${hash(algorithm, ...parts).toString('hex')}`);
}
