import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import {
  type ExportJob,
  ExportRefused,
  type ExportWriter,
  FilesUnreachable,
  type HeardOfExport,
  type Progress,
  type WrittenExport,
} from '@arauto/application';
import type { ExportMoment } from '@arauto/domain';
import { SnapshotLost } from '@arauto/read-models';
import type { StorePlaces } from '../../../../config/store-places';

/** What the process of an export is told. */
export interface ExportTask {
  readonly places: StorePlaces;
  /** What seals the vault's secrets. */
  readonly secret: string;
  readonly job: ExportJob;
}

/** What it says. The last word is one of the last four. */
export type ExportWord =
  | { readonly began: ExportMoment }
  | { readonly progress: Progress }
  | { readonly written: WrittenExport }
  | { readonly refused: { readonly code: string; readonly message: string } }
  | { readonly failed: { readonly message: string; readonly isSnapshotLost: boolean } }
  | { readonly unreachable: { readonly why: string; readonly message: string } };

/**
 * Makes each file in a process of its own, with readers of its own, so that it takes nothing of the thread that serves and sends. It ends with
 * the channel between them, however this process ends.
 */
export class ExportProcesses implements ExportWriter {
  constructor(
    private readonly places: StorePlaces,
    private readonly secret: string,
  ) {}

  write(job: ExportJob, heard: HeardOfExport, signal: AbortSignal): Promise<WrittenExport> {
    signal.throwIfAborted();
    const child = fork(join(__dirname, 'main.js'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const end = () => void child.kill('SIGKILL');
    signal.addEventListener('abort', end, { once: true });
    const task: ExportTask = { places: this.places, secret: this.secret, job };
    return lastWord(child, task, heard).finally(() => signal.removeEventListener('abort', end));
  }
}

/** Resolves or rejects when the process has ended: only then are its files closed. */
function lastWord(child: ChildProcess, task: ExportTask, { began, progress }: HeardOfExport): Promise<WrittenExport> {
  return new Promise((resolve, reject) => {
    let written: WrittenExport | undefined;
    let failure: Error | undefined;
    child.on('message', (word: ExportWord) => {
      if ('began' in word) began(word.began);
      else if ('progress' in word) progress(word.progress);
      else if ('written' in word) written = word.written;
      else if ('refused' in word) failure = new ExportRefused(word.refused.code, word.refused.message);
      else if ('unreachable' in word)
        failure = new FilesUnreachable(word.unreachable.why, { cause: new Error(word.unreachable.message) });
      else
        failure = word.failed.isSnapshotLost ? new SnapshotLost(word.failed.message) : new Error(word.failed.message);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (written) resolve(written);
      else reject(failure ?? new Error(`the process of an export ended by ${signal ?? `itself, with ${code}`}`));
    });
    // Of one that is gone already the exit tells.
    child.send(task, () => undefined);
  });
}
