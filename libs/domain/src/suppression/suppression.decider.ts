import { type Decider, laterEvent } from '../decider';

export type SuppressionCategory = 'all' | 'marketing';

type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data };

/** How we know: an error 131050, an admin, an import. `evidence` is a stream and position or a free word, never a text. */
export type SuppressionEvidence = {
  readonly source: 'platform' | 'api';
  readonly reason: string;
  readonly evidence: string | null;
};

export type SuppressionEvent =
  | Event<
      'PersonSuppressed',
      SuppressionEvidence & { readonly category: SuppressionCategory; readonly ref: string | null }
    >
  | Event<'SuppressionLifted', { readonly category: SuppressionCategory; readonly source: 'platform' | 'api' }>;

export type SuppressionCommand =
  | ({
      readonly type: 'SuppressPerson';
      readonly category: SuppressionCategory;
      /** Vault ref of the phone, for people to read. */
      readonly ref: string | null;
    } & SuppressionEvidence)
  | { readonly type: 'LiftSuppression'; readonly category: SuppressionCategory; readonly source: 'platform' | 'api' };

/** Category → who asked for it. Both may hold at once. */
export type Suppression = Readonly<Partial<Record<SuppressionCategory, SuppressionEvidence>>>;

/** A person who must not be messaged, per subaccount and category. */
export const suppressionDecider: Decider<Suppression, SuppressionCommand, SuppressionEvent> = {
  initial: {},
  decide(command, suppression) {
    const held = suppression[command.category];
    if (command.type === 'SuppressPerson') {
      // A person's own word replaces the platform's switch, which could else be turned back over it.
      if (held && !(held.source === 'platform' && command.source === 'api')) return [];
      const { type: _, ...data } = command;
      return [{ type: 'PersonSuppressed', data }];
    }
    // The platform's switch lifts only what the platform's switch did, never a person's own word.
    if (!held || (command.source === 'platform' && held.source !== 'platform')) return [];
    return [{ type: 'SuppressionLifted', data: { category: command.category, source: command.source } }];
  },
  evolve(suppression, event) {
    if (event.type === 'PersonSuppressed') {
      const { source, reason, evidence, category } = event.data;
      return { ...suppression, [category]: { source, reason, evidence } };
    }
    if (event.type !== 'SuppressionLifted') return laterEvent(event, suppression);
    const { [event.data.category]: _, ...others } = suppression;
    return others;
  },
};

/** Whether a message of this template category may not be sent. */
export function isSuppressed(suppression: Suppression, templateCategory: string): boolean {
  return suppression.all !== undefined || (suppression.marketing !== undefined && templateCategory === 'MARKETING');
}
