import { laterEvent } from '../decider';
import type { Said } from '../said';
import type { ForeignName, SenderEvent, SenderFacts, SenderPauseReason, SenderSettings } from './sender.events';
import type { Quality, StandingTopic, StandingWord } from './sender.standing';
import type { WarmUp } from './warm-up';

export type KnownSender = SenderSettings & {
  readonly status: 'registered' | 'connected' | 'paused';
  readonly connected: boolean;
  readonly subaccountId: string;
  readonly provider: string;
  readonly phoneRef: string;
  readonly facts: SenderFacts | null;
  /** A set, in the order they came; sending needs it empty. */
  readonly pauseReasons: readonly SenderPauseReason[];
  /** The newest word of the platform on each topic. */
  readonly standing: Readonly<Partial<Record<StandingTopic, Said<StandingWord>>>>;
  readonly saidQuality?: Said<Quality> | undefined;
  readonly saidTier?: Said<number | null> | undefined;
  readonly saidThroughput?: Said<number> | undefined;
  /** Null where it has no plan. */
  readonly warmUp: WarmUp | null;
  /** Numbers and accounts whose callbacks arrive at this sender's address, and which no sender of its app is registered with. */
  readonly foreign: readonly ForeignName[];
};

export type Sender = { readonly status: 'none' } | KnownSender;

/** Folds one event. Total: never validates, never throws. */
export function evolveSender(sender: Sender, event: SenderEvent): Sender {
  if (event.type === 'SenderRegistered') {
    return {
      ...event.data,
      status: 'registered',
      connected: false,
      facts: null,
      pauseReasons: [],
      standing: {},
      warmUp: null,
      foreign: [],
    };
  }
  if (sender.status === 'none') return sender;
  switch (event.type) {
    case 'SenderConnected':
      return withStatus({ ...sender, facts: event.data, connected: true });
    case 'SenderEdited':
      return { ...sender, ...event.data };
    case 'SenderPaused': {
      const { by, reason, remedy, reasons } = event.data;
      return withStatus({ ...sender, pauseReasons: reasons ?? [{ by, reason, remedy }] });
    }
    case 'SenderResumed':
      return withStatus({ ...sender, pauseReasons: event.data.reasons ?? [] });
    case 'SenderStandingHeard': {
      const { topic, word, saidAt } = event.data;
      return { ...sender, standing: { ...sender.standing, [topic]: { word, at: saidAt } } };
    }
    case 'SenderQualityChanged': {
      const { quality, saidAt } = event.data;
      const saidQuality = saidAt === undefined ? sender.saidQuality : { word: quality, at: saidAt };
      return { ...sender, saidQuality, facts: sender.facts && { ...sender.facts, quality } };
    }
    case 'SenderTierChanged': {
      const { tier, saidAt } = event.data;
      return { ...sender, saidTier: { word: tier, at: saidAt }, facts: sender.facts && { ...sender.facts, tier } };
    }
    case 'SenderThroughputChanged': {
      const { throughput, saidAt } = event.data;
      const saidThroughput = { word: throughput, at: saidAt };
      return { ...sender, saidThroughput, facts: sender.facts && { ...sender.facts, throughput } };
    }
    case 'WarmUpPlanned':
      return { ...sender, warmUp: event.data };
    case 'WarmUpEnded':
      return { ...sender, warmUp: null };
    case 'ForeignCallbacksReceived':
    case 'ForeignCallbacksExplained':
      return { ...sender, foreign: event.data.all };
    default:
      return laterEvent(event, sender);
  }
}

export function isSameName(one: ForeignName, other: ForeignName): boolean {
  return one.phoneNumberId === other.phoneNumberId && one.businessAccountId === other.businessAccountId;
}

function withStatus(sender: KnownSender): KnownSender {
  const status = sender.pauseReasons.length > 0 ? 'paused' : sender.connected ? 'connected' : 'registered';
  return { ...sender, status };
}
