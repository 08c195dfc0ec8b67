type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data };

export type SuppressionCategory = 'all' | 'marketing';

/** Who said it: an administrator or an import, the person in words, the person by a button, the platform (its switch, or error 131050). */
export type SuppressionSource = 'api' | 'word' | 'button' | 'platform';

/** What is lifted by its own opposite: word and button are one, since both are the person's own. An administrator lifts every kind. */
export type SuppressionKind = 'admin' | 'person' | 'platform';

export const SUPPRESSION_KINDS: readonly SuppressionKind[] = ['admin', 'person', 'platform'];

export const KIND_OF: Readonly<Record<SuppressionSource, SuppressionKind>> = {
  api: 'admin',
  word: 'person',
  button: 'person',
  platform: 'platform',
};

/** How we know. `evidence` names a stream, and where in it, or a free word; never a text of the person. */
export type SuppressionEvidence = {
  readonly source: SuppressionSource;
  /** A code or an administrator's words. */
  readonly reason: string;
  readonly evidence: string | null;
};

/** Events of the first program have neither an instant nor kinds: what came later in the stream was the newer word then. */
type Said = {
  readonly category: SuppressionCategory;
  /** When it was said: RFC 3339, never later than our receipt. */
  readonly at?: string;
  /** The kinds that held in this category before, so that a view needs no look-up. */
  readonly from?: readonly SuppressionKind[];
  readonly to?: readonly SuppressionKind[];
};

export type PersonSuppressed = Event<
  'PersonSuppressed',
  Said &
    SuppressionEvidence & {
      /** Vault ref of the phone, for people to read. */
      readonly ref: string | null;
    }
>;

export type SuppressionLifted = Event<
  'SuppressionLifted',
  Said & { readonly source: SuppressionSource; readonly evidence?: string | null }
>;

export type SuppressionEvent = PersonSuppressed | SuppressionLifted;
