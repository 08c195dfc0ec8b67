import { CopiedContacts } from './copied-contacts';
import { GetUploadHandler } from './get-upload';
import { ListVerdictsHandler } from './list-verdicts';
import { MayUploadHandler } from './may-upload';
import { StreamVerdictsHandler } from './stream-verdicts';
import { UploadContactsHandler } from './upload-contacts';
import { VerdictRows } from './verdict-rows';

export { GetUpload } from './get-upload';
export { ListVerdicts, ListVerdictsQuery } from './list-verdicts';
export { StreamVerdicts, StreamVerdictsQuery } from './stream-verdicts';
export { UploadContacts, type UploadContactsInput, ContactMapping } from './upload-contacts';
export { MayUpload } from './may-upload';

/** What is told and asked of contact files, and what its handlers are given. */
export const uploadUseCases = [
  UploadContactsHandler,
  GetUploadHandler,
  MayUploadHandler,
  ListVerdictsHandler,
  StreamVerdictsHandler,
  CopiedContacts,
  VerdictRows,
] as const;
