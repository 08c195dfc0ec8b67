import { type Dispatcher, Pool } from 'undici';
import { ACCESS_TOKEN, API_VERSION, PHONE_NUMBER_ID, sendBody } from './connection';

/**
 * What sending costs at least: loops over undici's `dispatch`, its cheapest call, with the same bodies to the same provider,
 * the message id read out of each answer. No log, no queue, no pace, no second look at anything.
 */
export async function runSendYardstick(
  url: string,
  messages: readonly { readonly to: string; readonly name: string; readonly callbackData: string }[],
  inFlight: number,
): Promise<void> {
  const pool = new Pool(url, { connections: inFlight, pipelining: 1 });
  const path = `/${API_VERSION}/${PHONE_NUMBER_ID}/messages`;
  const headers = ['authorization', `Bearer ${ACCESS_TOKEN}`, 'content-type', 'application/json'];
  let next = 0;
  const sendAll = async () => {
    while (next < messages.length) {
      const { to, name, callbackData } = messages[next++]!;
      const body = sendBody(to, name, callbackData);
      const answer = await new Promise<Buffer>((resolve, reject) => {
        pool.dispatch({ method: 'POST', path, headers, body }, new WholeBody(resolve, reject));
      });
      const { messages: accepted } = JSON.parse(answer.toString()) as { messages: { id: string }[] };
      if (!accepted[0]!.id.startsWith('wamid.')) throw new Error('no message id');
    }
  };
  await Promise.all(Array.from({ length: inFlight }, sendAll));
  await pool.close();
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
