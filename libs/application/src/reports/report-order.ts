/** What happened last is what people look for first. */
export const NEWEST_FIRST = [{ field: 'sentAt', descending: true }] as const;
