import { type CallOptions, Calls } from '../calls/calls';
import type { Exchange, ExchangeOptions } from '../calls/exchange';
import type { ListedTemplate, NumberFacts, OutboundTemplate, Provider, ProviderError, SendOutcome } from '../provider';
import { parseJson, readGraphError, readSendAnswer } from './answer';
import { messageBody } from './message-body';
import { NUMBER_FIELDS, readNumberFacts } from './number-facts';
import { type CloudApiConnection, type CloudApiCredentials, type Endpoint, endpointOf } from './settings';
import { pageOf, pageQuery } from './template-list';

type Refused = { readonly error: ProviderError };

const ASK_TIMEOUT_MS = 10_000;
/** A page of templates is the largest that is asked for: a hundred of them, each with its examples. */
const LARGEST_ANSWER = 16 * 1024 * 1024;

/** Of the verified accounts. Source: Meta's documentation of message templates, *Template limits*. */
const MOST_TEMPLATES = 6000;

/** One business phone number at Meta's Cloud API. */
export class CloudApiProvider implements Provider {
  private readonly endpoint: Endpoint;
  private readonly calls: Calls;
  private readonly sendPath: string;
  private readonly sendHeaders: string[];

  /** @throws UnfitSettings */
  constructor(connection: CloudApiConnection, credentials: CloudApiCredentials, options: CallOptions) {
    this.endpoint = endpointOf(connection, credentials);
    this.calls = new Calls(this.endpoint.origin, options);
    this.sendPath = `${this.endpoint.number}/messages`;
    this.sendHeaders = ['authorization', this.endpoint.authorization, 'content-type', 'application/json'];
  }

  send(message: OutboundTemplate, options: ExchangeOptions): Promise<SendOutcome> {
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
      const answer = await this.ask(`${this.endpoint.account}/message_templates?${pageQuery(after)}`);
      if ('error' in answer) return answer;
      const page = pageOf(answer.json);
      if (!page) return { error: { code: String(answer.status), details: `HTTP ${answer.status} without templates` } };
      found.push(...page.templates);
      after = page.after;
    } while (after !== '' && found.length < MOST_TEMPLATES);
    return found;
  }

  close(): Promise<void> {
    return this.calls.close();
  }

  /** An answer in JSON that is no error. */
  private async ask(path: string): Promise<{ readonly status: number; readonly json: unknown } | Refused> {
    const headers = ['authorization', this.endpoint.authorization];
    const options = { mayWrite: () => true, timeoutMs: ASK_TIMEOUT_MS, largest: LARGEST_ANSWER };
    const exchange = await new Promise<Exchange>((resolve, reject) => {
      this.calls.make({ method: 'GET', path, headers, body: null }, options, resolve, reject);
    });
    if (exchange.kind !== 'answered') return netError(exchange.kind === 'withdrawn' ? 'withdrawn' : exchange.why);
    const json = parseJson(exchange.body);
    if (json === undefined) return netError(`HTTP ${exchange.status} without JSON: is baseUrl a Cloud API?`);
    const error = readGraphError(json);
    return error ? { error } : { status: exchange.status, json };
  }
}

function netError(details: string): Refused {
  return { error: { code: 'ENG_NET', details } };
}
