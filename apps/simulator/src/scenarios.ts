import { defaultKnobs, type KnobName, type Knobs } from './knobs';

export const scenarioNames = ['instant', 'default', 'hostile'] as const;
export type ScenarioName = (typeof scenarioNames)[number];

export function isScenario(name: unknown): name is ScenarioName {
  return scenarioNames.includes(name as ScenarioName);
}

/** Names of durations that `instant` brings to nothing; hangs and the webhook client's own times stay. */
const delays = /^(response|sent|online|offline(Short|Long)|read(Soon|Later|Last)|reply|gupshupCallbackDelay).*Ms$/;

/** Everything that can go wrong by chance, or that a person might do besides reading. */
const accidents =
  /^(hangRate|error\w+Rate|beforeResponseRate|(marketing|utility)(13\d{4}|PlatformError|Silent|Reply|Tap|OptOut)|outOfOrderRate|reversedRate|duplicateRate|delivered\w+Rate|millisecond\w+|unknown\w+|malformed\w+|lostRate|missing\w+|olderWaIdRate|bsuidOnlyRate|receiptsOffRate)$/;

const limits: readonly KnobName[] = ['throughputLimit', 'pairLimit', 'portfolioLimit'];

/** Disorder that `hostile` multiplies by ten. Read receipts are people's habit, not disorder: ten times would leave no reads. */
const disorder: readonly KnobName[] = [
  'outOfOrderRate',
  'duplicateRate',
  'deliveredSkippedRate',
  'deliveredAfterFailedRate',
  'millisecondTimestampRate',
  'unknownWamidRate',
  'lostRate',
  'missingCallbackRate',
  'olderWaIdRate',
  'bsuidOnlyRate',
  'beforeResponseRate',
];

function instant(): Knobs {
  const knobs = Object.entries(defaultKnobs()).map(([name, value]) => {
    if (delays.test(name) || accidents.test(name)) return [name, 0];
    if (limits.includes(name as KnobName)) return [name, false];
    return [name, value];
  });
  return {
    ...(Object.fromEntries(knobs) as Knobs),
    marketingRead: 1,
    utilityRead: 1,
    copyWithinMs: 100,
    contradictionMs: 1000,
  };
}

function hostile(): Knobs {
  const knobs: Record<string, unknown> & Knobs = defaultKnobs();
  for (const name of disorder) knobs[name] = Math.min(1, Number(knobs[name]) * 10) as never;
  return { ...knobs, reversedRate: 0.05, duplicateCopies: 2, malformedRate: 0.01 };
}

/**
 * The knobs a scenario stands for: `instant` delivers and reads everything at once, without limits, replies or faults;
 * `default` is the platform reference; `hostile` has ten times the disorder, and reverses, triples and malforms.
 */
export function scenarioKnobs(name: ScenarioName): Knobs {
  return { instant, default: defaultKnobs, hostile }[name]();
}
