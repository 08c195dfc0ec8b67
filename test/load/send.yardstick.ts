import { type Dispatcher, Pool } from 'undici';
import { ACCESS_TOKEN, API_VERSION, PHONE_NUMBER_ID, sendBody } from './connection';

interface Message {
  readonly to: string;
  readonly name: string;
  readonly callbackData: string;
}

/**
 * What sending costs at least: loops over undici's `dispatch`, its cheapest call, with the same bodies to the same provider,
 * the message id read out of each answer. No log, no queue, no pace, no second look at anything.
 */
export async function runSendYardstick(url: string, messages: readonly Message[], inFlight: number): Promise<void> {
  const sender = openSender(url, inFlight);
  let next = 0;
  const sendAll = async () => {
    while (next < messages.length) await sender.send(messages[next++]!);
  };
  await Promise.all(Array.from({ length: inFlight }, sendAll));
  await sender.close();
}

/** The cheapest calls there are. `send` answers the message's id. */
export function openSender(url: string, connections: number) {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const path = `/${API_VERSION}/${PHONE_NUMBER_ID}/messages`;
  const headers = ['authorization', `Bearer ${ACCESS_TOKEN}`, 'content-type', 'application/json'];
  return {
    async send({ to, name, callbackData }: Message): Promise<string> {
      const body = sendBody(to, name, callbackData);
      const answer = await new Promise<Buffer>((resolve, reject) => {
        pool.dispatch({ method: 'POST', path, headers, body }, new WholeBody(resolve, reject));
      });
      const { messages: accepted } = JSON.parse(answer.toString()) as { messages: { id: string }[] };
      const { id } = accepted[0]!;
      if (!id.startsWith('wamid.')) throw new Error('no message id');
      return id;
    },
    close: () => pool.close(),
  };
}

class WholeBody implements Dispatcher.DispatchHandler {
  private body: Buffer | undefined;

  constructor(
    private readonly done: (body: Buffer) => void,
    private readonly failed: (error: Error) => void,
  ) {}

  onRequestStart(): void {
    // undici asks for this method.
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.body = this.body ? Buffer.concat([this.body, chunk]) : chunk;
  }

  onResponseEnd(): void {
    this.done(this.body ?? Buffer.alloc(0));
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.failed(error);
  }
}
