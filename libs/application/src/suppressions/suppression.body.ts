import type { SuppressionCategory, SuppressionKind, SuppressionSource } from '@arauto/domain';

/** One of the reasons that hold at once: each is lifted by its own opposite, all of them by an administrator. */
export interface SuppressionKindBody {
  readonly kind: SuppressionKind;
  readonly source: SuppressionSource;
  readonly reason: string;
  /** A stream, and where in it; or a free word. */
  readonly evidence: string | null;
  readonly at: string;
}

/** `source`, `reason` and `evidence` are those of the newest kind. */
export interface SuppressionBody extends Omit<SuppressionKindBody, 'kind' | 'at'> {
  readonly subaccountId: string;
  /** E.164; null once erased (the suppression itself stays), or of somebody who is known by a user id alone. */
  readonly phone: string | null;
  readonly category: SuppressionCategory;
  readonly kinds: readonly SuppressionKindBody[];
  readonly createdAt: string;
}
