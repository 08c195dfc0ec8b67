import { graphError } from '../graph-error';

/** Gupshup's own codes and what it says with them; it fails such a message before WhatsApp ever had it (platform reference, 3.3). */
const reasons: Readonly<Record<number, string>> = {
  1001: 'Sender is not mapped to the app',
  1002: 'Number Does Not Exists On WhatsApp',
  1003: 'Unable to send message | Check your wallet balance',
  1004: 'Message sending failed as user is inactive for session message and template messaging is disabled',
  1005: 'Message sending failed as user is inactive for session message and template did not match',
  1006: 'Message sending failed as user is not opted-in',
  1007: 'Message sending failed as user is inactive and not opted-in for templates',
  1008: 'Message sending failed as user is not opted-in and is inactive',
  1009: 'Required parameter is missing',
  1010: 'Invalid media URL',
  1011: 'Invalid media size',
  1012: 'User has opted out',
  4001: 'API rate limit hit, stop sending',
  4002: 'Invalid response from WhatsApp',
  4003: 'Template did not match',
  4004: 'Not supported by this type of API',
  4005: 'Template is paused',
};

/** A code that only Meta's on-premises software knew, and that Gupshup still passes on. */
const OUT_OF_WINDOW = 470;

export function isOwnCode(code: number): boolean {
  return Object.hasOwn(reasons, code);
}

/** The `reason` beside a code. */
export function reasonOf(code: number): string {
  if (code === OUT_OF_WINDOW)
    return 'Message failed to send because more than 24 hours have passed since the customer last replied';
  return reasons[code] ?? graphError(code).title;
}
