import type { BusinessNumber, Category, Template } from './accounts';
import type { Code } from './errors';
import type { Person } from './handsets';

/** What the platform decided about a request. */
export type Decision =
  | { readonly kind: 'accepted'; readonly messageId: string; readonly isHeld: boolean }
  | { readonly kind: 'refused'; readonly code: Code }
  /** A server broke before it had looked at it. */
  | { readonly kind: 'undecided' };

/** A request to send, as it arrived. */
export interface SendRequest {
  readonly at: number;
  /** Whose connections it came through. */
  readonly of: string;
  /** `phone_number_id` that was asked for. */
  readonly number: string;
  /** As it was written. */
  readonly to: string;
  /** Whom it means; null for nobody. */
  readonly subscriber: string | null;
  /** As it was asked for: `template`, `text`, `image`. */
  readonly contentType: string;
  /** Empty of what is no template. */
  readonly template: string;
  readonly language: string;
  /** The components as they were sent. */
  readonly parameters: unknown;
  readonly callbackData: string | undefined;
  readonly decision: Decision;
}

/** A request to send, as whoever calls knows it. */
export interface WrittenCall {
  /** When its first byte left. */
  readonly at: number;
  readonly of: string;
  /** `phone_number_id` that was asked for. */
  readonly number: string;
  readonly callbackData: string | undefined;
  /** When its caller had the whole of an answer that says, by its code, that the message was not taken. */
  refusedAt?: number;
}

/** A message that the platform has taken. */
export interface SentMessage {
  readonly id: string;
  readonly acceptedAt: number;
  readonly number: BusinessNumber;
  /** Null of free-form content. */
  readonly template: Template | null;
  /** At its acceptance: what it is charged as. */
  readonly category: Category | 'SERVICE';
  /** Whom it means. */
  readonly subscriber: string;
  /** As it was answered. */
  readonly waId: string;
  readonly parameters: unknown;
  readonly callbackData: string | undefined;
  /** Of a free entry point, when that ends. */
  readonly freeUntil: number | undefined;
}

/** A handset has it. */
export interface Receipt {
  readonly at: number;
  readonly person: Person;
  readonly message: SentMessage;
}

/** What a person wrote, tapped, or did to what was written. */
export interface Written {
  readonly at: number;
  readonly person: Person;
  readonly number: string;
  readonly messageId: string;
  /** As in the webhook: `text`, `button`, `edit`. */
  readonly type: string;
  readonly content: unknown;
  /** The message of the business that is quoted. */
  readonly contextId: string | undefined;
}

/** Something that webhooks are to tell. */
export interface News {
  readonly id: number;
  readonly at: number;
  readonly account: string;
  /** Of the field `messages` only. */
  readonly number: string | null;
  readonly field: string;
  readonly value: unknown;
}

/** A webhook request that was made. */
export interface Telling {
  readonly at: number;
  readonly callback: string;
  readonly news: readonly number[];
  /** HTTP; undefined where nothing came back. */
  readonly status: number | undefined;
}

/** Everything that happened at the platform, in the order of its happening. Nothing is ever taken out. */
export class GroundTruth {
  readonly calls: WrittenCall[] = [];
  readonly requests: SendRequest[] = [];
  readonly accepted: SentMessage[] = [];
  readonly receipts: Receipt[] = [];
  readonly readings: Receipt[] = [];
  /** Why an accepted message failed; it may have been received all the same, where a fault wanted that. */
  readonly failures: { readonly at: number; readonly message: SentMessage; readonly code: Code }[] = [];
  /** Never delivered: the time to live was over when the handset was switched on. No webhook says so. */
  readonly expiries: { readonly at: number; readonly message: SentMessage }[] = [];
  readonly written: Written[] = [];
  readonly preferences: {
    readonly at: number;
    readonly person: Person;
    readonly portfolio: string;
    readonly value: 'stop' | 'resume';
  }[] = [];
  readonly news: News[] = [];
  /** Ids of news that no webhook will ever tell. */
  readonly lost: number[] = [];
  readonly tellings: Telling[] = [];
  /** Changes of number, of one person and handset. */
  readonly moves: { readonly at: number; readonly person: Person; readonly from: string; readonly to: string }[] = [];
  private readonly told = new Map<number, number>();

  tell(telling: Telling): void {
    this.tellings.push(telling);
    if (telling.status !== 200) return;
    for (const news of telling.news) if (!this.told.has(news)) this.told.set(news, telling.at);
  }

  /** When a piece of news was first answered 200 to, at any address; undefined for never. */
  toldAt(news: number): number | undefined {
    return this.told.get(news);
  }
}
