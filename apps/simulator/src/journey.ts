import { type Draws } from './draws';
import { type Fate, type Reaction } from './fate';
import { type Knobs } from './knobs';
import { deliveryDelay, readDelay, replyDelay, sentDelay } from './timing';

export type StatusName = 'enqueued' | 'sent' | 'delivered' | 'read' | 'failed';

/** One thing that happens to a message. Times are the wall clock in ms; a webhook may tell later of what happened earlier. */
export interface Step {
  readonly dueAt: number;
  readonly happenedAt: number;
  readonly what: 'arrives' | 'referral' | StatusName | Reaction;
  /** Error code of `failed`. */
  readonly code: number;
}

/**
 * What will happen to a message accepted at `acceptedAt`, in the order of `dueAt`.
 * @param lifetimeMs whoever cannot be reached for longer never gets it, and nobody is told so
 */
export function planJourney(
  fate: Fate,
  knobs: Knobs,
  draws: Draws,
  acceptedAt: number,
  speed: number,
  lifetimeMs = Infinity,
): Step[] {
  const at = (delayMs: number): number => acceptedAt + delayMs / speed;
  const steps: Step[] = [];
  const add = (what: Step['what'], when: number, code = 0): void => {
    steps.push({ dueAt: when, happenedAt: when, what, code });
  };

  const sent = sentDelay(knobs, draws);
  if (fate.fromAdvertisement) add('referral', at(0));
  if (fate.enqueued) add('enqueued', at(0));
  if (fate.end === 'failed') {
    add('failed', at(sent), fate.code);
    if (fate.contradiction === 'delivered-late') {
      add('arrives', at(sent + knobs.contradictionMs));
      add('delivered', at(sent + knobs.contradictionMs));
    }
    for (const reaction of fate.reactions) add(reaction, at(sent));
    return inOrder(steps);
  }
  add('sent', at(sent));
  if (fate.end === 'silent') return steps;

  const delivered = Math.max(sent, fate.offlineMs ?? deliveryDelay(knobs, draws));
  if (delivered > lifetimeMs) return steps;
  add('arrives', at(delivered));
  if (!fate.deliveredSkipped) add('delivered', at(delivered));
  if (fate.contradiction === 'failed-late') add('failed', at(delivered + knobs.contradictionMs), 131000);
  const seen = delivered + readDelay(knobs, draws);
  if (fate.read) add('read', at(seen));
  for (const reaction of fate.reactions) add(reaction, at(seen + replyDelay(knobs, draws)));
  return disordered(steps, fate.order, knobs.swapMs / speed);
}

const statuses: readonly Step['what'][] = ['enqueued', 'sent', 'delivered', 'read', 'failed'];

/** Lets the webhooks of a message be told in another order, with the stamps of when things really happened. */
function disordered(steps: Step[], order: Fate['order'], swapMs: number): Step[] {
  if (order === 'kept') return inOrder(steps);
  const told = steps.filter(({ what }) => statuses.includes(what));
  const rest = steps.filter(({ what }) => !statuses.includes(what));
  if (order === 'swapped') {
    const [first, second, ...others] = told;
    if (!first || !second) return inOrder(steps);
    return inOrder([...rest, second, { ...first, dueAt: second.dueAt + swapMs }, ...others]);
  }
  const last = Math.max(...told.map(({ dueAt }) => dueAt));
  return inOrder([...rest, ...told.reverse().map((step) => ({ ...step, dueAt: last }))]);
}

function inOrder(steps: Step[]): Step[] {
  return steps.sort((a, b) => a.dueAt - b.dueAt);
}
