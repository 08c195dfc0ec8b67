import { type Decider, type Upload, type UploadCommand, type UploadEvent, uploadDecider } from '@arauto/domain';
import type { JsonObject } from '@arauto/event-store';

/** As the log takes it: a mapping comes out of JSON, which its type does not say. */
export type StoredUploadEvent = { readonly type: UploadEvent['type']; readonly data: JsonObject };

export const uploadStreamDecider = uploadDecider as unknown as Decider<Upload, UploadCommand, StoredUploadEvent>;
