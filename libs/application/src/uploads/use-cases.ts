import { CopiedContacts } from './copied-contacts';
import { GetUploadHandler } from './get-upload';
import { ListUploadsHandler } from './list-uploads';
import { ListVerdictsHandler } from './list-verdicts';
import { MayUploadHandler } from './may-upload';
import { StreamRefusedHandler } from './stream-refused';
import { StreamVerdictsHandler } from './stream-verdicts';
import { TryContactsHandler } from './try-contacts';
import { UploadContactsHandler } from './upload-contacts';
import { VerdictRows } from './verdict-rows';

export { GetUpload } from './get-upload';
export { ListUploads } from './list-uploads';
export { ListVerdicts, ListVerdictsQuery } from './list-verdicts';
export { StreamRefused, StreamRefusedQuery } from './stream-refused';
export { StreamVerdicts, StreamVerdictsQuery } from './stream-verdicts';
export { type TriedContacts, triedContacts, TryContacts } from './try-contacts';
export { UploadContacts, type UploadContactsInput, UploadContactsQuery, ContactMapping } from './upload-contacts';
export { MayUpload } from './may-upload';

/** What is told and asked of contact files, and what its handlers are given. */
export const uploadUseCases = [
  TryContactsHandler,
  UploadContactsHandler,
  GetUploadHandler,
  MayUploadHandler,
  ListUploadsHandler,
  ListVerdictsHandler,
  StreamRefusedHandler,
  StreamVerdictsHandler,
  CopiedContacts,
  VerdictRows,
] as const;
