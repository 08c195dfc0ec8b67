import { startSimulator, type Simulator } from '../index';
import { Receiver } from './receiver';

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
  readonly text: string;
}

export interface GraphRefusal {
  readonly error: {
    readonly code: number;
    readonly message: string;
    readonly error_data?: { readonly details: string };
  };
}

export interface LedgerLine {
  readonly phone: string;
  readonly handset: string;
  readonly template: string | null;
  readonly freeForm?: object;
  readonly callbackData: string | null;
  readonly sender: string;
  readonly messageId: string;
  readonly arrivedAt: number;
}

export interface RequestLine {
  readonly arrivedAt: number;
  readonly notBefore: number;
  readonly method: string;
  readonly path: string;
  readonly to: string | null;
  readonly status: number | null;
  readonly callbackData: string | null;
}

export const TOKEN = 'simulator-token';
export const ACCESS_TOKEN = 'access-token';
export const NUMBER = '700100200300';
export const ACCOUNT = '100200';
export const DISPLAYED = '+55 11 3333-0000';

const connection = {
  displayPhoneNumber: DISPLAYED,
  businessAccountId: ACCOUNT,
  portfolioId: 'pf-1',
  accessToken: ACCESS_TOKEN,
  appSecret: 'app-secret',
  verifyToken: 'verify-token',
};

const invoice = {
  name: 'invoice',
  language: 'pt_BR',
  category: 'UTILITY',
  parameterFormat: 'positional',
  components: [
    { type: 'BODY', text: 'Olá {{1}}, sua fatura de {{2}} vence amanhã.' },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Já paguei' }] },
  ],
};

/** A simulator with a connected number, an approved template and a receiver of webhooks. */
export class Bench {
  readonly receiver = new Receiver(connection.appSecret, connection.verifyToken);
  private simulator!: Simulator;

  async start(settings: { scenario: string; seed?: number; speed?: number }): Promise<this> {
    await this.receiver.start();
    this.simulator = await startSimulator({ port: 0, token: TOKEN });
    await this.control('POST', '/reset', settings);
    await this.connect();
    await this.control('POST', '/template/invoice/approve', invoice);
    return this;
  }

  /** Where the simulator is. */
  get origin(): string {
    return `http://127.0.0.1:${this.simulator.port}`;
  }

  async stop(): Promise<void> {
    await this.simulator.close();
    await this.receiver.stop();
  }

  /** Connects the bench's number, or another one, with some settings changed. */
  connect<T = Record<string, unknown>>(changes: object = {}, id = NUMBER): Promise<Answer<T>> {
    return this.control('POST', `/number/${id}/connect`, { ...connection, webhookUrl: this.receiver.url, ...changes });
  }

  control<T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<Answer<T>> {
    return this.call(method, `/__sim${path}`, body, TOKEN);
  }

  graph<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: object | string,
    token = ACCESS_TOKEN,
  ): Promise<Answer<T>> {
    return this.call(method, `/v25.0${path}`, body, token);
  }

  /** Sends the invoice to a phone; `changes` replace fields of the request. */
  send<T = { messages: [{ id: string }]; contacts: [{ wa_id: string; input: string }] }>(
    to: string,
    changes: object = {},
  ): Promise<Answer<T>> {
    return this.graph('POST', `/${NUMBER}/messages`, message(to, changes));
  }

  async ledger(query = ''): Promise<LedgerLine[]> {
    return lines(await this.control('GET', `/ledger${query}`));
  }

  /** What persons wrote. */
  async written(): Promise<Record<string, unknown>[]> {
    return lines(await this.control('GET', '/inbound'));
  }

  async requests(query = ''): Promise<RequestLine[]> {
    return lines(await this.control('GET', `/requests${query}`));
  }

  async waiting(): Promise<number> {
    return (await this.control<{ waiting: number }>('GET', '/metrics')).body.waiting;
  }

  /** Leaves a file of so many bytes with the number. A type of null makes it a field that is no file. */
  async upload<T = { id: string }>(type: string | null, bytes = 10, product = 'whatsapp'): Promise<Answer<T>> {
    const field = (name: string): string => `--boundary\r\nContent-Disposition: form-data; name="${name}"`;
    const file = type === null ? '' : `; filename="a.bin"\r\nContent-Type: ${type}`;
    const response = await fetch(`${this.origin}/v25.0/${NUMBER}/media`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${ACCESS_TOKEN}`,
        'content-type': 'multipart/form-data; boundary=boundary',
      },
      body: Buffer.concat([
        Buffer.from(`${field('messaging_product')}\r\n\r\n${product}\r\n${field('file')}${file}\r\n\r\n`),
        Buffer.alloc(bytes, '-'),
        Buffer.from('\r\n--boundary--\r\n'),
      ]),
    });
    const text = await response.text();
    return { status: response.status, text, body: JSON.parse(text) as T };
  }

  private async call<T>(
    method: string,
    path: string,
    body: object | string | undefined,
    token: string,
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = (response.headers.get('content-type') ?? '').startsWith('application/json');
    return { status: response.status, text, body: (json ? JSON.parse(text) : {}) as T };
  }
}

/** The invoice message to a phone. */
export function message(to: string, changes: object = {}): object {
  return {
    messaging_product: 'whatsapp',
    to,
    type: 'template',
    biz_opaque_callback_data: `m1|campaign|${to}|a1`,
    template: invoiceContent(),
    ...changes,
  };
}

/** The `template` object of an invoice message, with some fields replaced. */
export function invoiceContent(changes: object = {}): object {
  return {
    name: 'invoice',
    language: { code: 'pt_BR' },
    components: [body('Marina', 'R$ 129,90')],
    ...changes,
  };
}

/** A body component with text parameters. */
export function body(...texts: string[]): object {
  return { type: 'body', parameters: texts.map((text) => ({ type: 'text', text })) };
}

function lines<T>({ text }: Answer): T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
