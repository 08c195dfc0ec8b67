import { type BusinessNumber } from './business-numbers';
import { Draws } from './draws';
import { mixOf, throwDice, type Fate } from './fate';
import { graphError, graphErrorBody, type GraphError } from './graph-error';
import { hasOlderForm } from './handsets';
import { planJourney } from './journey';
import { type JsonObject } from './json-object';
import { campaignOf } from './ledger';
import { magicOf, type Magic } from './magic-numbers';
import { outboundMessageId } from './message-ids';
import { readMessageRequest, type MessageRequest } from './message-request';
import { OutboundMessage } from './outbound-message';
import { habitsOf, personOf } from './people';
import { responseDelay } from './timing';
import { type World } from './world';

/** The other end of the HTTP request. */
export interface Exchange {
  /** Answers with a JSON text. */
  json(status: number, body: string): void;
  /** Answers with a file of a person. */
  file(type: string, bytes: Buffer): void;
  /** Answers as a broken proxy does: a status, and no JSON. */
  bare(status: number): void;
  /** Closes the connection without an answer. */
  cut(): void;
}

/** What the client may wait at most for a webhook that is to come before the response, real ms. */
const BEFORE_RESPONSE_MS = 2000;

/** Takes one send request: refuses it, or accepts it and lets its fate take its course. */
export function sendMessage(world: World, number: BusinessNumber, body: JsonObject, exchange: Exchange): void {
  const refuse = (error: GraphError): void => {
    exchange.json(error.httpStatus, graphErrorBody(error));
  };
  const restriction = world.known.numbers.restrictionOf(number.account);
  if (restriction !== undefined) {
    refuse(graphError(restriction, 'The account is restricted from sending messages.'));
    return;
  }
  const now = world.clock.now();
  if (world.knobs.throughputLimit && !world.bucketOf(number).take(now)) {
    refuse(graphError(130429, `Cloud API message throughput of ${number.throughput} per second has been reached.`));
    return;
  }
  const request = readMessageRequest(body, number, world.known);
  if ('code' in request) {
    refuse(request);
    return;
  }
  if (!hasPairQuota(world, number, request, now)) {
    refuse(graphError(131056, 'Too many messages from this sender to the same recipient in a short time.'));
    return;
  }
  if (
    world.knobs.closedWindowRefusal === 'sync' &&
    !request.template &&
    !world.hasOpenSession(number, request.handset, now)
  ) {
    refuse(graphError(131047, 'More than 24 hours have passed since the recipient last replied.'));
    return;
  }
  takeChances(world, number, request, exchange, refuse);
}

function hasPairQuota(world: World, number: BusinessNumber, { handset }: MessageRequest, now: number): boolean {
  const { pairLimit, pairIntervalSeconds, pairBurst } = world.knobs;
  const interval = world.limitMs(pairIntervalSeconds * 1000);
  return !pairLimit || world.pairs.take(`${number.id}|${handset}`, now, interval, pairBurst);
}

function takeChances(
  world: World,
  number: BusinessNumber,
  request: MessageRequest,
  exchange: Exchange,
  refuse: (error: GraphError) => void,
): void {
  const { knobs, settings, schedule, clock } = world;
  const magic = magicOf(request.digits);
  const key = `${number.id}|${request.handset}|${request.template?.name ?? ''}`;
  const attempt = world.countAttempt(`${key}|${campaignOf(request.callbackData) ?? ''}`);
  if (magic?.refuse && attempt <= magic.refuse.times) {
    refuse(graphError(magic.refuse.code));
    return;
  }
  const draws = new Draws(`${settings.seed}|${key}|${attempt}`);
  const habits = habitsOf(world, request.handset);
  const dice = throwDice(knobs, draws, habits, mixOf(request.template?.category));
  const fate = overruled(world, number, request, { ...dice, ...magic?.fate }, magic);
  const delay = responseDelay(knobs, draws) / settings.speed;
  const later = (task: () => void): void => {
    if (delay < 1) task();
    else schedule.at(clock.now() + delay, { run: task });
  };
  if (fate.answer === 'error-before') {
    later(() => {
      failBeforeAccepting(world, draws, magic, exchange, refuse);
    });
    return;
  }
  accept(world, number, request, fate, draws, exchange, delay, later);
}

/** A server error while nothing was accepted yet: with a Graph error in it, or bare. A magic number's is bare unless all are not. */
function failBeforeAccepting(
  world: World,
  draws: Draws,
  magic: Magic | undefined,
  exchange: Exchange,
  refuse: (error: GraphError) => void,
): void {
  const { jsonErrorShare } = world.knobs;
  const withJson = magic?.fate?.answer ? jsonErrorShare === 1 : draws.chance('error-before.json', jsonErrorShare);
  if (withJson) refuse(graphError(draws.pick('error-before.code', [131000, 131016])));
  else exchange.bare(500);
}

/** What the platform's own rules make of a message, whatever chance said. */
function overruled(
  world: World,
  number: BusinessNumber,
  request: MessageRequest,
  fate: Fate,
  magic: Magic | undefined,
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
  const inSession = world.hasOpenSession(number, request.handset, now);
  if (!request.template) return inSession ? fate : failed(131047);
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
  request: MessageRequest,
  fate: Fate,
  draws: Draws,
  exchange: Exchange,
  delay: number,
  later: (task: () => void) => void,
): void {
  const { clock, schedule, knobs, settings } = world;
  const person = personOf(
    request.handset,
    habitsOf(world, request.handset),
    fate.olderWaId && (hasOlderForm(request.handset) || magicOf(request.digits)?.fate?.olderWaId === true),
    fate.bsuidOnly,
  );
  const serial = world.nextSerial();
  const early = fate.beforeResponse && number.subscription !== undefined;
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
      category: request.template?.category.toLowerCase() ?? 'service',
      quickReplies: request.quickReplies,
      callbackData: request.callbackData,
      serial,
    },
    fate,
    draws,
    planJourney(fate, knobs, draws, start, settings.speed),
  );
  const contact = {
    input: request.input,
    ...(request.input === null ? { user_id: person.userId } : { wa_id: person.waId }),
  };
  const answer = JSON.stringify({
    messaging_product: 'whatsapp',
    contacts: [contact],
    messages: [
      {
        id: outboundMessageId(request.digits, world.epoch, serial),
        ...(request.template && { message_status: 'accepted' }),
      },
    ],
  });
  if (fate.answer === 'hang') {
    schedule.at(clock.now() + knobs.hangSeconds * 1000, { run: exchange.cut });
    message.run();
  } else if (fate.answer === 'error-after') {
    later(() => {
      exchange.bare(draws.pick('error-after.status', [500, 502, 503, 504]));
      message.run();
    });
  } else if (early) {
    answerAfterWebhook(world, message, () => {
      exchange.json(200, answer);
    });
  } else {
    later(() => {
      exchange.json(200, answer);
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
