import type { ForeignName, SenderFacts, SenderPauseReason, SenderSettings } from './sender.events';
import type { Quality, StandingTopic, StandingWord } from './sender.standing';
import type { WarmUp } from './warm-up';

export type SenderCommand =
  | ({
      readonly type: 'RegisterSender';
      readonly subaccountId: string;
      readonly provider: string;
      readonly phoneRef: string;
    } & SenderSettings)
  /** What the platform answered when it was asked: it has no stamp, and holds until the platform says something by itself. */
  | ({ readonly type: 'ConnectSender' } & SenderFacts)
  | { readonly type: 'EditSender'; readonly changes: Partial<SenderSettings> }
  | ({ readonly type: 'PauseSender' } & SenderPauseReason)
  /** An admin's takes away every reason, the system's its own. */
  | { readonly type: 'ResumeSender'; readonly by: 'admin' }
  | { readonly type: 'ResumeSender'; readonly by: 'system'; readonly reasons: readonly string[] }
  | {
      readonly type: 'HearStanding';
      readonly topic: StandingTopic;
      readonly word: StandingWord;
      readonly saidAt: string;
      /** Why nothing may be sent now; null for a word after which it may. */
      readonly pause: { readonly reason: string; readonly remedy: string } | null;
      /** Reasons of the system that no longer hold. */
      readonly lifts: readonly string[];
    }
  | {
      readonly type: 'HearFacts';
      readonly saidAt: string;
      readonly quality?: Quality | undefined;
      readonly tier?: number | null | undefined;
      readonly throughput?: number | undefined;
    }
  | ({ readonly type: 'PlanWarmUp' } & WarmUp)
  | { readonly type: 'EndWarmUp' }
  | ({ readonly type: 'NoteForeignCallbacks' } & ForeignName)
  | ({ readonly type: 'ExplainForeignCallbacks' } & ForeignName);
