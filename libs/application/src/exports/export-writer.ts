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
   * @throws ExportRefused for what would be the same another time; any other error is worth another try
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

/** What the file of a run is kept under. */
export function exportFile(exportId: string, run: string): string {
  return `${exportId}_${run}`;
}

/** Whose file it is. */
export function exportOfFile(file: string): { readonly exportId: string; readonly run: string } {
  const at = file.indexOf('_');
  return { exportId: file.slice(0, at), run: file.slice(at + 1) };
}
