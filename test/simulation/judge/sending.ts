import type { RecordedEvent } from '@arauto/event-store';
import type { Receipt, WrittenCall } from '../platform/ground-truth';
import type { World } from '../world';
import { addresseeOf, areClocksTrue, type Judging, type Rules } from './judging';

/** From the claim to the write at the most, milliseconds (architecture, section 7, step 4). */
const CALL_BY = 2_000;

/** Retries of attempts that do not count: the platform was too busy, or something waits for a person. */
const COSTS_NOTHING: ReadonlySet<unknown> = new Set(['throttle', 'maintenance', 'paused']);

/** The last attempt of a contact, as the log has it. */
interface Claim {
  readonly attempt: number;
  /** When it was committed, by the stores' clock. */
  readonly at: number;
}

/**
 * What is judged of every call from the log as it lies there at that moment: an attempt is in it before it is called, is called once, and in
 * time; a retry was due, and there was one left; nobody whose last outcome is unknown is called again; and no handset has two messages of a campaign.
 */
export class Sending implements Rules {
  private readonly claims = new Map<string, Claim>();
  /** Of each contact, every call that was written. */
  private readonly calls = new Map<string, WrittenCall[]>();
  /** Of contacts that wait for a retry, until when. */
  private readonly due = new Map<string, number>();
  /** By contact: attempts that failed, and count. */
  private readonly failed = new Map<string, number>();
  /** Who has a message already: campaign and handset. */
  private readonly has = new Map<string, string | undefined>();
  /** Whether instants that engines write down are true ones. */
  private readonly tellTime: boolean;

  constructor(
    private readonly world: World,
    private readonly judge: Judging,
  ) {
    this.tellTime = areClocksTrue(world.plan);
  }

  heard({ stream, type, data, at }: RecordedEvent): void {
    if (!stream.startsWith('contact-')) return;
    const name = stream.slice('contact-'.length);
    if (type === 'SendAttempted') {
      this.claims.set(name, { attempt: Number(data['attempt']), at });
      const due = this.due.get(name) ?? -Infinity;
      if (this.tellTime && at < due) {
        this.judge.fail('a retry waits until it is due', `${name} is attempted ${due - at} ms before it is due`);
      }
      this.judgeTimes(name);
    }
    if (type === 'RetryScheduled') {
      this.due.set(name, Date.parse(String(data['dueAt'])));
      if (!COSTS_NOTHING.has(data['class'])) this.failed.set(name, (this.failed.get(name) ?? 0) + 1);
    } else if (type === 'ContactUploaded' || type === 'SendAttempted') this.due.delete(name);
    if (type === 'ContactUploaded') this.failed.delete(name);
  }

  private judgeTimes(name: string): void {
    const [campaignId = ''] = name.split('.');
    const most = this.world.planOf(campaignId)?.maxAttempts ?? Infinity;
    const times = 1 + (this.failed.get(name) ?? 0);
    if (times <= most) return;
    this.judge.fail('nobody is tried more often than set', `${name} is tried ${times} times, and may be ${most} times`);
  }

  called(call: WrittenCall): void {
    const { callbackData, at } = call;
    const { campaignId, key, attempt } = addresseeOf(callbackData);
    const name = `${campaignId}.${key}`;
    const before = this.calls.get(name) ?? [];
    this.calls.set(name, [...before, call]);
    const rule = 'only who is claimed is called';
    const claim = this.claims.get(name);
    if (!claim || attempt !== `a${claim.attempt}`) {
      this.judge.fail(rule, `${callbackData} leaves, and the last attempt in the log is ${claim?.attempt}`);
    } else if (before.some((each) => each.callbackData === callbackData)) {
      this.judge.fail(rule, `${callbackData} leaves twice`);
    } else if (this.judge.facts.contacts.get(name)?.isOpen === false) {
      this.judge.fail(rule, `${callbackData} leaves, and that attempt is over`);
    }
    const late = claim ? at - claim.at - CALL_BY : 0;
    // The log tells whole milliseconds.
    if (late >= 1) {
      this.judge.fail('a claim is used at once or not at all', `${callbackData} leaves ${late.toFixed()} ms too late`);
    }
    const unknown = before.find(({ refusedAt }) => refusedAt === undefined);
    if (unknown) {
      this.judge.fail(
        'an unknown outcome is never sent again',
        `${callbackData} leaves after ${unknown.callbackData}, which nobody knows to be refused`,
      );
    }
  }

  received({ message: { callbackData }, person: { subscriber } }: Receipt): void {
    const key = `${addresseeOf(callbackData).campaignId} ${subscriber}`;
    if (this.has.has(key)) {
      this.judge.fail('never twice', `${subscriber} has ${callbackData} and ${this.has.get(key)} of one campaign`);
    }
    this.has.set(key, callbackData);
  }
}
