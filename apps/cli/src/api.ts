import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { type Dispatcher, request } from 'undici';
import { Failed, type Io, WrongUsage } from './io';
import { possible } from './possible';

export interface Problem {
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  readonly status: number;
  readonly errors?: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  readonly currentStatus?: string;
  readonly allowed?: readonly string[];
}

/** The engine said no. */
export class Refused extends Failed {
  /** @param ofQuery its paths name parameters, which are options here */
  constructor(
    readonly problem: Problem,
    private readonly ofQuery: boolean,
  ) {
    super(problem.detail);
  }

  /** For people: what was wrong, where, and what is possible instead. */
  describe(): string {
    const { detail, code, errors = [], allowed } = this.problem;
    const faults = errors.map(({ path, message }) => ({
      path,
      message,
      text: this.ofQuery ? inOptions(path, message) : message,
    }));
    const what = faults.find(({ message }) => message === detail)?.text ?? detail;
    const lines = faults
      .filter(({ message }) => message !== detail)
      .map(({ path, message, text }) => `  ${path === '' || text !== message ? '' : `${path}: `}${text}`);
    const instead = allowed === undefined ? [] : [`  Possible now: ${possible(allowed)}`];
    return [`${what} (${code})`, ...lines, ...instead].join('\n');
  }
}

/** `unreadSince must be …` → `--unread-since must be …` */
function inOptions(path: string, message: string): string {
  if (!message.startsWith(`${path} `)) return message;
  return `--${path.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}${message.slice(path.length)}`;
}

export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What is sent along with a request. */
export interface Body {
  readonly content: string | Readable;
  readonly type: string;
  readonly length?: number;
}

/** The engine's API, as a key sees it. */
export class Api {
  constructor(
    readonly url: string,
    private readonly key: () => string,
    private readonly signal: AbortSignal,
    /** In which the engine is to say what it says; undefined: as it likes. */
    private readonly language?: string | undefined,
  ) {}

  get<Answer>(path: string, query: Query = {}): Promise<Answer> {
    return this.json<Answer>('GET', path, undefined, query);
  }

  post<Answer>(path: string, body?: object): Promise<Answer> {
    const content = { content: JSON.stringify(body ?? {}), type: 'application/json' };
    return this.json<Answer>('POST', path, content);
  }

  patch<Answer>(path: string, body: object): Promise<Answer> {
    return this.json<Answer>('PATCH', path, { content: JSON.stringify(body), type: 'application/json' });
  }

  delete<Answer>(path: string): Promise<Answer> {
    return this.json<Answer>('DELETE', path);
  }

  send<Answer>(path: string, body: Body, query: Query = {}): Promise<Answer> {
    return this.json<Answer>('POST', path, body, query);
  }

  /** The body of an answer as it comes. */
  async stream(path: string, query: Query): Promise<Readable> {
    const answer = await this.call('GET', path, undefined, query);
    return answer.body;
  }

  private async json<Answer>(method: Dispatcher.HttpMethod, path: string, body?: Body, query?: Query): Promise<Answer> {
    const answer = await this.call(method, path, body, query);
    try {
      return (await answer.body.json()) as Answer;
    } catch {
      throw new Failed(`${this.url} answers something else than JSON: is it an Arauto?`);
    }
  }

  private async call(
    method: Dispatcher.HttpMethod,
    path: string,
    body?: Body,
    query: Query = {},
  ): Promise<Dispatcher.ResponseData> {
    const headers = {
      authorization: `Bearer ${this.key()}`,
      ...(this.language !== undefined && { 'accept-language': this.language }),
      ...(body && { 'content-type': body.type }),
      ...(body?.length !== undefined && { 'content-length': String(body.length) }),
    };
    const answer = await this.reach(
      request(`${this.url}${path}${searchOf(query)}`, {
        method,
        headers,
        body: body?.content ?? null,
        signal: this.signal,
      }),
    );
    if (answer.statusCode < 300) return answer;
    throw new Refused(await problemOf(answer), method === 'GET');
  }

  private async reach(calling: Promise<Dispatcher.ResponseData>): Promise<Dispatcher.ResponseData> {
    try {
      return await calling;
    } catch (error) {
      if (this.signal.aborted) throw error;
      const { code = '', message = String(error) } = error as { code?: string; message?: string };
      if (['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'EAI_AGAIN'].includes(code)) {
        throw new Failed(`cannot reach ${this.url} : is the engine running? (npm start)`);
      }
      throw new Failed(`the connection to ${this.url} broke: ${message}`);
    }
  }
}

function searchOf(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value ?? []].flat()) search.append(name, one);
  }
  return search.size === 0 ? '' : `?${search.toString()}`;
}

async function problemOf(answer: Dispatcher.ResponseData): Promise<Problem> {
  const text = await answer.body.text();
  if (String(answer.headers['content-type']).startsWith('application/problem+json')) return JSON.parse(text) as Problem;
  const detail = `the answer is ${answer.statusCode} without a reason: is it an Arauto?`;
  return { title: 'Refused', detail, code: 'unknown', status: answer.statusCode };
}

/** From `--url`, `ARAUTO_URL` or where this shell would start an engine. @throws WrongUsage */
export function urlOf(option: string | undefined, io: Io): string {
  const text = option ?? variable(io, 'ARAUTO_URL') ?? `http://127.0.0.1:${variable(io, 'ARAUTO_PORT') ?? 3000}`;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, '');
  throw new WrongUsage(`--url must be an http(s) address, like http://127.0.0.1:3000, not ${text}`);
}

export const LANGUAGES = ['en', 'pt-BR', 'es'] as const;

/** From `--language` or `ARAUTO_LANGUAGE`; undefined where nobody says. What a command has of its own for its report is the engine's to judge. @throws WrongUsage */
export function languageOf(option: string | undefined, io: Io): string | undefined {
  if (option !== undefined) return option;
  const set = variable(io, 'ARAUTO_LANGUAGE');
  if (set === undefined || LANGUAGES.some((one) => one === set)) return set;
  throw new WrongUsage(`ARAUTO_LANGUAGE must be ${LANGUAGES.join(', ')}, not ${set}`);
}

/** From `--key`, `ARAUTO_KEY` or the file an embedded engine leaves in its data folder. @throws WrongUsage */
export function keyOf(option: string | undefined, io: Io): string {
  const path = join(resolve(io.cwd, variable(io, 'ARAUTO_DATA_DIR') ?? './data'), 'admin.key');
  const key = option || variable(io, 'ARAUTO_KEY') || keyIn(path);
  if (key === undefined) throw new WrongUsage(`no key: give --key, set ARAUTO_KEY, or run where ${path} is`);
  // In a header it would break the connection, or be another one.
  if (/[^\x21-\x7e]/.test(key))
    throw new WrongUsage('the key holds something that no key has: it is one word, like ak_…');
  return key;
}

function keyIn(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

/** An empty one counts as not set, as in `config`. */
function variable(io: Io, name: string): string | undefined {
  return io.env[name]?.trim() || undefined;
}
