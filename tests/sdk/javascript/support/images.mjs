// Pictures made on the spot.
// Node 18, which Debian 12 has, knows it only there.
import { File } from 'node:buffer'
import { randomBytes, randomInt } from 'node:crypto';
import { deflateSync } from 'node:zlib';

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function file(width, height, bitDepth, colourType, rows) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bitDepth, colourType], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 1 })), chunk('IEND', Buffer.alloc(0))]);
}

/** A square PNG of one colour that no other picture has. */
export function png(side = 16) {
  const colour = [randomInt(256), randomInt(256), randomInt(256)];
  const row = Buffer.from([0, ...Array.from({ length: side }, () => colour).flat()]);
  return file(side, side, 8, 2, Buffer.concat(Array.from({ length: side }, () => row)));
}

/** A PNG of some two hundred kilobytes that unpacks to four hundred million pixels. */
export const decompressionBomb = (side = 20_000) => file(side, side, 1, 0, Buffer.alloc(side * (1 + side / 8)));

/** A GIF of a single pixel. */
export const gif = () =>
  Buffer.from([
    ...Buffer.from('GIF89a', 'latin1'),
    ...[1, 0, 1, 0, 0x80, 0, 0], // one by one, a table of two colours
    ...randomBytes(6),
    ...[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0], // the only frame
    ...[2, 2, 0x44, 1, 0, 0x3b],
  ]);

/** A PNG of more than ten megabytes, filled up behind its picture. */
export const hugePng = () => Buffer.concat([png(), randomBytes(10 * 1024 * 1024 + 1)]);

export const picture = (bytes, type = 'image/png', name = 'picture.png') => new File([bytes], name, { type });
