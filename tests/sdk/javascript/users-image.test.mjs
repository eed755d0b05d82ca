// Profile images: uploaded, served, deleted, refused.
import assert from 'node:assert/strict';
import { decompressionBomb, gif, hugePng, picture, png } from './support/images.mjs';
import { unknownId } from './support/names.mjs';
import { clerk, makeUser, refused, scenario } from './support/sdk.mjs';

const { users } = clerk;

const upload = (user, file) => users.updateUserProfileImage(user.id, { file });

scenario('an uploaded picture becomes the profile image', async () => {
  const user = await makeUser();
  const changed = await upload(user, picture(png()));
  assert.deepEqual([changed.id, changed.hasImage], [user.id, true]);
  assert.notEqual(changed.imageUrl, user.imageUrl);
  const read = await users.getUser(user.id);
  assert.deepEqual([read.hasImage, read.imageUrl], [true, changed.imageUrl]);
});

scenario('another picture has another address', async () => {
  const user = await makeUser();
  const first = await upload(user, picture(png()));
  const second = await upload(user, picture(png()));
  assert.notEqual(second.imageUrl, first.imageUrl);
});

scenario('a GIF does as well', async () => {
  const changed = await upload(await makeUser(), picture(gif(), 'image/gif', 'pixel.gif'));
  assert.equal(changed.hasImage, true);
});

scenario('the picture decides what it is, not the name of the file', async () => {
  const changed = await upload(await makeUser(), picture(png(), 'application/octet-stream', 'unnamed'));
  assert.equal(changed.hasImage, true);
});

scenario('an uploaded picture is served, and known again by its tag', async () => {
  const { imageUrl } = await upload(await makeUser(), picture(png(24)));
  const served = await fetch(imageUrl);
  assert.equal(served.status, 200);
  assert.match(served.headers.get('content-type'), /^image\/(png|webp|jpeg)$/);
  assert.ok((await served.arrayBuffer()).byteLength > 50);
  const tag = served.headers.get('etag');
  assert.match(tag, /^(W\/)?"[^"]+"$/);
  const again = await fetch(imageUrl, { headers: { 'If-None-Match': tag } });
  assert.deepEqual([again.status, (await again.arrayBuffer()).byteLength], [304, 0]);
});

scenario('a deleted picture leaves the default one', async () => {
  const user = await makeUser();
  await upload(user, picture(png()));
  const deleted = await users.deleteUserProfileImage(user.id);
  assert.deepEqual([deleted.id, deleted.hasImage, deleted.imageUrl], [user.id, false, user.imageUrl]);
});

scenario('a picture that is not there cannot be deleted', async () => {
  const user = await makeUser();
  await refused(users.deleteUserProfileImage(user.id), { status: 404, code: 'image_not_found' });
});

for (const [what, file] of [
  ['text', () => picture(Buffer.from('no picture at all'), 'text/plain', 'notes.txt')],
  ['text that calls itself a picture', () => picture(Buffer.from('no picture at all'))],
  ['a picture that breaks off', () => picture(png(64).subarray(0, 60))],
  ['a vector drawing', () => picture(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml', 'drawing.svg')],
  ['nothing', () => picture(Buffer.alloc(0))],
]) {
  scenario(`${what} is no profile image`, async () => {
    const user = await makeUser();
    await refused(upload(user, file()), { status: 400, code: ['request_body_invalid', 'form_param_missing'] });
    assert.equal((await users.getUser(user.id)).hasImage, false);
  });
}

scenario('a picture of more than ten megabytes is too large', async () => {
  const user = await makeUser();
  await refused(upload(user, picture(hugePng())), { status: [400, 413], code: ['image_too_large', 'request_body_too_large'] });
  assert.equal((await users.getUser(user.id)).hasImage, false);
});

scenario('a small file that unpacks to a giant picture is refused', async () => {
  const user = await makeUser();
  await refused(upload(user, picture(decompressionBomb())), {
    status: [400, 413],
    code: ['request_body_invalid', 'image_too_large'],
  });
  assert.equal((await users.getUser(user.id)).hasImage, false);
});

scenario('an unknown user has no profile image', async () => {
  await refused(upload({ id: unknownId('user') }, picture(png())), { status: 404, code: 'resource_not_found' });
  await refused(users.deleteUserProfileImage(unknownId('user')), { status: 404, code: ['resource_not_found', 'image_not_found'] });
});
