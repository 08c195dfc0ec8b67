import fc from 'fast-check';
import { fold } from '../decider';
import { type TemplateCommand, templateDecider } from './template.decider';
import type { KnownTemplate } from './template.state';
import { TEMPLATE_STATUSES } from './template.words';

/** `FC_SEED` repeats a failed run; every failure prints its own. */
const seed = process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) };

const A_STATUS = fc.constantFrom(...TEMPLATE_STATUSES);

/** Few instants, so that many words share one. */
const AN_INSTANT = fc.integer({ min: 0, max: 5 }).map((n) => new Date(Date.UTC(2026, 10, 28) + n * 1000).toISOString());

const WORDS = fc.array(
  fc.oneof(
    fc.tuple(A_STATUS, AN_INSTANT).map(([status, saidAt]): TemplateCommand => ({
      type: 'HearTemplate',
      about: 'status',
      status,
      reason: status,
      saidAt,
    })),
    fc
      .tuple(fc.boolean(), AN_INSTANT)
      .map(([archived, saidAt]): TemplateCommand => ({ type: 'HearTemplate', about: 'archive', archived, saidAt })),
    fc
      .tuple(fc.constantFrom('MARKETING', 'UTILITY', 'AUTHENTICATION'), AN_INSTANT)
      .map(([category, saidAt]): TemplateCommand => ({ type: 'ChangeTemplateCategory', category, saidAt })),
  ),
  { maxLength: 12 },
);

function after(status: (typeof TEMPLATE_STATUSES)[number], words: readonly TemplateCommand[]): KnownTemplate {
  const register: TemplateCommand = {
    ...{ type: 'RegisterTemplate', subaccountId: 'sub-1', senderId: 'sender-1', status },
    ...{ name: 'invoice_notice', language: 'pt_BR', category: 'UTILITY', parameterFormat: 'positional' },
    components: [],
  };
  const state = [register, ...words].reduce<ReturnType<typeof templateDecider.evolve>>(
    (template, command) => fold(templateDecider, templateDecider.decide(command, template), template),
    templateDecider.initial,
  );
  return state as KnownTemplate;
}

it('ends in one state whatever the order in which the words of the platform arrive, and how often', () => {
  fc.assert(
    fc.property(
      A_STATUS,
      WORDS.chain((words) =>
        fc.tuple(fc.constant(words), fc.shuffledSubarray([...words, ...words], { minLength: words.length * 2 })),
      ),
      (registered, [words, shuffled]) => {
        expect(after(registered, shuffled)).toEqual(after(registered, words));
      },
    ),
    { numRuns: 1000, ...seed },
  );
});

it('adds nothing when it hears a word again, or one that was said before the last', () => {
  fc.assert(
    fc.property(A_STATUS, WORDS, (registered, words) => {
      const template = after(registered, words);
      expect(words.flatMap((word) => templateDecider.decide(word, template))).toEqual([]);
    }),
    { numRuns: 1000, ...seed },
  );
});
