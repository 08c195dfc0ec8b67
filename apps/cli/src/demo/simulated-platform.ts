import { request } from 'undici';
import { Failed } from '../io';
import type { DemoEngine } from './processes';

/** A message that a handset really received, as far as the demo looks at it. */
export interface Received {
  readonly handset: string;
  readonly callbackData: string;
}

/** The other side: the simulator's control surface. */
export class SimulatedPlatform {
  constructor(private readonly simulator: DemoEngine['simulator']) {}

  async post(path: string, body: object): Promise<void> {
    await this.call('POST', path, body);
  }

  /** Ground truth: every message of a campaign that reached a handset. */
  async received(campaignId: string): Promise<readonly Received[]> {
    const lines = await this.call('GET', `/__sim/ledger?campaign=${encodeURIComponent(campaignId)}`);
    return lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Received);
  }

  async doubles(): Promise<number> {
    return (JSON.parse(await this.call('GET', '/__sim/ledger/summary')) as { doubles: number }).doubles;
  }

  /** Updates that are not due yet or not acknowledged. */
  async waiting(): Promise<number> {
    return (JSON.parse(await this.call('GET', '/__sim/metrics')) as { waiting: number }).waiting;
  }

  private async call(method: 'GET' | 'POST', path: string, body?: object): Promise<string> {
    const answer = await request(this.simulator.url + path, {
      method,
      headers: { authorization: `Bearer ${this.simulator.token}`, 'content-type': 'application/json' },
      body: body ? JSON.stringify(body) : null,
    });
    const text = await answer.body.text();
    if (answer.statusCode < 300) return text;
    throw new Failed(`the simulator refused ${method} ${path}: ${text}`);
  }
}
