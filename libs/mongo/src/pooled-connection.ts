import type { Socket } from 'node:net';
// @ts-expect-error The driver declares no types of what it has inside.
import { Connection as Inside } from 'mongodb/lib/cmap/connection';

/** What is used here of the driver's own connection (7.9.0), in whose place its option `connectionType` puts another. */
interface DriverConnection {
  /** Why it was closed; null while it is open. */
  readonly error: Error | null;
  writeCommand(command: { toBin(): Promise<Uint8Array[]> }, options: { agreedCompressor: string }): Promise<void>;
}

const Connection = Inside as new (stream: Socket, options: object) => DriverConnection;

/**
 * A connection on which no write waits for ever. The driver (7.9.0) takes the `false` of a write to a socket that is destroyed already for a full
 * buffer, and waits for `drain` or `error`, of which neither comes: only `close`. No time-out of it covers that wait, so that whoever asked while a
 * server went away never had an answer. It also passes on as it is what breaks such a wait off, which nothing then takes for a broken connection.
 */
export class PooledConnection extends Connection {
  constructor(stream: Socket, options: object) {
    super(stream, options);
    // After the driver's own listener, which notes why.
    stream.once('close', () => stream.emit('drain'));
  }

  override async writeCommand(...args: Parameters<DriverConnection['writeCommand']>): Promise<void> {
    await super.writeCommand(...args).catch((error: unknown) => {
      throw this.error ?? error;
    });
    if (this.error) throw this.error;
  }
}
