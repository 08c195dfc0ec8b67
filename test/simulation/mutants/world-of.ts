import { Chance } from '../chance';
import { type Hostility, type Plan, planOf } from '../plan';

/** The nth world of a seed: how hostile it is, is drawn as well. */
export function worldOf(seed: string, nth: number): Plan {
  const name = `${seed}-${nth}`;
  const hostile = new Chance(name).branch('hostility').weighted<Hostility>([
    [1, 0],
    [2, 1],
    [3, 2],
    [3, 3],
  ]);
  return planOf(name, hostile);
}
