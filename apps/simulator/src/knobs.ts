interface Share {
  readonly kind: 'share';
  readonly value: number;
}
interface Amount {
  readonly kind: 'amount';
  readonly value: number;
  readonly least: number;
  readonly whole: boolean;
}
interface Flag {
  readonly kind: 'flag';
  readonly value: boolean;
}
interface Choice<T extends string> {
  readonly kind: 'choice';
  readonly value: T;
  readonly choices: readonly T[];
}
type Definition = Share | Amount | Flag | Choice<string>;

const share = (value: number): Share => ({ kind: 'share', value });
const time = (value: number): Amount => ({ kind: 'amount', value, least: 0, whole: false });
const count = (value: number, least = 0): Amount => ({ kind: 'amount', value, least, whole: true });
const flag = (value: boolean): Flag => ({ kind: 'flag', value });
const choice = <const T extends readonly string[]>(value: T[number], choices: T): Choice<T[number]> => ({
  kind: 'choice',
  value,
  choices,
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Every knob with its default. Rates and shares are between 0 and 1; the unit of every other number is in its name. */
export const knobDefinitions = {
  // Limits (WhatsApp platform reference, 4.1, 4.2, 4.5). Real time, unless limitsFollowSpeed.
  throughputLimit: flag(true),
  pairLimit: flag(true),
  pairIntervalSeconds: time(6),
  pairBurst: count(45, 1),
  portfolioLimit: flag(true),
  portfolioLimitCode: count(131048, 1),
  portfolioWindowHours: time(24),
  sessionHours: time(24),
  limitsFollowSpeed: flag(false),
  closedWindowRefusal: choice('async', ['async', 'sync']),

  // The HTTP response, divided by the speed except hangSeconds (a client's time-out is real time).
  responseMedianMs: time(180),
  responseP99Ms: time(1200),
  hangRate: share(0.0005),
  hangSeconds: time(30),
  errorBeforeAcceptRate: share(0.0005),
  jsonErrorShare: share(0.5),
  errorAfterAcceptRate: share(0.0002),
  beforeResponseRate: share(0.005),

  // From acceptance on, divided by the speed.
  sentMedianMs: time(700),
  sentP99Ms: time(4000),
  onlineWeight: time(0.75),
  onlineMedianMs: time(1500),
  onlineP99Ms: time(5000),
  offlineShortWeight: time(0.17),
  offlineShortMedianMs: time(12 * MINUTE),
  offlineShortP95Ms: time(3 * HOUR),
  offlineLongWeight: time(0.06),
  offlineLongMedianMs: time(9 * HOUR),
  offlineLongP99Ms: time(6 * DAY),
  readSoonShare: share(0.3),
  readSoonMs: time(5 * MINUTE),
  readLaterShare: share(0.45),
  readLaterMs: time(6 * HOUR),
  readLastMs: time(48 * HOUR),
  replyMedianMs: time(9 * MINUTE),
  replyP95Ms: time(DAY),

  // What becomes of accepted messages; the rest is delivered.
  marketing131026: share(0.025),
  marketing131049: share(0.02),
  marketing131050: share(0.005),
  marketing130472: share(0.003),
  marketingPlatformError: share(0.002),
  marketingSilent: share(0.015),
  marketingRead: share(0.65),
  marketingReply: share(0.1),
  marketingTap: share(0.12),
  marketingOptOut: share(0.006),
  utility131026: share(0.02),
  utility131049: share(0),
  utility131050: share(0),
  utility130472: share(0),
  utilityPlatformError: share(0.002),
  utilitySilent: share(0.013),
  utilityRead: share(0.75),
  utilityReply: share(0.06),
  utilityTap: share(0.05),
  utilityOptOut: share(0.001),
  otherReplyShare: share(0.4),
  receiptsOffRate: share(0.15),

  // Disorder.
  outOfOrderRate: share(0.02),
  reversedRate: share(0),
  duplicateRate: share(0.015),
  duplicateCopies: count(1, 1),
  copyWithinMs: time(2000),
  swapMs: time(200),
  contradictionMs: time(30_000),
  deliveredSkippedRate: share(0.04),
  deliveredAfterFailedRate: share(0.0005),
  millisecondTimestampRate: share(0.0001),
  unknownWamidRate: share(0.001),
  malformedRate: share(0),
  lateReplyRate: share(0),
  lateReplyMs: time(30_000),
  lostRate: share(0),
  missingCallbackRate: share(0),
  olderWaIdRate: share(0.5),
  bsuidOnlyRate: share(0),

  // The history of messages.
  historyOff: flag(false),
  historyMissingRate: share(0),

  // Webhooks.
  webhookVersion: choice('v24', ['v24', 'v23']),
  webhookContacts: flag(true),
  batchSize: { ...count(200, 1), most: 1000 },
  batchDelayMs: time(10),
  webhookConcurrency: count(8, 1),
  webhookTimeoutMs: time(10_000),
  webhookMinimumRetryMs: time(100),
  webhookMinimumLifeSeconds: time(600),

  // Gupshup. Its delay is divided by the speed; hours are simulated ones.
  gupshupMessagesPerSecond: count(20, 1),
  gupshupStopSendingRate: share(0),
  gupshupCallbackDelayMs: time(5000),
  gupshupIdKeptHours: time(7 * 24),
  gupshupClosedWindowCode: count(470, 1),
  gupshup1002Share: share(0.5),
  gupshupSuccessWordRate: share(0.5),
  gupshupHtmlRate: share(0.5),
  gupshupTapAsTextRate: share(0.5),
} as const satisfies Record<string, Definition & { readonly most?: number }>;

export type KnobName = keyof typeof knobDefinitions;

/** The position of every knob. */
export type Knobs = { [K in KnobName]: (typeof knobDefinitions)[K]['value'] };

/** All knobs at their defaults. */
export function defaultKnobs(): Knobs {
  return Object.fromEntries(Object.entries(knobDefinitions).map(([name, { value }]) => [name, value])) as Knobs;
}

/**
 * Reads new positions of some knobs. Answers them, or one sentence per wrong entry that names the knob and says what was
 * expected; then nothing may be turned.
 */
export function readKnobs(body: Readonly<Record<string, unknown>>): { knobs: Partial<Knobs> } | { problems: string[] } {
  const problems = Object.entries(body).flatMap(([name, value]) => problemOf(name, value) ?? []);
  return problems.length > 0 ? { problems } : { knobs: body as Partial<Knobs> };
}

function problemOf(name: string, value: unknown): string | undefined {
  if (!Object.hasOwn(knobDefinitions, name)) return `unknown knob "${name}"`;
  const definition: Definition & { readonly most?: number } = knobDefinitions[name as KnobName];
  const expected = expectation(definition, value);
  return expected && `knob "${name}" must be ${expected}, not ${JSON.stringify(value)}`;
}

function expectation(definition: Definition & { readonly most?: number }, value: unknown): string | undefined {
  switch (definition.kind) {
    case 'share':
      return typeof value === 'number' && value >= 0 && value <= 1 ? undefined : 'a number from 0 to 1';
    case 'flag':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'choice':
      return definition.choices.includes(value as string) ? undefined : `one of ${definition.choices.join(', ')}`;
    case 'amount': {
      const { least, whole, most = Infinity } = definition;
      const fits = typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value));
      const range = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`;
      return fits ? undefined : `a ${whole ? 'whole ' : ''}number ${range}`;
    }
  }
}
