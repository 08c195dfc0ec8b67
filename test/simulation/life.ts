import { verifyCampaigns } from '@arauto/application';
import { systemClock } from '@arauto/clock';
import { openerOn, providerHosts, providerKind } from '@arauto/whatsapp';
import type { Command, Query } from '@nestjs/cqrs';
import { compose } from '../../apps/engine/src/composition';
import { platformOf } from '../../apps/engine/src/platform';
import { GroupProjector } from '../../apps/engine/src/projector/group-projector';
import type { BeginProjector } from '../../apps/engine/src/projector/projectors';
import { problemOf } from '../../apps/engine/src/http/problems/problem-of';
import type { Log } from '../../apps/engine/src/log';
import type { Runtime } from '../../apps/engine/src/runtime';
import { openStoresOf, type Stores } from '../../apps/engine/src/stores/stores';
import type { StoreKind } from '../../apps/engine/src/stores/store-kind';
import { answerWebhook } from '../../apps/engine/src/webhooks/answer-webhook';
import { type Configuration, type Duty, loadConfiguration } from '../../config/configuration';
import { Faces, type StoreWeather } from './faces';
import type { Process } from './process';
import type { Scheduler } from './scheduler';
import { type Disks, memoryStores } from './stores/memory-stores';
import { UseCaseBus } from './use-case-bus';

export const PLATFORM_HOST = 'platform.example';

/** Read once: nothing of a run touches a disk. */
const CONFIGURATION: Configuration = loadConfiguration({ ARAUTO_PROVIDER_HOSTS: PLATFORM_HOST }, '/nowhere');
const SECRET = 'a secret of at least thirty-two characters';

/** What an engine loads when it first needs it: nothing of a run waits for a disk. */
export async function loadEverything(): Promise<void> {
  const place = {
    baseUrl: `https://${PLATFORM_HOST}`,
    apiVersion: 'v25.0',
    phoneNumberId: '1',
    businessAccountId: '1',
  };
  const secrets = { accessToken: 'a', appSecret: 'b', verifyToken: 'c' };
  const provider = await openerOn(providerHosts([PLATFORM_HOST]))(
    { provider: 'cloud-api', connection: place },
    secrets,
    { clock: systemClock },
  );
  await provider.close();
}

/** What a life is put together of. */
export interface LifeParts {
  readonly process: Process;
  readonly scheduler: Scheduler;
  readonly disks: Disks;
  readonly weather: StoreWeather;
  readonly duties: readonly Duty[];
  /** How calls to a provider are made. */
  readonly connect: NonNullable<Parameters<typeof openerOn>[1]>;
  /** A line of its log. */
  readonly log: (message: string, facts: object) => void;
  /** Told of an error that nobody foresaw. */
  readonly trouble: (what: string) => void;
}

/** One life of an engine: its duties at work, from its start until it is killed or stopped. */
export class Life {
  private constructor(
    readonly process: Process,
    readonly runtime: Runtime,
    readonly stores: Stores,
    private readonly scheduler: Scheduler,
    private readonly bus: UseCaseBus,
    private readonly trouble: (what: string) => void,
    private readonly closing: (() => Promise<unknown>)[],
  ) {}

  /** Starts an engine. Whatever its stores throw meanwhile ends it, as it would end the process. */
  static async begin(parts: LifeParts): Promise<Life> {
    const { process, disks, connect, duties } = parts;
    const { clock, random } = process;
    const closing: (() => Promise<unknown>)[] = [];
    const kind = memoryStores(disks, new Faces(parts.scheduler, process, parts.weather), process);
    const log = logOf(parts.log);
    const begin = duties.includes('projector') ? inThisThread(kind, process) : undefined;
    const undo: (() => unknown)[] = [];
    const opened = await openStoresOf(kind, CONFIGURATION.limits, begin, log, clock, undo);
    const stores: Stores = { ...opened, close: () => Promise.resolve() };
    closing.push(async () => {
      for (const step of undo.splice(0).reverse()) await step();
    });
    const hosts = providerHosts([PLATFORM_HOST]);
    const { runtime, given } = await compose(
      {
        ...{ clock, random, log, marks: undefined, firstKey: undefined },
        stores,
        secret: () => SECRET,
        verifier: { verify: (campaigns, signal) => verifyCampaigns(stores.events, stores.views, campaigns, signal) },
        providers: openerOn(hosts, connect),
        platform: (sender, connections) => platformOf(sender, connections, hosts, log.warn),
        exportWriter: () => ({ write: () => Promise.reject(new Error('nobody exports here')) }),
        exportSettings: CONFIGURATION.exports,
      },
      { ...CONFIGURATION, duties },
    );
    closing.push(() => runtime.stop());
    await runtime.start();
    return new Life(process, runtime, stores, parts.scheduler, new UseCaseBus(given), parts.trouble, closing);
  }

  /** Whether it does a duty. */
  has(duty: Duty): boolean {
    return this.runtime.has(duty);
  }

  /** What comes over the network: it takes time to come and to be answered, and nobody answers once it is dead. */
  serve<T>(what: string, run: () => Promise<T>): Promise<T> {
    const { scheduler, process } = this;
    const way = () => process.chance.fraction() * 20;
    return new Promise((resolve, reject) => {
      scheduler.task(way(), what, process, () => {
        run().then(
          (value) => scheduler.task(way(), `${what} answered`, process, () => resolve(value)),
          (error: unknown) => scheduler.task(way(), `${what} failed`, process, () => reject(error as Error)),
        );
      });
    });
  }

  run<R>(command: Command<R>): Promise<R> {
    return this.bus.run(command);
  }

  ask<R>(query: Query<R>): Promise<R> {
    return this.bus.ask(query);
  }

  /** The status that a webhook to the address of a sender is answered with. */
  async webhook(senderId: string, headers: Readonly<Record<string, string>>, body: Buffer): Promise<number> {
    try {
      const problem = await answerWebhook(this.runtime, providerKind('cloud-api'), { senderId, headers, body });
      return problem?.status ?? 200;
    } catch (error) {
      const problem = problemOf(error);
      if (!problem) this.trouble(`a webhook failed: ${error instanceof Error ? error.stack : String(error)}`);
      return problem?.status ?? 500;
    }
  }

  /** Ends as a process does that is asked to. */
  async stop(): Promise<void> {
    for (const step of this.closing.reverse()) await step();
    this.process.die();
  }
}

/** Projectors in the thread that serves: there is no other. */
function inThisThread(stores: StoreKind, { clock }: Process): BeginProjector {
  return ({ group, lane }, heard, died) => {
    let projector: GroupProjector | undefined;
    const opening = stores.openLogReader(clock).then(
      (reader) => (projector = new GroupProjector({ reader, stores, group, lane, clock }, heard)),
      (error: Error) => died(error),
    );
    return {
      send: (message) => projector?.hear(message),
      stop: async () => {
        await opening;
        await projector?.stop();
      },
    };
  };
}

function logOf(say: (message: string, facts: object) => void): Log {
  const line = (facts: object | string, message?: string) =>
    typeof facts === 'string' ? say(facts, {}) : say(message ?? '', facts);
  return { info: line, warn: line, error: line, fatal: line, debug: () => undefined };
}
