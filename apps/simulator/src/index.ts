import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { ArrivalTimes } from './arrival-times';
import { BusinessNumbers } from './business-numbers';
import { systemClock, type Clock } from './clock';
import { initialSettings } from './control-reset';
import { ControlSurface, type Stage } from './control-surface';
import { goOn } from './go-on';
import { GraphSurface } from './graph-surface';
import { GupshupSurface } from './gupshup/gupshup-surface';
import { type RecordedArrival } from './ledger';
import { Memory } from './memory';
import { Templates } from './templates';
import { WebhookClient } from './webhook-post';
import { World, type Settings } from './world';

export type { Clock } from './clock';
export { magicNumbers } from './magic-numbers';

export interface SimulatorOptions {
  /** Address to listen on, 127.0.0.1 by default. */
  readonly host?: string | undefined;
  /** Port there; 0 = any free one. By default the one that senders know from before a restart, if it is free, else any. */
  readonly port?: number | undefined;
  /** Bearer of the control API, accepted by the surfaces of the platforms too; by default the one from before a restart, else a new one. */
  readonly token?: string | undefined;
  readonly seed?: number | string | undefined;
  readonly clock?: Clock | undefined;
  /** Folder in which it keeps what it must still know after a restart; nothing is kept without one. */
  readonly folder?: string | undefined;
}

export interface Simulator {
  /** The port it listens on. */
  readonly port: number;
  readonly token: string;
  /** Ends it: open requests are cut; webhooks on their way are lost unless it has a folder. */
  close(): Promise<void>;
}

/** An idle connection must not end just when a client picks it: longer than clients keep theirs. */
const KEEP_ALIVE_MS = 120_000;

/** Starts a simulator in this process. Rejects with the system's error when the port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const memory = options.folder === undefined ? undefined : new Memory(options.folder);
  await memory?.take();
  const before = memory?.load();
  const token = options.token ?? before?.token ?? randomBytes(24).toString('base64url');
  const clock = options.clock ?? systemClock();
  const client = new WebhookClient();
  const known = {
    numbers: new BusinessNumbers(before?.numbers),
    templates: new Templates(before?.templates),
    media: new Set<string>(before?.media),
  };
  const keep = (arrival: RecordedArrival) => memory?.record(arrival);
  const settings = before?.world.settings ?? { ...initialSettings, seed: options.seed ?? initialSettings.seed };
  const kept = { earlier: memory?.arrivals() ?? [], keep };
  const stage: Stage & { world: World } = {
    world: new World(settings, clock, known, client, kept, before?.world),
    async reset(fresh: Settings) {
      stage.world.stop();
      await memory?.forget();
      known.numbers.restore();
      known.templates.restore();
      stage.world = new World(fresh, clock, known, client, { earlier: [], keep });
    },
    changed: () => save(false),
  };
  const save = (inGoodOrder: boolean) =>
    memory?.save({
      ...{ port, token, numbers: known.numbers.state, templates: known.templates.all(), media: known.media },
      world: stage.world.state(inGoodOrder),
    });
  const arrivals = new ArrivalTimes(clock);
  const graph = new GraphSurface(() => stage.world, token);
  const gupshup = new GupshupSurface(() => stage.world, token);
  const control = new ControlSurface(stage, token);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 }, (request, response) => {
    const arrival = arrivals.now();
    const served = request.url!.startsWith('/__sim/')
      ? control.serve(request, response)
      : (request.url!.startsWith('/wa/') ? gupshup : graph).serve(request, response, arrival);
    served.catch((error: unknown) => {
      const gone = request.destroyed || response.destroyed;
      response.destroy();
      // A client that went away is ordinary; anything else is a mistake of ours that nobody must overlook.
      if (!gone) process.stderr.write(`simulator: ${request.method} ${request.url}: ${(error as Error).stack}\n`);
    });
  });
  const port = await listen(server, options.host ?? '127.0.0.1', options.port, before?.port);
  save(false);
  if (before?.world.underway) goOn(stage.world, before.world.underway);
  return {
    port,
    token,
    async close() {
      save(true);
      stage.world.stop();
      arrivals.stop();
      client.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await memory?.close();
    },
  };
}

/** Listens on the port that was asked for, or else on the one from before, if it is free. */
async function listen(
  server: Server,
  host: string,
  asked: number | undefined,
  before: number | undefined,
): Promise<number> {
  const on = (port: number) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve((server.address() as AddressInfo).port);
      });
    });
  if (asked !== undefined || before === undefined) return on(asked ?? 0);
  return on(before).catch(() => on(0));
}
