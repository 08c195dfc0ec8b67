import type { Reaction } from '../reactions/reaction';
import type { SmallEngine } from './small-engine';

/** Of what is not told to stop. */
export const never = new AbortController().signal;

/** One look of a reaction by views that have everything; true where there is more to do at once. @throws whatever it fails of */
export async function look(engine: SmallEngine, reaction: Pick<Reaction, 'look'>): Promise<boolean> {
  await engine.views.project();
  return reaction.look(never, (error) => {
    throw error;
  });
}
