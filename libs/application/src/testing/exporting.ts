import { writeExport } from '../export-writing';
import { ExportMaker } from '../exports/export-maker';
import { ExportReactions } from '../exports/export-reactions';
import type { ExportWriter } from '../exports/export-writer';
import { EXPORT_SETTINGS_OF_TESTS, type SmallEngine } from './small-engine';

/** Makes files in the test's own thread, of the views as they are. */
export function writerHere(engine: SmallEngine): ExportWriter {
  const { views, vault, identities, store, stored, exportFiles, clock } = engine;
  return {
    async write(job, heard) {
      await views.project();
      const positions = {
        operational: await views.operational.position('operational'),
        reporting: await views.reporting.position('reporting'),
        log: await store.head(),
      };
      const sources = { views, vault, identities, events: store, stored };
      return writeExport(job, { at: clock.now(), positions, sources }, exportFiles, clock, heard);
    },
  };
}

/** Who makes the files of a small engine, and a look of the reaction that asks for them. */
export function exporting(engine: SmallEngine, writer: ExportWriter = writerHere(engine)) {
  const { store, vault, exportFiles: files, exportProgress: progress, clock, random } = engine;
  const maker = new ExportMaker({
    ...{ store, vault, files, writer, progress, clock, random },
    settings: EXPORT_SETTINGS_OF_TESTS,
  });
  const failures: unknown[] = [];
  const note = (_: string, error: unknown) => void failures.push(error);
  const reactions = new ExportReactions(maker, engine.views.operational, 1, clock, note);
  return {
    maker,
    reactions,
    failures,
    /** Looks once, at what the views have by then. */
    async look(signal: AbortSignal = new AbortController().signal): Promise<void> {
      await engine.views.project();
      await reactions.look(signal, (error) => void failures.push(error));
    },
  };
}
