import fc from 'fast-check';
import { fold } from '../decider';
import { lift, suppress } from './suppression.builders';
import { type SuppressionCommand, suppressionDecider } from './suppression.decider';
import { KIND_OF, type SuppressionEvent } from './suppression.events';
import { isSuppressed, kindsHeld, mergeSuppressions, type Suppression } from './suppression.state';

/** `FC_SEED` repeats a failed run; every failure prints its own. */
const seed = process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) };

function law(name: string, property: fc.IRawProperty<unknown>, numRuns = 1000): void {
  it(name, async () => {
    await fc.assert(property, { numRuns, ...seed });
  });
}

/** What a person or the platform says; few minutes, so that words of one instant are common. */
const ANY_WORD: fc.Arbitrary<SuppressionCommand> = fc
  .tuple(fc.boolean(), fc.constantFrom('word', 'button', 'platform'), fc.integer({ min: 0, max: 6 }))
  .map(([stop, source, at]) => (stop ? suppress(source, at) : lift(source, at)));

const ANY_COMMAND = fc.oneof(
  { weight: 4, arbitrary: ANY_WORD },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.boolean(), fc.integer({ min: 0, max: 6 }), fc.constantFrom('all' as const, 'marketing' as const))
      .map(([stop, at, category]) => (stop ? suppress('api', at, category) : lift('api', at, category))),
  },
);

function happen(commands: readonly SuppressionCommand[]): { events: SuppressionEvent[]; state: Suppression } {
  const events: SuppressionEvent[] = [];
  let state = suppressionDecider.initial;
  for (const command of commands) {
    const decided = suppressionDecider.decide(command, state);
    events.push(...decided);
    state = fold(suppressionDecider, decided, state);
  }
  return { events, state };
}

/** Words, and the same words in another order with some of them twice. */
const SHUFFLED = fc
  .array(ANY_WORD, { maxLength: 8 })
  .chain((words) =>
    fc
      .tuple(fc.subarray(words), fc.constant(words))
      .chain(([again]) =>
        fc.tuple(
          fc.constant(words),
          fc.shuffledSubarray([...words, ...again], { minLength: words.length + again.length }),
        ),
      ),
  );

/** By definition: of each kind the newest word, of equals the stop. */
function expectedKinds(words: readonly SuppressionCommand[]): string[] {
  return (['person', 'platform'] as const).filter((kind) => {
    const own = words.filter(({ source }) => KIND_OF[source] === kind);
    const newest = own
      .map(({ at }) => at)
      .sort()
      .at(-1);
    return own.some(({ type, at }) => type === 'SuppressPerson' && at === newest);
  });
}

describe('laws of opt-outs', () => {
  law(
    'an older word never undoes a newer one, in any order of arrival and however often it comes',
    fc.property(SHUFFLED, ([words, shuffled]) => {
      expect(kindsHeld(happen(shuffled).state.marketing)).toEqual(expectedKinds(words));
      expect(happen(shuffled).state).toEqual(happen(words).state);
    }),
  );

  law(
    'under however many identities the words lie, together they say what they would in one place',
    fc.property(fc.array(fc.tuple(ANY_WORD, fc.nat(2)), { maxLength: 10 }), (said) => {
      const apart = [0, 1, 2].map((place) => happen(said.filter(([, at]) => at === place).map(([word]) => word)).state);
      expect(mergeSuppressions(apart)).toEqual(happen(said.map(([word]) => word)).state);
    }),
  );

  law(
    'the same command twice adds nothing',
    fc.property(fc.array(ANY_COMMAND, { maxLength: 8 }), ANY_COMMAND, (before, command) => {
      const { state } = happen([...before, command]);
      expect(suppressionDecider.decide(command, state)).toEqual([]);
    }),
  );

  law(
    'after an administrator has lifted a category nothing holds in it, and no older word brings it back',
    fc.property(fc.array(ANY_COMMAND, { maxLength: 8 }), ANY_WORD, (before, word) => {
      const held = happen([...before, suppress('api', 7)]);
      const { state } = happen([...before, suppress('api', 7), lift('api', 8)]);
      expect(isSuppressed(held.state, 'MARKETING')).toBe(true);
      expect(kindsHeld(state.marketing)).toEqual([]);
      expect(suppressionDecider.decide(word, state)).toEqual([]);
    }),
  );

  law(
    'every event says what held before and after, so that a view that only adds agrees with the fold',
    fc.property(fc.array(ANY_COMMAND, { maxLength: 10 }), (commands) => {
      const { events, state } = happen(commands);
      for (const category of ['all', 'marketing'] as const) {
        const own = events.map(({ data }) => data).filter((data) => data.category === category);
        own.forEach(({ from }, index) => expect(from).toEqual(own[index - 1]?.to ?? []));
        expect(own.at(-1)?.to ?? []).toEqual(kindsHeld(state[category]));
      }
    }),
  );

  law(
    'folding a prefix and the rest is folding all',
    fc.property(fc.array(ANY_COMMAND, { maxLength: 10 }), fc.nat(10), (commands, cut) => {
      const { events, state } = happen(commands);
      const prefix = fold(suppressionDecider, events.slice(0, cut));
      expect(fold(suppressionDecider, events.slice(cut), prefix)).toEqual(state);
    }),
  );
});
