export { type MongoContactFilesOptions, openMongoContactFiles } from './mongo-contact-files';
