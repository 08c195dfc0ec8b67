/**
 * The first row of a campaign's files with these cells and these faults, in a stream that is named after a keyed hash of both: what
 * comes again finds the stream taken and is a duplicate, in whatever upload, before or after a crash.
 */
export type RowRejected = {
  readonly type: 'RowRejected';
  readonly data: { readonly uploadId: string; readonly row: number };
};
