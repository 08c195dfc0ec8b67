import { type GupshupNumber } from '../business-numbers';
import { Draws } from '../draws';
import { type Fate } from '../fate';
import { handsetOf } from '../handsets';
import { type Exchange } from '../journaled-exchange';
import { type Knobs } from '../knobs';
import { hasPairQuota, takeMessage, type Counter, type WantedMessage } from '../take-message';
import { type World } from '../world';
import { isOwnCode } from './codes';
import { gupshupMessageId } from './ids';
import { internalError, refusalBody, tooManyRequests, type Refusal } from './refusal';
import { destinationOf } from './send-form';
import { readSessionContent } from './session-request';
import { readTemplateContent } from './template-request';

const UNKNOWN_NUMBER = 1002;
const STOP_SENDING = 4001;
const UNDELIVERABLE = 131026;
const SENDER_IS_RECIPIENT = 131021;
const PAIR_RATE = 131056;

/** Which of the two addresses a message was sent to. */
export type Manner = 'template' | 'session';

/** Takes one send request: refuses it, or accepts it, and whatever is wrong with it is then told by a callback. */
export function sendForm(
  world: World,
  app: GupshupNumber,
  manner: Manner,
  form: URLSearchParams,
  callbackData: string | null,
  exchange: Exchange,
): void {
  const refuse = (refusal: Refusal): void => {
    exchange.json(refusal.status, refusalBody(refusal));
  };
  const excess = excessOf(world, app, form);
  if (excess === 'refused') {
    refuse(tooManyRequests);
    return;
  }
  const request = readForm(world, app, manner, form, callbackData);
  if ('status' in request) {
    refuse(request);
    return;
  }
  const fails = excess ?? request.fails ?? failureOf(world, app, request);
  takeMessage(
    world,
    app,
    { ...request, fails },
    {
      exchange,
      refuse: (code) => {
        refuse(code === 131056 ? tooManyRequests : internalError);
      },
      refuseAsOrdered: ({ code, message = '' }) => {
        refuse({ status: code, message });
      },
      closedWindowCode: world.knobs.closedWindowRefusal === 'sync' ? 1004 : world.knobs.gupshupClosedWindowCode,
      fateOf: (fate, draws, certain) => fateOf(world.knobs, fate, draws, certain),
      answer: (_, serial, draws) => answer(world, serial, draws),
    },
  );
}

/** What becomes of a message beyond the rate of the app: it is refused, or taken and failed with a code. Undefined for any other. */
function excessOf(world: World, app: GupshupNumber, form: URLSearchParams): 'refused' | number | undefined {
  const { throughputLimit, gupshupMessagesPerSecond, gupshupStopSendingRate } = world.knobs;
  const bucket = world.bucketOf(app, app.messagesPerSecond ?? gupshupMessagesPerSecond);
  if (!throughputLimit || bucket.take(world.clock.now())) return undefined;
  const key = `${app.id}|${form.get('destination')}|excess`;
  const draws = new Draws(`${world.settings.seed}|${key}|${world.countAttempt(key)}`);
  return draws.chance('stop-sending', gupshupStopSendingRate) ? STOP_SENDING : 'refused';
}

function readForm(
  world: World,
  app: GupshupNumber,
  manner: Manner,
  form: URLSearchParams,
  callbackData: string | null,
): WantedMessage | Refusal {
  const destination = destinationOf(form);
  if ('status' in destination) return destination;
  const content =
    manner === 'template' ? readTemplateContent(form, app, world.known.templates) : readSessionContent(form);
  if ('status' in content) return content;
  return { template: undefined, quickReplies: [], ...content, ...destination, callbackData };
}

/** What WhatsApp refuses whatever the content is. */
function failureOf(world: World, app: GupshupNumber, { handset }: WantedMessage): number | undefined {
  const restriction = world.known.numbers.restrictionOf(app.account);
  if (restriction !== undefined) return restriction;
  if (handset === handsetOf(app.digits)) return SENDER_IS_RECIPIENT;
  return hasPairQuota(world, app, handset, world.clock.now()) ? undefined : PAIR_RATE;
}

/** Gupshup knows of some numbers by itself that they are none of WhatsApp's, says what it hands on, and overtakes no response that it waits for. */
function fateOf(knobs: Knobs, fate: Fate, draws: Draws, certain: boolean): Fate {
  const known = !certain && fate.code === UNDELIVERABLE && draws.chance('known-to-gupshup', knobs.gupshup1002Share);
  const told: Fate = known ? { ...fate, code: UNKNOWN_NUMBER, contradiction: 'none' } : fate;
  const beforeResponse = fate.beforeResponse && (certain || knobs.gupshupCallbackDelayMs === 0);
  return { ...told, beforeResponse, enqueued: !(told.end === 'failed' && isOwnCode(told.code)) };
}

/** One of Gupshup's pages has another word for the same answer, and one serves JSON as HTML. */
function answer(world: World, serial: number, draws: Draws): ReturnType<Counter['answer']> {
  const { gupshupSuccessWordRate, gupshupHtmlRate } = world.knobs;
  const status = draws.chance('success-word', gupshupSuccessWordRate) ? 'success' : 'submitted';
  return {
    status: 202,
    body: JSON.stringify({ status, messageId: gupshupMessageId(world.epoch, serial) }),
    type: draws.chance('html', gupshupHtmlRate) ? 'text/html; charset=UTF-8' : undefined,
  };
}
