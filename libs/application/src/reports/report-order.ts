import type { Sort } from '@arauto/read-models';

/** What happened last is what people look for first. */
export const NEWEST_FIRST: readonly Sort[] = [{ field: 'sentAt', descending: true }];
