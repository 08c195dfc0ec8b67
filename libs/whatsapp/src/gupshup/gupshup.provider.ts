import { answeredIn, netError, parseJson, type Refused } from '../calls/answers';
import { type CallOptions, Calls } from '../calls/calls';
import { Downloads } from '../calls/downloads';
import type { Exchange, ExchangeOptions } from '../calls/exchange';
import { fetchFile } from '../calls/files';
import type { ProviderHosts } from '../hosts/provider-hosts';
import type {
  ListedTemplate,
  MediaFile,
  NoMedia,
  NumberFacts,
  OutboundMessage,
  Provider,
  SendOutcome,
} from '../provider';
import { optionalLimit } from '../reading';
import { readError, readSendAnswer } from './answer';
import { freeFormForm, type From, isLinked, templateForm } from './message-form';
import { type Endpoint, endpointOf, type GupshupConnection, type GupshupCredentials } from './settings';
import { TemplateIds } from './template-ids';
import { type KnownTemplate, readTemplateList } from './template-list';

const ASK_TIMEOUT_MS = 10_000;
/** All templates of an app come in one answer. */
const LARGEST_ANSWER = 16 * 1024 * 1024;

/**
 * The self-serve API says nothing of a number: its limits are taken low until a person or a callback tells them.
 * Messages per second: Gupshup's support pages, *How many messages can I send per second*.
 */
const LOWEST = { quality: 'UNKNOWN', tier: 250, throughput: 20 } as const;

/** One business phone number at Gupshup: an app of its own. */
export class GupshupProvider implements Provider {
  private readonly endpoint: Endpoint;
  private readonly from: From;
  private readonly limit: number | null | undefined;
  private readonly calls: Calls;
  private readonly downloads: Downloads;
  private readonly hosts: ProviderHosts;
  private readonly sendHeaders: string[];
  private readonly ids: Pick<TemplateIds, 'find' | 'learn'>;

  /**
   * @param options `hosts`: where files may lie beside the connection's own address; `ids`: where the ids of templates come from, the platform by
   * default
   * @throws UnfitSettings
   */
  constructor(
    connection: GupshupConnection,
    credentials: GupshupCredentials,
    options: CallOptions & { readonly hosts: ProviderHosts; readonly ids?: Pick<TemplateIds, 'find' | 'learn'> },
  ) {
    this.endpoint = endpointOf(connection, credentials);
    this.from = { source: connection.source, appName: connection.appName };
    this.limit = optionalLimit(connection.messagingLimit);
    this.calls = new Calls(this.endpoint.origin, options);
    this.downloads = new Downloads(options);
    this.hosts = options.hosts;
    this.sendHeaders = ['apikey', this.endpoint.apiKey, 'content-type', 'application/x-www-form-urlencoded'];
    this.ids = options.ids ?? new TemplateIds(() => this.listed(), options.clock);
  }

  async send(message: OutboundMessage, options: ExchangeOptions): Promise<SendOutcome> {
    const { to, content } = message;
    if (!('template' in content)) {
      if (!isLinked(content)) return { kind: 'refused', error: NO_UPLOADS };
      return this.post(this.endpoint.sendFreeForm, freeFormForm(this.from, to, content), options);
    }
    const { name, language } = content.template;
    const found = this.ids.find(name, language);
    // What is known is not waited for.
    const id = typeof found === 'string' ? found : await found;
    if (id === null) return { kind: 'refused', error: noTemplate(name, language) };
    if (typeof id !== 'string') return { kind: 'unreached', ...id };
    return this.post(this.endpoint.sendTemplate, templateForm(this.from, to, id, content), options);
  }

  private post(path: string, body: string, options: ExchangeOptions): Promise<SendOutcome> {
    const call = { method: 'POST', path, headers: this.sendHeaders, body } as const;
    return new Promise((resolve, reject) => {
      this.calls.make(call, options, (exchange) => resolve(readSendAnswer(exchange)), reject);
    });
  }

  /** Whoever is told the templates of the app can send from it. */
  async inspect(): Promise<NumberFacts | Refused> {
    const listed = await this.templates();
    if ('error' in listed) return listed;
    const { limit } = this;
    return limit === undefined
      ? { connected: true, ...LOWEST, untold: ['quality', 'tier', 'throughput'] }
      : { connected: true, ...LOWEST, tier: limit, untold: ['quality', 'throughput'] };
  }

  async templates(): Promise<readonly ListedTemplate[] | Refused> {
    const listed = await this.listed();
    if ('error' in listed) return listed;
    this.ids.learn(listed);
    return listed.map(({ template }) => template);
  }

  /** A file is known by where it lies, for some days; who has the address needs no key. */
  media(id: string): Promise<MediaFile | NoMedia> {
    const place = { url: id, mimeType: null, bytes: null };
    return fetchFile(this.downloads, place, { own: this.endpoint.origin, hosts: this.hosts, headers: [] });
  }

  async close(): Promise<void> {
    await Promise.all([this.calls.close(), this.downloads.close()]);
  }

  private async listed(): Promise<readonly KnownTemplate[] | Refused> {
    const answer = answeredIn(await this.get(this.endpoint.templates));
    if ('error' in answer) return answer;
    const error = readError(answer);
    if (error) return { error };
    const listed = answer.status === 200 ? readTemplateList(parseJson(answer.body)) : null;
    return listed ?? netError(`HTTP ${answer.status} without templates: is baseUrl Gupshup's, and the app its own?`);
  }

  private get(path: string): Promise<Exchange> {
    const headers = ['apikey', this.endpoint.apiKey];
    const options = { mayWrite: () => true, timeoutMs: ASK_TIMEOUT_MS, largest: LARGEST_ANSWER };
    return new Promise((resolve, reject) => {
      this.calls.make({ method: 'GET', path, headers, body: null }, options, resolve, reject);
    });
  }
}

/** Meta's code for a file that cannot be fetched: whoever sets up a campaign is told before. */
const NO_UPLOADS = { code: '131053', details: 'Gupshup takes no uploaded files: give the address of the file' };

/** Meta's code for the same: nothing was asked, as there is no id to ask with. */
function noTemplate(name: string, language: string) {
  return { code: '132001', details: `the app has no template ${name} in ${language}` };
}
