import { Agent } from 'undici';
import { guardedLookup } from '../hosts/guarded-lookup';
import type { CallOptions } from './calls';
import type { Connections } from './connections';
import { type Download, DownloadHandler, type DownloadOptions } from './download';

/** Files under way at once from one host; the next waits. */
const AT_ONCE = 16;

/** Files from wherever they lie, read on only as somebody reads them. They hold up no call: their connections are others. */
export class Downloads {
  private readonly through: Connections;
  private readonly clock: CallOptions['clock'];

  constructor({ clock, lookup = guardedLookup(), connectTimeoutMs = 5000, connect }: CallOptions) {
    this.clock = clock;
    const agent = () =>
      new Agent({
        connections: AT_ONCE,
        pipelining: 1,
        allowH2: false,
        connect: { timeout: connectTimeoutMs, lookup },
        // Ours are on the injected clock, and another while nobody reads.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
    this.through = (connect ?? agent)();
  }

  /** @param headers name, value, name, value: they go to that address and nowhere else, as no redirection is followed */
  get({ origin, pathname, search }: URL, headers: string[], options: DownloadOptions): Promise<Download> {
    return new Promise((resolve) => {
      const call = { origin, path: `${pathname}${search}`, method: 'GET', headers } as const;
      this.through.dispatch(call, new DownloadHandler(options, this.clock, resolve));
    });
  }

  /** Cuts off what is under way. */
  close(): Promise<void> {
    return this.through.destroy();
  }
}
