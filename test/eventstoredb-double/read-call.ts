import { type ServerWritableStream } from '@grpc/grpc-js';
import { type ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { type ReadFault } from './faults';
import * as wire from './wire';

/** A read or a subscription. Responses leave as the bytes they were encoded to when they were appended. */
export type ReadCall = ServerWritableStream<ReadReq, Buffer>;

/** Sends one message. A promise when the consumer does not keep pace: it resolves when the next may be sent, or the call is over. */
export function send(call: ReadCall, message: Buffer): Promise<void> | undefined {
  if (call.cancelled || call.destroyed || call.write(message)) return undefined;
  return new Promise((resolve) => {
    const done = () => {
      for (const name of ['drain', 'cancelled', 'close']) call.off(name, done);
      resolve();
    };
    for (const name of ['drain', 'cancelled', 'close']) call.on(name, done);
  });
}

export function strike(call: ReadCall, { answer }: ReadFault): void {
  if (answer === 'busy') call.emit('error', wire.tooBusy());
  if (answer === 'unavailable') call.emit('error', wire.connectionLost());
}
