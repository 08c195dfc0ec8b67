import { type BusinessNumber } from './business-numbers';
import { CloudDialect } from './cloud-dialect';
import { type Dialect } from './dialect';
import { GupshupDialect } from './gupshup/gupshup-dialect';
import { type World } from './world';

/** The dialect in which a number's platform speaks. */
export function dialectOf(world: World, number: BusinessNumber): Dialect {
  return number.provider === 'gupshup' ? new GupshupDialect(world, number) : new CloudDialect(number);
}
