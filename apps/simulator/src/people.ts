import { Draws } from './draws';
import { olderForm, userIdOf, hasOlderForm, type Handset } from './handsets';
import { type Writer } from './inbound-update';
import { type World } from './world';

/** Half of them beyond ASCII, so that escaping is always exercised. */
const NAMES = ['Marina', 'João', 'José Ângelo', 'Ana', 'Lúcia', 'Pedro', 'Begoña', 'Iris'] as const;

/** Decisions that belong to a person, the same in every message of a run. */
export function habitsOf(world: World, handset: Handset): Draws {
  return new Draws(`${world.settings.seed}|${handset}`);
}

/** The person as webhooks name them. `olderWaId`: known by the older form of the number where there is one. */
export function personOf(handset: Handset, habits: Draws, olderWaId: boolean, bsuidOnly: boolean): Writer {
  return {
    waId: olderWaId ? olderForm(handset) : handset,
    userId: userIdOf(handset),
    profileName: habits.pick('name', NAMES),
    bsuidOnly,
  };
}

/** The person as chance made them, for messages they write by themselves. */
export function anyPerson(world: World, handset: Handset): Writer {
  const habits = habitsOf(world, handset);
  const older = hasOlderForm(handset) && habits.chance('older-wa-id', world.knobs.olderWaIdRate);
  return personOf(handset, habits, older, habits.chance('bsuid-only', world.knobs.bsuidOnlyRate));
}
