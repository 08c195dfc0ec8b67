export { forgetLogOfViews, holdsViews, noteLogOfViews } from './log-of-views';
export { type MongoViewReader, type MongoViewReaderOptions, openMongoViewReader } from './reader';
export { type MongoViewWriterOptions, openMongoViewWriter } from './writer';
