import { randomUUID } from 'node:crypto';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { appending } from './append';
import { DoubleFaults } from './faults';
import { DoubleLog } from './log';
import { BreakableNetwork } from '../breakable-network';
import { reading } from './read';
import { DoubleSubscriptions, type DropReason } from './subscribe';

/** `EffectiveMaxLogRecordSize` of the server, the largest request it takes. */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024;

/** Reads answer bytes that were encoded when they were appended. */
const streamsService = {
  ...StreamsService,
  read: { ...StreamsService.read, responseSerialize: (bytes: Buffer) => bytes },
};

/**
 * A protocol double of EventStoreDB 23.10.6: a gRPC server on the client's own service definitions, in memory, in this process, with faults on
 * demand. It stands in for the real server in tests; it is none.
 */
export class EventStoreDBDouble {
  private constructor(
    readonly port: number,
    readonly faults: DoubleFaults,
    private readonly log: DoubleLog,
    private readonly network: BreakableNetwork,
    private readonly subscriptions: DoubleSubscriptions,
    private readonly server: Server,
  ) {}

  /** Port 0: any that is free. */
  static async start({ port = 0 }: { readonly port?: number } = {}): Promise<EventStoreDBDouble> {
    const server = new Server({ 'grpc.max_receive_message_length': MAX_REQUEST_BYTES, 'grpc.enable_channelz': 0 });
    const insidePort = await bind(server);
    const log = new DoubleLog(Date.now, randomUUID);
    const subscriptions = new DoubleSubscriptions(log, randomUUID);
    const network = new BreakableNetwork(insidePort);
    const faults = new DoubleFaults();
    server.addService(streamsService, { ...appending(log, faults, Date.now), ...reading(log, faults, subscriptions) });
    server.addService(ServerFeaturesService, { getSupportedMethods });
    return new EventStoreDBDouble(await network.open(port), faults, log, network, subscriptions, server);
  }

  get connectionString(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** Events in the log, those of the system among them. */
  get eventCount(): number {
    return this.log.events.length;
  }

  /** Subscriptions that are open. */
  get subscriptionCount(): number {
    return this.subscriptions.count;
  }

  /** As by `kill -9`: connections are reset, new ones refused. What was answered is in the log. */
  async crash(): Promise<void> {
    this.subscriptions.forget();
    await this.network.close();
  }

  /** After a crash, at the same port: with the log as it was, or with an empty one. */
  async comeBack({ log }: { readonly log: 'kept' | 'emptied' } = { log: 'kept' }): Promise<void> {
    if (log === 'emptied') {
      this.log.empty();
      this.subscriptions.restart();
    }
    await this.network.open(this.port);
  }

  /** Resolves when all that was appended was offered to the live subscriptions: who did not take it is aborted by then. */
  allPublished(): Promise<void> {
    return this.subscriptions.allPublished();
  }

  /** Ends every subscription: with an error, as a consumer too slow, or as if it was complete. */
  dropSubscriptions(why: DropReason): void {
    this.subscriptions.drop(why);
  }

  /** No subscription there is delivers anything any more, and nothing says so. New ones do. */
  silenceSubscriptions(): void {
    this.subscriptions.silence();
  }

  /** Nothing goes in or out, not even answers to keepalives, as of a process that is stopped. Connections stay; new ones are not answered. */
  stall(): void {
    this.network.stall();
  }

  /** What waited goes on. */
  resume(): void {
    this.network.resume();
  }

  /** Everything the server sends arrives so much later. */
  delayAnswers(ms: number): void {
    this.network.delayMs = ms;
  }

  /** Resets every connection; new ones are taken. */
  cutConnections(): void {
    this.network.cut();
  }

  async stop(): Promise<void> {
    await this.crash();
    this.server.forceShutdown();
  }
}

async function bind(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}

/** The client asks before it appends in batches. */
function getSupportedMethods(_: unknown, answer: (error: null, methods: SupportedMethods) => void): void {
  const methods = Object.values(StreamsService).map(({ path }) => {
    const [, service, method] = path.toLowerCase().split('/');
    return new SupportedMethod().setServiceName(service!).setMethodName(method!);
  });
  answer(null, new SupportedMethods().setEventStoreServerVersion('23.10.6').setMethodsList(methods));
}
