import { type Decider, impossible, laterEvent } from '../decider';
import { Refusal } from '../refusal';
import { stream } from '../streams';

type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data };

export type SearchNameEvent =
  | Event<'SearchNameClaimed', { readonly searchId: string; readonly at: string }>
  | Event<'SearchNameReleased', { readonly searchId: string }>;

export type SearchNameCommand =
  | {
      readonly type: 'ClaimSearchName';
      readonly searchId: string;
      readonly at: string;
      /** A holder that turned out not to have the name: deleted, or called otherwise. */
      readonly insteadOf?: string | undefined;
    }
  | { readonly type: 'ReleaseSearchName'; readonly searchId: string };

export type SearchName = { readonly holder: { readonly searchId: string; readonly since: string } | null };

/** A name is that of one search of its owner: its stream is where two that want it at once are told apart. */
export const searchNameDecider: Decider<SearchName, SearchNameCommand, SearchNameEvent> = {
  initial: { holder: null },
  decide(command, { holder }) {
    const { searchId } = command;
    switch (command.type) {
      case 'ClaimSearchName':
        if (holder?.searchId === searchId) return [];
        if (holder !== null && holder.searchId !== command.insteadOf) throw searchNameTaken();
        return [{ type: 'SearchNameClaimed', data: { searchId, at: command.at } }];
      case 'ReleaseSearchName':
        return holder?.searchId === searchId ? [{ type: 'SearchNameReleased', data: { searchId } }] : [];
      default:
        return impossible(command);
    }
  },
  evolve(name, event) {
    switch (event.type) {
      case 'SearchNameClaimed':
        return { holder: { searchId: event.data.searchId, since: event.data.at } };
      case 'SearchNameReleased':
        return { holder: null };
      default:
        return laterEvent(event, name);
    }
  },
};

export const searchNameAggregate = { decider: searchNameDecider, stream: stream.searchName };

/** Of a search whose owner has another one of that name. */
export function searchNameTaken(): Refusal {
  return new Refusal('already_exists', 'There is a search of that name already.', {
    errors: [{ path: 'name', code: 'already_exists', message: 'name is that of another search.' }],
  });
}
