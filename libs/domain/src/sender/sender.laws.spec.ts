import fc from 'fast-check';
import { fold } from '../decider';
import type { SenderCommand } from './sender.commands';
import { senderDecider } from './sender.decider';
import type { SenderEvent } from './sender.events';
import { QUALITIES, STANDINGS, type StandingTopic, type StandingWord } from './sender.standing';
import type { KnownSender } from './sender.state';

/** `FC_SEED` repeats a failed run; every failure prints its own. */
const seed = process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) };

const register: SenderCommand = {
  ...{
    type: 'RegisterSender',
    subaccountId: 'sub-1',
    provider: 'cloud-api',
    phoneRef: 'ref-1',
    name: 'Sales',
    portfolioId: 'pf-1',
    pace: null,
  },
  connection: { baseUrl: 'https://example.com', apiVersion: 'v25.0', phoneNumberId: '1', businessAccountId: '2' },
  credentialsRef: 'secret-1',
};
const connect: SenderCommand = { type: 'ConnectSender', quality: 'GREEN', tier: 1000, throughput: 80 };

/** Few instants, so that many words share one. */
const AN_INSTANT = fc.integer({ min: 0, max: 5 }).map((n) => new Date(Date.UTC(2026, 10, 28) + n * 1000).toISOString());

const LENIENT: readonly StandingWord[] = ['reinstated', 'reconnected', 'utility_restricted'];

const A_STANDING = fc
  .constantFrom(...(Object.keys(STANDINGS) as StandingTopic[]))
  .chain((topic) => fc.tuple(fc.constant(topic), fc.constantFrom<StandingWord>(...STANDINGS[topic]), AN_INSTANT))
  .map(([topic, word, saidAt]): SenderCommand => ({
    ...{ type: 'HearStanding', topic, word, saidAt },
    pause: LENIENT.includes(word) ? null : { reason: `error_${topic}`, remedy: word },
    lifts: [`error_${topic}`],
  }));

const A_FACT = fc
  .tuple(
    AN_INSTANT,
    fc.oneof(
      fc.constantFrom(...QUALITIES).map((quality) => ({ quality })),
      fc.constantFrom(250, 2000, 10_000, null).map((tier) => ({ tier })),
      fc.constantFrom(80, 1000).map((throughput) => ({ throughput })),
    ),
  )
  .map(([saidAt, fact]): SenderCommand => ({ type: 'HearFacts', saidAt, ...fact }));

const WORDS = fc.array(fc.oneof(A_STANDING, A_FACT), { maxLength: 12 });

function after(commands: readonly SenderCommand[]): KnownSender {
  const state = commands.reduce<ReturnType<typeof senderDecider.evolve>>(
    (sender, command) => fold(senderDecider, senderDecider.decide(command, sender), sender),
    senderDecider.initial,
  );
  return state as KnownSender;
}

/** What the platform's words come to. The order of the reasons is that of arrival, and nobody's business. */
function shown({ status, facts, pauseReasons, standing, saidQuality, saidTier, saidThroughput }: KnownSender) {
  const reasons = pauseReasons.map(({ reason }) => reason).sort();
  return { status, facts, reasons, standing, saidQuality, saidTier, saidThroughput };
}

it('ends in one state whatever the order in which the words of the platform arrive, and how often', () => {
  fc.assert(
    fc.property(
      WORDS.chain((words) =>
        fc.tuple(fc.constant(words), fc.shuffledSubarray([...words, ...words], { minLength: words.length * 2 })),
      ),
      ([words, shuffled]) => {
        expect(shown(after([register, connect, ...shuffled]))).toEqual(shown(after([register, connect, ...words])));
      },
    ),
    { numRuns: 1000, ...seed },
  );
});

it('adds nothing when it hears a word again, or one that was said before the last', () => {
  fc.assert(
    fc.property(WORDS, (words) => {
      const sender = after([register, connect, ...words]);
      const again = words.flatMap((word): readonly SenderEvent[] => senderDecider.decide(word, sender));
      expect(again).toEqual([]);
    }),
    { numRuns: 1000, ...seed },
  );
});

it('has of every limit and of the quality the newest, and of two of one instant the stricter', () => {
  fc.assert(
    fc.property(fc.array(A_FACT, { minLength: 1, maxLength: 12 }), (words) => {
      const tiers = words.flatMap((word) => (word.type === 'HearFacts' && word.tier !== undefined ? [word] : []));
      const newest = tiers
        .map(({ saidAt }) => saidAt)
        .sort()
        .at(-1);
      const limits = tiers.filter(({ saidAt }) => saidAt === newest).map(({ tier }) => tier ?? Infinity);
      const expected = tiers.length === 0 ? 1000 : Math.min(...limits);
      expect(after([register, connect, ...words]).facts?.tier ?? Infinity).toBe(expected);
    }),
    { numRuns: 1000, ...seed },
  );
});
