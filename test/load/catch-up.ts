import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@arauto/clock';
import type { Position } from '@arauto/event-store';
import { openSqliteEventStore } from '@arauto/event-store/sqlite';
import { type Group, type View, withTallies } from '@arauto/read-models';
import { operationalProjections } from '@arauto/read-models/operational';
import { reportingProjections } from '@arauto/read-models/reporting';
import { openDatabase } from '@arauto/sqlite';
import { embeddedPlaces, type StorePlaces } from '../../config/store-places';
import { inThreads } from '../../apps/engine/src/projector/projector-thread';
import { Projectors } from '../../apps/engine/src/projector/projectors';
import { reportWords } from '@arauto/whatsapp';
import type { Scale } from './bench.options';
import { writeLog } from './catch-up.log';
import { runCatchUpYardstick } from './catch-up.yardstick';
import { bothSides, cpuEach, measure, type Measured } from './measure';
import { median, type Row, toRow } from './row';

const CONTACTS = 100_000;
const EVENTS_EACH = 5;

/**
 * B7: all views of both groups from an empty folder to the end of a log of 100,000 contacts with five events each, by the engine's
 * projector thread, its start included. Afterwards the tables of both sides must hold the same.
 */
export async function runB7({ runs, scale }: Scale): Promise<Row[]> {
  const contacts = Math.round(CONTACTS * scale);
  const events = contacts * EVENTS_EACH;
  const folder = mkdtempSync(join(tmpdir(), 'arauto-bench-'));
  const log = join(folder, 'events.db');
  const store = openSqliteEventStore({ path: log, clock: systemClock, commits: 'thread' });
  await writeLog(store, contacts);
  const head = await store.head();
  await store.close();
  const results: { ours: number; yardstick: number; cpu: readonly [number, number] }[] = [];
  for (let run = 0; run < runs; run++) {
    const prints: string[] = [];
    const side = (name: string, work: (views: string) => Promise<void>) => async (): Promise<Measured> => {
      const views = join(folder, name);
      mkdirSync(views);
      const measured = await measure(() => work(views));
      prints.push(fingerprint(views));
      rmSync(views, { recursive: true });
      return measured;
    };
    const { ours, yardstick } = await bothSides(
      run,
      side('ours', (views) => catchUp({ ...embeddedPlaces(views), eventStore: log }, 1, head)),
      side('yardstick', (views) => Promise.resolve(runCatchUpYardstick(log, views))),
    );
    if (prints[0] !== prints[1]) throw new Error(`the tables differ:\n${prints.join('\n')}`);
    const cpu = [cpuEach(ours, events), cpuEach(yardstick, events)] as const;
    results.push({ ours: events / ours.seconds, yardstick: events / yardstick.seconds, cpu });
    console.error(`B7 run ${run + 1}: ${JSON.stringify(results.at(-1))}`);
  }
  rmSync(folder, { recursive: true });
  const [own, bare] = [0, 1].map((which) => median(results.map(({ cpu }) => cpu[which]!)));
  const note = `CPU an event, all threads: ${own} µs, bare ${bare} µs`;
  const name = `all views from a log of ${contacts} contacts, ${EVENTS_EACH} events each`;
  return [toRow({ id: 'B7', name, unit: 'events/s', must: 0.4, moonshot: 0.7, note }, results)];
}

/** Keeps the views of both groups up with the log until they are where it ends. @param lanes threads a group */
export async function catchUp(places: StorePlaces, lanes: number, head: Position): Promise<void> {
  const failed = (facts: object, message: string) => {
    throw new Error(`${message}: ${JSON.stringify(facts)}`);
  };
  const projector = new Projectors(inThreads(places), lanes, systemClock, failed, () => undefined);
  const groups: readonly Group[] = ['operational', 'reporting'];
  await Promise.all(groups.map((group) => projector.progress(group).reached(head, 3_600_000)));
  await projector.stop();
}

/** Rows of every table, and of every column how many are filled and what they add up to; keys and symbols are each side's own. */
function fingerprint(folder: string): string {
  const views = withTallies([...operationalProjections, ...reportingProjections(reportWords)].map(({ view }) => view));
  const lines = views.map((view) => {
    const database = openDatabase(join(folder, `views-${view.group}.db`), { readOnly: true });
    const sums = Object.entries(view.fields).map(([field, type]) => sumOf(field, type));
    // The ids of counters are each side's own, too.
    const ids = view.counters ? 0 : 'sum(length(_id))';
    const row = database.prepare(`SELECT count(*), ${ids}, ${sums.join(', ')} FROM "v_${view.name}"`).row()!;
    database.close();
    return `${view.name} ${row.join(' ')}`;
  });
  return lines.join('\n');
}

function sumOf(field: string, type: View['fields'][string]): string {
  if (type === 'symbol') return `(count("${field}") || ':' || count(DISTINCT "${field}")) AS "${field}"`;
  const summed = type === 'integer' || type === 'boolean' ? `"${field}"` : `length("${field}")`;
  return `(count("${field}") || ':' || coalesce(sum(${summed}), 0)) AS "${field}"`;
}
