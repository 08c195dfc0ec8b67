import { until } from './api';
import type { SimulatorProcess } from './simulator-process';

/** A message that a handset really received. */
export interface Arrival {
  readonly phone: string;
  readonly handset: string;
  readonly callbackData: string | null;
  readonly messageId: string;
  /** The provider's id of the number it came from. */
  readonly sender: string;
  readonly arrivedAt: number;
}

/** A message that a person really wrote. */
export interface WrittenMessage {
  readonly messageId: string;
  readonly handset: string;
  /** The provider's id of the number it was written to. */
  readonly number: string;
  /** Whole seconds. */
  readonly timestamp: number;
  readonly type: string;
  /** Of a plain text and of a button. */
  readonly text: string | null;
  readonly payload: string | null;
  readonly contextId: string | null;
  readonly referred: boolean;
  readonly corrects: string | null;
}

/** A call as the simulator saw it; `status` is null while, or because, it was never answered. */
export interface SeenRequest {
  /** When the simulator read it; it may have come since `notBefore` and waited for the simulator's turn. */
  readonly arrivedAt: number;
  readonly notBefore: number;
  readonly method: string;
  readonly path: string;
  readonly to: string | null;
  readonly status: number | null;
  readonly callbackData: string | null;
}

export interface LedgerSummary {
  readonly messages: number;
  readonly distinct: number;
  readonly doubles: number;
}

/** What the simulator knows to be true, whatever the engine believes. */
export class Truth {
  constructor(private readonly simulator: SimulatorProcess) {}

  async summary(): Promise<LedgerSummary> {
    return JSON.parse(await this.simulator.control('GET', '/__sim/ledger/summary')) as LedgerSummary;
  }

  /** What persons wrote, whatever became of its webhooks. */
  async written(): Promise<WrittenMessage[]> {
    return lines(await this.simulator.control('GET', '/__sim/inbound'));
  }

  async ledger(): Promise<Arrival[]> {
    return lines(await this.simulator.control('GET', '/__sim/ledger'));
  }

  /** Calls that send a message, through any provider. */
  async sends(since = 0): Promise<SeenRequest[]> {
    const all = lines<SeenRequest>(await this.simulator.control('GET', `/__sim/requests?since=${since}`));
    return all.filter(({ method, path }) => method === 'POST' && /\/(messages|msg)$/.test(path));
  }

  async metrics(): Promise<{
    requests: number;
    waiting: number;
    webhooks: { acknowledged: number; refused: number; waiting: number };
  }> {
    return JSON.parse(await this.simulator.control('GET', '/__sim/metrics')) as Awaited<ReturnType<Truth['metrics']>>;
  }

  /** Resolves once everything that was to happen has happened, and the engine has acknowledged all that it was told of. */
  async drained(timeoutMs = 120_000): Promise<void> {
    await until(
      () => this.metrics(),
      ({ waiting, webhooks }) => waiting === 0 && webhooks.waiting === 0,
      timeoutMs,
      200,
    );
  }
}

/** `m1|{campaignId}|{contactKey}|a{n}` taken apart. */
export function attemptOf(
  callbackData: string | null,
): { campaignId: string; contactKey: string; attempt: number } | undefined {
  const [kind, campaignId, contactKey, attempt] = (callbackData ?? '').split('|');
  if (kind !== 'm1' || !campaignId || !contactKey || !attempt) return undefined;
  return { campaignId, contactKey, attempt: Number(attempt.slice(1)) };
}

function lines<Line>(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}
