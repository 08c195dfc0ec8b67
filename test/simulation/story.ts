import type { RecordedEvent } from '@arauto/event-store';
import { KINDS, ROUTINE } from './faces';
import type { Failure } from './judge/failure';
import { Names } from './names';
import type { Happening, Plan } from './plan';
import type { Decision, News, SendRequest, Telling } from './platform/ground-truth';
import { subscriberOf } from './platform/phones';
import type { RunOptions } from './run-world';
import type { Step } from './scheduler';
import type { World } from './world';

/** Something that mattered. */
interface Line {
  /** Milliseconds after the beginning. */
  readonly at: number;
  readonly who: string;
  readonly what: string;
}

const WIDTH = 100;
/** The one line of an engine's log that nothing else shows. */
const COULD_NOT_START = 'the engine could not start';

/** What people, the platform, engines and trouble did in a world, a line each, in the order of its happening. */
export class Story {
  private readonly lines: Line[] = [];
  private readonly names: Names;
  private world: World | undefined;
  private readonly seen = { requests: 0, receipts: 0, readings: 0, failures: 0, tellings: 0, events: 0, asked: 0 };

  constructor(private readonly plan: Plan) {
    this.names = new Names(plan);
  }

  /** What a world is run with, so that it is listened to. */
  get listening(): RunOptions {
    return {
      onWorld: (world) => (this.world = world),
      onHappening: (happening) => this.take(happening),
      onStep: (step) => this.step(step),
      onLog: (who, message) => {
        if (message === COULD_NOT_START) this.add(this.world!.scheduler.now(), who, message);
      },
    };
  }

  /** The whole, and how it ended. */
  told(failures: readonly Failure[]): string {
    this.look();
    for (const { rule, what, at } of failures) this.add(at, 'BROKEN', `${rule}: ${what}`);
    if (failures.length === 0)
      this.add(this.world?.scheduler.now() ?? this.plan.start, 'judge', 'every promise was kept');
    return [...beginning(this.plan), '', ...written(this.lines)].join('\n');
  }

  private add(at: number, who: string, what: string): void {
    this.lines.push({ at: at - this.plan.start, who, what: this.names.in(what) });
  }

  private take(happening: Happening): void {
    this.add(this.world!.scheduler.now(), whoDoes(happening), happeningAsText(happening));
  }

  /** Told before a step is made: what has come since then came of the one before. */
  private step({ at, who, what }: Step): void {
    this.look();
    const [, engine = '', rest = ''] = /^(engine-\d+):? (.*)$/.exec(what) ?? [];
    if (/^is (started|killed)$/.test(rest)) this.add(at, engine, rest);
    else if (/messages is (not connected|cut|answered \(.*)$/.test(rest))
      this.add(at, engine, `a call ${rest.replace(/^.*(is)/, '$1')}`);
    else if (FAILED_WRITES.has(what)) this.add(at, who, what);
    else if (/^(an admin looks$|nobody answers)/.test(what)) this.add(at, 'world', what);
  }

  /** Whatever is new in what the platform, the log and the people know. */
  private look(): void {
    const { world, seen } = this;
    if (!world) return;
    const { truth } = world.platform;
    const name = (callbackData: string | undefined) => this.names.ofCallback(callbackData);
    const person = (subscriber: string) => this.names.ofSubscriber(subscriber);
    for (; seen.events < world.disks.log.events.length; seen.events++) this.event(world.disks.log.events[seen.events]!);
    for (; seen.requests < truth.requests.length; seen.requests++) this.request(truth.requests[seen.requests]!);
    for (; seen.receipts < truth.receipts.length; seen.receipts++) {
      const { at, person: by, message } = truth.receipts[seen.receipts]!;
      this.add(at, person(by.subscriber), `receives ${name(message.callbackData)}`);
    }
    for (; seen.readings < truth.readings.length; seen.readings++) {
      const { at, person: by, message } = truth.readings[seen.readings]!;
      this.add(at, person(by.subscriber), `reads ${name(message.callbackData)}`);
    }
    for (; seen.failures < truth.failures.length; seen.failures++) {
      const { at, message, code } = truth.failures[seen.failures]!;
      this.add(at, 'platform', `fails ${name(message.callbackData)} with ${code}`);
    }
    for (; seen.tellings < truth.tellings.length; seen.tellings++)
      this.telling(truth.tellings[seen.tellings]!, truth.news);
    for (; seen.asked < world.admin.asked.length; seen.asked++) {
      const { what, answeredAt, answer } = world.admin.asked[seen.asked]!;
      const code = answer.kind === 'refused' ? ` (${answer.code})` : '';
      this.add(answeredAt, 'admin', `is answered: ${what}: ${answer.kind}${code}`);
    }
  }

  private event({ at, stream, type, data }: RecordedEvent): void {
    const { attempt, reason, outcome, status, error } = data as Readonly<Record<string, unknown>>;
    const code = (error as { readonly code?: unknown } | null | undefined)?.code;
    const details = [
      typeof attempt === 'number' && `attempt ${attempt}`,
      ...[reason, outcome, status, code].map((each) => typeof each === 'string' && each),
    ].filter((each) => each !== false);
    const about = details.length > 0 ? ` (${details.join(', ')})` : '';
    // Stores tell whole milliseconds.
    this.add(at, 'log', `${type}  ${this.names.ofStream(stream)}${about}`);
  }

  private request({ at, of, to, subscriber, callbackData, decision }: SendRequest): void {
    const whom = subscriber === null ? to : this.names.ofSubscriber(subscriber);
    this.add(at, of, `sends ${this.names.ofCallback(callbackData)} to ${whom}: ${decided(decision)}`);
  }

  private telling({ at, callback, news, status }: Telling, all: readonly News[]): void {
    const told = news.map((id) => newsAsText(all[id]!, this.names));
    const answered = status === undefined ? 'nobody answers' : `answered ${status}`;
    this.add(at, 'platform', `webhook to ${callback}: ${told.join('; ')}: ${answered}`);
  }
}

/** Steps that say that a store did not do, or not say, what it was asked to do. */
const FAILED_WRITES: ReadonlySet<string> = new Set(
  Object.values(KINDS).flatMap(({ store, writes }) =>
    writes.flatMap((each) => (ROUTINE.has(`${store} ${each}`) ? [] : [`${store} ${each} failed`])),
  ),
);

function decided(decision: Decision): string {
  if (decision.kind === 'refused') return `refused with ${decision.code}`;
  return decision.kind === 'accepted' ? 'accepted' : 'a server broke';
}

function newsAsText({ field, value }: News, names: Names): string {
  const { statuses, messages } = value as {
    readonly statuses?: readonly { readonly status: string; readonly biz_opaque_callback_data?: string }[];
    readonly messages?: readonly { readonly type: string; readonly from?: string }[];
  };
  if (statuses) {
    return statuses.map((each) => `${each.status} ${names.ofCallback(each.biz_opaque_callback_data)}`).join(', ');
  }
  if (messages) {
    return messages.map(({ type, from = '' }) => `a ${type} of ${names.ofSubscriber(subscriberOf(from))}`).join(', ');
  }
  return field;
}

const OF_PEOPLE = ['writes', 'prefers', 'handset', 'blocks', 'weary'];
const OF_ADMINS = ['order', 'upload', 'suppress', 'lift', 'pauseNumber', 'resumeNumber'];
const OF_THE_PLATFORM = ['tier', 'quality', 'template', 'category'];

function whoDoes({ kind, ...rest }: Happening): string {
  if (OF_PEOPLE.includes(kind) && 'person' in rest) return `person ${rest.person + 1}`;
  if (OF_ADMINS.includes(kind)) return 'admin';
  return OF_THE_PLATFORM.includes(kind) ? 'platform' : 'trouble';
}

/** Lists of a plan are counted from 1 where people read of them. */
const COUNTED = ['campaign', 'file', 'tenant', 'number', 'person', 'portfolio'];

function happeningAsText({ kind, at: _, ...rest }: Happening): string {
  // Who does it is named before.
  const shown = Object.entries(rest).filter(([key]) => !(key === 'person' && OF_PEOPLE.includes(kind)));
  const parts = shown.map(([key, value]: readonly [string, unknown]) => {
    if (key === 'engine') return `engine-${Number(value) + 1}`;
    if (COUNTED.includes(key)) return `${key} ${Number(value) + 1}`;
    if (key === 'forMs') return `for ${Number(value) / 1000} s`;
    if (key === 'byMs') return `by ${Number(value) / 1000} s`;
    if (key === 'hasKey') return value === true ? 'with a key' : 'without a key';
    return typeof value === 'boolean' ? `${key} ${value ? 'yes' : 'no'}` : String(value);
  });
  return [kind, ...parts].join(' ');
}

/** What there is before anything happens. */
function beginning(plan: Plan): string[] {
  const { engines, numbers, portfolios, campaigns, people, lanes, mishaps, calmAfter } = plan;
  const lines: readonly (readonly [string, string])[] = [
    ['seed', `${plan.seed}, hostile ${plan.hostile}, mishaps ${mishaps}, calm after ${time(calmAfter)}`],
    ...engines.map((duties, n) => [`engine-${n + 1}`, duties.join(', ')] as const),
    ...(lanes > 1 ? [['lanes', String(lanes)] as const] : []),
    ...portfolios.map(
      (tier, n) => [`portfolio ${n + 1}`, tier === null ? 'no tier' : `${tier} persons a day`] as const,
    ),
    ...numbers.map(({ tenant, portfolio, pace, warmUp }, n) => {
      const plan = warmUp ? `, ${warmUp.join(', ')} persons a day while it warms up` : '';
      const limit = `${pace === null ? '' : `, ${pace} a second`}${plan}`;
      return [`number ${n + 1}`, `of tenant ${tenant + 1} in portfolio ${portfolio + 1}${limit}`] as const;
    }),
    ...people.map(({ phone, isOnWhatsApp, isOld, reads }, n) => {
      const peculiar = [!isOnWhatsApp && 'not on WhatsApp', isOld && 'an old account', reads > 0 && `reads ${reads}`];
      return [`person ${n + 1}`, [phone, ...peculiar.filter((each) => each !== false)].join(', ')] as const;
    }),
    ...campaigns.map(({ number, category, pace, maxAttempts, graceSeconds, then, files, sendWindow, canary }, n) => {
      const limit = pace === null ? '' : `, ${pace} a second`;
      const hours = sendWindow ? `, ${sendWindow.from} to ${sendWindow.to} on ${sendWindow.days.join(' ')}` : '';
      const first = canary ? `, ${canary} before all others` : '';
      const rows = files.length === 0 ? 'no file' : `rows ${files.map(({ lines }) => lines.length).join(' and ')}`;
      const attempts = `at most ${maxAttempts} attempts, unknown after ${graceSeconds} s: ${then}`;
      return [
        `campaign ${n + 1}`,
        `${category} from number ${number + 1}${limit}${hours}${first}, ${attempts}, ${rows}`,
      ] as const;
    }),
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.flatMap(([name, what]) => wrapped(`${name.padEnd(width)}  `, what));
}

function written(lines: readonly Line[]): string[] {
  const times = lines.map(({ at }) => time(at));
  const [timeWidth, whoWidth] = [
    Math.max(...times.map(({ length }) => length)),
    Math.max(...lines.map(({ who }) => who.length)),
  ];
  return lines.flatMap(({ who, what }, n) =>
    wrapped(`${times[n]!.padStart(timeWidth)}  ${who.padEnd(whoWidth)}  `, what),
  );
}

/** Goes on below where a line is full. */
function wrapped(before: string, text: string): string[] {
  const width = WIDTH - before.length;
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(/(?<=\s)/)) {
    if (row !== '' && (row + word.trimEnd()).length > width) {
      rows.push(row.trimEnd());
      row = '';
    }
    row += word.replaceAll('\n', ' ');
  }
  rows.push(row.trimEnd());
  return rows.map((each, n) => (n === 0 ? before : ' '.repeat(before.length)) + each);
}

/** `2d 03:04:05.678` */
function time(ms: number): string {
  const days = Math.floor(ms / 86_400_000);
  const rest = new Date(Math.floor(ms) - days * 86_400_000).toISOString().slice(11, 23);
  return days === 0 ? rest : `${days}d ${rest}`;
}
