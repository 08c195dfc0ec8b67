import type { Duty } from '../../config/configuration';
import type { SendWindow } from '@arauto/domain';
import { Chance } from './chance';

/** How much goes wrong: nothing, a little, a lot, everything at once. */
export type Hostility = 0 | 1 | 2 | 3;

export interface TenantPlan {
  readonly name: string;
  readonly country: string;
  readonly zone: string;
}

export interface NumberPlan {
  readonly tenant: number;
  readonly portfolio: number;
  readonly phone: string;
  /** Messages per second; null leaves it to the platform. */
  readonly pace: number | null;
  /** People a day while it is new; null, as where it does not stand, is any. */
  readonly warmUp?: readonly number[] | null;
}

export interface PersonPlan {
  /** E.164, in the notation of today. */
  readonly phone: string;
  readonly isOnWhatsApp: boolean;
  readonly isOld: boolean;
  readonly reads: number;
  /** Whether it is told that they have read. */
  readonly tellsReading?: boolean;
  readonly isInExperiment?: boolean;
}

export interface CampaignPlan {
  readonly number: number;
  /** Of the same tenant, from which it is sent as well; none where they do not stand. */
  readonly others?: readonly number[];
  /** As where it does not stand: they wait. */
  readonly whenSenderStops?: 'wait' | 'move';
  readonly category: 'UTILITY' | 'MARKETING';
  readonly pace: number | null;
  readonly maxAttempts: number;
  readonly graceSeconds: number;
  readonly horizonSeconds: number;
  readonly then: 'ask' | 'assume_delivered' | 'assume_not_sent';
  readonly whenTierIsFull: 'wait' | 'fail';
  /** As where it does not stand: they wait. */
  readonly whenWarmUpIsFull?: 'wait' | 'fail';
  /** Null, as where it does not stand: at any time. */
  readonly sendWindow?: SendWindow | null;
  /** So many before all others; null, as where it does not stand, is everybody at once. */
  readonly canary?: number | null;
  /** So many refusals in a row it bears, and any quality; null, as where it does not stand, is anything. */
  readonly mostInARow?: number | null;
  /** Inside sessions, in place of its template; null, as where it does not stand, is the template for everybody. */
  readonly free?: { readonly type: 'text' | 'image'; readonly hasFallback: boolean } | null;
  /** Each a whole file, line by line, the title apart. */
  readonly files: readonly FilePlan[];
}

export interface FilePlan {
  readonly lines: readonly string[];
}

export type Order =
  | 'start'
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'schedule'
  | 'unschedule'
  | 'edit'
  | 'assume delivered'
  | 'assume not sent'
  | 'remove';

/** What happens at a time, milliseconds after the beginning. */
export type Happening = { readonly at: number } & (
  | { readonly kind: 'order'; readonly campaign: number; readonly order: Order; readonly hasKey: boolean }
  | { readonly kind: 'upload'; readonly campaign: number; readonly file: number }
  | { readonly kind: 'suppress' | 'lift'; readonly tenant: number; readonly person: number; readonly phone?: string }
  | { readonly kind: 'ban' | 'reinstate'; readonly portfolio: number }
  | { readonly kind: 'resumeNumber' | 'pauseNumber'; readonly number: number }
  | { readonly kind: 'writes'; readonly person: number; readonly number: number; readonly text: string }
  | { readonly kind: 'prefers'; readonly person: number; readonly number: number; readonly value: 'stop' | 'resume' }
  | { readonly kind: 'handset'; readonly person: number; readonly isOn: boolean }
  | { readonly kind: 'blocks'; readonly person: number; readonly number: number }
  /** The platform holds more marketing back from somebody. */
  | { readonly kind: 'weary'; readonly person: number }
  | { readonly kind: 'tier'; readonly portfolio: number; readonly tier: number | null }
  | { readonly kind: 'quality'; readonly number: number; readonly quality: 'GREEN' | 'YELLOW' | 'RED' }
  | { readonly kind: 'template'; readonly campaign: number; readonly status: 'APPROVED' | 'PAUSED' | 'DISABLED' }
  | { readonly kind: 'category'; readonly campaign: number; readonly category: 'UTILITY' | 'MARKETING' }
  /** Every call waits until a connection is free. */
  | { readonly kind: 'busy'; readonly forMs: number }
  | { readonly kind: 'crash'; readonly engine: number; readonly forMs: number }
  | { readonly kind: 'stop'; readonly engine: number; readonly forMs: number }
  | { readonly kind: 'sleep'; readonly engine: number; readonly forMs: number }
  | { readonly kind: 'clock'; readonly engine: number; readonly byMs: number }
  /** They are deleted, or cannot be read any more. */
  | { readonly kind: 'views'; readonly group: 'operational' | 'reporting'; readonly what?: 'torn' }
  | {
      readonly kind: 'store';
      readonly store: 'log' | 'views' | 'vault' | 'files' | 'leases';
      readonly what: StoreTrouble;
      readonly forMs: number;
      /** Of whom the way there is; of all where nobody is named. */
      readonly engine?: number;
    }
);

/** `full`: it can be read, and not written to. `behind`: what it tells of itself to one that follows it comes late, as over a network. */
export type StoreTrouble = 'away' | 'full' | 'slow' | 'forgetful' | 'stuck' | 'behind';

/** Everything that a world is made of: drawn from a seed, and small enough to leave parts of it out. */
export interface Plan {
  readonly seed: string;
  readonly hostile: Hostility;
  /** True time at the beginning, milliseconds since the epoch. */
  readonly start: number;
  /** Of each, how many persons in 24 h; null for any. */
  readonly portfolios: readonly (number | null)[];
  readonly tenants: readonly TenantPlan[];
  readonly numbers: readonly NumberPlan[];
  readonly people: readonly PersonPlan[];
  readonly campaigns: readonly CampaignPlan[];
  /** The duties of each. One that has them all is alone. */
  readonly engines: readonly (readonly Duty[])[];
  readonly lanes: number;
  /** How late timers are at the least, milliseconds: machines are busy with other things, too. */
  readonly leastLate: number;
  /** How many times as late they are after each look that finds nothing. */
  readonly later: number;
  readonly happenings: readonly Happening[];
  /** How likely calls and webhooks go wrong, until everything is calm. */
  readonly mishaps: number;
  /** Calls are refused for reasons that stop a whole number, too. */
  readonly hasGraveRefusals: boolean;
  /** For how long webhooks are sent again that are not answered 200, milliseconds. */
  readonly givenUpAfter: number;
  /** After so long, milliseconds, nothing goes wrong any more. */
  readonly calmAfter: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const ALL: readonly Duty[] = ['api', 'dispatcher', 'projector', 'reactions'];

/** Of zones that no version of the time-zone data tells differently, and whose clocks nobody moves. */
const TENANTS: readonly TenantPlan[] = [
  { name: 'Loja', country: 'BR', zone: 'America/Sao_Paulo' },
  { name: 'Tienda', country: 'MX', zone: 'America/Mexico_City' },
  { name: 'Negocio', country: 'AR', zone: 'America/Argentina/Buenos_Aires' },
];

/** By their number, as computers count them. */
export const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** Hours that clocks are ahead of UTC. */
export const HOURS_AHEAD: Readonly<Record<string, number>> = {
  'America/Sao_Paulo': -3,
  'America/Mexico_City': -6,
  'America/Argentina/Buenos_Aires': -3,
};

/** @param hostile drawn of the seed as well where nobody says it */
export function planOf(
  seed: string,
  hostile: Hostility = new Chance(seed).branch('hostile').below(4) as Hostility,
): Plan {
  const chance = new Chance(seed);
  const make = chance.branch('plan');
  const start = Date.UTC(2026, 0, 5) + make.below(300 * DAY);
  const tenants = TENANTS.slice(0, make.between(2, 3));
  const portfolios = Array.from({ length: make.between(1, 2) }, () =>
    make.weighted<number | null>([
      [5, 1000],
      [2, null],
      [3, make.between(3, 12)],
    ]),
  );
  const numbers = Array.from({ length: make.between(1, 4) }, (_, n): NumberPlan => {
    const tenant = n === 0 ? 0 : make.below(tenants.length);
    return {
      tenant,
      portfolio: make.below(portfolios.length),
      phone: `+551190009000${n}`,
      pace: make.weighted([
        [1, null],
        [4, make.between(1, 4) / 4],
        [2, make.between(1, 5)],
      ]),
      warmUp: make.happens(0.2) ? [make.between(2, 6), make.between(6, 12), make.between(12, 40)] : null,
    };
  });
  const people = peopleOf(
    chance.branch('people'),
    make.weighted([
      [5, 25],
      [4, 60],
      [1, 200],
    ]),
  );
  const campaigns = Array.from({ length: make.between(1, 3) }, (_, n) =>
    campaignOf(chance.branch(`campaign ${n}`), { numbers, people, tenants, start }),
  );
  const engines = make.weighted<readonly (readonly Duty[])[]>([
    [12, [ALL]],
    [1, [ALL, ALL]],
    [1, [['api', 'reactions'], ['dispatcher', 'projector'], ['dispatcher']]],
    [1, [['api', 'dispatcher'], ['projector', 'reactions'], ALL]],
  ]);
  const calmAfter = make.weighted([
    [4, 10 * MINUTE],
    [3, 2 * HOUR],
    [1, 3 * DAY],
  ]);
  const parts = { tenants, numbers, people, campaigns, engines, portfolios };
  return {
    ...{ seed, hostile, start, ...parts, calmAfter },
    lanes: engines.length > 1 ? make.between(1, 2) : 1,
    leastLate: make.weighted([
      [1, 0],
      [2, 200],
      [3, 700],
    ]),
    later: make.weighted([
      [1, 3],
      [3, 12],
    ]),
    mishaps: [0, 0.05, 0.15, 0.4][hostile]!,
    hasGraveRefusals: make.happens(0.3),
    givenUpAfter: make.weighted([
      [4, 2 * HOUR],
      [2, DAY],
      [1, 7 * DAY],
    ]),
    happenings: [
      ...campaigns.flatMap((campaign, n) => {
        const closes = msUntilClosed(campaign, parts, start);
        return lifeOf(chance.branch(`life ${n}`), campaign, { campaign: n, calmAfter, closes, hostile });
      }),
      ...campaigns.flatMap((campaign, n) => openersOf(chance.branch(`openers ${n}`), campaign, people, calmAfter)),
      ...outsideOf(chance.branch('outside'), parts, calmAfter),
      ...(hostile > 0 ? troubleOf(chance.branch('trouble'), parts, calmAfter, hostile) : []),
    ].sort((a, b) => a.at - b.at),
  };
}

function peopleOf(chance: Chance, count: number): PersonPlan[] {
  return Array.from({ length: chance.between(Math.ceil(count / 3), count) }, (_, n): PersonPlan => {
    const nth = String(n).padStart(4, '0');
    const phone = chance.pick([
      `+55119000${nth}0`,
      `+55859000${nth}0`,
      `+52550000${nth}`,
      `+54911000${nth}0`,
      `+12025550${100 + (n % 100)}`,
    ]);
    return {
      phone,
      isOnWhatsApp: chance.happens(0.95),
      isOld: chance.happens(0.3),
      reads: chance.pick([0, 0.5, 1]),
      tellsReading: chance.happens(0.8),
      isInExperiment: chance.happens(0.03),
    };
  });
}

function campaignOf(
  chance: Chance,
  { numbers, people, tenants, start }: Pick<Plan, 'numbers' | 'people' | 'tenants' | 'start'>,
): CampaignPlan {
  const number = chance.below(numbers.length);
  const { zone } = tenants[numbers[number]!.tenant]!;
  const several = chance.branch('several');
  return {
    number,
    others: numbers.flatMap((each, n) =>
      n !== number && each.tenant === numbers[number]!.tenant && several.happens(0.5) ? [n] : [],
    ),
    whenSenderStops: several.pick(['wait', 'move']),
    category: chance.pick(['UTILITY', 'MARKETING']),
    pace: chance.happens(0.3) ? chance.between(1, 10) : null,
    maxAttempts: chance.pick([1, 3, 5]),
    graceSeconds: chance.pick([30, 600]),
    horizonSeconds: chance.pick([600, 86_400, 259_200]),
    then: chance.pick(['ask', 'assume_delivered', 'assume_not_sent']),
    whenTierIsFull: chance.pick(['wait', 'fail']),
    whenWarmUpIsFull: chance.pick(['wait', 'fail']),
    sendWindow: chance.happens(0.35) ? windowOf(chance.branch('window'), start + HOURS_AHEAD[zone]! * HOUR) : null,
    canary: chance.happens(0.3) ? chance.between(1, 5) : null,
    mostInARow: chance.happens(0.4) ? chance.between(2, 4) : null,
    free: freeOf(chance.branch('free')),
    files: Array.from(
      {
        length: chance.weighted([
          [4, 1],
          [2, 2],
          [1, 3],
        ]),
      },
      () => fileOf(chance, people),
    ),
  };
}

function freeOf(chance: Chance): NonNullable<CampaignPlan['free']> | null {
  if (!chance.happens(0.3)) return null;
  return { type: chance.pick(['text', 'image']), hasFallback: chance.happens(0.6) };
}

/** Some of whom it is for wrote to its number before; some do again, so that their windows slide. */
function openersOf(
  chance: Chance,
  { free, number, files }: CampaignPlan,
  people: readonly PersonPlan[],
  calmAfter: number,
) {
  if (!free) return [];
  const phones = new Set(files.flatMap(({ lines }) => lines.flatMap((line) => /^(\+\d+),/.exec(line)?.[1] ?? [])));
  return people.flatMap((each, person): Happening[] => {
    if (!phones.has(each.phone) || !chance.happens(0.6)) return [];
    const writes = (at: number): Happening => ({ at, kind: 'writes', person, number, text: 'Oi' });
    const first = writes(chance.below(2 * SECOND));
    return chance.happens(0.3) ? [first, writes(momentOf(chance, calmAfter))] : [first];
  });
}

/** One that closes or opens about when the campaign begins, or at any time; long enough for everybody within some days. @param shown by clocks, at the beginning */
function windowOf(chance: Chance, shown: number): SendWindow {
  const minute = (of: number) => new Date(of).toISOString().slice(11, 16);
  const [from, to] = chance.weighted<readonly [number, number]>([
    [4, [shown - chance.between(60, 600) * MINUTE, shown + chance.between(1, 2) * MINUTE]],
    [3, [shown + chance.between(1, 5) * MINUTE, shown + chance.between(60, 600) * MINUTE]],
    [2, [shown + chance.below(DAY / 2), shown + DAY / 2 + chance.below(DAY / 2 - HOUR)]],
  ]);
  const free = [chance.below(14), chance.below(14)];
  // All zones of a country must show it: a short one would never open.
  if (chance.branch('clocks').happens(0.3)) {
    return { from: '08:00', to: '22:00', days: DAYS.filter((_, n) => !free.includes(n)), zone: 'contact' };
  }
  return { from: minute(from), to: minute(to), days: DAYS.filter((_, n) => !free.includes(n)), zone: 'campaign' };
}

/** Everything that a file can have: nobody, somebody twice, a notation of before, what is no number. */
function fileOf(chance: Chance, people: readonly PersonPlan[]): FilePlan {
  const rows = chance.weighted([
    [1, 0],
    [6, chance.between(1, 8)],
    [4, chance.between(5, 30)],
    [1, chance.between(30, 200)],
  ]);
  const lines = Array.from({ length: rows }, (_, row) =>
    chance.weighted([
      [40, `${written(chance, chance.pick(people).phone)},Name ${row}`],
      [1, `nobody,Name ${row}`],
      [1, `,`],
      [1, `"${chance.pick(people).phone}","Na""me, ${row}"`],
      [1, `123,Name ${row}`],
    ]),
  );
  return { lines };
}

/** A phone as people write it. */
function written(chance: Chance, phone: string): string {
  return chance.weighted([
    [6, phone],
    [1, phone.slice(1)],
    [1, phone.replace(/^\+55(\d\d)9(\d{8})$/, '+55$1$2')],
    [1, phone.replace(/^\+52(\d{10})$/, '+521$1').replace(/^\+549(\d{10})$/, '+54$1')],
    [1, phone.replace(/^\+(\d\d)(\d{2})/, '+$1 $2 ')],
  ]);
}

/** Milliseconds from the beginning until clocks of its subaccount show the end of its window; Infinity where it has none, or too soon to begin before. */
function msUntilClosed({ number, sendWindow }: CampaignPlan, { numbers, tenants }: Parts, start: number): number {
  if (!sendWindow) return Infinity;
  const [hours = 0, minutes = 0] = sendWindow.to.split(':').map(Number);
  const shown = start + HOURS_AHEAD[tenants[numbers[number]!.tenant]!.zone]! * HOUR;
  const left = (hours * HOUR + minutes * MINUTE - (shown % DAY) + DAY) % DAY;
  return left < 5 * SECOND ? Infinity : left;
}

/** What admins do with a campaign. */
function lifeOf(
  chance: Chance,
  { files }: CampaignPlan,
  about: {
    readonly campaign: number;
    readonly calmAfter: number;
    readonly closes: number;
    readonly hostile: Hostility;
  },
): Happening[] {
  const { campaign, calmAfter, closes, hostile } = about;
  const hasKey = () => chance.happens(0.5);
  const order = (at: number, what: Order): Happening => ({
    at,
    kind: 'order',
    campaign,
    order: what,
    hasKey: hasKey(),
  });
  const isJustBefore = closes < MINUTE && chance.happens(0.6);
  const begins = isJustBefore ? closes - chance.between(1500, 4 * SECOND) : chance.between(2 * SECOND, 40 * SECOND);
  const happenings: Happening[] = [
    { at: chance.below(2 * SECOND), kind: 'upload', campaign, file: 0 },
    ...(isJustBefore && hostile > 0 ? [{ at: begins, kind: 'busy', forMs: 4 * SECOND } as const] : []),
    order(
      begins,
      chance.weighted([
        [6, 'start'],
        [1, 'schedule'],
      ]),
    ),
  ];
  for (let file = 1; file < files.length; file++) {
    happenings.push({ at: chance.below(40 * SECOND), kind: 'upload', campaign, file });
  }
  for (
    let n = chance.weighted([
      [4, 0],
      [3, 2],
      [1, 6],
    ]);
    n > 0;
    n--
  ) {
    const at = begins + chance.below(chance.pick([20 * SECOND, MINUTE, 5 * MINUTE, calmAfter]));
    happenings.push(order(at, 'pause'), order(at + chance.below(2 * MINUTE), 'resume'));
  }
  if (chance.happens(0.2)) happenings.push(order(begins + momentOf(chance, calmAfter), 'cancel'));
  if (chance.happens(0.2)) happenings.push(order(begins + momentOf(chance, calmAfter), 'edit'));
  if (chance.happens(0.2)) happenings.push(order(begins + momentOf(chance, calmAfter), 'remove'));
  if (chance.happens(0.3)) {
    const assumed = chance.pick(['assume delivered', 'assume not sent'] as const);
    happenings.push(order(begins + momentOf(chance, calmAfter), assumed));
  }
  if (chance.happens(0.1)) happenings.push(order(begins + chance.below(3 * MINUTE), 'unschedule'));
  if (chance.happens(0.2)) happenings.push(order(chance.below(calmAfter), 'start'));
  return happenings;
}

type Parts = Pick<Plan, 'tenants' | 'numbers' | 'people' | 'campaigns' | 'engines' | 'portfolios'>;

/** Mostly while messages leave; now and then much later. */
function momentOf(chance: Chance, calmAfter: number): number {
  return chance.below(
    chance.weighted([
      [5, MINUTE],
      [2, 3 * MINUTE],
      [1, 10 * MINUTE],
      [1, calmAfter],
    ]),
  );
}

/** What people and the platform do by themselves. */
function outsideOf(chance: Chance, parts: Parts, calmAfter: number): Happening[] {
  const { numbers, people, campaigns, portfolios } = parts;
  const anyNumber = () => chance.below(numbers.length);
  const at = () => momentOf(chance, calmAfter);
  /** Somebody, mostly of a file, and the number that the file is sent from. */
  const somebody = (): { readonly person: number; readonly number: number; readonly tenant: number } => {
    const { files, number } = chance.pick(campaigns);
    const { tenant } = numbers[number]!;
    const [, phone] = /^(\+\d+),/.exec(chance.pick([...files.flatMap(({ lines }) => lines), ''])) ?? [];
    const person = people.findIndex((each) => each.phone === phone);
    return { person: person >= 0 ? person : chance.below(people.length), number, tenant };
  };
  /** Something, and some time later what undoes it, if it comes to that. */
  const undone = (done: Happening, undo: Happening): Happening[] => (chance.happens(0.6) ? [done, undo] : [done]);
  const kinds: readonly (readonly [number, () => Happening | Happening[]])[] = [
    [
      6,
      () => {
        const { person, number } = somebody();
        const text = chance.pick(['Oi', 'SAIR', 'STOP', 'VOLTAR', 'Quanto custa?']);
        return { at: at(), kind: 'writes', person, number, text };
      },
    ],
    [
      2,
      () => {
        const { person, number } = somebody();
        return { at: at(), kind: 'prefers', person, number, value: chance.pick(['stop', 'resume']) };
      },
    ],
    [
      2,
      () => {
        const { person, tenant } = somebody();
        const begins = at();
        return undone(
          { at: begins, kind: 'suppress', tenant, person },
          { at: begins + at(), kind: 'lift', tenant, person },
        );
      },
    ],
    [
      2,
      () => {
        const { person } = somebody();
        const begins = at();
        return undone(
          { at: begins, kind: 'handset', person, isOn: false },
          { at: begins + at(), kind: 'handset', person, isOn: true },
        );
      },
    ],
    [
      1,
      () => {
        const { person, number } = somebody();
        return { at: at(), kind: 'blocks', person, number };
      },
    ],
    [1, () => ({ at: at(), kind: 'weary', person: somebody().person })],
    [
      1,
      () => {
        const number = anyNumber();
        const begins = at();
        return undone({ at: begins, kind: 'pauseNumber', number }, { at: begins + at(), kind: 'resumeNumber', number });
      },
    ],
    [
      1,
      () => ({
        at: at(),
        kind: 'tier',
        portfolio: chance.below(portfolios.length),
        tier: chance.pick([5, 50, 1000, null]),
      }),
    ],
    [1, () => ({ at: at(), kind: 'quality', number: anyNumber(), quality: chance.pick(['GREEN', 'YELLOW', 'RED']) })],
    [
      1,
      () => ({
        at: at(),
        kind: 'template',
        campaign: chance.below(campaigns.length),
        status: chance.pick(['APPROVED', 'PAUSED', 'DISABLED']),
      }),
    ],
    [
      1,
      () => ({
        at: at(),
        kind: 'category',
        campaign: chance.below(campaigns.length),
        category: chance.pick(['UTILITY', 'MARKETING']),
      }),
    ],
  ];
  return [
    ...Array.from({ length: chance.below(14) }, () => chance.weighted(kinds)()).flat(),
    ...(chance.happens(0.3) ? secondThoughtsOf(chance, parts) : []),
    ...(chance.happens(0.3) ? oldNotationsOf(chance, parts) : []),
  ];
}

/** Words that follow each other so closely that they come in another order; and an admin's own pause among the platform's. */
function secondThoughtsOf(chance: Chance, { campaigns, portfolios, numbers }: Parts): Happening[] {
  const campaign = chance.below(campaigns.length);
  const portfolio = chance.below(portfolios.length);
  const number = numbers.findIndex((each) => each.portfolio === portfolio);
  const begins = chance.below(2 * MINUTE);
  const step = chance.between(3 * SECOND, 20 * SECOND);
  const at = (nth: number) => begins + nth * step;
  return [
    { at: at(0), kind: 'category', campaign, category: 'MARKETING' },
    { at: at(1), kind: 'category', campaign, category: 'UTILITY' },
    { at: at(2), kind: 'category', campaign, category: 'MARKETING' },
    { at: at(0), kind: 'tier', portfolio, tier: 50 },
    { at: at(1), kind: 'tier', portfolio, tier: 1000 },
    ...(number >= 0 && chance.happens(0.5)
      ? ([
          { at: at(1), kind: 'pauseNumber', number },
          { at: at(2), kind: 'ban', portfolio },
          { at: at(4), kind: 'reinstate', portfolio },
        ] as const)
      : []),
  ];
}

/** Some are to be left alone, under a notation that is no longer written; others say so themselves, by what the platform calls them. */
function oldNotationsOf(chance: Chance, { tenants, numbers, people }: Parts): Happening[] {
  return people.flatMap(({ phone }, person): Happening[] => {
    const old = phone
      .replace(/^\+55(\d\d)9(\d{8})$/, '+55$1$2')
      .replace(/^\+52(\d{10})$/, '+521$1')
      .replace(/^\+549(\d{10})$/, '+54$1');
    if (old === phone || chance.happens(0.5)) return [];
    if (chance.happens(0.5)) {
      return [{ at: chance.below(SECOND), kind: 'writes', person, number: chance.below(numbers.length), text: 'SAIR' }];
    }
    const tenant = chance.below(tenants.length);
    return [{ at: chance.below(20 * SECOND), kind: 'suppress', tenant, person, phone: old }];
  });
}

/** What breaks. */
function troubleOf(chance: Chance, parts: Parts, calmAfter: number, hostile: Hostility): Happening[] {
  const { engines } = parts;
  const at = () => momentOf(chance, calmAfter);
  const engine = () => chance.below(engines.length);
  const away = () =>
    chance.weighted([
      [4, 0],
      [4, chance.below(MINUTE)],
      [2, chance.below(HOUR)],
      [1, chance.below(3 * DAY)],
    ]);
  const kinds: readonly (readonly [number, () => Happening])[] = [
    [6, () => ({ at: at(), kind: 'crash', engine: engine(), forMs: away() })],
    [1, () => ({ at: at(), kind: 'stop', engine: engine(), forMs: away() })],
    [
      3,
      () => ({
        at: at(),
        kind: 'sleep',
        engine: engine(),
        forMs: chance.pick([SECOND, 20 * SECOND, 2 * MINUTE, HOUR]),
      }),
    ],
    [
      1,
      () => ({
        at: at(),
        kind: 'clock',
        engine: engine(),
        byMs: chance.pick([-DAY, -MINUTE, -5 * SECOND, 5 * SECOND, MINUTE, DAY]),
      }),
    ],
    [
      1,
      () => ({
        at: at(),
        kind: 'views',
        group: chance.pick(['operational', 'reporting']),
        ...(chance.happens(0.5) && { what: 'torn' }),
      }),
    ],
    [
      4,
      () => ({
        at: at(),
        kind: 'store',
        // One engine alone has no leases.
        store: chance.pick(['log', 'views', 'vault', 'files', ...(engines.length > 1 ? (['leases'] as const) : [])]),
        what: chance.pick(['away', 'full', 'slow', 'forgetful', 'stuck']),
        forMs: chance.pick([SECOND, 10 * SECOND, 2 * MINUTE]),
      }),
    ],
    // Only one engine is late to hear what the others do.
    [
      engines.length > 1 ? 6 : 0,
      () => ({
        at: at(),
        kind: 'store',
        store: 'log',
        what: chance.pick(['slow', 'stuck', 'behind']),
        forMs: chance.pick([10 * SECOND, MINUTE]),
        engine: engine(),
      }),
    ],
  ];
  return [
    ...Array.from({ length: chance.below(2 + 6 * hostile) }, () => chance.weighted(kinds)()),
    ...(chance.happens(0.3) ? crashAtWorkOf(chance, engine()) : []),
    ...(engines.length > 1 && chance.happens(0.6) ? lateToHearOf(chance, parts) : []),
  ];
}

/**
 * One engine is cut off from the others so that they send what was its; or hears late of a campaign that is paused; or of contacts whose campaign is
 * canceled.
 */
function lateToHearOf(chance: Chance, { engines, campaigns }: Parts): Happening[] {
  const engineWith = (duty: Duty) => chance.pick(engines.flatMap((duties, n) => (duties.includes(duty) ? [n] : [])));
  const begins = chance.between(5 * SECOND, 50 * SECOND);
  const forMs = chance.between(10 * SECOND, 40 * SECOND);
  const within = () => chance.below(forMs);
  const campaign = chance.below(campaigns.length);
  switch (chance.pick(['cut off', 'paused', 'canceled'])) {
    case 'cut off': {
      const engine = engineWith('dispatcher');
      return [
        { at: begins, kind: 'store', store: 'log', what: 'slow', forMs, engine },
        { at: begins, kind: 'store', store: 'leases', what: 'away', forMs, engine },
      ];
    }
    case 'paused':
      return [
        { at: begins, kind: 'store', store: 'log', what: 'behind', forMs, engine: engineWith('dispatcher') },
        { at: begins + within(), kind: 'order', campaign, order: 'pause', hasKey: true },
        { at: begins + forMs + within(), kind: 'order', campaign, order: 'resume', hasKey: true },
      ];
    default:
      return [
        { at: 0, kind: 'store', store: 'log', what: 'behind', forMs, engine: engineWith('projector') },
        { at: chance.between(2 * SECOND, 8 * SECOND), kind: 'order', campaign, order: 'cancel', hasKey: true },
      ];
  }
}
/** A store is slow, and an engine dies in the midst of what it did there: with views that are behind while messages leave, or a file half read. */
function crashAtWorkOf(chance: Chance, engine: number): Happening[] {
  const isOfFile = chance.happens(0.5);
  const begins = isOfFile ? 0 : chance.between(5 * SECOND, MINUTE);
  const crash = begins + chance.between(2 * SECOND, 10 * SECOND);
  const store = isOfFile ? chance.pick(['vault', 'log'] as const) : 'views';
  return [
    { at: begins, kind: 'store', store, what: 'slow', forMs: crash - begins + 200 },
    { at: crash, kind: 'crash', engine, forMs: 0 },
  ];
}
