import { answeredIn, netError, parseJson, type Refused } from '../calls/answers';
import { type Call, type CallOptions, Calls } from '../calls/calls';
import { Downloads } from '../calls/downloads';
import type { Exchange, ExchangeOptions } from '../calls/exchange';
import { fetchFile } from '../calls/files';
import type { ProviderHosts } from '../hosts/provider-hosts';
import type {
  HistoryEntry,
  ListedTemplate,
  MediaFile,
  MessageHistory,
  NoMedia,
  NumberFacts,
  OutboundMessage,
  Provider,
  SendOutcome,
  UploadedFile,
} from '../provider';
import type { ElementNames } from '../webhook-element';
import { readGraphError, readSendAnswer } from './answer';
import { readMediaPlace, readUploaded } from './media';
import { messageBody } from './message-body';
import { historyPage, historyQuery } from './message-history';
import { multipart } from './multipart';
import { NUMBER_FIELDS, readNumberFacts } from './number-facts';
import { type CloudApiConnection, type CloudApiCredentials, type Endpoint, endpointOf } from './settings';
import { templatesPage, templatesQuery } from './template-list';

const ASK_TIMEOUT_MS = 10_000;
/** Of a file of a hundred MB, over a line of 8 Mbit/s. */
const UPLOAD_TIMEOUT_MS = 120_000;
/** A page of templates is the largest that is asked for: a hundred of them, each with its examples. */
const LARGEST_ANSWER = 16 * 1024 * 1024;

/** Of the verified accounts. Source: Meta's documentation of message templates, *Template limits*. */
const MOST_TEMPLATES = 6000;

/** Two thousand messages. */
const MOST_HISTORY_PAGES = 20;

/** One business phone number at Meta's Cloud API. */
export class CloudApiProvider implements Provider {
  private readonly endpoint: Endpoint;
  private readonly calls: Calls;
  private readonly downloads: Downloads;
  private readonly hosts: ProviderHosts;
  private readonly sendPath: string;
  private readonly sendHeaders: string[];
  private readonly names: ElementNames;

  /**
   * @param options `hosts`: where files may lie beside the connection's own address
   * @throws UnfitSettings
   */
  constructor(
    connection: CloudApiConnection,
    credentials: CloudApiCredentials,
    options: CallOptions & { readonly hosts: ProviderHosts },
  ) {
    this.endpoint = endpointOf(connection, credentials);
    this.calls = new Calls(this.endpoint.origin, options);
    this.downloads = new Downloads(options);
    this.hosts = options.hosts;
    this.names = { phoneNumberId: connection.phoneNumberId, businessAccountId: connection.businessAccountId };
    this.sendPath = `${this.endpoint.number}/messages`;
    this.sendHeaders = ['authorization', this.endpoint.authorization, 'content-type', 'application/json'];
  }

  send(message: OutboundMessage, options: ExchangeOptions): Promise<SendOutcome> {
    const { sendPath: path, sendHeaders: headers } = this;
    return new Promise((resolve, reject) => {
      const call = { method: 'POST', path, headers, body: messageBody(message) } as const;
      this.calls.make(call, options, (exchange) => resolve(readSendAnswer(exchange)), reject);
    });
  }

  async inspect(): Promise<NumberFacts | Refused> {
    const answer = await this.ask(`${this.endpoint.number}?fields=${NUMBER_FIELDS}`);
    if ('error' in answer) return answer;
    const facts = answer.status === 200 ? readNumberFacts(answer.json) : null;
    return facts ?? netError(`HTTP ${answer.status} without number facts: is baseUrl a Cloud API?`);
  }

  /** Of its business account, page by page. */
  async templates(): Promise<readonly ListedTemplate[] | Refused> {
    const found: ListedTemplate[] = [];
    let after = '';
    do {
      const answer = await this.ask(`${this.endpoint.account}/message_templates?${templatesQuery(after)}`);
      if ('error' in answer) return answer;
      const page = templatesPage(answer.json);
      if (!page) return { error: { code: String(answer.status), details: `HTTP ${answer.status} without templates` } };
      found.push(...page.templates);
      after = page.after;
    } while (after !== '' && found.length < MOST_TEMPLATES);
    return found;
  }

  /** Asked where it lies, then fetched from there. */
  async media(id: string): Promise<MediaFile | NoMedia> {
    const { version, origin, authorization } = this.endpoint;
    const place = readMediaPlace(await this.get(`${version}/${encodeURIComponent(id)}`));
    if ('error' in place) return place;
    return fetchFile(this.downloads, place, {
      ...{ own: origin, hosts: this.hosts },
      headers: ['authorization', authorization],
    });
  }

  /** Kept for 30 days. Source: Meta's documentation of media, *Upload media*. */
  async upload({ mimeType, ...file }: UploadedFile): Promise<{ readonly id: string } | Refused> {
    const { type, body } = multipart([
      { name: 'messaging_product', value: 'whatsapp' },
      { name: 'type', value: mimeType },
      { name: 'file', ...file, mimeType },
    ]);
    const headers = ['authorization', this.endpoint.authorization, 'content-type', type];
    const call = { method: 'POST', path: `${this.endpoint.number}/media`, headers, body } as const;
    return readUploaded(await this.exchange(call, { timeoutMs: UPLOAD_TIMEOUT_MS }));
  }

  /** The newest first, page by page. Source: Meta's documentation, *Message History API*. */
  async history({ from, to }: { from: number; to: number }): Promise<MessageHistory | Refused> {
    const found: HistoryEntry[] = [];
    let after = '';
    for (let pages = 0; pages < MOST_HISTORY_PAGES; pages++) {
      const answer = await this.ask(`${this.endpoint.number}/message_history?${historyQuery(after)}`);
      if ('error' in answer) return answer;
      const page = historyPage(answer.json, this.names);
      if (!page) return { error: { code: String(answer.status), details: `HTTP ${answer.status} without a history` } };
      found.push(...page.entries);
      after = page.after;
      const isPast = page.entries.length > 0 && page.entries.every(({ at }) => at < from);
      if (after === '' || isPast) return { entries: within(found, from, to), since: from };
    }
    const since = Math.min(...found.map(({ at }) => at)) + 1;
    return { entries: within(found, from, to), since: Math.max(from, since) };
  }

  async close(): Promise<void> {
    await Promise.all([this.calls.close(), this.downloads.close()]);
  }

  /** An answer in JSON that is no error. */
  private async ask(path: string): Promise<{ readonly status: number; readonly json: unknown } | Refused> {
    const answer = answeredIn(await this.get(path));
    if ('error' in answer) return answer;
    const { status, body } = answer;
    const json = parseJson(body);
    if (json === undefined) return netError(`HTTP ${status} without JSON: is baseUrl a Cloud API?`);
    const error = readGraphError(json);
    return error ? { error } : { status, json };
  }

  private get(path: string): Promise<Exchange> {
    const headers = ['authorization', this.endpoint.authorization];
    const options = { timeoutMs: ASK_TIMEOUT_MS, largest: LARGEST_ANSWER };
    return this.exchange({ method: 'GET', path, headers, body: null }, options);
  }

  /** A call that nothing can become too late for. */
  private exchange(call: Call, options: Omit<ExchangeOptions, 'mayWrite'>): Promise<Exchange> {
    return new Promise((resolve, reject) => {
      this.calls.make(call, { mayWrite: () => true, ...options }, resolve, reject);
    });
  }
}

function within(entries: readonly HistoryEntry[], from: number, to: number): readonly HistoryEntry[] {
  return entries.filter(({ at }) => at >= from && at <= to);
}
