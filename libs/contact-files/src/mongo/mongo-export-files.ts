import type { KeptFiles } from '../kept-files';
import { openSealedFiles, type SealedFilesOptions } from './sealed-files';

/**
 * Files of exports among the sealed files of a database.
 * @throws errors of the driver
 */
export function openMongoExportFiles(options: SealedFilesOptions): Promise<KeptFiles> {
  return openSealedFiles({ collection: 'export_files', label: 'key of export file' }, options);
}
