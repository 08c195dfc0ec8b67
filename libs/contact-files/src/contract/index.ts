export { describeKeptFilesContract } from './kept-files.contract';
export {
  type ContactFilesFeatures,
  type ContactFilesUnderTest,
  describeContactFilesContract,
} from './contact-files.contract';
