import type { JsonValue } from '../json';
import type { ConversationType } from '../vocabulary/message-words';

type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data };

/** What a person wrote lies in the vault under `ref`. */
export type MessageReceived = Event<
  'MessageReceived',
  {
    readonly senderId: string;
    /** Left out by programs before there were replies. */
    readonly subaccountId?: string;
    readonly messageHash: string;
    readonly ref: string;
    readonly contentType: string;
    /** The person's stamp, not later than our receipt. */
    readonly receivedAt: string;
    /** Hash of the message it quotes, if any. */
    readonly quotedHash: string | null;
    /** It came from an advertisement or page: our answer within a day opens a free entry point. */
    readonly referred?: true;
    /** It asks for no more marketing, by a word or a button of the lists as they were when it came. */
    readonly optOut?: true;
  }
>;

/** The person changed what it had written; what it is now lies in the vault under `ref`. */
export type MessageEdited = Event<
  'MessageEdited',
  { readonly messageHash: string; readonly ref: string; readonly editedAt: string }
>;

/** The person took back what it had written. */
export type MessageRevoked = Event<'MessageRevoked', { readonly messageHash: string; readonly revokedAt: string }>;

/**
 * By what a message belongs to a contact of a campaign: it quotes the message that went to it; it taps a button of its template; it is the last
 * the number had sent to the person, of what was not known to have failed. `none`: it belongs to nobody.
 */
export type AttributedBy = 'quoted' | 'button' | 'recent' | 'none';

/** Where a message of a person belongs: said once of each, when everything before it in the log is known. */
export type MessageAttributed = Event<
  'MessageAttributed',
  {
    readonly messageHash: string;
    readonly contentType: string;
    readonly by: AttributedBy;
    /** Null by `none`. */
    readonly contact: {
      readonly campaignId: string;
      readonly contactKey: string;
      readonly correlationId: string | null;
    } | null;
    /** Index among the buttons of the frozen template; null where none of them was tapped. */
    readonly button: number | null;
    /** The conversation as it was after this message. */
    readonly standing: Standing;
    /** As it is by now, where messages that the person wrote later were attributed before. */
    readonly latest?: Standing;
  }
>;

/** A message that came late moved those after it into other sessions. */
export type MessagesRegrouped = Event<
  'MessagesRegrouped',
  { readonly sessions: readonly { readonly session: Session; readonly messages: readonly MessageInSession[] }[] }
>;
export type MessageInSession = { readonly messageHash: string; readonly opens: boolean };

/** A conversation of the report: 24 hours from the message that opened it, 72 of a free entry point. */
export type Session = {
  readonly id: string;
  readonly type: ConversationType;
  readonly openedAt: string;
  readonly expiresAt: string;
};

/** Where the conversation of a person with a number stands after a message of the person. */
export type Standing = {
  /** The person's stamp of that message: no other that was heard of is later. */
  readonly at: string;
  readonly session: Session;
  /** The message is the first of the person in its session. */
  readonly opens: boolean;
  /** When the person last came from an advertisement or page, and we have not answered since. */
  readonly referredAt: string | null;
};

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
