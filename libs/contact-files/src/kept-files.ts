/** Files under names of ours: each is whole or not there. */
export interface KeptFiles {
  /**
   * Writes a file as it streams in. When it resolves the file is durable; when it rejects nothing is left of it.
   * @throws whatever `content` throws, StorageFull, and errors of the disk
   */
  keep(name: string, content: AsyncIterable<Uint8Array>): Promise<{ readonly bytes: number }>;
  /** The bytes of a file, or those of a range of it; opened by the first pull. @throws FileMissing, and errors of the disk */
  open(name: string, range?: ByteRange): AsyncIterable<Uint8Array>;
  /** Every file that is there, and, where it can be seen, what is left of one that was not finished. */
  list(): Promise<readonly KeptFile[]>;
  /** Deletes a file, finished or not. A missing one is fine. */
  discard(name: string): Promise<void>;
}

export interface KeptFile {
  readonly name: string;
  /** Wall clock of its last byte, milliseconds since the epoch. */
  readonly storedAt: number;
}

/** `from` inclusive, `to` exclusive. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** There is no such file. */
export class FileMissing extends Error {
  override readonly name = 'FileMissing';
  constructor(readonly file: string) {
    super(`The file ${file} is not there.`);
  }
}

/** There is no room for a file. Nothing of it was kept. */
export class StorageFull extends Error {
  override readonly name = 'StorageFull';
  constructor(options?: ErrorOptions) {
    super('The disk is full: the file could not be stored, and nothing of it was kept.', options);
  }
}
