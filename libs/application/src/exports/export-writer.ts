import { StorageFull } from '@arauto/contact-files';
import type { ExportMoment, ExportOrder } from '@arauto/domain';
import type { Progress } from './export-progress';

/** A file that is to be made. */
export interface ExportJob {
  readonly exportId: string;
  readonly run: string;
  readonly order: ExportOrder;
}

/** What is heard of a file while it is being made. */
export interface HeardOfExport {
  readonly began: (moment: ExportMoment) => void;
  readonly progress: (progress: Progress) => void;
}

export interface WrittenExport {
  readonly rows: number;
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
  readonly fileName: string;
}

/** Makes files of reports, each of its own moment, without holding up whoever sends. */
export interface ExportWriter {
  /**
   * Makes one; when it resolves, the file is durable under `exportFile`. It ends soon after `signal` aborts, and leaves nothing then.
   * @throws ExportRefused for what would be the same another time; any other error, like FilesUnreachable, is worth another try
   */
  write(job: ExportJob, heard: HeardOfExport, signal: AbortSignal): Promise<WrittenExport>;
}

/** The file cannot be made, however often it is tried. */
export class ExportRefused extends Error {
  override readonly name = 'ExportRefused';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What is wrong with the place where files are kept, by codes of the system; its path is for the log alone. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  ENOTDIR: 'where files of exports are kept is no folder',
  ENOENT: 'the folder of exports is not there',
  EACCES: 'the folder of exports may not be written to',
  EPERM: 'the folder of exports may not be written to',
  EROFS: 'the folder of exports may not be written to',
  EIO: 'the disk of the folder of exports fails',
};

/** A file cannot be stored: what is wrong is the place, and neither the order nor its rows. Worth another try. */
export class FilesUnreachable extends Error {
  override readonly name = 'FilesUnreachable';
  /** @param why as a person is told */
  constructor(
    readonly why: string,
    options?: ErrorOptions,
  ) {
    super(`Files of exports cannot be stored: ${why}.`, options);
  }
}

/** The same error, unless it says what is wrong with the place where files are kept. */
export function ofPlace(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const why =
    error instanceof StorageFull
      ? 'there is no room where files of exports are kept'
      : UNREACHABLE[(error as NodeJS.ErrnoException).code ?? ''];
  return why === undefined ? error : new FilesUnreachable(why, { cause: error });
}

/** What the file of a run is kept under. */
export function exportFile(exportId: string, run: string): string {
  return `${exportId}_${run}`;
}

/** Whose file it is. */
export function exportOfFile(file: string): { readonly exportId: string; readonly run: string } {
  const at = file.indexOf('_');
  return { exportId: file.slice(0, at), run: file.slice(at + 1) };
}
