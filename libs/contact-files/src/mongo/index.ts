export { type MongoContactFilesOptions, openMongoContactFiles } from './mongo-contact-files';
export { openMongoExportFiles } from './mongo-export-files';
