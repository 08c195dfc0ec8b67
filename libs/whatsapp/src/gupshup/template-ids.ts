import { type Clock } from '@arauto/clock';
import type { Refused } from '../calls/answers';
import type { KnownTemplate } from './template-list';

/** Milliseconds: a template that was made anew under its name has another id. */
const FRESH = 600_000;
/** Milliseconds between two looks for one that is not there. */
const PATIENCE = 10_000;

/** Gupshup's ids of templates, which a send names them by, by name and language. */
export class TemplateIds {
  private ids: ReadonlyMap<string, string> = new Map();
  /** When each that is not there was looked for last. */
  private readonly missed = new Map<string, number>();
  private listedAt = -Infinity;
  private asking: Promise<Refused | null> | undefined;

  /** @param list asks the platform */
  constructor(
    private readonly list: () => Promise<readonly KnownTemplate[] | Refused>,
    private readonly clock: Clock,
  ) {}

  /** The id; null where there is no such template, and why where nobody could be asked. At once where it is known. */
  find(name: string, language: string): string | Promise<string | null | Refused> {
    const known = this.ids.get(keyOf(name, language));
    const age = this.clock.now() - this.listedAt;
    return known !== undefined && age < FRESH ? known : this.ask(keyOf(name, language));
  }

  /** What was listed for another reason. */
  learn(listed: readonly KnownTemplate[]): void {
    const ids = new Map<string, string>();
    for (const { id, template } of listed) {
      const key = keyOf(template.name, template.language);
      // Of two of a name, as a deleted one may be listed still, the one that can be sent.
      if (id !== '' && (!ids.has(key) || template.status === 'approved')) ids.set(key, id);
    }
    this.ids = ids;
    this.listedAt = this.clock.now();
  }

  private async ask(key: string): Promise<string | null | Refused> {
    const before = this.ids.get(key);
    if (before === undefined && this.wasMissed(key)) return null;
    const refused = await this.refreshed();
    const now = this.ids.get(key);
    // One that was there is rather still there than not.
    if (refused) return now ?? refused;
    if (now === undefined) this.missed.set(key, this.clock.now());
    return now ?? null;
  }

  /** A list that was asked for on behalf of another says nothing of one that was approved since: each is looked for once by itself. */
  private wasMissed(key: string): boolean {
    return this.clock.now() - (this.missed.get(key) ?? -Infinity) < PATIENCE;
  }

  /** One question at a time, whoever waits for it. */
  private refreshed(): Promise<Refused | null> {
    this.asking ??= this.list()
      .then((listed) => {
        if ('error' in listed) return listed;
        this.learn(listed);
        return null;
      })
      .finally(() => (this.asking = undefined));
    return this.asking;
  }
}

function keyOf(name: string, language: string): string {
  return `${name} ${language}`;
}
