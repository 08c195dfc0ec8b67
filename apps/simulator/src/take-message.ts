import { type BusinessNumber } from './business-numbers';
import { Draws } from './draws';
import { mixOf, throwDice, type Fate } from './fate';
import { hasOlderForm, type Handset } from './handsets';
import { type Writer } from './inbound-update';
import { type Exchange } from './journaled-exchange';
import { planJourney } from './journey';
import { type JsonObject } from './json-object';
import { campaignOf } from './ledger';
import { magicOf, type Magic } from './magic-numbers';
import { type OrderedFailure } from './ordered-failures';
import { OutboundMessage } from './outbound-message';
import { habitsOf, personOf } from './people';
import { lifetimeOf, type Template } from './templates';
import { responseDelay } from './timing';
import { type World } from './world';

/** What a sender wants to be sent, whatever the platform. */
export interface WantedMessage {
  readonly digits: string;
  readonly handset: Handset;
  readonly callbackData: string | null;
  /** Undefined for a free-form message. */
  readonly template: Template | undefined;
  /** What a free-form message says, in the words of its request; undefined for a template. */
  readonly freeForm?: JsonObject | undefined;
  readonly quickReplies: readonly { readonly text: string; readonly payload: string }[];
  /** Error code with which the platform will fail it after it was accepted, if it will. */
  readonly fails?: number | undefined;
}

/** Where a platform answers its clients, in its own words. */
export interface Counter {
  readonly exchange: Exchange;
  /** Refuses with what the platform makes of one of Meta's codes. */
  refuse(code: number): void;
  /** Refuses as somebody ordered it. */
  refuseAsOrdered(failure: OrderedFailure): void;
  /** What a free-form message fails with where no window is open. */
  readonly closedWindowCode: number;
  /** What the platform makes of a fate. @param certain not left to chance */
  fateOf(fate: Fate, draws: Draws, certain: boolean): Fate;
  /** The response of a message that was taken. */
  answer(person: Writer, serial: number, draws: Draws): { status: number; body: string; type?: string | undefined };
}

/** What the client may wait at most for a webhook that is to come before the response, real ms. */
const BEFORE_RESPONSE_MS = 2000;

/** Whether the number may send one more message to this person now; it then counts. */
export function hasPairQuota(world: World, number: BusinessNumber, handset: Handset, now: number): boolean {
  const { pairLimit, pairIntervalSeconds, pairBurst } = world.knobs;
  const interval = world.limitMs(pairIntervalSeconds * 1000);
  return !pairLimit || world.pairs.take(`${number.id}|${handset}`, now, interval, pairBurst);
}

/** Takes a message that passed the platform's checks: chance refuses it, or it is accepted and its fate takes its course. */
export function takeMessage(world: World, number: BusinessNumber, request: WantedMessage, counter: Counter): void {
  const { knobs, settings, schedule, clock } = world;
  const ordered = world.failures.take(request.handset);
  if (ordered?.when === 'answer') {
    counter.refuseAsOrdered(ordered);
    return;
  }
  const magic = magicOf(request.digits, number.provider);
  const key = `${number.id}|${request.handset}|${request.template?.name ?? ''}`;
  const attempt = world.countAttempt(`${key}|${campaignOf(request.callbackData) ?? ''}`);
  if (magic?.refuse && attempt <= magic.refuse.times) {
    counter.refuse(magic.refuse.code);
    return;
  }
  const draws = new Draws(`${settings.seed}|${key}|${attempt}`);
  const habits = habitsOf(world, request.handset);
  const dice = throwDice(knobs, draws, habits, mixOf(request.template?.category));
  const wanted = ordered ? { ...request, fails: ordered.code } : request;
  const ruled = overruled(world, number, wanted, { ...dice, ...magic?.fate }, magic, counter.closedWindowCode);
  const fate = counter.fateOf(ruled, draws, magic !== undefined);
  const delay = responseDelay(knobs, draws) / settings.speed;
  const later = (task: () => void): void => {
    if (delay < 1) task();
    else schedule.at(clock.now() + delay, { run: task });
  };
  if (fate.answer === 'error-before') {
    later(() => {
      failBeforeAccepting(world, draws, magic, counter);
    });
    return;
  }
  accept(world, number, request, fate, draws, counter, delay, later);
}

/** A server error while nothing was accepted yet: with an error of the platform in it, or bare. A magic number's is bare unless all are not. */
function failBeforeAccepting(
  world: World,
  draws: Draws,
  magic: Magic | undefined,
  { exchange, refuse }: Counter,
): void {
  const { jsonErrorShare } = world.knobs;
  const withJson = magic?.fate?.answer ? jsonErrorShare === 1 : draws.chance('error-before.json', jsonErrorShare);
  if (withJson) refuse(draws.pick('error-before.code', [131000, 131016]));
  else exchange.bare(500);
}

/** What the platform's own rules make of a message, whatever chance said. */
function overruled(
  world: World,
  number: BusinessNumber,
  request: WantedMessage,
  fate: Fate,
  magic: Magic | undefined,
  closedWindowCode: number,
): Fate {
  const now = world.clock.now();
  const failed = (code: number): Fate => ({
    ...fate,
    end: 'failed',
    code,
    read: false,
    contradiction: 'none',
    reactions: [],
  });
  if (request.fails !== undefined) return failed(request.fails);
  const inSession = world.hasOpenSession(number, request.handset, now);
  if (!request.template) return inSession ? fate : failed(closedWindowCode);
  if (
    request.template.category === 'MARKETING' &&
    world.optedOut.has(`${number.portfolio}|${request.handset}`) &&
    !magic
  ) {
    return failed(131050);
  }
  if (!world.knobs.portfolioLimit || inSession || fate.end === 'failed') return fate;
  const limit = world.known.numbers.limitOf(number.portfolio);
  const windowMs = world.limitMs(world.knobs.portfolioWindowHours * 3_600_000);
  if (world.portfolioOf(number).admit(request.handset, now, windowMs, limit)) return fate;
  number.status = 'RESTRICTED';
  return failed(world.knobs.portfolioLimitCode);
}

function accept(
  world: World,
  number: BusinessNumber,
  request: WantedMessage,
  fate: Fate,
  draws: Draws,
  { exchange, answer }: Counter,
  delay: number,
  later: (task: () => void) => void,
): void {
  const { clock, schedule, knobs, settings } = world;
  const person = personOf(
    request.handset,
    habitsOf(world, request.handset),
    fate.olderWaId &&
      (hasOlderForm(request.handset) || magicOf(request.digits, number.provider)?.fate?.olderWaId === true),
    fate.bsuidOnly,
  );
  const serial = world.nextSerial();
  const early = fate.beforeResponse && world.outboxOf(number).listened;
  // Webhooks begin where the response ends, unless this is one of those that overtake it.
  const start = clock.now() + (early || fate.answer === 'hang' ? 0 : delay);
  const message = new OutboundMessage(
    world,
    {
      number,
      digits: request.digits,
      handset: request.handset,
      person,
      template: request.template?.name ?? null,
      ...(request.freeForm && { freeForm: request.freeForm }),
      category: request.template?.category.toLowerCase() ?? 'service',
      quickReplies: request.quickReplies,
      callbackData: request.callbackData,
      serial,
      acceptedAt: start,
    },
    fate,
    draws,
    planJourney(fate, knobs, draws, start, settings.speed, request.template && lifetimeOf(request.template) * 1000),
  );
  const { status, body, type } = answer(person, serial, draws);
  const respond = (): void => {
    exchange.json(status, body, type);
  };
  if (fate.answer === 'hang') {
    schedule.at(clock.now() + knobs.hangSeconds * 1000, { run: exchange.cut });
    message.run();
  } else if (fate.answer === 'error-after') {
    later(() => {
      exchange.bare(draws.pick('error-after.status', [500, 502, 503, 504]));
      message.run();
    });
  } else if (early) {
    answerAfterWebhook(world, message, respond);
  } else {
    later(() => {
      respond();
      message.run();
    });
  }
}

function answerAfterWebhook(world: World, message: OutboundMessage, respond: () => void): void {
  let answered = false;
  const once = (): void => {
    if (answered) return;
    answered = true;
    respond();
    message.run();
  };
  if (message.tellFirst(once)) world.schedule.at(world.clock.now() + BEFORE_RESPONSE_MS, { run: once });
  else once();
}
