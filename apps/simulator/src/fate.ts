import { type Draws } from './draws';
import { type Knobs } from './knobs';

/** What a person does after the message is there. */
export type Reaction = 'reply' | 'anything' | 'tap' | 'tap-first' | 'image' | 'stop' | 'preference-stop';

/** What the HTTP client gets: an answer, none at all, or a bare server error on either side of acceptance. */
export type Answer = 'accept' | 'hang' | 'error-before' | 'error-after';

/** Everything chance decided about one message before it is on its way. */
export interface Fate {
  answer: Answer;
  /** How it ends: on the handset, refused later with a code, or nowhere without a word. */
  end: 'delivered' | 'failed' | 'silent';
  code: number;
  read: boolean;
  /** A failure that is reported although, or before, the message was delivered. */
  contradiction: 'none' | 'failed-late' | 'delivered-late';
  reactions: Reaction[];
  /** Fixed delay until delivery, ms before the speed; undefined = drawn. */
  offlineMs: number | undefined;
  deliveredSkipped: boolean;
  order: 'kept' | 'swapped' | 'reversed';
  /** How many times each webhook element is sent. */
  copies: number;
  beforeResponse: boolean;
  olderWaId: boolean;
  bsuidOnly: boolean;
  fromAdvertisement: boolean;
  /** The platform says that it handed the message on, before anything else of it. */
  enqueued?: boolean | undefined;
}

export type Mix = 'marketing' | 'utility';

/** Which outcome mix a template category follows: authentication behaves like utility, so does a free-form message. */
export function mixOf(category: string | undefined): Mix {
  return category === 'MARKETING' ? 'marketing' : 'utility';
}

function ending(knobs: Knobs, draws: Draws, mix: Mix): Pick<Fate, 'end' | 'code'> {
  let point = draws.uniform('outcome');
  const failures: readonly (readonly [number, number])[] = [
    [knobs[`${mix}131026`], 131026],
    [knobs[`${mix}131049`], 131049],
    [knobs[`${mix}131050`], 131050],
    [knobs[`${mix}130472`], 130472],
    [knobs[`${mix}PlatformError`], 131000],
  ];
  for (const [share, code] of failures) {
    if (point < share) {
      return { end: 'failed', code: code === 131000 ? draws.pick('platform', [131000, 131016, 131053]) : code };
    }
    point -= share;
  }
  return { end: point < knobs[`${mix}Silent`] ? 'silent' : 'delivered', code: 0 };
}

function reactionsOf(knobs: Knobs, draws: Draws, mix: Mix, read: boolean): Reaction[] {
  const reactions: Reaction[] = [];
  if (read && draws.chance('replies', knobs[`${mix}Reply`])) {
    reactions.push(draws.chance('replies.otherwise', knobs.otherReplyShare) ? 'anything' : 'reply');
  }
  if (read && draws.chance('taps', knobs[`${mix}Tap`])) reactions.push('tap');
  if (draws.chance('opts-out', knobs[`${mix}OptOut`])) {
    reactions.push(draws.chance('opts-out.how', 0.5) ? 'stop' : 'preference-stop');
  }
  return reactions;
}

function answerOf(knobs: Knobs, draws: Draws): Answer {
  if (draws.chance('error-before', knobs.errorBeforeAcceptRate)) return 'error-before';
  if (draws.chance('hang', knobs.hangRate)) return 'hang';
  return draws.chance('error-after', knobs.errorAfterAcceptRate) ? 'error-after' : 'accept';
}

/** Throws the dice for one message. `person` draws belong to the handset, so that its owner's habits stay the same. */
export function throwDice(knobs: Knobs, draws: Draws, person: Draws, mix: Mix): Fate {
  const { end, code } = ending(knobs, draws, mix);
  // The shares of the reference are of all delivered messages; people without receipts never count as readers.
  const readers = Math.min(1, knobs[`${mix}Read`] / Math.max(1 - knobs.receiptsOffRate, 0.01));
  const read =
    end === 'delivered' && !person.chance('receipts-off', knobs.receiptsOffRate) && draws.chance('reads', readers);
  return {
    answer: answerOf(knobs, draws),
    end,
    code,
    read,
    contradiction:
      end === 'failed' && draws.chance('delivered-late', knobs.deliveredAfterFailedRate) ? 'delivered-late' : 'none',
    reactions: end === 'delivered' ? reactionsOf(knobs, draws, mix, read) : [],
    offlineMs: undefined,
    deliveredSkipped: read && draws.chance('delivered-skipped', knobs.deliveredSkippedRate),
    order: orderOf(knobs, draws),
    copies: draws.chance('duplicated', knobs.duplicateRate) ? 1 + knobs.duplicateCopies : 1,
    beforeResponse: draws.chance('before-response', knobs.beforeResponseRate),
    olderWaId: person.chance('older-wa-id', knobs.olderWaIdRate),
    bsuidOnly: person.chance('bsuid-only', knobs.bsuidOnlyRate),
    fromAdvertisement: false,
  };
}

function orderOf(knobs: Knobs, draws: Draws): Fate['order'] {
  if (draws.chance('reversed', knobs.reversedRate)) return 'reversed';
  return draws.chance('swapped', knobs.outOfOrderRate) ? 'swapped' : 'kept';
}
