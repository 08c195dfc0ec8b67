import { createHmac, timingSafeEqual } from 'node:crypto';

/** Whether somebody knows a secret of ours; compared in constant time. An empty one is nobody's. */
export function isSameSecret(given: string, ours: string): boolean {
  if (ours === '') return false;
  // Of equal length whatever was given, which timingSafeEqual wants.
  const [theirs, own] = [given, ours].map((text) => createHmac('sha256', 'same secret').update(text).digest());
  return timingSafeEqual(theirs!, own!);
}
