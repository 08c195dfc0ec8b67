import { hostname } from 'node:os';
import type { Random } from '@arauto/clock';

/** What a process is called by the others, as long as it lives: never the same twice, and told by people from its host and process id. */
export function instanceName(random: Pick<Random, 'bytes'>): string {
  return `${hostname()}-${process.pid}-${random.bytes(6).toString('hex')}`;
}
