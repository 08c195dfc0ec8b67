import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeRequest {
  readonly method: string;
  /** With its query string. */
  readonly url: string;
  readonly authorization: string | undefined;
  readonly language: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
}

type Answer = { readonly status?: number; readonly type?: string; readonly body: unknown };

/** A fake of the engine's API: it answers from a table and remembers what it was asked. Nothing in it is Arauto's. */
export class FakeEngine {
  readonly requests: FakeRequest[] = [];
  /** By `METHOD /path`; the last answer of a list repeats. */
  readonly answers: Record<string, Answer | Answer[]> = {};

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeEngine> {
    const server = createServer((request, response) => void engine.answer(request, response));
    const engine = new FakeEngine(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return engine;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request.setEncoding('utf8') as AsyncIterable<string>) body += chunk;
    const { method = '', url = '', headers } = request;
    this.requests.push({
      method,
      url,
      authorization: headers.authorization,
      language: headers['accept-language'],
      contentType: headers['content-type'],
      body,
    });
    const known = this.answers[`${method} ${url.split('?')[0]}`];
    const next = Array.isArray(known) ? (known.length > 1 ? known.shift() : known[0]) : known;
    const problem = { title: 'Nothing here', detail: 'There is nothing here.', code: 'not_found', status: 404 };
    const { status, type, body: content } = next ?? { status: 404, type: 'application/problem+json', body: problem };
    response.writeHead(status ?? 200, { 'content-type': type ?? 'application/json' });
    response.end(typeof content === 'string' ? content : JSON.stringify(content));
  }
}

export function refusal(problem: { status: number; detail: string; code: string } & Record<string, unknown>): Answer {
  return { status: problem.status, type: 'application/problem+json', body: { title: 'Refused', ...problem } };
}
