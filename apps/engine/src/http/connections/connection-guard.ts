import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock, Random } from '@arauto/clock';
import { rawProblem } from '../problems/raw-problem';

export interface ConnectionLimits {
  readonly maxConnections: number;
  readonly bodyTimeoutMs: number;
  readonly idleTimeoutMs: number;
}

/** How far a transfer was, and when. */
interface Mark {
  readonly bytes: number;
  readonly at: number;
}

interface Connection {
  /** The last request on it, and its answer. */
  request: IncomingMessage | undefined;
  response: ServerResponse | undefined;
  /** Answers that are not through yet. */
  owed: number;
  arriving: Mark | undefined;
  leaving: Mark | undefined;
}

/** Bytes within a body's time-out that are getting on: slower than any line, and more than a stranger who holds it open would send. */
const LEAST_PROGRESS = 256;
const SWEEPS_PER_TIMEOUT = 5;
/**
 * Requests that may wait on one connection: hardly a client sends a second before the first is answered. Node reads on while a piece of
 * 64 KiB lasts, and 1,400 requests for a document of 165 KB fit in one: 230 MB to hold for a stranger who takes none of them.
 */
const MOST_OWED = 8;

/**
 * Ends connections on which nothing gets on: a body that does not come, also after its request was answered, and an answer that nobody
 * takes. Never by how long something takes in all, and never one on which we are the ones to be waited for: a stream of events, a long
 * poll, a slow disk. (Headers and the pauses between requests have time-outs of Node's own.) Above the most connections, the one that
 * was used longest ago and is owed nothing gives way to the newcomer; where there is none, one whose answer is under way, which streams of
 * events and slow readers can go on being for ever.
 */
export class ConnectionGuard {
  /** In the order of their last request. */
  private readonly connections = new Map<Socket, Connection>();
  private cancelSweep: (() => void) | undefined;

  constructor(
    private readonly limits: ConnectionLimits,
    private readonly clock: Clock,
    private readonly random: Pick<Random, 'uuid'>,
  ) {}

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => this.opened(socket));
    server.prependListener('request', (request: IncomingMessage, response: ServerResponse) =>
      this.requested(request, response),
    );
    server.once('listening', () => {
      if (!this.cancelSweep) this.sweepLater();
    });
    server.once('close', () => {
      this.cancelSweep?.();
      this.cancelSweep = undefined;
    });
  }

  private opened(socket: Socket): void {
    if (this.connections.size >= this.limits.maxConnections) {
      const victim = this.leastOwed();
      (victim ?? socket).destroy();
      if (!victim) return;
      this.connections.delete(victim);
    }
    const nothing = { request: undefined, response: undefined, arriving: undefined, leaving: undefined };
    this.connections.set(socket, { ...nothing, owed: 0 });
    socket.once('close', () => this.connections.delete(socket));
  }

  private requested(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const connection = this.connections.get(socket);
    if (!connection) return;
    connection.owed += 1;
    response.once('close', () => (connection.owed -= 1));
    if (connection.owed > MOST_OWED) {
      socket.destroy();
      return;
    }
    connection.request = request;
    connection.response = response;
    connection.arriving = undefined;
    connection.leaving = undefined;
    this.connections.delete(socket);
    this.connections.set(socket, connection);
  }

  /**
   * First who is owed no answer, then whose request is not even here, then who does not take what is answered, then who has a part of it
   * and can ask again; nobody who waits for us.
   */
  private leastOwed(): Socket | undefined {
    let sending: Socket | undefined;
    let taking: Socket | undefined;
    let following: Socket | undefined;
    for (const [socket, { request, response }] of this.connections) {
      if (!response || response.writableFinished) return socket;
      if (request && !request.complete) sending ??= socket;
      else if (response.headersSent && socket.writableLength > 0) taking ??= socket;
      else if (response.headersSent) following ??= socket;
    }
    return sending ?? taking ?? following;
  }

  private sweepLater(): void {
    const { bodyTimeoutMs, idleTimeoutMs } = this.limits;
    const every = Math.min(bodyTimeoutMs, idleTimeoutMs) / SWEEPS_PER_TIMEOUT;
    this.cancelSweep = this.clock.after(every, () => {
      this.sweep();
      this.sweepLater();
    });
  }

  private sweep(): void {
    const now = this.clock.monotonic();
    for (const [socket, connection] of this.connections) {
      this.sweepBody(socket, connection, now);
      this.sweepAnswer(socket, connection, now);
    }
  }

  private sweepBody(socket: Socket, connection: Connection, now: number): void {
    const { request, response, arriving } = connection;
    // With bytes lying there unread it is us who do not get on.
    if (!request || request.complete || request.destroyed || request.readableLength > 0) {
      connection.arriving = undefined;
      return;
    }
    const bytes = socket.bytesRead;
    if (!arriving || bytes - arriving.bytes >= LEAST_PROGRESS) connection.arriving = { bytes, at: now };
    else if (now - arriving.at >= this.limits.bodyTimeoutMs) {
      if (response?.headersSent === true || !socket.writable) {
        socket.destroy();
        return;
      }
      socket.write(rawProblem('request_timeout', 'The body did not get on: send it again.', this.random.uuid()));
      socket.destroySoon();
    }
  }

  private sweepAnswer(socket: Socket, connection: Connection, now: number): void {
    const { leaving } = connection;
    if (socket.writableLength === 0) {
      connection.leaving = undefined;
      return;
    }
    const bytes = socket.bytesWritten - socket.writableLength;
    if (leaving?.bytes !== bytes) connection.leaving = { bytes, at: now };
    else if (now - leaving.at >= this.limits.idleTimeoutMs) socket.destroy();
  }
}
