import { undocumented } from './documented';

/** An answer of the API as a test looks at it. */
export interface Reply<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** The HTTP API, called with one key. Every answer is held against the OpenAPI document. */
export class Api {
  constructor(
    readonly url: string,
    private readonly key: string | null,
  ) {}

  get<Body = Record<string, unknown>>(path: string, headers: Record<string, string> = {}): Promise<Reply<Body>> {
    return this.call<Body>('GET', path, undefined, headers);
  }

  post<Body = Record<string, unknown>>(
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply<Body>> {
    return this.call<Body>('POST', path, body, headers);
  }

  /** Sends JSON, or a form as multipart. @throws Error when the answer is none that the document knows */
  async call<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply<Body>> {
    const form = body instanceof FormData;
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(this.key !== null && { authorization: `Bearer ${this.key}` }),
        ...(body !== undefined && !form && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const [mediaType = ''] = (response.headers.get('content-type') ?? '').split(';', 1);
    const { status, headers: answered } = response;
    const parsed: unknown = /json/.test(mediaType) ? JSON.parse(text) : text;
    const unknown = undocumented(method, path, { status, mediaType, body: parsed });
    if (unknown.length > 0) throw new Error(`the document does not know of ${method} ${path}: ${unknown.join(', ')}`);
    return { status, headers: answered, body: parsed as Body };
  }

  /** Status and headers of what never ends: a stream. */
  async head(path: string): Promise<Reply> {
    const abort = new AbortController();
    const headers = this.key === null ? {} : { authorization: `Bearer ${this.key}` };
    const response = await fetch(this.url + path, { headers, signal: abort.signal });
    abort.abort();
    return { status: response.status, headers: response.headers, body: {} };
  }

  /** Like `post`, for what a test takes for granted. @throws Error with the problem unless it was 2xx */
  async make(
    path: string,
    body?: unknown,
  ): Promise<{ readonly id: string; readonly position: string; readonly uploadId: string }> {
    const reply = await this.post<{ id: string; position: string; uploadId: string }>(path, body);
    if (reply.status >= 300) throw new Error(`POST ${path} answered ${reply.status}: ${JSON.stringify(reply.body)}`);
    return reply.body;
  }
}

/** Every item of a list. @param path with its `?`, and whatever is asked */
export async function allOf<Item>(api: Pick<Api, 'get'>, path: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = null; ;) {
    const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body }: Reply<{ readonly items: readonly Item[]; readonly nextCursor: string | null }> =
      await api.get(`${path}&limit=500${after}`);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    items.push(...body.items);
    // The log has a cursor after its last page, too.
    if (body.nextCursor === null || body.items.length === 0) return items;
    cursor = body.nextCursor;
  }
}

/** Asks again and again until `done`, since what is waited for has no position. @throws Error after `timeoutMs` with the last answer */
export async function until<Answer>(
  ask: () => Promise<Answer>,
  done: (answer: Answer) => boolean,
  timeoutMs = 60_000,
  everyMs = 50,
): Promise<Answer> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (done(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`it did not come about: ${JSON.stringify(answer).slice(0, 2000)}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** Resolves in the second after this one: the platform stamps by seconds, and of two words of one second the stricter counts. */
export async function nextSecond(): Promise<void> {
  const now = () => Math.floor(Date.now() / 1000);
  const before = now();
  await until(
    () => Promise.resolve(now()),
    (second) => second > before,
  );
}

/** Resolves when nothing moves any more: the views stand where the log stands. */
export async function viewsSettled(api: Api, timeoutMs?: number): Promise<void> {
  await until(
    () => api.get<{ items: { lag: number; status: string }[] }>('/v1/projections'),
    ({ body }) => body.items.every(({ lag, status }) => lag === 0 && status === 'live'),
    timeoutMs,
  );
}
