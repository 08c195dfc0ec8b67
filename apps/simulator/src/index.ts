import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { BusinessNumbers } from './business-numbers';
import { systemClock, type Clock } from './clock';
import { initialSettings } from './control-reset';
import { ControlSurface, type Stage } from './control-surface';
import { GraphSurface } from './graph-surface';
import { Templates } from './templates';
import { WebhookClient } from './webhook-post';
import { World, type Settings } from './world';

export type { Clock } from './clock';
export { magicNumbers } from './magic-numbers';

export interface SimulatorOptions {
  /** Port on 127.0.0.1; 0 = any free one. */
  readonly port: number;
  /** Bearer of the control API, accepted by the Graph surface too. */
  readonly token: string;
  readonly seed?: number | string | undefined;
  readonly clock?: Clock | undefined;
}

export interface Simulator {
  /** The port it listens on. */
  readonly port: number;
  /** Ends it: open requests are cut, webhooks on their way are lost. */
  close(): Promise<void>;
}

/** An idle connection must not end just when a client picks it: longer than clients keep theirs. */
const KEEP_ALIVE_MS = 120_000;

/** Starts a simulator in this process. Rejects with the system's error when the port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const clock = options.clock ?? systemClock();
  const client = new WebhookClient();
  const known = { numbers: new BusinessNumbers(), templates: new Templates(), media: new Set<string>() };
  const stage: Stage & { world: World } = {
    world: new World({ ...initialSettings, seed: options.seed ?? initialSettings.seed }, clock, known, client),
    reset(settings: Settings) {
      stage.world.stop();
      known.numbers.restore();
      known.templates.restore();
      stage.world = new World(settings, clock, known, client);
    },
  };
  const graph = new GraphSurface(() => stage.world, options.token);
  const control = new ControlSurface(stage, options.token);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 }, (request, response) => {
    const arrivedAt = clock.now();
    const served = request.url!.startsWith('/__sim/')
      ? control.serve(request, response)
      : graph.serve(request, response, arrivedAt);
    served.catch((error: unknown) => {
      const gone = request.destroyed || response.destroyed;
      response.destroy();
      // A client that went away is ordinary; anything else is a mistake of ours that nobody must overlook.
      if (!gone) process.stderr.write(`simulator: ${request.method} ${request.url}: ${(error as Error).stack}\n`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      stage.world.stop();
      client.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
