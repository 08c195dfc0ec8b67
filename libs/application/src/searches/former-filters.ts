import { type Search, searchDecider, stream } from '@arauto/domain';
import { eventOf, type EventReader, type Position } from '@arauto/event-store';
import type { Vault } from '@arauto/privacy';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, VAULT, VIEWS } from '../tokens';
import type { Views } from '../views';

/** How long the views are waited for, milliseconds. */
const PATIENCE = 2000;

/** What searches named of people before they were edited or deleted. */
@Injectable()
export class FormerFilters {
  constructor(
    @Inject(EVENT_STORE) private readonly events: Pick<EventReader, 'readStream'>,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(VIEWS) private readonly views: Views,
  ) {}

  /**
   * Removes it from the vault. All that a search ever named is looked for, so that what an edit left that did not get here goes with the next.
   * @param since when it is named no more: whoever still reads it of the views would take it for erased
   */
  async forget(searchId: string, since: Position): Promise<void> {
    const ever = new Set<string>();
    let search: Search = searchDecider.initial;
    for await (const recorded of await this.events.readStream(stream.search(searchId))) {
      search = searchDecider.evolve(search, eventOf(searchDecider, recorded));
      for (const ref of refsOf(search)) ever.add(ref);
    }
    if (search.status === 'kept') for (const ref of refsOf(search)) ever.delete(ref);
    if (ever.size === 0) return;
    await this.views.reached('operational', since, PATIENCE);
    await this.vault.remove([...ever]);
  }
}

function refsOf(search: Search): readonly string[] {
  if (search.status === 'none') return [];
  const { phoneRefs, nameRef } = search;
  return [...(phoneRefs ?? []), ...(nameRef === null ? [] : [nameRef])];
}
