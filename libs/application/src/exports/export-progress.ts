import type { Notices } from '@arauto/coordination';

/** Rows done of about so many; null while nobody has counted. */
export interface Progress {
  readonly rows: number;
  readonly of: number | null;
}

/** How far the exports are that are being made. It is in no log: what was lost of it is told again within a second. */
export interface ExportProgress {
  note(exportId: string, progress: Progress): void;
  forget(exportId: string): void;
  read(exportIds: readonly string[]): Promise<ReadonlyMap<string, Progress>>;
}

/** Within one process. */
export class LocalExportProgress implements ExportProgress {
  protected readonly own = new Map<string, Progress>();

  note(exportId: string, progress: Progress): void {
    this.own.set(exportId, progress);
  }

  forget(exportId: string): void {
    this.own.delete(exportId);
  }

  read(exportIds: readonly string[]): Promise<ReadonlyMap<string, Progress>> {
    return Promise.resolve(new Map(exportIds.flatMap((id) => (this.own.has(id) ? [[id, this.own.get(id)!]] : []))));
  }
}

const TOPIC = 'exports';
/** What was said longer ago is of a process that is gone, milliseconds. */
const OLDEST = 10_000;

/** Among processes: the one that makes an export tells the others. */
export class SharedExportProgress extends LocalExportProgress {
  constructor(
    private readonly notices: Notices,
    private readonly onFailure: (error: unknown) => void,
  ) {
    super();
  }

  override note(exportId: string, progress: Progress): void {
    super.note(exportId, progress);
    this.tell();
  }

  override forget(exportId: string): void {
    super.forget(exportId);
    this.tell();
  }

  override async read(exportIds: readonly string[]): Promise<ReadonlyMap<string, Progress>> {
    const told = new Map<string, Progress>();
    for (const { word } of await this.notices.read(TOPIC, OLDEST)) {
      for (const [id, progress] of Object.entries(word)) {
        if (exportIds.includes(id)) told.set(id, progress as unknown as Progress);
      }
    }
    return told;
  }

  private tell(): void {
    const word = Object.fromEntries([...this.own].map(([id, { rows, of }]) => [id, { rows, of }]));
    this.notices.post(TOPIC, word).catch(this.onFailure);
  }
}
