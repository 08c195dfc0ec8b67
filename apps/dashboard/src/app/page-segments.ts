/**
 * First segments of the paths that are pages. The build writes them down for the engine, which answers these paths with the page and everything else
 * that it does not know with a 404.
 */
export const PAGE_SEGMENTS = [
  'sign-in',
  'campaigns',
  'reports',
  'conversations',
  'senders',
  'templates',
  'suppressions',
  'events',
  'streams',
  'verification',
  'projections',
  'keys',
  'subaccounts',
  'system',
] as const;
