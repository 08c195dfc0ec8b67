import type { RecordedEvent } from '@arauto/event-store';
import type { WrittenCall } from '../platform/ground-truth';
import type { World } from '../world';
import { areClocksTrue, type Judging, type Rules, Since } from './judging';

/** From the claim to the write at the most, milliseconds (architecture, section 7, step 4). */
const CALL_BY = 2_000;

/** The last attempt of a contact, as the log has it. */
interface Claim {
  readonly attempt: number;
  /** When it was committed, by the stores' clock. */
  readonly at: number;
}

/**
 * What is judged of every call from the log as it lies there at that moment: an attempt is in it before it is called, is called once, and in
 * time; and a retry was due.
 */
export class Sending implements Rules {
  private readonly events: Since<RecordedEvent>;
  private readonly calls: Since<WrittenCall>;
  private readonly claims = new Map<string, Claim>();
  private readonly called = new Set<string>();
  /** Of contacts that wait for a retry, until when. */
  private readonly due = new Map<string, number>();
  /** Whether instants that engines write down are true ones. */
  private readonly tellTime: boolean;

  constructor(
    world: World,
    private readonly judge: Judging,
  ) {
    this.events = new Since(world.disks.log.events);
    this.calls = new Since(world.platform.truth.calls);
    this.tellTime = areClocksTrue(world.plan);
  }

  look(): void {
    this.events.each((event) => this.hear(event));
    this.calls.each((call) => this.judgeCall(call));
  }

  private hear({ stream, type, data, at }: RecordedEvent): void {
    if (!stream.startsWith('contact-')) return;
    const name = stream.slice('contact-'.length);
    if (type === 'SendAttempted') {
      this.claims.set(name, { attempt: Number(data['attempt']), at });
      const due = this.due.get(name) ?? -Infinity;
      if (this.tellTime && at < due) {
        this.judge.fail('a retry waits until it is due', `${name} is attempted ${due - at} ms before it is due`);
      }
    }
    if (type === 'RetryScheduled') this.due.set(name, Date.parse(String(data['dueAt'])));
    else if (type === 'ContactUploaded' || type === 'SendAttempted') this.due.delete(name);
  }

  private judgeCall({ callbackData = '', at }: WrittenCall): void {
    const [, campaignId = '', key = '', nth = ''] = callbackData.split('|');
    const name = `${campaignId}.${key}`;
    const claim = this.claims.get(name);
    const rule = 'only who is claimed is called';
    if (!claim || nth !== `a${claim.attempt}`) {
      return this.judge.fail(rule, `${callbackData} leaves, and the last attempt in the log is ${claim?.attempt}`);
    }
    if (this.called.has(callbackData)) return this.judge.fail(rule, `${callbackData} leaves twice`);
    this.called.add(callbackData);
    if (key.startsWith('test-')) return;
    if (this.judge.facts.contacts.get(name)?.isOpen === false) {
      this.judge.fail(rule, `${callbackData} leaves, and that attempt is over`);
    }
    const late = at - claim.at - CALL_BY;
    // The log tells whole milliseconds.
    if (late >= 1) {
      this.judge.fail('a claim is used at once or not at all', `${callbackData} leaves ${late.toFixed()} ms too late`);
    }
  }
}
