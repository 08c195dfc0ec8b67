import type { Quality, StandingTopic, StandingWord } from './sender.standing';
import type { WarmUp } from './warm-up';

/** Where a number is reached and what it is called there. Which settings that takes is known to its provider alone. */
export type Connection = { readonly baseUrl: string; readonly [setting: string]: string };

export type SenderSettings = {
  readonly name: string;
  readonly portfolioId: string;
  readonly connection: Connection;
  /** Vault ref of the sealed credentials; a new one with every change. */
  readonly credentialsRef: string;
  readonly pace: { readonly messagesPerSecond: number } | null;
};

/** What the platform says of a number. `tier` is unique users per rolling 24 h, null for unlimited. */
export type SenderFacts = {
  readonly quality: Quality;
  readonly tier: number | null;
  readonly throughput: number;
};

export type SenderPauseReason = {
  readonly by: 'admin' | 'system';
  readonly reason: string;
  readonly remedy: string | null;
};

/** Whom a webhook element named that belongs to no sender; null where it named none, or no id of the platform. */
export type ForeignName = {
  readonly phoneNumberId: string | null;
  readonly businessAccountId: string | null;
};

type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data };

/**
 * `phoneRef`: our number lies in the vault like any other. `reasons` is the whole set afterwards, `removed` what was taken from it; in a
 * log of before there was a set, a pause gave the only reason and a resume took it. `all`: every foreign name afterwards. `saidAt`: the
 * platform's stamp.
 */
export type SenderEvent =
  | Event<
      'SenderRegistered',
      SenderSettings & { readonly subaccountId: string; readonly provider: string; readonly phoneRef: string }
    >
  | Event<'SenderConnected', SenderFacts>
  | Event<'SenderEdited', Partial<SenderSettings>>
  | Event<'SenderPaused', SenderPauseReason & { readonly reasons?: readonly SenderPauseReason[] | undefined }>
  | Event<
      'SenderResumed',
      {
        readonly by: 'admin' | 'system';
        readonly removed?: readonly SenderPauseReason[] | undefined;
        readonly reasons?: readonly SenderPauseReason[] | undefined;
      }
    >
  | Event<
      'SenderStandingHeard',
      { readonly topic: StandingTopic; readonly word: StandingWord; readonly saidAt: string }
    >
  | Event<'SenderQualityChanged', { readonly quality: Quality; readonly saidAt?: string | undefined }>
  | Event<'SenderTierChanged', { readonly tier: number | null; readonly saidAt: string }>
  | Event<'SenderThroughputChanged', { readonly throughput: number; readonly saidAt: string }>
  | Event<'WarmUpPlanned', WarmUp>
  | Event<'WarmUpEnded', Record<never, never>>
  | Event<'ForeignCallbacksReceived', ForeignName & { readonly all: readonly ForeignName[] }>
  | Event<'ForeignCallbacksExplained', ForeignName & { readonly all: readonly ForeignName[] }>;
