import { createServer, type RequestListener, type Server } from 'node:http';
import type { Clock, Random } from '@arauto/clock';
import { ConnectionGuard, type ConnectionLimits } from './connection-guard';

/** Milliseconds between two looks of Node's at headers that are late. */
const CHECKING_INTERVAL = 1000;

export interface ServerLimits extends ConnectionLimits {
  readonly headersTimeoutMs: number;
}

/** Makes the servers of an app, one for each address that its host has, under one guard. */
export class GuardedServers {
  private readonly made: Server[] = [];
  private guard: ((server: Server) => void) | undefined;

  /** What Fastify calls for a server; the first before there is anything else of the app. */
  readonly make = (handler: RequestListener): Server => {
    const server = createServer({ connectionsCheckingInterval: CHECKING_INTERVAL }, (request, response) => {
      // Node goes on reading requests out of what had come when a connection was ended.
      if (!request.socket.destroyed) handler(request, response);
    });
    this.made.push(server);
    this.guard?.(server);
    return server;
  };

  /** Holds the servers there are, and those still to come, to the limits. */
  limit(limits: ServerLimits, clock: Clock, random: Random): void {
    const guard = new ConnectionGuard(limits, clock, random);
    this.guard = (server) => {
      server.headersTimeout = limits.headersTimeoutMs;
      server.keepAliveTimeout = limits.idleTimeoutMs;
      // Not by how long a request takes in all: the guard looks whether it gets on.
      server.requestTimeout = 0;
      server.timeout = 0;
      guard.watch(server);
    };
    this.made.forEach(this.guard);
  }
}
