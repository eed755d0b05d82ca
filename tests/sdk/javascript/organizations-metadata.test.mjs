// Metadata of organizations: merged by PATCH, replaced by PUT. And their logo.
import assert from 'node:assert/strict';
import { decompressionBomb, hugePng, picture, png } from './support/images.mjs';
import { unknownId } from './support/names.mjs';
import { clerk, makeOrganization, makeUser, refused, scenario } from './support/sdk.mjs';

const { organizations } = clerk;
const notFound = { status: 404, code: 'resource_not_found' };

const merge = (organization, rest) => organizations.updateOrganizationMetadata(organization.id, rest);
const replace = (organization, rest) => organizations.replaceOrganizationMetadata(organization.id, rest);
const read = (organization) => organizations.getOrganization({ organizationId: organization.id });
const upload = (organization, file, rest = {}) => organizations.updateOrganizationLogo(organization.id, { file, ...rest });

scenario('metadata of an organization is merged deeply, and null takes keys away', async () => {
  const organization = await makeOrganization({ publicMetadata: { a: { b: 1, c: 2 }, d: 3 }, privateMetadata: { kept: true } });
  const changed = await merge(organization, { publicMetadata: { a: { c: null, e: [null] }, f: null } });
  assert.deepEqual(changed.publicMetadata, { a: { b: 1, e: [null] }, d: 3 });
  assert.deepEqual(changed.privateMetadata, { kept: true });
});

scenario('metadata of an organization is replaced store by store', async () => {
  const organization = await makeOrganization({ publicMetadata: { a: 1 }, privateMetadata: { b: 2 } });
  const changed = await replace(organization, { privateMetadata: { c: null } });
  assert.deepEqual([changed.publicMetadata, changed.privateMetadata], [{ a: 1 }, { c: null }]);
  assert.deepEqual((await replace(organization, { publicMetadata: {} })).publicMetadata, {});
});

scenario('metadata beside a name is replaced by a second call of the SDK', async () => {
  const organization = await makeOrganization({ publicMetadata: { old: true } });
  const changed = await organizations.updateOrganization(organization.id, { name: 'Both at Once', publicMetadata: { Neu: 1 } });
  assert.deepEqual([changed.name, changed.publicMetadata], ['Both at Once', { Neu: 1 }]);
});

scenario('metadata of an organization has the same bounds as that of users', async () => {
  const organization = await makeOrganization({ publicMetadata: { a: 'x'.repeat(5000) } });
  const tooBig = { status: 422, code: 'form_param_exceeds_allowed_size', param: 'public_metadata' };
  await refused(merge(organization, { publicMetadata: { b: 'x'.repeat(5000) } }), tooBig);
  await refused(replace(organization, { publicMetadata: { b: 'x'.repeat(8200) } }), tooBig);
  const noObject = { status: 422, code: ['form_param_value_invalid', 'form_param_type_invalid'], param: 'private_metadata' };
  await refused(merge(organization, { privateMetadata: 'text' }), noObject);
  await refused(replace(organization, { privateMetadata: [1] }), noObject);
  await refused(merge(organization, { unsafeMetadata: {} }), { status: 422, code: 'form_param_unknown', param: 'unsafe_metadata' });
  assert.deepEqual(Object.keys((await read(organization)).publicMetadata), ['a']);
});

scenario('an unknown organization has no metadata', async () => {
  await refused(merge({ id: unknownId('org') }, { publicMetadata: {} }), notFound);
  await refused(replace({ id: unknownId('org') }, { publicMetadata: {} }), notFound);
});

scenario('an uploaded picture becomes the logo', async () => {
  const organization = await makeOrganization();
  const uploader = await makeUser();
  const changed = await upload(organization, picture(png()), { uploaderUserId: uploader.id });
  assert.deepEqual([changed.id, changed.hasImage], [organization.id, true]);
  assert.notEqual(changed.imageUrl, organization.imageUrl);
  assert.equal((await read(organization)).imageUrl, changed.imageUrl);
  const served = await fetch(changed.imageUrl);
  assert.equal(served.status, 200);
  assert.match(served.headers.get('content-type'), /^image\//);
  await served.arrayBuffer();
});

scenario('a deleted logo leaves the default picture', async () => {
  const organization = await makeOrganization();
  await upload(organization, picture(png()));
  const deleted = await organizations.deleteOrganizationLogo(organization.id);
  assert.deepEqual([deleted.hasImage, deleted.imageUrl], [false, organization.imageUrl]);
  await refused(organizations.deleteOrganizationLogo(organization.id), { status: 404, code: 'image_not_found' });
});

scenario('a logo has to be a picture', async () => {
  const organization = await makeOrganization();
  const wanted = { status: 400, code: 'request_body_invalid' };
  await refused(upload(organization, picture(Buffer.from('no picture'), 'text/plain', 'notes.txt')), wanted);
  await refused(upload(organization, picture(png().subarray(0, 40))), wanted);
  assert.equal((await read(organization)).hasImage, false);
});

scenario('a logo is bounded in bytes and in pixels', async () => {
  const organization = await makeOrganization();
  await refused(upload(organization, picture(hugePng())), { status: 413, code: ['image_too_large', 'request_body_too_large'] });
  await refused(upload(organization, picture(decompressionBomb())), {
    status: [400, 413],
    code: ['request_body_invalid', 'image_too_large'],
  });
  assert.equal((await read(organization)).hasImage, false);
});

scenario('an unknown organization has no logo', async () => {
  await refused(upload({ id: unknownId('org') }, picture(png())), notFound);
  await refused(organizations.deleteOrganizationLogo(unknownId('org')), { status: 404, code: ['resource_not_found', 'image_not_found'] });
});
