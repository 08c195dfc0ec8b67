export { ContactFileMissing, type ContactFiles, StorageFull, type StoredContactFile } from './contact-files';
export { writeContactLines } from './contact-lines';
export { SuppressedPersons } from './suppressed-persons';
export { UploadReactions } from './upload-reactions';
export { type ReadingEnd, UploadReader, type UploadReaderDeps } from './upload-reader';
