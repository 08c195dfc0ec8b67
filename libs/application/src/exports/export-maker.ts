import { type Clock, instant, type Random } from '@arauto/clock';
import type { KeptFiles } from '@arauto/contact-files';
import {
  type ExpiryCause,
  type Export,
  exportAggregate,
  type ExportCommand,
  exportDecider,
  type ExportMoment,
  type KnownExport,
  stream,
} from '@arauto/domain';
import { duty, type EventStore, execute, load, metadataOf } from '@arauto/event-store';
import type { Vault } from '@arauto/privacy';
import type { ExportDocument } from '@arauto/read-models/operational';
import { refsOfFilters } from './filters-in-vault';
import type { ExportProgress } from './export-progress';
import type { ExportSettings } from './export-settings';
import { exportFile, exportOfFile, ExportRefused, type ExportWriter, FilesUnreachable } from './export-writer';
import { whyGone } from './why-gone';

/** Tries of one process, after which an export fails with what went wrong last. */
const TRIES = 3;
/** Begun so often without an end, it is what ends whoever makes it. */
const MOST_RUNS = 20;
/** A file that no export names may be one that is just being finished, milliseconds. */
const LEFT_AFTER = 3600_000;

export interface ExportMakerParts {
  readonly store: EventStore;
  readonly vault: Pick<Vault, 'remove' | 'getMany' | 'erasures'>;
  readonly files: Pick<KeptFiles, 'list' | 'discard'>;
  readonly writer: ExportWriter;
  readonly progress: ExportProgress;
  readonly settings: ExportSettings;
  readonly clock: Clock;
  readonly random: Random;
}

/** Somebody was erased while the file was being made. */
class ErasedMeanwhile extends Error {
  override readonly name = 'ErasedMeanwhile';
  constructor() {
    super('A person was erased while the file was being made.');
  }
}

/** Makes the files of exports, and takes them away. Whatever it is interrupted in, it begins again with a new moment. */
export class ExportMaker {
  private readonly failures = new Map<string, number>();

  constructor(private readonly parts: ExportMakerParts) {}

  /**
   * Makes the file of one, unless it is over. Nothing is left of it, and nothing said, where `signal` aborts.
   * @throws what the writer threw, where it is worth another try
   */
  async makeOne(exportId: string, signal: AbortSignal): Promise<void> {
    const { state, revision } = await this.load(exportId);
    if (state.status !== 'queued' && state.status !== 'running') return;
    const run = this.parts.random.id();
    try {
      if (revision > MOST_RUNS) {
        throw new ExportRefused('cannot_be_made', `The export was begun ${revision} times and never ended.`);
      }
      await this.run(exportId, run, state, signal);
      this.failures.delete(exportId);
    } catch (error) {
      await this.discardRun(exportId, run);
      if (signal.aborted) return;
      await this.failed(exportId, error);
    } finally {
      this.parts.progress.forget(exportId);
    }
  }

  /** Says of a file why it should not be there any more; undefined where it may be. To be asked for many: the vault is asked once. */
  async judge(): Promise<(file: Pick<ExportDocument, 'erasures' | 'expiresAt'>) => ExpiryCause | undefined> {
    const erasures = await this.parts.vault.erasures();
    return (file) => whyGone(file, this.parts.clock.now(), erasures);
  }

  /** Ends an export whose file should not be there any more. */
  async expireOne(exportId: string, why: ExpiryCause): Promise<void> {
    await this.decide(exportId, { type: 'ExpireExport', why });
  }

  /** Takes away files that no export has: of those that are over, and what a crash left. */
  async sweepFiles(isBeingMade: (exportId: string) => boolean): Promise<void> {
    const { files, clock } = this.parts;
    for (const { name, storedAt } of await files.list()) {
      const { exportId, run } = exportOfFile(name);
      if (isBeingMade(exportId)) continue;
      const { state } = await this.load(exportId);
      if (state.status === 'completed' && state.run === run) continue;
      // Whoever made exports before may be finishing one.
      const isOpen = state.status === 'queued' || state.status === 'running';
      if (isOpen && storedAt > clock.now() - LEFT_AFTER) continue;
      await files.discard(name);
    }
  }

  /** Forgets whom exports that are over were filtered by. @param refs of their filters */
  async forgetFilters(refs: readonly string[]): Promise<void> {
    const { vault } = this.parts;
    // Most are gone since an earlier sweep, and to look is cheaper than to remove.
    const there = await refsOfFilters(vault, refs);
    if (there.length > 0) await vault.remove(there);
  }

  private async run(exportId: string, run: string, order: KnownExport, signal: AbortSignal): Promise<void> {
    const { vault, writer, progress, clock, settings } = this.parts;
    const erasures = await vault.erasures();
    let begun: Promise<Export> | undefined;
    const began = (moment: ExportMoment) => {
      begun = this.decide(exportId, { type: 'BeginExport', run, moment, erasures });
      // It is awaited below, whatever becomes of the file.
      begun.catch(() => undefined);
    };
    const heard = { began, progress: (done: { rows: number; of: number | null }) => progress.note(exportId, done) };
    const written = await writer.write({ exportId, run, order }, heard, signal);
    await begun;
    if ((await vault.erasures()) !== erasures) throw new ErasedMeanwhile();
    const expiresAt = instant(clock.now() + settings.keptForMs);
    const state = await this.decide(exportId, { type: 'CompleteExport', run, ...written, expiresAt });
    // Canceled while its last byte was written.
    if (state.status !== 'completed') await this.parts.files.discard(exportFile(exportId, run));
  }

  /** Where files cannot be reached, what is left of it goes with the next sweep: that nothing could be taken away must not keep an export from its end. */
  private async discardRun(exportId: string, run: string): Promise<void> {
    await this.parts.files.discard(exportFile(exportId, run)).catch(() => undefined);
  }

  private async failed(exportId: string, error: unknown): Promise<void> {
    const failures = (this.failures.get(exportId) ?? 0) + 1;
    this.failures.set(exportId, failures);
    if (!(error instanceof ExportRefused) && failures < TRIES) throw error;
    this.failures.delete(exportId);
    const { code, reason } = reasonOf(error);
    await this.decide(exportId, { type: 'FailExport', code, reason });
  }

  private load(exportId: string) {
    return load(this.parts.store, exportAggregate, exportId);
  }

  private async decide(exportId: string, command: ExportCommand): Promise<Export> {
    const { store, random } = this.parts;
    const metadata = metadataOf({ actor: duty('exports'), correlationId: exportId });
    const options = { metadata, eventId: () => random.uuid() };
    return (await execute(store, exportDecider, stream.export(exportId), command, options)).state;
  }
}

/** What a person is told; whatever else went wrong stands in the log of the engine. */
function reasonOf(error: unknown): { readonly code: string; readonly reason: string } {
  if (error instanceof ExportRefused) return { code: error.code, reason: error.message };
  const name = error instanceof Error ? error.name : '';
  if (name === 'SnapshotLost') {
    return {
      code: 'snapshot_lost',
      reason: `The store forgot the moment of the export ${TRIES} times before all of it was read. Narrow the search, or let the store remember for longer (minSnapshotHistoryWindowInSeconds).`,
    };
  }
  if (name === 'ErasedMeanwhile') {
    return { code: 'erased_meanwhile', reason: 'Persons were erased each time it was made. Ask for it again.' };
  }
  if (error instanceof FilesUnreachable) {
    return {
      code: 'files_unreachable',
      reason: `The file could not be stored, ${TRIES} times: ${error.why}. Ask for it again once whoever runs the engine has mended that.`,
    };
  }
  return { code: 'cannot_be_made', reason: `The file could not be made, ${TRIES} times. Ask for it again.` };
}
