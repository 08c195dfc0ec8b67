import type { RecordedEvent } from '@arauto/event-store';
import type { World } from '../world';
import type { Judging, Rules } from './judging';

/** What the log refers to is in the vault before it is in the log: whoever reads it would find somebody erased else. */
export class References implements Rules {
  constructor(
    private readonly world: World,
    private readonly judge: Judging,
  ) {}

  heard({ type, stream, data }: RecordedEvent): void {
    const { vault } = this.world.disks;
    for (const ref of refsIn(data)) {
      if (vault.entries.has(ref)) continue;
      this.judge.fail('what the log refers to is in the vault', `${type} of ${stream} refers to ${ref}`);
    }
  }
}

/** Whatever is called a ref, however deep it lies. */
function* refsIn(value: unknown, name = ''): Generator<string> {
  if (typeof value === 'string') {
    if (name === 'ref' || name.endsWith('Ref')) yield value;
  } else if (Array.isArray(value)) {
    for (const each of value as readonly unknown[]) yield* refsIn(each);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) yield* refsIn(each, key);
  }
}
