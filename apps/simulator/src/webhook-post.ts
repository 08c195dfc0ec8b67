import * as http from 'node:http';
import * as https from 'node:https';

/** The webhook client: kept-alive connections, at most 64 to one receiver. */
export class WebhookClient {
  private readonly pools: { readonly http: http.Agent; readonly https: https.Agent };

  constructor() {
    const options = { keepAlive: true, maxSockets: 64 };
    this.pools = { http: new http.Agent(options), https: new https.Agent(options) };
  }

  /** Posts a JSON body; answers the status, or 0 when there was no answer within `timeoutMs`. */
  post(url: string, body: Buffer, headers: Readonly<Record<string, string>>, timeoutMs: number): Promise<number> {
    return this.exchange(url, timeoutMs, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'content-length': body.length, ...headers },
    }).then(
      ({ status }) => status,
      () => 0,
    );
  }

  /**
   * The subscription handshake: GET with the verify token, which the receiver must answer with 200 and the bare challenge.
   * Undefined when it did, else one sentence that says what it did instead.
   */
  async handshake(url: string, verifyToken: string, challenge: string, timeoutMs: number): Promise<string | undefined> {
    const target = new URL(url);
    target.searchParams.set('hub.mode', 'subscribe');
    target.searchParams.set('hub.challenge', challenge);
    target.searchParams.set('hub.verify_token', verifyToken);
    try {
      const { status, text } = await this.exchange(target.href, timeoutMs, { method: 'GET', headers: {} });
      if (status !== 200) return `the receiver answered the handshake with ${status} instead of 200`;
      return text === challenge
        ? undefined
        : 'the receiver answered the handshake with another text than the challenge';
    } catch (error) {
      return `the receiver could not be reached: ${(error as Error).message}`;
    }
  }

  close(): void {
    this.pools.http.destroy();
    this.pools.https.destroy();
  }

  private exchange(
    url: string,
    timeoutMs: number,
    { method, headers, body }: { method: string; headers: http.OutgoingHttpHeaders; body?: Buffer },
  ): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const secure = url.startsWith('https:');
      const agent = secure ? this.pools.https : this.pools.http;
      const request = (secure ? https : http).request(url, { method, headers, agent, timeout: timeoutMs });
      request.on('timeout', () => request.destroy(new Error(`no answer within ${timeoutMs} ms`)));
      request.on('error', reject);
      request.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text = (text + chunk).slice(0, 4096)));
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, text });
        });
      });
      request.end(body);
    });
  }
}
