import { type Position, START } from '@arauto/event-store';
import type { Group, View } from '@arauto/read-models';
import { messagesView, repliesView } from '@arauto/read-models/reporting';
import { PROJECTIONS } from '../../../apps/engine/src/projector/projections';
import { GROUPS } from '../../../apps/engine/src/projector/projectors';
import { eventLog } from '../../../apps/engine/src/stores/event-log';
import { MemoryEventStore } from '../stores/memory-event-store';
import { contentOf, MemoryViewDisk, openMemoryViewReader, openMemoryViewWriter } from '../stores/memory-views';
import type { World } from '../world';
import { judgeCountersAtEnd } from './counters';
import type { Judge } from './judge';

/** What views must be when they have caught up with the log: what a plain reading of the log makes of it, and no more than the world knows of itself. */
export async function judgeViews(world: World, judge: Judge): Promise<void> {
  const { disks } = world;
  const head = disks.log.events.at(-1)?.position ?? START;
  for (const group of GROUPS) {
    if (!(await hasCaughtUp(world, group, head))) {
      judge.fail('views catch up', `the ${group} views do not come to ${head}`);
      return;
    }
    const anew = contentOf(await madeAnew(world, group));
    const there = contentOf(disks.views[group]);
    if (there !== anew) judge.fail('views made again are the same', differenceOf(group, there, anew));
  }
  // While views were waited for, time went on.
  judge.look();
  await judgeCountersAtEnd(world, judge);
  judgeReports(world, judge);
  judgePersonalData(world, judge);
}

/** @returns whether the views come to a position, within two minutes in which nothing else happens */
async function hasCaughtUp({ disks, scheduler }: World, group: Group, head: Position): Promise<boolean> {
  const views = PROJECTIONS[group].map(({ view }) => view);
  const reader = openMemoryViewReader(disks.views[group], views);
  let at = await reader.position(group);
  const asking = () => void reader.position(group).then((position) => (at = position));
  await scheduler.runUntil(scheduler.now() + 120_000, () => {
    asking();
    return at >= head;
  });
  return at >= head;
}

/** The views of a group, from nothing, by a loop that knows no projector. */
async function madeAnew({ disks }: World, group: Group): Promise<MemoryViewDisk> {
  const { clock } = disks;
  const disk = new MemoryViewDisk(group);
  const stored = new MemoryEventStore(disks.log, clock);
  const { events } = eventLog(stored, {
    search: () => Promise.reject(new Error('nobody searches')),
    close: () => Promise.resolve(),
  });
  const views: readonly View[] = PROJECTIONS[group].map(({ view }) => view);
  const writer = await openMemoryViewWriter({ disk, views, clock });
  await writer.checkpoint();
  let to: Position = START;
  for await (const event of events.readAll()) {
    for (const { handles, project } of PROJECTIONS[group]) {
      if (handles.includes(event.type)) writer.gather(project(event));
    }
    to = event.position;
  }
  await writer.commit(START, to);
  await writer.caughtUp();
  await writer.close();
  return disk;
}

function differenceOf(group: Group, there: string, anew: string): string {
  const [was, is] = [there.split('\n'), anew.split('\n')];
  const at = was.findIndex((line, n) => line !== is[n]);
  return `${group}: ${was[at] ?? 'nothing'} is ${is[at] ?? 'nothing'} when made again`;
}

/** The reports tell of each contact and each answer what is known of it. */
function judgeReports({ disks, platform: { truth } }: World, judge: Judge): void {
  const rows = new Map<string, Readonly<Record<string, unknown>>>();
  for (const { campaignId, contactKey, ...row } of rowsOf(disks.views.reporting, messagesView)) {
    rows.set(`${String(campaignId)}.${String(contactKey)}`, row);
  }
  for (const [name, { state, attempts }] of judge.facts.contacts) {
    const row = rows.get(name);
    if (!row) {
      if (attempts > 0) judge.fail('reports tell of everybody', `${name} was attempted and is in no report`);
      continue;
    }
    const shown = POSITIVE[state];
    if (row['state'] !== state || (shown !== undefined && row['status'] !== shown)) {
      judge.fail(
        'reports are true',
        `${name} is ${state}, and the report says ${String(row['status'])} (${String(row['state'])})`,
      );
    }
    if (shown === undefined && Object.values(POSITIVE).includes(String(row['status'])) && state !== 'in_progress') {
      judge.fail('reports are true', `${name} is ${state}, and the report says ${String(row['status'])}`);
    }
  }
  // What was not answered may have been heard all the same.
  const heard = new Set<string>();
  const perhaps = new Set<string>();
  for (const { news, status } of truth.tellings) {
    for (const id of news.flatMap((each) => messagesIn(truth.news[each]!.value))) {
      perhaps.add(id);
      if (status === 200) heard.add(id);
    }
  }
  const answers = rowsOf(disks.views.reporting, repliesView).length;
  if (answers < heard.size || answers > perhaps.size) {
    judge.fail('every answer is one row', `${heard.size} messages were heard, and ${answers} are in the report`);
  }
}

function messagesIn(value: unknown): readonly string[] {
  const { messages = [] } = value as { messages?: readonly { readonly id: string }[] };
  return messages.map(({ id }) => id);
}

/** What the report says of states that are successes: failures have many words. */
const POSITIVE: Readonly<Record<string, string>> = { sent: 'sent', delivered: 'delivered', read: 'read' };

function rowsOf(disk: MemoryViewDisk, { name }: View): Readonly<Record<string, unknown>>[] {
  return contentOf(disk)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as [string, string, Readonly<Record<string, unknown>>])
    .filter(([view]) => view === name)
    .map(([, , cells]) => cells);
}

/** Neither the log nor a view holds who somebody is. */
function judgePersonalData({ disks, plan, platform: { truth } }: World, judge: Judge): void {
  const text = [
    ...disks.log.events.map(({ stream, type, data, metadata }) => JSON.stringify([stream, type, data, metadata])),
    ...GROUPS.map((group) => contentOf(disks.views[group])),
  ].join('\n');
  // Without the country's digits, in both notations: in no number that only counts.
  const digits = plan.people.flatMap(({ phone }) => {
    const national = phone.replace(/^\+(55|52|54|1)/, '');
    return [national, national.replace(/^(\d\d)9(\d{8})$/, '$1$2')];
  });
  const numbers = [...new Set(text.match(/\d{8,}/g))].join(' ');
  const ids = text.includes('wamid.') ? truth.accepted.map(({ id }) => id) : [];
  const found = digits.find((each) => numbers.includes(each)) ?? [...ids, 'Name '].find((each) => text.includes(each));
  if (found === undefined) return;
  const at = text.indexOf(found);
  judge.fail('no personal data in log and views', `${found} is there: ${text.slice(at - 200, at + 60)}`);
}
