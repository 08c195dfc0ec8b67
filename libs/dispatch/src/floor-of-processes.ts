import type { Clock } from '@arauto/clock';
import type { Notices } from '@arauto/coordination';
import type { Dispatcher } from './dispatcher';
import type { SendingFloor, TierUse, Waiting } from './floor';
import { PERMIT } from './permits';

/** What dispatchers say of the campaigns that they send. */
const TOPIC = 'floor';
/** How often they say it, and how often it is asked for, milliseconds. */
const EVERY = 250;
/** Who said nothing for so long sends nothing, milliseconds. */
const SILENT_AFTER = 3000;
/** From the answer of a commit until the last permit of before it has run out, with a margin, milliseconds. */
const CLOSED_AFTER = PERMIT + 50;

const NOBODY: Waiting = {
  code: 'no_dispatcher',
  text: 'No running process sends for this number.',
  until: null,
};

/** Of one campaign, as far as one process sends it. */
type Word = {
  readonly inFlight: number;
  readonly limit: number | null;
  readonly lastMinute: number;
  readonly waiting: { readonly code: string; readonly text: string; readonly until: string | null } | null;
  /** Of its numbers. */
  readonly tiers: readonly { readonly senderId: string; readonly used: number; readonly freesAt: number | null }[];
};

/**
 * The floor where several processes send: what this one sends it knows, of the rest it knows what the others said last. A gate is closed everywhere when the
 * last permit has run out, whether or not anybody can be asked.
 */
export class FloorOfProcesses implements SendingFloor {
  /** Of all other processes. */
  private words: ReadonlyMap<string, readonly Word[]> = new Map();

  /** @param own the dispatcher of this process; undefined where it has none */
  constructor(
    private readonly own: Dispatcher | undefined,
    private readonly notices: Notices,
    private readonly clock: Clock,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Says what this process sends and hears what the others send, until `signal` aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.exchange().catch(this.onFailure);
      await this.clock.sleep(EVERY, signal);
    }
    if (this.own) await this.notices.withdraw(TOPIC).catch(this.onFailure);
  }

  async seen(): Promise<void> {
    await this.clock.sleep(CLOSED_AFTER);
    await this.hear().catch(this.onFailure);
  }

  inFlight(campaignId: string): number {
    return this.of(campaignId)?.inFlight ?? 0;
  }

  pace(campaignId: string): { readonly limit: number | null; readonly lastMinute: number } {
    const { limit, lastMinute } = this.of(campaignId) ?? { limit: null, lastMinute: 0 };
    return { limit, lastMinute };
  }

  waiting(campaignId: string): Waiting | null {
    const word = this.of(campaignId);
    return word ? word.waiting : NOBODY;
  }

  tier(senderId: string): TierUse | null {
    const own = this.own?.tier(senderId);
    if (own) return own;
    const all = [...this.words.values()].flat().flatMap(({ tiers }) => tiers);
    const said = all.find((tier) => tier.senderId === senderId);
    return said ? { used: said.used, freesAt: said.freesAt } : null;
  }

  async sendTest(campaignId: string, contactKey: string): Promise<void> {
    await this.own?.sendTest(campaignId, contactKey);
  }

  /** Whether any process has calls out. */
  get isBusy(): boolean {
    const others = [...this.words.values()].flat();
    return (this.own?.openAttempts ?? 0) > 0 || others.some(({ inFlight }) => inFlight > 0);
  }

  /** What is known of a campaign; where several processes send it, of all of them together. */
  private of(campaignId: string): Word | undefined {
    const own = this.own?.sends(campaignId) ? [wordOf(this.own, campaignId)] : [];
    const [first, ...others] = [...own, ...(this.words.get(campaignId) ?? [])];
    return first && others.reduce(together, first);
  }

  private async exchange(): Promise<void> {
    const { own } = this;
    if (own) {
      await this.notices.post(TOPIC, Object.fromEntries(own.campaigns().map((id) => [id, wordOf(own, id)])));
    }
    await this.hear();
  }

  private async hear(): Promise<void> {
    const words = new Map<string, Word[]>();
    for (const { from, word } of await this.notices.read(TOPIC, SILENT_AFTER)) {
      if (from === this.notices.instance) continue;
      for (const [id, said] of Object.entries(word)) {
        words.set(id, [...(words.get(id) ?? []), said as unknown as Word]);
      }
    }
    this.words = words;
  }
}

/** What one process sends is beside what the other does; it waits where both do. */
function together(one: Word, other: Word): Word {
  return {
    inFlight: one.inFlight + other.inFlight,
    limit: one.limit ?? other.limit,
    lastMinute: one.lastMinute + other.lastMinute,
    waiting: one.waiting && other.waiting && one.waiting,
    tiers: [...one.tiers, ...other.tiers],
  };
}

function wordOf(own: Dispatcher, id: string): Word {
  const waiting = own.waiting(id);
  const tiers = own.sendersOf(id).flatMap((senderId) => {
    const tier = own.tier(senderId);
    return tier ? [{ senderId, ...tier }] : [];
  });
  return { inFlight: own.inFlight(id), ...own.pace(id), waiting: waiting && { ...waiting }, tiers };
}
