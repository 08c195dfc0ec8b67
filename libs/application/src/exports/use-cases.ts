import { DiscardExportHandler } from './discard-export';
import { FetchExportHandler } from './fetch-export';
import { GetExportHandler } from './get-export';
import { ListExportsHandler } from './list-exports';
import { RequestExportHandler } from './request-export';

export { DiscardExport } from './discard-export';
export { FetchExport, type FetchedFile } from './fetch-export';
export { GetExport } from './get-export';
export { ListExports } from './list-exports';
export { RequestExport, RequestExportBody } from './request-export';

/** What is told and asked of exports. */
export const exportUseCases = [
  RequestExportHandler,
  GetExportHandler,
  ListExportsHandler,
  DiscardExportHandler,
  FetchExportHandler,
] as const;
