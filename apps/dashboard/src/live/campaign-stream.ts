import { waitBefore } from './wait-before';

/** A campaign that changed, as the list shows it; read elsewhere, passed on here. */
export type Change = object & { readonly id: string };

/** What is told of the stream, in the order in which it happened. */
export type News =
  /** Where the views stand: what is asked for after that misses nothing of what follows. */
  | { readonly kind: 'begun'; readonly position: string }
  | { readonly kind: 'changed'; readonly position: string; readonly items: readonly Change[] }
  | { readonly kind: 'lost' };

/** What is needed of an `EventSource`. */
export interface Source {
  onerror: (() => void) | null;
  addEventListener(
    event: 'begin' | 'changed',
    listener: (message: { lastEventId: string; data: string }) => void,
  ): void;
  close(): void;
}

/** Where it is read; a browser sends no header of ours with it. */
export const streamIn = (language: string) => `/v1/campaigns/stream?language=${language}`;

interface Ports {
  readonly open: () => Source;
  /** Calls back after so many milliseconds; answers how to call it off. */
  readonly later: (ms: number, then: () => void) => () => void;
  readonly chance: () => number;
  readonly tell: (news: News) => void;
}

/**
 * The one stream of changed campaigns that a browser has open. It comes back by itself, later and later while nobody answers. The browser's own way
 * of reconnecting gives up for ever at the first answer that is no stream, such as a 503 of an engine that starts.
 */
export class CampaignStream {
  private source: Source | undefined;
  private callOff: (() => void) | undefined;
  private failures = 0;

  constructor(private readonly ports: Ports) {}

  /** Opens it anew, whatever was before. */
  open(): void {
    this.close();
    const source = (this.source = this.ports.open());
    source.addEventListener('begin', ({ lastEventId }) => {
      this.failures = 0;
      this.ports.tell({ kind: 'begun', position: lastEventId });
    });
    source.addEventListener('changed', ({ lastEventId, data }) => {
      const { items } = JSON.parse(data) as { readonly items: readonly Change[] };
      this.ports.tell({ kind: 'changed', position: lastEventId, items });
    });
    source.onerror = () => {
      this.close();
      this.ports.tell({ kind: 'lost' });
      this.failures += 1;
      this.callOff = this.ports.later(waitBefore(this.failures, this.ports.chance()), () => this.open());
    };
  }

  close(): void {
    this.source?.close();
    this.callOff?.();
    this.source = this.callOff = undefined;
  }
}
