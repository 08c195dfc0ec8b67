import type { Random } from '@arauto/clock';
import { contacts } from '../e2e/stage';

/** A contact file as people make them: some rows twice, some without a usable number. */
export interface Audience {
  readonly csv: string;
  readonly rows: number;
  readonly duplicates: number;
  readonly invalid: number;
}

const DUPLICATE_SHARE = 0.02;
const INVALID_SHARE = 0.01;

/** @param count data rows of the file */
export function makeAudience(count: number, random: Random): Audience {
  const people = contacts(count);
  const lines: string[] = [];
  let duplicates = 0;
  let invalid = 0;
  const valid: string[] = [];
  for (const { phone, name, parameters } of people) {
    const chance = random.fraction();
    const line = `${phone},${name},"${parameters['amount']}"`;
    if (chance < DUPLICATE_SHARE && valid.length > 0) {
      lines.push(valid[Math.floor(random.fraction() * valid.length)]!);
      duplicates++;
    } else if (chance > 1 - INVALID_SHARE) {
      lines.push(`12,${name},"${parameters['amount']}"`);
      invalid++;
    } else {
      lines.push(line);
      valid.push(line);
    }
  }
  return { csv: ['phone,name,amount', ...lines].join('\n'), rows: count, duplicates, invalid };
}
