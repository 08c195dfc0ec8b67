export {
  type ContactFilesFeatures,
  type ContactFilesUnderTest,
  describeContactFilesContract,
} from './contact-files.contract';
