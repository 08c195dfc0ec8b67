import { createCipheriv, createDecipheriv } from 'node:crypto';
import { SecretError } from '@arauto/privacy';

const TAG = 16;

/** GridFS's `chunkSize`. Each is a write by majority, some milliseconds, and an entry of the oplog, which may be 16 MiB. */
export const CHUNK_BYTES = 1024 * 1024;
/** Of a file, in each of its chunks but the last. */
export const PLAIN_BYTES = CHUNK_BYTES - TAG;

/** Cuts what arrives into pieces that fill a chunk each, and says which is the last; there is always one, however short. */
export async function* pieces(
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly bytes: Buffer; readonly isLast: boolean }> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const arrived of content) {
    let rest = arrived;
    // The last piece is only known when no byte comes after it.
    while (length + rest.byteLength > PLAIN_BYTES) {
      held.push(rest.subarray(0, PLAIN_BYTES - length));
      rest = rest.subarray(PLAIN_BYTES - length);
      yield { bytes: Buffer.concat(held), isLast: false };
      held = [];
      length = 0;
    }
    held.push(rest);
    length += rest.byteLength;
  }
  yield { bytes: Buffer.concat(held), isLast: true };
}

/** A chunk opens only in its place: neither can two be exchanged nor the last ones be cut off. */
export interface Place {
  readonly fileId: string;
  readonly n: number;
  readonly isLast: boolean;
}

/** AES-256-GCM under a key that seals one file once, so that the number of the chunk is nonce enough. */
export function sealChunk(key: Buffer, place: Place, bytes: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place)).setAAD(associated(place));
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** @throws SecretError */
export function openChunk(key: Buffer, place: Place, sealed: Uint8Array): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place), { authTagLength: TAG });
    decipher.setAAD(associated(place)).setAuthTag(sealed.subarray(-TAG));
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]);
  } catch {
    throw new SecretError('damaged', 'What is stored of a file was changed after it was sealed.');
  }
}

function nonceOf({ n }: Place): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(n, 8);
  return nonce;
}

function associated({ fileId, n, isLast }: Place): Buffer {
  return Buffer.from(`${fileId}/${n}${isLast ? '/last' : ''}`);
}
