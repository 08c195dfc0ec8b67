import type { Campaign, Sender } from './queries';
import type { CampaignsSearch } from './search';

/** What parts of the list are given, whatever they look like. */
export interface ListParts {
  readonly campaigns: readonly Campaign[];
  readonly senders: readonly Sender[];
  readonly search: CampaignsSearch;
  readonly selected: ReadonlySet<string>;
  /** Undefined for who may not pause: there is nothing to select for. */
  readonly toggle: ((ids: readonly string[], on: boolean) => void) | undefined;
}
