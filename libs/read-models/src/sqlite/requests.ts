import type { Position } from '@arauto/event-store';
import type { Condition, Counted, Cursor, Grouping, PageQuery, PageWalk, Total, WalkQuery } from '../port';
import type { Group, View } from '../view';
import type { FoundRow } from './queries';
import { StreamPages, type StreamQuery } from './stream-pages';
import { ViewConnection } from './view-connection';

/** What a reader asks its file, in a shape that can be sent to a thread. */
export type Request =
  | { readonly ask: 'getMany'; readonly view: View; readonly ids: readonly string[] }
  | { readonly ask: 'find'; readonly view: View; readonly query: PageQuery }
  | {
      readonly ask: 'count';
      readonly view: View;
      readonly where: readonly Condition[];
      readonly cap: number | undefined;
    }
  | {
      readonly ask: 'countBy';
      readonly view: View;
      readonly where: readonly Condition[];
      readonly by: readonly Grouping[];
    }
  | {
      readonly ask: 'countTallied';
      readonly view: View;
      readonly where: readonly Condition[];
      readonly most: number;
    }
  | { readonly ask: 'walk'; readonly view: View; readonly query: PageWalk }
  | { readonly ask: 'countWalk'; readonly view: View; readonly query: WalkQuery & { readonly cap: number } }
  | { readonly ask: 'position' }
  | { readonly ask: 'openStream'; readonly view: View; readonly query: StreamQuery }
  | { readonly ask: 'nextPage'; readonly stream: number }
  | { readonly ask: 'closeStream'; readonly stream: number }
  /** The file was deleted and made again. */
  | { readonly ask: 'reopen' };

export interface Answers {
  getMany: (FoundRow | undefined)[];
  find: FoundRow[];
  count: number;
  countBy: Counted[];
  countTallied: Total;
  walk: { found: FoundRow[]; reached: Cursor | null };
  countWalk: Total;
  position: Position;
  openStream: number;
  nextPage: FoundRow[];
  closeStream: undefined;
  reopen: undefined;
}

/** Answers requests on one group's file, in whatever thread it is made. */
export class RequestHandler {
  private readonly connection: ViewConnection;
  private readonly streams = new Map<number, StreamPages>();
  private lastStream = 0;

  /** @param held all of it is read as of the first question */
  constructor(folder: string, group: Group, held: boolean) {
    this.connection = new ViewConnection(folder, group, held);
  }

  answer(request: Request): Answers[keyof Answers] {
    switch (request.ask) {
      case 'getMany':
        return this.connection.run(({ queries }) => queries.getMany(request.view, request.ids));
      case 'find':
        return this.connection.run(({ queries }) => queries.find(request.view, request.query));
      case 'count':
        return this.connection.run(({ queries }) => queries.count(request.view, request.where, request.cap));
      case 'countBy':
        return this.connection.run(({ queries }) => queries.countBy(request.view, request.where, request.by));
      case 'countTallied':
        return this.connection.run(({ queries }) => queries.countTallied(request.view, request.where, request.most));
      case 'walk':
        return this.connection.run(({ queries }) => queries.walk(request.view, request.query));
      case 'countWalk':
        return this.connection.run(({ queries }) => queries.countWalk(request.view, request.query));
      case 'position':
        return this.connection.position();
      case 'openStream': {
        const stream = new StreamPages(this.connection, request.view, request.query);
        this.streams.set(++this.lastStream, stream);
        return this.lastStream;
      }
      case 'nextPage': {
        const rows = this.streams.get(request.stream)?.next() ?? [];
        if (rows.length === 0) this.streams.delete(request.stream);
        return rows;
      }
      case 'closeStream':
        this.streams.get(request.stream)?.close();
        this.streams.delete(request.stream);
        return undefined;
      case 'reopen':
        this.connection.reopen();
        return undefined;
    }
  }

  close(): void {
    for (const stream of this.streams.values()) stream.close();
    this.connection.close();
  }
}
