import { createCipheriv, createHash } from 'node:crypto';

const SMALLEST = 20_000;
const SPREAD = 70_000;

/** What files of a type begin with, as far as programs tell them apart by it. Source: the signatures that `file` knows. */
const BEGINNINGS: Readonly<Record<string, Buffer>> = {
  'image/jpeg': Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  'image/png': Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  'image/webp': Buffer.from('RIFF\0\0\0\0WEBPVP8 ', 'latin1'),
  'video/mp4': Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'),
  'audio/ogg': Buffer.from('OggS\0\x02', 'latin1'),
  'audio/mpeg': Buffer.from('ID3\x03\0\0\0\0\0\0', 'latin1'),
  'application/pdf': Buffer.from('%PDF-1.4\n', 'latin1'),
};

/** The bytes of the file with an id, always the same: the beginning of its type, and noise of which nobody can make a file again. */
export function mediaContent(id: string, mimeType: string): Buffer {
  const digest = createHash('sha256').update(id).digest();
  const bytes = Buffer.alloc(SMALLEST + (digest.readUInt32BE(0) % SPREAD));
  const noise = createCipheriv('aes-128-ctr', digest.subarray(0, 16), digest.subarray(16)).update(bytes);
  BEGINNINGS[mimeType.split(';', 1)[0]!]?.copy(noise);
  return noise;
}

export function sha256Of(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
