import { DiscardExportHandler } from './discard-export';
import { ExportOrders } from './export-orders';
import { ExportRoom } from './export-room';
import { FetchExportHandler } from './fetch-export';
import { GetExportHandler } from './get-export';
import { ListExportsHandler } from './list-exports';
import { RequestExportHandler } from './request-export';

export { DiscardExport } from './discard-export';
export { FetchExport, type FetchedFile } from './fetch-export';
export { GetExport } from './get-export';
export { ListExports, ListExportsQuery } from './list-exports';
export { RequestExport, RequestExportBody } from './request-export';

/** What is told and asked of exports, and what its handlers are given. */
export const exportUseCases = [
  RequestExportHandler,
  GetExportHandler,
  ListExportsHandler,
  DiscardExportHandler,
  FetchExportHandler,
  ExportOrders,
  ExportRoom,
] as const;
