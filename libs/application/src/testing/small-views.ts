import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventReader, type Position, START } from '@arauto/event-store';
import type { Group, Projection, ViewReader, ViewWriter } from '@arauto/read-models';
import { openSqliteViewWriter } from '@arauto/read-models/sqlite';
import { openPlannedReader } from '@arauto/read-models/testing';
import type { Views } from '../views';

export interface SmallViews extends Views {
  /** False: the views stay where they are until `project` is called. */
  following: boolean;
  /** Brings every view up to the log, now. */
  project(): Promise<void>;
  close(): Promise<void>;
}

/** Both groups of views on a folder, filled by the caller's thread whenever somebody waits for them. */
export function openSmallViews(
  log: Pick<EventReader, 'readAll'>,
  projections: Readonly<Record<Group, readonly Projection[]>>,
): SmallViews {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-views-'));
  const groups = ['operational', 'reporting'] as const;
  const opened = groups.map((group) => ({
    group,
    projections: projections[group],
    writer: openSqliteViewWriter({ folder, group, views: projections[group].map(({ view }) => view) }),
    reader: openPlannedReader(folder, group),
  }));
  const readerOf = (group: Group): ViewReader => opened.find((each) => each.group === group)!.reader;
  const views: SmallViews = {
    following: true,
    operational: readerOf('operational'),
    reporting: readerOf('reporting'),
    async project() {
      for (const { projections: own, writer } of opened) {
        const from = await writer.checkpoint();
        const to = await gatherAfter(log, from, own, writer);
        if (to > from) await writer.commit(from, to);
        await writer.caughtUp();
      }
    },
    async reached(group, position) {
      if (views.following) await views.project();
      return (await readerOf(group).position(group)) >= position;
    },
    async close() {
      for (const { reader, writer } of opened) {
        await reader.close();
        await writer.close();
      }
      rmSync(folder, { recursive: true });
    },
  };
  return views;
}

async function gatherAfter(
  log: Pick<EventReader, 'readAll'>,
  after: Position,
  projections: readonly Projection[],
  writer: Pick<ViewWriter, 'gather'>,
): Promise<Position> {
  let to: Position = after;
  for await (const event of log.readAll(after === START ? {} : { after })) {
    to = event.position;
    for (const { handles, project } of projections) {
      if (handles.includes(event.type)) writer.gather(project(event));
    }
  }
  return to;
}
