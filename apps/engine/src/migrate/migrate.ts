import { createHash } from 'node:crypto';
import type { Clock } from '@arauto/clock';
import { commonPart, type CommonPart, copyLog, eventText, LogsDiffer } from '@arauto/event-store';
import type { Vault } from '@arauto/privacy';
import { copyExportFiles, strangeExportFilesIn } from './copy-export-files';
import { copyFiles, strangeFilesIn } from './copy-files';
import { copyVault, strangersIn, textOf } from './copy-vault';
import { audienceOf, countersOf, differencesOf } from './counters';
import { NotMoved } from './not-moved';
import { type Progress, ProgressOf, type Step } from './progress';
import type { Source } from './source';
import type { Target } from './target';

/** What was moved, and found to be the same on both sides. */
export interface Migration {
  readonly events: number;
  /** SHA-256 of all events in their order, and of all entries of the vault by their refs, hexadecimal. */
  readonly eventsDigest: string;
  readonly entries: number;
  readonly entriesDigest: string;
  readonly files: number;
  readonly exportFiles: number;
  readonly campaigns: number;
  readonly contacts: number;
}

export interface MigrationOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** All is there and the same: from here on the source is done with, and the target may be worked on. */
  readonly onMoved: () => void;
}

const START_OVER = 'Empty the log and the databases there and move again, or name others';

/**
 * Moves an installation: looks whether the target can be its place, then copies vault, contact files and files of exports, then the log, since events refer to both; and reads all
 * of it again on both sides. Each step finds what an earlier run has done of it, so that a run that was ended anywhere is gone on with by another one.
 * The source is left as it is.
 * @throws NotMoved, and what a store failed with: then nothing is wrong that another run would not go on from
 */
export async function migrate(source: Source, target: Target, options: MigrationOptions): Promise<Migration> {
  const { clock, signal, onProgress } = options;
  const step = (name: Step, of?: number) => new ProgressOf(name, of, clock, onProgress);
  const common = await whatIsThere(source, target, step('compare'), signal);
  signal.throwIfAborted();
  await target.begin();
  const ofVault = step('vault');
  await copyVault(source.vault, target.vault, (entries) => ofVault.at(entries), signal);
  const ofFiles = step('files');
  const files = await copyFiles(source, target.files, (copied) => ofFiles.at(copied));
  // With the vault whole, and before its engine is: until then nobody is given a file by it.
  await target.adoptErasures(await source.vault.erasures());
  const ofExports = step('exports');
  const exportFiles = await copyExportFiles(source, target.exportFiles, (copied) => ofExports.at(copied), signal);
  const ofLog = step('log', source.events);
  await told(() =>
    copyLog(source.log, target.log, common, { clock, signal, onProgress: (events, why) => ofLog.at(events, why) }),
  );
  const verified = await verify(source, target, step('verify', source.events), signal);
  options.onMoved();
  await target.complete();
  return { ...verified, files, exportFiles };
}

/** Refuses a target that holds anything but a part of the source, before anything is written. */
async function whatIsThere(
  source: Source,
  target: Target,
  progress: ProgressOf,
  signal: AbortSignal,
): Promise<CommonPart> {
  let compared = 0;
  const common = await told(() =>
    commonPart(source.log, target.log.log, undefined, () => {
      signal.throwIfAborted();
      progress.at(++compared);
    }),
  );
  if (common.longer === 'copy') {
    throw new NotMoved(
      `The log there holds all ${common.events} events of this installation and more: an engine works on it already. There is nothing to move.`,
    );
  }
  if (common.events === 0 && (await target.hasViews())) {
    throw new NotMoved(
      'The log there is empty, but the database of the views is not: views of another log would be taken for those of this one. ' +
        `Delete that database, or name another.`,
    );
  }
  const strangers = await strangersIn(target.vault, source.vault);
  if (strangers > 0) {
    throw new NotMoved(`The vault there holds ${strangers} entries that are not of this installation. ${START_OVER}.`);
  }
  const [file] = await strangeFilesIn(target.files, source.files);
  if (file !== undefined) {
    throw new NotMoved(`There is a contact file there (${file}) that is not of this installation. ${START_OVER}.`);
  }
  const [exported] = await strangeExportFilesIn(target.exportFiles, source);
  if (exported !== undefined) {
    throw new NotMoved(
      `There is the file of an export there (${exported}) that is not of this installation. ${START_OVER}.`,
    );
  }
  return common;
}

/** Reads everything again on both sides: events and entries one by one, and what the log adds up to for the engine. */
async function verify(source: Source, target: Target, progress: ProgressOf, signal: AbortSignal) {
  const events = { here: createHash('sha256'), there: createHash('sha256') };
  let read = 0;
  const common = await told(() =>
    commonPart(source.log, target.log.log, undefined, (here, there) => {
      signal.throwIfAborted();
      events.here.update(`${eventText(here)}\n`);
      events.there.update(`${eventText(there)}\n`);
      progress.at(++read);
    }),
  );
  if (common.longer !== 'neither') throw new NotMoved(`The logs are of different length. ${START_OVER}.`);
  const eventsDigest = same('The logs', events.here.digest('hex'), events.there.digest('hex'));
  const [here, there] = await Promise.all([digestOf(source.vault, signal), digestOf(target.vault, signal)]);
  if (here.entries !== there.entries)
    throw new NotMoved(`The vault has ${here.entries} entries here and ${there.entries} there. ${START_OVER}.`);
  const entriesDigest = same('The vaults', here.digest, there.digest);
  same('The marks of erasures', await source.vault.erasures(), await target.vault.erasures());
  const [counted, recounted] = await Promise.all([countersOf(source.today, signal), countersOf(target.today, signal)]);
  const [different] = differencesOf(counted, recounted);
  if (different !== undefined)
    throw new NotMoved(
      `The log adds up to something else there: ${different} is ${recounted.get(different) ?? 0}, here ${counted.get(different) ?? 0}. ${START_OVER}.`,
    );
  return { events: common.events, eventsDigest, entries: here.entries, entriesDigest, ...audienceOf(counted) };
}

async function digestOf(vault: Vault, signal: AbortSignal): Promise<{ entries: number; digest: string }> {
  const hash = createHash('sha256');
  let entries = 0;
  for await (const page of vault.entries()) {
    signal.throwIfAborted();
    for (const entry of page) hash.update(`${textOf(entry)}\n`);
    entries += page.length;
  }
  return { entries, digest: hash.digest('hex') };
}

function same(what: string, here: string, there: string): string {
  if (here !== there)
    throw new NotMoved(`${what} are not the same on both sides: ${here} and ${there}. ${START_OVER}.`);
  return here;
}

/** Says of logs that differ what to do. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LogsDiffer)) throw error;
    throw new NotMoved(`The log there is not the beginning of this one: ${error.message}. ${START_OVER}.`);
  }
}
