/**
 * Where contact files lie between their arrival and their reading. A file is named by its upload. The edge receives it, the
 * reading process reads it and deletes it after `UploadClosed`.
 */
export interface ContactFiles {
  /**
   * Writes a file as it streams in. When it resolves the file is durable; when it rejects nothing is left of it.
   * @throws whatever `content` throws, and errors of the disk
   */
  receive(uploadId: string, content: AsyncIterable<Uint8Array>): Promise<{ readonly bytes: number }>;
  /** Deletes a file that no upload will read. A missing one is fine. */
  discard(uploadId: string): Promise<void>;
}
