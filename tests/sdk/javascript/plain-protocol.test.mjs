// What holds for every request, whatever it asks for.
import assert from 'node:assert/strict';
import { newestVersion, secretKey } from './support/environment.mjs';
import { png, picture } from './support/images.mjs';
import { unknownId } from './support/names.mjs';
import { assertRefused, newOrganization, newUser, plainScenario, refuse, request, succeed } from './support/plain.mjs';

const notFound = { status: 404, code: 'resource_not_found' };
const withoutKey = { status: 401, code: ['authorization_header_format_invalid', 'authentication_invalid'] };

plainScenario('a refusal is an envelope, traced in body and header', ['GetUser'], async () => {
  const answer = await request('GET', `/users/${unknownId('user')}`);
  assertRefused(answer, notFound);
  assert.deepEqual(Object.keys(answer.json).sort(), ['clerk_trace_id', 'errors']);
});

plainScenario('a success is traced too', ['GetUser'], async () => {
  const user = await newUser();
  const answer = await request('GET', `/users/${user.id}`);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'application/json');
  assert.match(answer.headers.get('clerk-trace-id') ?? '', /^[0-9a-f]{32}$/);
});

for (const [what, headers, wanted] of [
  ['no key', {}, withoutKey],
  ['a key without its scheme', { Authorization: secretKey }, withoutKey],
  ['another scheme', { Authorization: `Basic ${secretKey}` }, withoutKey],
  ['an unknown key', { Authorization: 'Bearer sk_test_unknown' }, { status: 401, code: 'clerk_key_invalid' }],
  ['a publishable key', { Authorization: 'Bearer pk_test_Y2xlcmsuZXhhbXBsZS5jb20k' }, { status: 401, code: 'clerk_key_invalid' }],
]) {
  plainScenario(`a request with ${what} is not let in`, ['GetUserList'], async () => {
    await refuse('GET', '/users', { key: null, headers }, wanted);
  });
}

plainScenario('an address that does not exist is not found', [], async () => {
  const found = await refuse('GET', '/no/such/thing', {}, notFound);
  assert.equal(found.message, 'URL not found');
});

plainScenario('a method that an address does not have is refused', [], async () => {
  await refuse('PUT', '/users', { body: {} }, { status: [404, 405], code: ['resource_not_found', 'method_not_allowed'] });
});

plainScenario('addresses serve without their version as well', ['GetJWKS'], async () => {
  const [plain, versioned] = [await succeed('GET', '/jwks', { prefix: '' }), await succeed('GET', '/jwks')];
  assert.equal(plain.keys[0].kty, 'RSA');
  assert.deepEqual(plain, versioned);
});

for (const text of ['{"first_name":', '{"first_name" "Ada"}', '', '[]', '"text"', '17']) {
  const empty = text === '';
  plainScenario(`${empty ? 'an empty body is no fault' : `a body of ${text} is refused`}`, ['UpdateUser'], async () => {
    const user = await newUser();
    const answer = await request('PATCH', `/users/${user.id}`, { text });
    if (empty) assert.equal(answer.json.id, user.id);
    else assertRefused(answer, { status: 400, code: 'request_body_invalid' });
  });
}

plainScenario('a body of null is the same as none', ['UpdateUser', 'BanUser', 'CreateSessionToken'], async () => {
  const user = await newUser();
  assert.equal((await succeed('PATCH', `/users/${user.id}`, { text: 'null' })).id, user.id);
  assert.equal((await succeed('POST', `/users/${user.id}/unban`, { text: 'null' })).id, user.id);
  const session = await succeed('POST', '/sessions', { body: { user_id: user.id } });
  assert.equal(typeof (await succeed('POST', `/sessions/${session.id}/tokens`, { text: 'null' })).jwt, 'string');
});

plainScenario('a name given twice in one body is refused', ['UpdateUser'], async () => {
  const user = await newUser();
  await refuse(
    'PATCH',
    `/users/${user.id}`,
    { text: '{"first_name":"Ada","first_name":"Grace"}' },
    { status: [400, 422], code: ['form_param_duplicate', 'request_body_invalid'] },
  );
  assert.equal((await succeed('GET', `/users/${user.id}`)).first_name, null);
});

plainScenario('a body of another type is not read', ['UpdateUser'], async () => {
  const user = await newUser();
  for (const type of ['text/plain', 'application/xml']) {
    await refuse(
      'PATCH',
      `/users/${user.id}`,
      { text: '{"first_name":"Ada"}', headers: { 'Content-Type': type } },
      { status: 415, code: 'unsupported_content_type' },
    );
  }
});

plainScenario('JSON is JSON, whatever stands behind its type', ['UpdateUser'], async () => {
  const user = await newUser();
  const headers = { 'Content-Type': 'application/json; charset=utf-8' };
  assert.equal((await succeed('PATCH', `/users/${user.id}`, { body: { first_name: 'Ada' }, headers })).first_name, 'Ada');
});

plainScenario('an endless nest of lists is refused, not followed', ['CreateUser'], async () => {
  const text = `{"public_metadata":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`;
  const answer = await request('POST', '/users', { text });
  assert.ok(answer.status >= 400 && answer.status < 500, `${answer.status} ${answer.text.slice(0, 200)}`);
  assert.equal(typeof answer.json.errors[0].code, 'string');
});

plainScenario('a body of several megabytes is refused', ['CreateUser'], async () => {
  const answer = await request('POST', '/users', { body: { first_name: 'x'.repeat(20_000_000) } });
  assertRefused(answer, { status: [400, 413, 422], code: ['request_body_too_large', 'form_param_max_length_exceeded'] });
});

plainScenario('every wrong type is told by its parameter', ['CreateUser'], async () => {
  for (const [param, value] of [['first_name', 1], ['email_address', 'a@example.com'], ['banned', 'no'], ['public_metadata', 3], ['username', []]]) {
    await refuse('POST', '/users', { body: { [param]: value } }, {
      status: 422,
      code: ['form_param_type_invalid', 'form_param_value_invalid'],
      param,
    });
  }
});

for (const [name, value] of [['limit', '0'], ['limit', '501'], ['limit', 'ten'], ['limit', '1.5'], ['offset', '-1']]) {
  plainScenario(`${name}=${value} is out of bounds`, ['GetUserList'], async () => {
    await refuse('GET', '/users', { query: { [name]: value } }, {
      status: 422,
      code: ['form_param_value_invalid', 'form_param_format_invalid', 'form_param_type_invalid'],
      param: name,
    });
  });
}

plainScenario('only the first order counts, and a plus may have become a blank', ['GetUserList'], async () => {
  const [late, early] = [await newUser({ created_at: '2018-01-01T00:00:00Z' }), await newUser({ created_at: '2017-01-01T00:00:00Z' })];
  const ordered = async (order) => {
    const query = { user_id: [late.id, early.id], order_by: order };
    return (await succeed('GET', '/users', { query })).map((user) => user.id);
  };
  assert.deepEqual(await ordered('+created_at'), [early.id, late.id]);
  // A blank is sent as an unescaped plus.
  assert.deepEqual(await ordered(' created_at'), [early.id, late.id]);
  assert.deepEqual(await ordered(['created_at', '-created_at']), [early.id, late.id]);
});

plainScenario('unknown query parameters are passed over', ['GetUsersCount'], async () => {
  const user = await newUser();
  const query = { user_id: user.id, limit: '1', order_by: 'created_at', colour: 'red' };
  assert.equal((await succeed('GET', '/users/count', { query })).total_count, 1);
});

plainScenario('a version that does not exist is refused', ['GetJWKS'], async () => {
  const wanted = { status: 400, code: ['api_version_invalid', 'malformed_request_parameters'] };
  for (const version of ['2026-05-13', '1999-01-01', 'newest']) await refuse('GET', '/users', { version }, wanted);
});

plainScenario('a version is named once', ['GetJWKS'], async () => {
  const query = { __clerk_api_version: newestVersion };
  await succeed('GET', '/jwks', { version: null, query });
  await refuse('GET', '/users', { version: newestVersion, query }, {
    status: 400,
    code: ['api_version_invalid', 'malformed_request_parameters'],
  });
});

plainScenario('a request without a version is answered', ['GetUser'], async () => {
  const user = await newUser();
  assert.equal((await succeed('GET', `/users/${user.id}`, { version: null })).id, user.id);
});

plainScenario('an upload without its file says what is missing', ['SetUserProfileImage', 'UploadOrganizationLogo'], async () => {
  const [user, organization] = [await newUser(), await newOrganization()];
  const nothing = () => {
    const form = new FormData();
    form.append('colour', 'red');
    return form;
  };
  const wanted = { status: 400, code: 'form_param_missing' };
  await refuse('POST', `/users/${user.id}/profile_image`, { form: nothing() }, wanted);
  await refuse('PUT', `/organizations/${organization.id}/logo`, { form: nothing() }, wanted);
});

plainScenario('a file is taken whatever its part is called', ['UploadOrganizationLogo'], async () => {
  const organization = await newOrganization();
  const form = new FormData();
  form.append('logo', picture(png()));
  const changed = await succeed('PUT', `/organizations/${organization.id}/logo`, { form });
  assert.deepEqual([changed.id, changed.has_image], [organization.id, true]);
});

plainScenario('requests at once are answered each with its own', ['GetUser', 'CreateUser'], async () => {
  const users = await Promise.all(Array.from({ length: 20 }, (_, index) => newUser({ first_name: `Number ${index}` })));
  const read = await Promise.all(users.map((user) => succeed('GET', `/users/${user.id}`)));
  assert.deepEqual(read.map((user) => user.first_name), users.map((_, index) => `Number ${index}`));
});
