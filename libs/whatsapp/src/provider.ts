import type { Readable } from 'node:stream';
import type { SenderFacts, TemplateStatus } from '@arauto/domain';
import type { ProviderError } from './provider-error';
import type { FilledTemplate, TemplateSource } from './templates';
import type { StatusElement } from './webhook-element';

/** A file that a message is: where the platform fetches it, or by the id that it gave to what was uploaded. */
export interface FreeFormFile {
  readonly type: 'image' | 'video' | 'audio' | 'document';
  readonly file: { readonly link: string } | { readonly id: string };
  /** Not of audio. */
  readonly caption?: string;
  /** Of documents. */
  readonly filename?: string;
}

/** What may be said inside an open session alone. */
export type FreeForm = { readonly type: 'text'; readonly text: string } | FreeFormFile;

/** What is posted. Everything personal in it comes from the vault a moment before. */
export interface OutboundMessage {
  /** E.164 with `+`. */
  readonly to: string;
  readonly content: FilledTemplate | FreeForm;
  /** `m1|{campaignId}|{contactKey}|a{n}`, echoed in statuses. */
  readonly callbackData: string;
}

export type SendOutcome =
  | {
      readonly kind: 'accepted';
      readonly messageId: string;
      readonly as: 'accepted' | 'submitted' | 'held';
      /** The identity that the provider answered with. It may differ from `to` in its digits. */
      readonly waId?: string;
    }
  /** The provider refused: the error catalogue says what to do. */
  | { readonly kind: 'refused'; readonly error: ProviderError }
  /** The request was never written (`mayWrite` said no): nothing left this machine. */
  | { readonly kind: 'withdrawn' }
  /** Failed before the request was written: safe to retry. */
  | { readonly kind: 'unreached'; readonly error: ProviderError }
  /** Written, no usable answer: the message may be on its way. Never resent. */
  | { readonly kind: 'unknown'; readonly error: ProviderError };

/** A number at a provider, as its calls see it. One answer per call, and never an exception for what a provider said. */
export interface Provider {
  /**
   * Sends one message. `mayWrite` runs synchronously with the write; when it answers false nothing is written.
   * Resolves within `timeoutMs` of the write; rejects only with what `mayWrite` threw.
   */
  send(message: OutboundMessage, options: { mayWrite: () => boolean; timeoutMs: number }): Promise<SendOutcome>;
  /** The number as it is there now; an error names what is wrong with the connection. */
  inspect(): Promise<NumberFacts | { readonly error: ProviderError }>;
  /** Every template that it can be sent with. */
  templates(): Promise<readonly ListedTemplate[] | { readonly error: ProviderError }>;
  /** A file that a person sent, by the id that its message names. What is handed out is the caller's to read to its end or to destroy. */
  media(id: string): Promise<MediaFile | NoMedia>;
  /**
   * Leaves a file with the platform, and answers the id by which messages name it, for as long as the platform keeps it. A repeat is harmless: nobody gets
   * anything. Absent where files go by their address alone.
   */
  upload?(file: UploadedFile): Promise<{ readonly id: string } | { readonly error: ProviderError }>;
  /**
   * The messages that the number sent in a span, both ends included, as far as the platform tells. What is not among them may have been sent all the same.
   * Absent where the platform keeps no history.
   * @param span milliseconds since the epoch
   */
  history?(span: {
    readonly from: number;
    readonly to: number;
  }): Promise<MessageHistory | { readonly error: ProviderError }>;
  /** Waits for what is in flight, and cuts off files that are being read: whoever reads on may take as long as it likes. */
  close(): Promise<void>;
}

/** What a platform tells of messages that were sent. */
export interface MessageHistory {
  readonly entries: readonly HistoryEntry[];
  /** From when on all were read that there are, milliseconds: later than was asked for where they are too many. */
  readonly since: number;
}

/** A message in the history of a number. All of it but codes and times is personal. */
export interface HistoryEntry {
  readonly messageId: string;
  /** When the platform first said something of it, milliseconds. */
  readonly at: number;
  /** Digits of whom it was sent to, in the notation that the platform chose; null where nothing says. */
  readonly recipient: string | null;
  /** In the order of their stamps, as webhooks tell them; without callback data. */
  readonly statuses: readonly StatusElement[];
}

/** A file to leave with the platform. */
export interface UploadedFile {
  readonly mimeType: string;
  readonly filename: string;
  readonly content: Buffer;
}

/** A file as the platform hands it out. */
export interface MediaFile {
  /** In the platform's words, which may be anything at all; null where it says nothing. */
  readonly mimeType: string | null;
  /** In all; null where nobody says. */
  readonly bytes: number | null;
  /** Read on only as it is pulled. It fails with `FileBrokeOff` where it breaks off, nobody reads on for long, or it is not as long as was said, and never seems whole then. */
  readonly content: Readable;
}

/** Why there is no file. */
export interface NoMedia {
  readonly error: ProviderError;
  /** The platform answered that it has no such file, or has it no more. */
  readonly isGone?: true;
}

export type NumberFacts = SenderFacts & {
  /** False when the platform says that the number cannot send now. */
  readonly connected: boolean;
  /** What the platform tells nobody who asks, and is taken low: what was heard of it before holds all the same. */
  readonly untold?: readonly (keyof SenderFacts)[];
};

/** A template as the platform has it now, in our words. */
export interface ListedTemplate extends Omit<TemplateSource, 'components'> {
  readonly category: string;
  readonly status: TemplateStatus;
  /** As Meta writes them, whoever the provider. */
  readonly components: readonly { readonly [key: string]: unknown }[];
  /** For how long a message of it may take to be delivered: -1 is the platform's longest, null where nothing is set. Absent where nobody says. */
  readonly messageSendTtlSeconds?: number | null;
}
