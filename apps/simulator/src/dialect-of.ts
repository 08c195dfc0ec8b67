import { type BusinessNumber } from './business-numbers';
import { CloudDialect } from './cloud-dialect';
import { type Dialect } from './dialect';

/** The dialect in which a number's platform speaks. */
export function dialectOf(number: BusinessNumber): Dialect {
  return new CloudDialect(number);
}
