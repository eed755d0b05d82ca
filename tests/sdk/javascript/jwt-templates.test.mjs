// JWT templates, and their tokens read by the SDK and by a plain JOSE library.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { verifyToken } from '@clerk/backend';
import * as jose from 'jose';
import { apiUrl, secretKey } from './support/environment.mjs';
import { unique, unknownId } from './support/names.mjs';
import { assertRecent, clerk, idOf, ids, makeTeam, makeUser, refused, scenario } from './support/sdk.mjs';
import { pem, signingKey } from './support/tokens.mjs';

const { jwtTemplates, sessions } = clerk;
const notFound = { status: 404, code: 'resource_not_found' };

const create = (rest = {}) => jwtTemplates.create({ name: unique('template'), claims: {}, ...rest });
const mint = async (session, template) => (await sessions.getToken(session.id, template.name)).jwt;
const makeSession = async (user) => sessions.createSession({ userId: (user ?? (await makeUser())).id });

/** Claims of a token that the instance's published key has signed. */
async function read(jwt) {
  const { payload, protectedHeader } = await jose.jwtVerify(jwt, jose.createLocalJWKSet({ keys: [await signingKey()] }));
  assert.equal(protectedHeader.cat, 'cl_B7d4PD222AAA');
  return payload;
}

scenario('a template comes and goes', async () => {
  const template = await create({ claims: { plan: '{{user.public_metadata.plan}}' } });
  assert.match(template.id, idOf('jtmp'));
  assertRecent(template.createdAt);
  assert.deepEqual(
    [template.lifetime, template.allowedClockSkew, template.customSigningKey, template.signingAlgorithm],
    [60, 5, false, 'RS256'],
  );
  assert.deepEqual(await jwtTemplates.get(template.id), template);
  const name = unique('renamed');
  const changed = await jwtTemplates.update({ templateId: template.id, name, claims: { a: 1 }, lifetime: 90 });
  assert.deepEqual([changed.name, changed.claims, changed.lifetime, changed.allowedClockSkew], [name, { a: 1 }, 90, 5]);
  const deleted = await jwtTemplates.delete(template.id);
  assert.deepEqual([deleted.object, deleted.id, deleted.deleted], ['jwt_template', template.id, true]);
  await refused(jwtTemplates.get(template.id), notFound);
  await refused(jwtTemplates.delete(template.id), notFound);
});

scenario('templates are listed newest first, with their number', async () => {
  const [one, two] = [await create(), await create()];
  const list = await jwtTemplates.list({ limit: 500 });
  const found = ids(list.data).filter((id) => [one.id, two.id].includes(id));
  assert.equal(found.length, 2);
  assert.ok(list.totalCount >= list.data.length);
  assert.equal((await jwtTemplates.list({ limit: 1 })).data.length, 1);
});

scenario('a name is given once', async () => {
  const { name } = await create();
  await refused(jwtTemplates.create({ name, claims: {} }), { status: 422, code: 'form_identifier_exists', param: 'name' });
});

scenario('shortcodes become what they stand for, with their types', async () => {
  const { admin, organization } = await makeTeam();
  await clerk.users.updateUserMetadata(admin.id, { publicMetadata: { plan: { name: 'gold', seats: 3 }, on: false } });
  const session = await sessions.createSession({ userId: admin.id, activeOrganizationId: organization.id });
  const template = await create({
    lifetime: 300,
    allowedClockSkew: 30,
    claims: {
      aud: 'https://api.example.com',
      whole: '{{user.public_metadata.plan}}',
      nested: { list: ['{{user.public_metadata.plan.seats}}', { deep: '{{user.email_verified}}' }, 1, null] },
      text: 'Dear {{user.first_name || user.primary_email_address}}, seats: {{user.public_metadata.plan.seats}}',
      fallback: "{{user.last_name || user.public_metadata.on || 'nobody'}}",
      unknown: '{{user.shoe_size}}',
      hidden: '{{user.private_metadata}}',
      role: '{{org.role}}',
      '{{user.id}}': 'a key stays as it is',
    },
  });
  const claims = await read(await mint(session, template));
  const mail = admin.emailAddresses[0].emailAddress;
  const { aud, whole, nested, text, fallback, unknown, hidden, role } = claims;
  assert.deepEqual({ aud, whole, nested, text, fallback, unknown, hidden, role }, {
    aud: 'https://api.example.com',
    whole: { name: 'gold', seats: 3 },
    nested: { list: [3, { deep: true }, 1, null] },
    text: `Dear ${mail}, seats: 3`,
    fallback: 'nobody',
    unknown: null,
    hidden: null,
    role: 'org:admin',
  });
  assert.equal(claims['{{user.id}}'], 'a key stays as it is');
  assert.deepEqual([claims.exp - claims.iat, claims.iat - claims.nbf, claims.sub], [300, 30, admin.id]);
});

scenario('the SDK verifies a token of a template', async () => {
  const user = await makeUser();
  const jwt = await mint(await makeSession(user), await create({ claims: { hat: 'green' } }));
  const byKey = await verifyToken(jwt, { jwtKey: await pem() });
  const byNetwork = await verifyToken(jwt, { secretKey, apiUrl });
  for (const claims of [byKey, byNetwork]) assert.deepEqual([claims.sub, claims.hat], [user.id, 'green']);
});

const privatePem = (kind, options) => {
  const { privateKey, publicKey } = generateKeyPairSync(kind, options);
  return { signingKey: privateKey.export({ type: 'pkcs8', format: 'pem' }), publicKey };
};
const secret = () => {
  const signingKey = unique('a secret that is long enough for every algorithm of this kind, up to 512 bits ');
  return { signingKey, publicKey: new TextEncoder().encode(signingKey) };
};
const rsa = () => privatePem('rsa', { modulusLength: 2048 });
const curve = (namedCurve) => () => privatePem('ec', { namedCurve });
const own = {
  HS256: secret, HS384: secret, HS512: secret, RS256: rsa, RS384: rsa, RS512: rsa, PS256: rsa, PS384: rsa, PS512: rsa,
  ES256: curve('P-256'), ES384: curve('P-384'), ES512: curve('P-521'), EdDSA: () => privatePem('ed25519'),
};
for (const [algorithm, makeKey] of Object.entries(own)) {
  scenario(`a template signs with a key of its own by ${algorithm}`, async () => {
    const { signingKey: key, publicKey } = makeKey();
    const template = await create({ claims: { a: 1 }, customSigningKey: true, signingAlgorithm: algorithm, signingKey: key });
    assert.deepEqual([template.customSigningKey, template.signingAlgorithm], [true, algorithm]);
    assert.ok(!JSON.stringify(template).includes(key.slice(30, 60)), 'the key is not shown');
    const session = await makeSession();
    const jwt = await mint(session, template);
    const { payload, protectedHeader } = await jose.jwtVerify(jwt, publicKey, { algorithms: [algorithm] });
    assert.deepEqual([payload.a, payload.sub, protectedHeader.kid], [1, session.userId, undefined]);
    await assert.rejects(read(jwt), 'no published key verifies it');
  });
}

scenario('a key that does not fit is refused', async () => {
  const { signingKey: key } = rsa();
  const fields = { customSigningKey: true, signingAlgorithm: 'ES256', signingKey: key };
  await refused(create(fields), { status: 422, code: 'form_param_value_invalid', param: 'signing_key' });
  await refused(create({ ...fields, signingAlgorithm: 'none' }), {
    status: 422, code: 'form_param_value_invalid', param: 'signing_algorithm',
  });
  await refused(create({ ...fields, signingKey: undefined }), {
    status: 422, code: 'form_conditional_param_missing', param: 'signing_key',
  });
});

scenario('reserved claims are refused', async () => {
  for (const claim of ['azp', 'exp', 'iat', 'iss', 'jti', 'nbf', 'sub']) {
    await refused(create({ claims: { [claim]: 1 } }), { status: 400, code: 'jwt_template_reserved_claim', param: 'claims' });
  }
});

scenario('limits are kept', async () => {
  await refused(create({ lifetime: 29 }), { status: 422, code: 'form_param_value_invalid', param: 'lifetime' });
  await refused(create({ allowedClockSkew: 301 }), { status: 422, code: 'form_param_value_invalid', param: 'allowed_clock_skew' });
  await refused(jwtTemplates.update({ templateId: unknownId('jtmp'), name: unique('x'), claims: {} }), notFound);
});
