import { type Hand, type Outcome } from './crew';
import type { Plan } from './plan';
import type { RunOptions } from './run-world';
import type { World } from './world';

/** Writes down every step of a world, and then every event of its log: what two lives of one plan must have in common to the byte. */
export function recordSteps(): { readonly listening: RunOptions; readonly text: () => string } {
  const lines: string[] = [];
  let world: World | undefined;
  return {
    listening: {
      onWorld: (begun) => (world = begun),
      onStep: ({ at, who, what }) => lines.push(`${at} ${who} ${what}`),
    },
    text: () => [...lines, ...(world?.disks.log.events ?? []).map((event) => JSON.stringify(event))].join('\n'),
  };
}

/**
 * Lives every plan in two processes, which come to it from both ends of the list: what an earlier world left behind in a process would show as well.
 * @param told called as soon as a plan was lived twice; `difference` is undefined where both lives were the same
 */
export async function liveTwice(
  hands: readonly [Hand, Hand],
  plans: readonly Plan[],
  told: (plan: Plan, lives: readonly [Outcome, Outcome], difference: string | undefined) => void,
): Promise<void> {
  const first = new Map<Plan, Outcome>();
  const liveAll = async (hand: Hand, order: readonly Plan[]) => {
    for (const plan of order) {
      const outcome = await hand.live({ plan, wants: 'steps' });
      const other = first.get(plan);
      if (other) told(plan, [other, outcome], differenceOf(other, outcome));
      // It is large, and nobody needs it any more.
      if (other) first.delete(plan);
      else first.set(plan, outcome);
    }
  };
  await Promise.all([liveAll(hands[0], plans), liveAll(hands[1], [...plans].reverse())]);
}

/** The first step, or event, in which two lives of one plan differ. */
export function differenceOf(
  one: Pick<Outcome, 'text' | 'failures'>,
  other: Pick<Outcome, 'text' | 'failures'>,
): string | undefined {
  if (one.text !== other.text) {
    const [lines, others] = [one, other].map(({ text }) => text.split('\n')) as [string[], string[]];
    const at = lines.findIndex((line, n) => line !== others[n]);
    const line = at < 0 ? lines.length : at;
    return `line ${line + 1} is "${lines[line] ?? 'nothing'}" in one life and "${others[line] ?? 'nothing'}" in the other`;
  }
  const [failures, otherFailures] = [one, other].map((life) => JSON.stringify(life.failures));
  return failures === otherFailures ? undefined : `one life broke ${failures}, and the other ${otherFailures}`;
}
