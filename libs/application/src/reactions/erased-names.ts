import type { Clock } from '@arauto/clock';
import type { EventReader } from '@arauto/event-store';
import { holds, type Vault } from '@arauto/privacy';
import { type SearchDocument, searchesView } from '@arauto/read-models/operational';
import type { Views } from '../views';
import { eachInTurn } from './each-apart';
import type { Reaction } from './reaction';

/** Searches that were saved while somebody was erased are in the views by then, milliseconds. */
const ONCE_MORE_AFTER = 60_000;
/** How long the views are waited for, milliseconds. */
const PATIENCE = 2000;
/** Entries of a campaign that a text is looked for in: one that is in more phones than this, and in no name among them, is nobody's name. */
const MOST_NAMED = 1000;

export interface ErasedNamesParts {
  readonly events: Pick<EventReader, 'head'>;
  readonly views: Views;
  readonly vault: Pick<Vault, 'erasures' | 'search' | 'getMany' | 'remove'>;
  readonly clock: Clock;
}

/**
 * Takes out of saved searches the names of who was erased. A part of a name is nobody's by itself, so that no erasure of a person finds it in the vault:
 * after one, a search keeps a name that was saved before only where somebody who is still in its campaign has it in theirs. A look costs one question
 * of the vault where nobody was erased since the last.
 */
export function erasedNames({ events, views, vault, clock }: ErasedNamesParts): Reaction {
  /** Nobody was erased before the first. */
  let settled = '';
  let onceMoreAt: number | undefined;
  return {
    name: 'names of who was erased',
    every: 1000,
    async look(signal, failed) {
      const erasures = await vault.erasures();
      const isDue = onceMoreAt !== undefined && clock.monotonic() >= onceMoreAt;
      if (erasures === settled && !isDue) return false;
      const isNew = erasures !== settled;
      const sawAll = await views.reached('operational', await events.head(), PATIENCE);
      let failures = 0;
      const query = { fields: ['filters', 'nameRef'] } as const;
      for await (const page of views.operational.stream(searchesView, query)) {
        const forget = ({ doc }: (typeof page)[number]) => forgetName(doc, erasures);
        await eachInTurn(
          page,
          forget,
          (error) => {
            failures++;
            failed(error);
          },
          signal,
        );
      }
      if (signal.aborted || failures > 0 || !sawAll) return false;
      settled = erasures;
      onceMoreAt = isNew ? clock.monotonic() + ONCE_MORE_AFTER : undefined;
      return false;
    },
  };

  async function forgetName(
    { nameRef, filters }: Pick<SearchDocument, 'nameRef' | 'filters'>,
    erasures: string,
  ): Promise<boolean> {
    if (nameRef === null) return false;
    const [entry] = await vault.getMany([nameRef]);
    if (!entry?.name) return false;
    // It was saved after whoever was erased last.
    if ((entry.data as { readonly erasures?: string } | null)?.erasures === erasures) return false;
    if (await isSomebodys(filters['campaign'], entry.name)) return false;
    await vault.remove([nameRef]);
    return true;
  }

  async function isSomebodys(campaign: unknown, name: string): Promise<boolean> {
    if (typeof campaign !== 'string') return false;
    // The vault looks for it in phones, too.
    const found = await vault.getMany(await vault.search(campaign, name, MOST_NAMED));
    return found.some((entry) => holds(entry?.name, name));
  }
}
