import { Bench, type Answer } from '../../testing/bench';
import { CallbackServer, type ReceivedEvent } from './callback-server';

export const APP = '4b886a79-6bc4-4fd6-8612-8104d0da1a94';
export const KEY = 'gupshup-key';
export const SOURCE = '551133330009';

const connection = { provider: 'gupshup', appName: 'AuroraLoja', source: SOURCE, apiKey: KEY, modes: ['ALL'] };

export interface SendAnswer {
  readonly status: string;
  readonly messageId: string;
  readonly message?: string;
}

interface ListedTemplate {
  readonly id: string;
  readonly elementName: string;
  readonly status: string;
}

/** A simulator with an app of Gupshup beside the number of the Cloud API, and a receiver of callbacks. */
export class AppBench {
  readonly bench = new Bench();
  readonly receiver = new CallbackServer();

  async start(settings: { scenario: string; seed?: number; speed?: number }): Promise<this> {
    await this.receiver.start();
    await this.bench.start(settings);
    await this.connect();
    await this.inOrder();
    return this;
  }

  /** One POST at a time, so that the order of arrival is the order of sending. */
  async inOrder(): Promise<void> {
    await this.bench.control('PATCH', '/knobs', { webhookConcurrency: 1 });
  }

  async stop(): Promise<void> {
    await this.bench.stop();
    await this.receiver.stop();
  }

  /** Connects the bench's app, or another one, with some settings changed. */
  connect<T = Record<string, unknown>>(changes: object = {}, id = APP): Promise<Answer<T>> {
    const body = { ...connection, webhookUrl: this.receiver.url, ...changes };
    return this.bench.control('POST', `/number/${id}/connect`, body);
  }

  async templates(app = APP, key = KEY): Promise<ListedTemplate[]> {
    const { body } = await this.call<{ templates: ListedTemplate[] }>('GET', `/wa/app/${app}/template`, {
      apikey: key,
    });
    return body.templates;
  }

  /** What an app calls a template. */
  async templateId(name = 'invoice', app = APP, key = KEY): Promise<string> {
    return (await this.templates(app, key)).find(({ elementName }) => elementName === name)!.id;
  }

  /** Sends the invoice to digits; `changes` replace fields of the form, undefined takes one away. */
  async send(
    destination: string,
    changes: Readonly<Record<string, string | undefined>> = {},
    headers: Readonly<Record<string, string>> = { 'x-simulator-callback-data': `m1|campaign|${destination}|a1` },
  ): Promise<Answer<SendAnswer>> {
    const template =
      changes.template ?? JSON.stringify({ id: await this.templateId(), params: ['Marina', 'R$ 129,90'] });
    return this.post('/wa/api/v1/template/msg', { destination, template, ...changes }, headers);
  }

  /** Sends a free-form message. */
  say(
    destination: string,
    message: object | string,
    changes: Readonly<Record<string, string>> = {},
  ): Promise<Answer<SendAnswer>> {
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    return this.post('/wa/api/v1/msg', { destination, message: text, ...changes });
  }

  /** The events of a sent message, once there are so many. */
  async told(messageId: string, count: number): Promise<ReceivedEvent[]> {
    await this.receiver.until((receiver) => receiver.of(messageId).length >= count);
    return this.receiver.of(messageId);
  }

  private post(
    path: string,
    fields: Readonly<Record<string, string | undefined>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<SendAnswer>> {
    const form = { channel: 'whatsapp', source: SOURCE, 'src.name': connection.appName, ...fields };
    const given = Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return this.call('POST', path, { apikey: KEY, ...headers }, new URLSearchParams(given));
  }

  /** Whatever the header says that the answer is, it is JSON, unless it is none at all. */
  async call<T>(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: URLSearchParams,
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.bench.origin}${path}`, { method, headers, ...(body && { body }) });
    const text = await response.text();
    return { status: response.status, text, body: (text.startsWith('{') ? JSON.parse(text) : {}) as T };
  }
}
