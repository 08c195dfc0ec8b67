import { CreateKeyHandler } from './create-key';
import { ListKeysHandler } from './list-keys';
import { RevokeKeyHandler } from './revoke-key';
import { WhoAsksHandler } from './who-asks';

export { CreateKey, CreateKeyBody } from './create-key';
export { ListKeys } from './list-keys';
export { RevokeKey } from './revoke-key';
export { WhoAsks } from './who-asks';

/** What is told and asked of API keys, and what its handlers are given. */
export const keyUseCases = [CreateKeyHandler, RevokeKeyHandler, ListKeysHandler, WhoAsksHandler] as const;
