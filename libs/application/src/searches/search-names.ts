import { Refusal } from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';
import { searchesView } from '@arauto/read-models/operational';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, VIEWS } from '../tokens';
import type { Views } from '../views';

/** How long a command waits for the views, milliseconds. */
const PATIENCE = 2000;

/** The names that searches of a key have: each is one's only. */
@Injectable()
export class SearchNames {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(EVENT_STORE) private readonly events: Pick<EventReader, 'head'>,
  ) {}

  /** @throws Refusal `already_exists` where another search has it */
  async requireFree(owner: string, name: string, searchId: string): Promise<void> {
    await this.caughtUp();
    if (await this.isTaken(owner, name, searchId)) {
      throw new Refusal('already_exists', `There is a search called ${name} already.`, {
        errors: [{ path: 'name', code: 'already_exists', message: 'name is that of another search.' }],
      });
    }
  }

  /** The name itself where it is free, else with a number: `Lidas (2)`. */
  async freeOne(owner: string, name: string, searchId: string): Promise<string> {
    await this.caughtUp();
    let free = name;
    for (let n = 2; await this.isTaken(owner, free, searchId); n++) free = `${name} (${n})`;
    return free;
  }

  private async isTaken(owner: string, name: string, searchId: string): Promise<boolean> {
    const where = [
      { field: 'owner', equals: owner },
      { field: 'name', equals: name },
    ] as const;
    const found = await this.views.operational.find(searchesView, { where, limit: 2, fields: ['name'] });
    return found.some(({ id }) => id !== searchId);
  }

  /** What was saved a moment ago counts; views that are far behind keep nobody waiting. */
  private async caughtUp(): Promise<void> {
    await this.views.reached('operational', await this.events.head(), PATIENCE);
  }
}
