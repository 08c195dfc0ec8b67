import { seededRandom, VirtualClock } from '@arauto/clock';
import { type Admission, Lanes } from '@arauto/dispatch';
import type { KnownSender } from '@arauto/domain';
import { errorInfo, retryDelay } from '@arauto/whatsapp';
import { PERSON, RATE, type Scene, SECONDS, TROUBLE } from './scene';

/** A call to the platform. */
export interface Call {
  /** When it was written, milliseconds from the start. */
  readonly at: number;
  readonly number: string;
  readonly person: string;
  readonly isRefused: boolean;
}

/** To somebody who waits for a message. */
interface Message {
  readonly number: string;
  readonly person: string;
  /** Milliseconds from the start. */
  readonly due: number;
  /** How often it was refused. */
  readonly refused: number;
}

const SECOND = 1000;
/** Milliseconds: how often it is looked who may go, and what a claim and an answer take. */
const LOOK = 10;
const CLAIM = 5;
const ANSWER = 80;
const LIMITS = { inFlight: 512, callBy: 2000 };
const SENDER = {
  portfolioId: 'portfolio',
  pace: null,
  facts: { quality: 'GREEN', tier: null, throughput: RATE },
} as unknown as KnownSender;

export class Floor {
  private readonly clock = new VirtualClock();
  private readonly random = seededRandom('pace');
  private readonly lanes: Lanes;
  private readonly platform: Platform;
  private readonly calls: Call[] = [];
  /** Those that were refused, and those that are asked for. */
  private waiting: Message[] = [];
  private people = 0;

  constructor(private readonly scene: Scene) {
    const { accounts, toPerson } = scene;
    const sent = {
      keyOf: ({ portfolioId }: KnownSender) => portfolioId,
      numbersOf: () => Promise.resolve([]),
      peopleOf: () => Promise.resolve([]),
    };
    const accountOf = (id: string) => Promise.resolve(accounts.find((numbers) => numbers.includes(id)) ?? [id]);
    this.lanes = new Lanes(LIMITS, this.clock, this.random, sent, accountOf, () => undefined);
    this.platform = new Platform(scene);
    const asked = { number: accounts[0]![0]!, person: PERSON, due: TROUBLE.from * SECOND, refused: 0 };
    this.waiting = Array.from({ length: toPerson }, () => ({ ...asked }));
  }

  /** All calls, in their order. The same every time. */
  async run(): Promise<readonly Call[]> {
    const numbers = this.scene.accounts.flat();
    for (; this.clock.monotonic() < SECONDS * SECOND; await this.clock.advance(LOOK)) {
      for (const number of numbers) this.begin(number);
    }
    return this.calls;
  }

  /** As many as may go now: first who was refused. Whoever waits for their own sake is in nobody's way. */
  private begin(number: string): void {
    const held = new Set<Message>();
    for (;;) {
      const message = this.next(number, held);
      const admitted = this.lanes.admit(number, SENDER, null, message.person);
      if (!('waitMs' in admitted)) {
        this.waiting = this.waiting.filter((other) => other !== message);
        void this.send(message, admitted);
      } else if (admitted.person) held.add(message);
      else return;
    }
  }

  private next(number: string, held: ReadonlySet<Message>): Message {
    const now = this.clock.monotonic();
    const again = this.waiting.find((one) => one.number === number && one.due <= now && !held.has(one));
    return again ?? { number, person: `person ${this.people++}`, due: now, refused: 0 };
  }

  private async send(message: Message, admission: Admission): Promise<void> {
    const { clock } = this;
    const { number, person, refused } = message;
    await clock.sleep(CLAIM);
    const claimed = clock.monotonic();
    await admission.place();
    const at = clock.monotonic();
    if (at - claimed > LIMITS.callBy) {
      admission.ended('late', null);
      this.waiting.push(message);
      return;
    }
    admission.written();
    const isRefused = this.platform.refuses(number, person, at);
    this.calls.push({ at, number, person, isRefused });
    await clock.sleep(ANSWER);
    const { code } = this.scene;
    admission.ended(isRefused ? 'refused' : 'accepted', isRefused ? { code, writtenAt: at } : null);
    if (!isRefused) return;
    const again = retryDelay(errorInfo(code).policy, refused + 1, this.random.fraction());
    if (!again) throw new Error(`${person} is not tried again`);
    this.waiting.push({ number, person, due: clock.monotonic() + again.delayMs, refused: refused + 1 });
  }
}

/** Takes what there is room for in the second before, and refuses the rest. */
class Platform {
  private readonly taken = new Map<string, number[]>();

  constructor(private readonly scene: Scene) {}

  refuses(number: string, person: string, at: number): boolean {
    const key = this.scene.together(number, person);
    if (key === undefined || at < TROUBLE.from * SECOND || at >= TROUBLE.to * SECOND) return false;
    const lately = (this.taken.get(key) ?? []).filter((taken) => taken > at - SECOND);
    const isRefused = lately.length >= this.scene.takes;
    this.taken.set(key, isRefused ? lately : [...lately, at]);
    return isRefused;
  }
}
