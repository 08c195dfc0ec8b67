import { handsetOf, controlDigits, type Handset } from './handsets';
import { type Provider } from './business-numbers';
import { gupshupMessageId } from './gupshup/ids';
import { type JsonObject } from './json-object';
import { outboundMessageId } from './message-ids';

/** A message at the moment a handset really received it. */
export interface Arrival {
  /** Digits the request addressed. */
  readonly phone: string;
  readonly handset: Handset;
  /** Template name, or null for a free-form message. */
  readonly template: string | null;
  /** What a free-form message says, in the words of its request. */
  readonly freeForm?: JsonObject;
  readonly callbackData: string | null;
  /** Of the sender; missing in what an earlier version wrote, when there was only the Cloud API. */
  readonly provider?: Provider;
  /** Phone number id of the sender, or id of its app. */
  readonly sender: string;
  readonly serial: number;
  readonly arrivedAt: number;
}

/** An arrival, with the namespace of its message id. */
export interface RecordedArrival extends Arrival {
  readonly epoch: string;
}

/** Which lines of the ledger to look at. */
export interface LedgerFilter {
  readonly campaign?: string | undefined;
  readonly phone?: string | undefined;
}

export interface LedgerSummary {
  readonly messages: number;
  readonly distinct: number;
  readonly doubles: number;
}

/** The campaign that callback data `m1|{campaignId}|{contactKey}|a{n}` names; undefined for test sends and everything else. */
export function campaignOf(callbackData: string | null): string | undefined {
  if (!callbackData?.startsWith('m1|')) return undefined;
  const end = callbackData.indexOf('|', 3);
  return end > 3 ? callbackData.slice(3, end) : undefined;
}

/**
 * Ground truth: what handsets received. Kept in columns, because an object a line costs several times as much and the ledger
 * of a load test has hundreds of thousands of lines. Message ids are rebuilt from their serial.
 */
export class Ledger {
  private readonly phones: string[] = [];
  private readonly templates: (string | null)[] = [];
  private readonly freeForms: (JsonObject | undefined)[] = [];
  private readonly callbacks: (string | null)[] = [];
  private readonly providers: (Provider | undefined)[] = [];
  private readonly senders: string[] = [];
  private readonly serials: number[] = [];
  private readonly times: number[] = [];
  private readonly epochs: string[] = [];
  private readonly seen = new Set<string>();
  private doubles = 0;

  /**
   * @param epoch of the message ids (see message-ids)
   * @param earlier what arrived before a restart
   * @param keep is told of every new arrival
   */
  constructor(
    private readonly epoch: string,
    earlier: Iterable<RecordedArrival> = [],
    private readonly keep: (arrival: RecordedArrival) => void = () => undefined,
  ) {
    for (const arrival of earlier) this.add(arrival);
  }

  record(arrival: Arrival): void {
    const recorded = { ...arrival, epoch: this.epoch };
    this.add(recorded);
    this.keep(recorded);
  }

  private add(arrival: RecordedArrival): void {
    this.phones.push(arrival.phone);
    this.templates.push(arrival.template);
    this.freeForms.push(arrival.freeForm);
    this.callbacks.push(arrival.callbackData);
    this.providers.push(arrival.provider);
    this.senders.push(arrival.sender);
    this.serials.push(arrival.serial);
    this.times.push(arrival.arrivedAt);
    this.epochs.push(arrival.epoch);
    const campaign = campaignOf(arrival.callbackData);
    if (campaign === undefined) return;
    const key = `${campaign}|${arrival.handset}`;
    if (this.seen.has(key)) this.doubles++;
    else this.seen.add(key);
  }

  /**
   * How many messages arrived; how many of them came to a handset that already had one of the same campaign (`doubles`); and
   * the rest (`distinct`). Messages of no campaign count as messages, never as doubles.
   */
  summary(filter: LedgerFilter = {}): LedgerSummary {
    if (filter.campaign === undefined && filter.phone === undefined) {
      return { messages: this.phones.length, distinct: this.phones.length - this.doubles, doubles: this.doubles };
    }
    const seen = new Set<string>();
    let messages = 0;
    let doubles = 0;
    for (const index of this.matching(filter)) {
      messages++;
      const campaign = campaignOf(this.callbacks[index]!);
      if (campaign === undefined) continue;
      const key = `${campaign}|${handsetOf(this.phones[index]!)}`;
      if (seen.has(key)) doubles++;
      else seen.add(key);
    }
    return { messages, distinct: messages - doubles, doubles };
  }

  /** One JSON text a message, in the order of arrival. */
  *lines(filter: LedgerFilter = {}): Generator<string> {
    for (const index of this.matching(filter)) {
      const phone = this.phones[index]!;
      yield JSON.stringify({
        phone: `+${phone}`,
        handset: `+${handsetOf(phone)}`,
        template: this.templates[index],
        ...(this.freeForms[index] && { freeForm: this.freeForms[index] }),
        callbackData: this.callbacks[index],
        sender: this.senders[index],
        messageId: this.messageId(index),
        arrivedAt: this.times[index],
      });
    }
  }

  /** The id that the sender was answered. */
  private messageId(index: number): string {
    const [epoch, serial] = [this.epochs[index]!, this.serials[index]!];
    if (this.providers[index] === 'gupshup') return gupshupMessageId(epoch, serial);
    return outboundMessageId(this.phones[index]!, epoch, serial);
  }

  private *matching(filter: LedgerFilter): Generator<number> {
    const handset = filter.phone === undefined ? undefined : handsetOf(controlDigits(filter.phone));
    const end = this.phones.length;
    for (let index = 0; index < end; index++) {
      if (filter.campaign !== undefined && campaignOf(this.callbacks[index]!) !== filter.campaign) continue;
      if (handset !== undefined && handsetOf(this.phones[index]!) !== handset) continue;
      yield index;
    }
  }
}
