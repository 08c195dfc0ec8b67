import type { JsonValue } from '../json';

type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data };

/** What a person wrote lies in the vault under `ref`. */
export type MessageReceived = Event<
  'MessageReceived',
  {
    readonly senderId: string;
    readonly messageHash: string;
    readonly ref: string;
    readonly contentType: string;
    readonly receivedAt: string;
    /** Hash of the message it quotes, if any. */
    readonly quotedHash: string | null;
  }
>;

/** A webhook element that matches nothing yet, or never will. The element itself lies in the vault under `ref`. */
export type UnmatchedReceived = Event<
  'UnmatchedReceived',
  {
    readonly reason: 'unknown_message' | 'malformed' | 'foreign_callback' | 'foreign_number';
    readonly messageHash: string | null;
    readonly ref: string;
    readonly receivedAt: string;
  }
>;
export type UnmatchedMatched = Event<'UnmatchedMatched', { readonly of: string; readonly contact: string }>;
export type UnmatchedDropped = Event<'UnmatchedDropped', { readonly of: string }>;

/** The answer of a command that added nothing under an idempotency key, so that a late repeat cannot act. */
export type CommandAnswered = Event<
  'CommandAnswered',
  {
    readonly bodyHash: string;
    readonly answer: {
      readonly id: string;
      readonly revision: number;
      readonly position: string;
      /** What else this command answers: attempts still open, an upload's id, counts. */
      readonly [more: string]: JsonValue;
    };
  }
>;
