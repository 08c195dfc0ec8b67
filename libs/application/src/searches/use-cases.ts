import { CopySearchHandler } from './copy-search';
import { DeleteSearchHandler } from './delete-search';
import { EditSearchHandler } from './edit-search';
import { FormerFilters } from './former-filters';
import { GetSearchHandler } from './get-search';
import { ListSearchesHandler } from './list-searches';
import { PersonalFilters } from './personal-filters';
import { Reports } from './reports';
import { RunSearchHandler } from './run-search';
import { SaveSearchHandler } from './save-search';
import { SearchNames } from './search-names';
import { SearchTermsCheck } from './search-terms';
import { ShowSearches } from './show-search';

export { CopySearch, CopySearchBody } from './copy-search';
export { DeleteSearch } from './delete-search';
export { EditSearch } from './edit-search';
export { GetSearch } from './get-search';
export { ListSearches } from './list-searches';
export { RunSearch, RunSearchQuery } from './run-search';
export { SaveSearch } from './save-search';
export { EditSearchBody, SaveSearchBody } from './search-fields';

/** What is told and asked of saved searches, and what its handlers are given. */
export const searchUseCases = [
  CopySearchHandler,
  DeleteSearchHandler,
  EditSearchHandler,
  GetSearchHandler,
  ListSearchesHandler,
  RunSearchHandler,
  SaveSearchHandler,
  FormerFilters,
  PersonalFilters,
  Reports,
  SearchNames,
  SearchTermsCheck,
  ShowSearches,
] as const;
