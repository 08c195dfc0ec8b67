import type { ByteRange } from './kept-files';

/**
 * Where contact files lie between their arrival and their reading. A file is named by its upload. The edge receives it, the
 * reading process reads it and deletes it after `UploadClosed`.
 */
export interface ContactFiles {
  /**
   * Writes a file as it streams in. When it resolves the file is durable; when it rejects nothing is left of it.
   * @param subaccountId whose quota it counts for, besides that of all
   * @throws whatever `content` throws, StorageFull, UploadQuotaExceeded, and errors of the disk
   */
  receive(
    uploadId: string,
    content: AsyncIterable<Uint8Array>,
    subaccountId: string,
  ): Promise<{ readonly bytes: number }>;
  /** The bytes of a file, or those of a range of it; opened by the first pull. @throws ContactFileMissing, and errors of the disk */
  open(uploadId: string, range?: ByteRange): AsyncIterable<Uint8Array>;
  /** Every file that is there, for the sweep of what a crash left. */
  list(): Promise<readonly StoredContactFile[]>;
  /** Deletes a file that no upload will read. A missing one is fine. */
  discard(uploadId: string): Promise<void>;
}

export interface StoredContactFile {
  readonly uploadId: string;
  /** Wall clock of its last byte, milliseconds since the epoch. */
  readonly storedAt: number;
}

/** How much may lie there, arriving or waiting to be read. Bytes. */
export interface QuotaLimits {
  readonly subaccount: number;
  readonly all: number;
}

export const NO_LIMITS: QuotaLimits = { subaccount: Infinity, all: Infinity };

/** There is no such file: it was deleted from outside, or lost with its disk. */
export class ContactFileMissing extends Error {
  override readonly name = 'ContactFileMissing';
  constructor(readonly uploadId: string) {
    super('The contact file is no longer there. Upload it again.');
  }
}

/** Too much of what was uploaded still waits to be read. Nothing of this file was kept. */
export class UploadQuotaExceeded extends Error {
  override readonly name = 'UploadQuotaExceeded';
  constructor(whose: 'subaccount' | 'all', bytes: number) {
    const who = whose === 'subaccount' ? 'The contact files of this subaccount' : 'The contact files';
    super(`${who} that wait to be read would be larger than ${bytes} bytes. Send this one again when they were read.`);
  }
}
