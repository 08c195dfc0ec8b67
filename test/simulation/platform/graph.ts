import { createHash } from 'node:crypto';
import type { Turns } from '../turns';
import { type Account, type App, type BusinessNumber, tierWord } from './accounts';
import { DAY, MINUTE } from './durations';
import { graphError, httpStatusOf, refusal, type Refusal } from './errors';
import type { Decision, GroundTruth, WrittenCall } from './ground-truth';
import type { Fate, Messages, SendBody } from './messages';

/** What calls without an origin of their own go to. */
const GRAPH_ORIGIN = 'https://graph.facebook.com';
/** Where files are fetched from, by their address in an answer. */
const FILES_ORIGIN = 'https://lookaside.fbsbx.com';
/** Source: section 1.7. */
const FILE_ADDRESS_MS = 5 * MINUTE;
const FILE_MS = 7 * DAY;

const MESSAGES_PATH = /\/(\d+)\/messages$/;

/** A request as it arrives. */
export interface GraphRequest {
  readonly method: string;
  readonly origin: string | undefined;
  readonly path: string;
  readonly token: string | undefined;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

/** A file that a person sent. */
export interface File {
  readonly mimeType: string;
  readonly content: Buffer;
  readonly at: number;
  readonly app: App;
}

/** The Graph API: what is asked for by path and token. */
export class Graph {
  readonly files = new Map<string, File>();

  constructor(
    private readonly turns: Turns,
    private readonly truth: GroundTruth,
    private readonly messages: Messages,
    private readonly numbers: ReadonlyMap<string, BusinessNumber>,
    private readonly accounts: ReadonlyMap<string, Account>,
  ) {}

  answer(of: string, request: GraphRequest, fate: Fate): Answer {
    const url = new URL(request.path, request.origin ?? GRAPH_ORIGIN);
    if (request.origin === FILES_ORIGIN) return this.file(url, request.token);
    const [, id = '', edge = ''] = /\/v\d+\.\d+\/([^/]+)(?:\/([a-z_]+))?$/.exec(url.pathname) ?? [];
    const number = this.numbers.get(id);
    const account = this.accounts.get(decodeURIComponent(id));
    const file = this.files.get(decodeURIComponent(id));
    const app = number?.account.app ?? account?.app ?? file?.app;
    if (!app || app.accessToken !== request.token) {
      const no = this.isKnown(request.token) ? nothingThere(id) : refusal(190, 'Invalid OAuth access token.');
      this.untaken(of, request, { kind: 'refused', code: no.code });
      return refused(no);
    }
    if (request.method === 'POST' && number && edge === 'messages') return this.send(of, number, request.body, fate);
    if (request.method === 'GET' && number && edge === '') return answered(numberFacts(number, url.searchParams));
    if (request.method === 'GET' && number && edge === 'message_history') {
      return answered(this.messages.historyOf(number).page(url, fate.shortPage === true));
    }
    if (request.method === 'GET' && account && edge === 'message_templates') {
      return answered(templatePage(account, url, fate));
    }
    if (request.method === 'GET' && file && edge === '') return this.filePlace(id, file);
    return refused(refusal(100, `Unsupported request: ${request.method} ${url.pathname}`));
  }

  /** Writes down that a request to send has left; undefined for any other. */
  written(of: string, { method, path, body }: GraphRequest): WrittenCall | undefined {
    const number = MESSAGES_PATH.exec(path)?.[1];
    if (method !== 'POST' || number === undefined) return undefined;
    const { biz_opaque_callback_data: callbackData } = JSON.parse(body) as SendBody;
    const call: WrittenCall = { at: this.turns.now(), of, number, callbackData };
    this.truth.calls.push(call);
    return call;
  }

  /** Writes down a request to send that nobody has looked at as a message. */
  untaken(of: string, { method, path, body }: GraphRequest, decision: Decision): void {
    const number = MESSAGES_PATH.exec(path)?.[1];
    if (method !== 'POST' || number === undefined) return;
    const { to = '', type = '', template, biz_opaque_callback_data: callbackData } = JSON.parse(body) as SendBody;
    this.truth.requests.push({
      ...{ at: this.turns.now(), of, number, to, subscriber: null, callbackData, decision, contentType: type },
      template: template?.name ?? '',
      language: template?.language?.code ?? '',
      parameters: template?.components ?? [],
    });
  }

  private send(of: string, number: BusinessNumber, text: string, fate: Fate): Answer {
    const body = JSON.parse(text) as SendBody;
    const { message, isHeld, refusal: no } = this.messages.take(of, number, body, fate);
    if (no) return refused(no);
    const held = isHeld ? 'held_for_quality_assessment' : 'accepted';
    return answered({
      messaging_product: 'whatsapp',
      contacts: [{ input: body.to, wa_id: message!.waId }],
      messages: [{ id: message!.id, message_status: held }],
    });
  }

  private isKnown(token: string | undefined): boolean {
    return [...this.accounts.values()].some(({ app }) => app.accessToken === token);
  }

  private filePlace(id: string, { mimeType, content, at }: File): Answer {
    if (this.turns.now() >= at + FILE_MS) return refused(nothingThere(id));
    const until = this.turns.now() + FILE_ADDRESS_MS;
    return answered({
      ...{ messaging_product: 'whatsapp', id, mime_type: mimeType, file_size: content.length },
      url: `${FILES_ORIGIN}/whatsapp_business/attachments/?mid=${id}&ext=${until}`,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
  }

  private file({ searchParams }: URL, token: string | undefined): Answer {
    const file = this.files.get(searchParams.get('mid') ?? '');
    if (!this.isKnown(token)) return bare(401);
    if (!file || this.turns.now() >= Number(searchParams.get('ext'))) return bare(404);
    return { status: 200, type: file.mimeType, body: file.content };
  }
}

function answered(json: unknown): Answer {
  return { status: 200, type: 'application/json', body: Buffer.from(JSON.stringify(json)) };
}

/** @param no what is wrong */
export function refused(no: Refusal): Answer {
  return { ...answered(graphError(no)), status: httpStatusOf(no.code) };
}

function bare(status: number): Answer {
  return { status, type: 'text/html', body: Buffer.from(`<html>${status}</html>`) };
}

/** Source: Meta, Graph API, *Handle errors*: code 100, subcode 33. */
function nothingThere(id: string): Refusal {
  return refusal(100, `Object with ID '${id}' does not exist or cannot be loaded due to missing permissions`, 33);
}

/** Source: section 1.7, *Number health*. */
function numberFacts({ id, display, status, quality, throughput, account }: BusinessNumber, asked: URLSearchParams) {
  const facts: Readonly<Record<string, unknown>> = {
    status: status.now,
    quality_rating: quality.now,
    throughput: { level: throughput.now },
    display_phone_number: `+${display}`,
    whatsapp_business_manager_messaging_limit: tierWord(account.portfolio.tier.now),
  };
  const fields = (asked.get('fields') ?? '').split(',').filter((name) => name in facts);
  return { ...Object.fromEntries(fields.map((name) => [name, facts[name]])), id };
}

/**
 * Source: section 1.7, *List templates*. A page may be shorter than was asked for: it is the last where `next` is missing. Source: Meta, Graph
 * API, *Paginated results*.
 */
function templatePage({ templates }: Account, url: URL, { shortPage }: Fate) {
  const asked = Number(url.searchParams.get('limit') ?? 25);
  const from = Number(Buffer.from(url.searchParams.get('after') ?? '', 'base64').toString() || 0);
  const page = templates.slice(from, from + (shortPage ? Math.ceil(asked / 2) : asked));
  const [before, after] = [from, from + page.length].map((place) => Buffer.from(String(place)).toString('base64'));
  const next = new URL(url.href);
  next.searchParams.set('after', after!);
  return {
    data: page.map(({ id, name, language, parameterFormat, components, status, category, quality }) => ({
      ...{ id: String(id), name, language, components, parameter_format: parameterFormat },
      ...{ status: status.now, category: category.now, quality_score: { score: quality.now } },
    })),
    paging: { cursors: { before, after }, ...(from + page.length < templates.length && { next: next.href }) },
  };
}
