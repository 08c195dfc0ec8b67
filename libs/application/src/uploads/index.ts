export {
  ContactFileMissing,
  type ContactFiles,
  StorageFull,
  type StoredContactFile,
  UploadQuotaExceeded,
} from '@arauto/contact-files';
export { writeContactLines } from './contact-lines';
export { UploadReactions } from './upload-reactions';
export { type ReadingEnd, UploadReader, type UploadReaderDeps } from './upload-reader';
