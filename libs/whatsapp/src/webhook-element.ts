import type { ContentType, Quality, StandingTopic, StandingWord, TemplateStatus } from '@arauto/domain';
import type { ProviderError } from './provider-error';

/** The body is no JSON at all: the one thing that is answered 400. */
export class WebhookNotJson extends Error {
  constructor(cause: unknown) {
    super('the webhook body is not JSON', { cause });
    this.name = 'WebhookNotJson';
  }
}

/** What a webhook body holds, as a flat list: an element of any kind stands or falls by itself. */
export type WebhookElement =
  | StatusElement
  | InboundElement
  | CorrectionElement
  | PreferenceElement
  | IdentityElement
  | TemplateElement
  | AccountElement
  | IgnoredElement
  | MalformedElement;

/**
 * Whose an element is, in the platform's words; a whole change shares one. An app has one callback address whatever the number, so that an
 * element belongs to whom it names and not to whom it was sent.
 */
export interface ElementNames {
  /** `metadata.phone_number_id`. */
  readonly phoneNumberId?: string | undefined;
  /** In any notation. Personal. */
  readonly displayPhoneNumber?: string | undefined;
  /** `entry.id`. */
  readonly businessAccountId?: string | undefined;
}

/** What the provider says about one of our messages. Everything but `status`, `at` and codes is personal: vault it. */
export interface StatusElement {
  readonly kind: 'status';
  readonly messageId: string;
  /** What WhatsApp calls it, where the platform in between has an id of its own and both are told. */
  readonly otherId?: string | undefined;
  readonly status: 'sent' | 'delivered' | 'read' | 'failed';
  /** The provider's instant, milliseconds since the epoch. */
  readonly at: number;
  /** What the callback data names must belong to it. */
  readonly names: ElementNames;
  readonly recipientId?: string | undefined;
  /** The person's business-scoped user id. */
  readonly recipientUserId?: string | undefined;
  /** `biz_opaque_callback_data` as we sent it. */
  readonly callbackData?: string | undefined;
  /** One at least when it failed; empty otherwise. */
  readonly errors: readonly ProviderError[];
  /** What it is charged as, in the platform's words; on some statuses of a message. */
  readonly pricing?: { readonly category: string; readonly type: string; readonly billable: boolean } | undefined;
  /** The message was free of charge because an advertisement or page opened the conversation. */
  readonly freeEntryPoint: boolean;
}

/** What a person can send; a type that we do not know is `unsupported`. */
export type InboundContentType = Exclude<ContentType, 'template'>;

/** What a message of a person holds. All of it but its type is personal: vault it. */
export interface InboundContent {
  /** `system` is no message of a person and no row of a report. */
  readonly contentType: InboundContentType;
  /** What a person reads in the report: body, title, caption, emoji, file name or place; may be empty. */
  readonly text: string;
  /** Payload or id of the button, list row or flow that was tapped. */
  readonly buttonPayload?: string | undefined;
  readonly media?: InboundMedia | undefined;
}

/** A file that a person sent, which the provider keeps for a while. */
export interface InboundMedia {
  readonly id: string;
  readonly mimeType?: string | undefined;
  readonly fileName?: string | undefined;
  /** An audio that was recorded in the app. */
  readonly voice?: boolean | undefined;
}

/** Who wrote. Personal: vault it. */
interface Writer {
  /** The person's WhatsApp id, digits; absent when it hides behind a username. */
  readonly from?: string | undefined;
  /** The business-scoped user id, `BR.4410098877`. */
  readonly userId?: string | undefined;
  /** Other ids of the same person: the parent's, or what a number or an id became. */
  readonly otherIds?: readonly string[] | undefined;
}

/** What a person sent us. All of it but type and time is personal: vault it. */
export interface InboundElement extends InboundContent, Writer {
  readonly kind: 'inbound';
  readonly messageId: string;
  readonly at: number;
  readonly names: ElementNames;
  readonly profileName?: string | undefined;
  /** The message of ours that is quoted, tapped or reacted to. */
  readonly contextId?: string | undefined;
  /** Came from an advertisement or page that opens a free entry point. */
  readonly referred: boolean;
}

/** A person changed or took back what it had sent us. Personal as that was. Source: Meta's webhook reference, *messages*, *edit* and *revoke*. */
export interface CorrectionElement extends Writer {
  readonly kind: 'correction';
  /** Of the correction itself. */
  readonly messageId: string;
  readonly at: number;
  readonly names: ElementNames;
  /** Of what it corrects. */
  readonly originalId: string;
  /** What it is now; null where it is nothing any more. */
  readonly now: InboundContent | null;
}

/** A person stopped or resumed marketing messages in the app. */
export interface PreferenceElement {
  readonly kind: 'preference';
  /** Null where neither the preference nor its entry says when. */
  readonly at: number | null;
  readonly names: ElementNames;
  readonly from?: string | undefined;
  readonly userId?: string | undefined;
  readonly category: string;
  readonly value: 'stop' | 'resume';
}

/** A person's id changed: all of these are ids of one person. */
export interface IdentityElement {
  readonly kind: 'identity';
  readonly at: number | null;
  readonly names: ElementNames;
  /** WhatsApp ids and user ids. */
  readonly ids: readonly string[];
}

/** Something happened to a template. */
export interface TemplateElement {
  readonly kind: 'template_status' | 'template_quality' | 'template_category';
  /** The platform's instant, null where it gave none. */
  readonly at: number | null;
  readonly names: ElementNames;
  readonly templateId: string;
  readonly name: string;
  /** With an underscore: `pt_BR`. */
  readonly language: string;
  /** The new status (`APPROVED PAUSED …`), quality (`GREEN …`) or category (`UTILITY …`). */
  readonly value: string;
  /** Why, in the platform's words: `FIRST_PAUSE`, `INCORRECT_CATEGORY`. */
  readonly reason?: string | undefined;
  /** What a pause or its end is called: `FIRST_PAUSE`, `UNPAUSE`. */
  readonly title?: string | undefined;
}

/** Something happened to a number or account; `value` is the platform's own object. */
export interface AccountElement {
  readonly kind: 'account';
  readonly at: number | null;
  /** The webhook field, `account_update`. */
  readonly field: string;
  /** `value.event` where it has one: `THROUGHPUT_UPGRADE`, `ACCOUNT_RESTRICTION`. */
  readonly event?: string | undefined;
  /** The new messaging limit when it says one; null is unlimited. */
  readonly tier?: number | null | undefined;
  readonly names: ElementNames;
  readonly errors: readonly ProviderError[];
  readonly value: unknown;
}

/** What a change of a template asks for. */
export type TemplateEffect =
  | { readonly effect: 'status'; readonly status: TemplateStatus }
  | { readonly effect: 'archive'; readonly archived: boolean }
  | { readonly effect: 'category'; readonly category: string };

/** What a change of a number or an account asks for. */
export type AccountEffect =
  /** It is so from now on; tier is unique users per rolling 24 h, null for unlimited. */
  | { readonly effect: 'fact'; readonly fact: FactHeard }
  /** `until`: when a restriction ends, milliseconds; null where nobody says. */
  | {
      readonly effect: 'standing';
      readonly topic: StandingTopic;
      readonly word: StandingWord;
      readonly until: number | null;
    };

export type FactHeard =
  { readonly quality: Quality } | { readonly tier: number | null } | { readonly throughput: number };

/** Understood, and of no concern to us. */
export interface IgnoredElement {
  readonly kind: 'ignored';
  readonly reason: string;
}

/** Not what the platform documents. Kept, so that nobody loses it: it goes to the unmatched stream. */
export interface MalformedElement {
  readonly kind: 'malformed';
  /** What was wrong, and where: `entry[0].changes[0].value.statuses[3].timestamp: …`. */
  readonly reason: string;
  /** The element as it came. May be personal. */
  readonly raw: unknown;
}
