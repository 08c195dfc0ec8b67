import type { ErrorInfo } from './error-info';
import {
  type ErrorRow,
  type ErrorText,
  NEVER,
  PAUSE_NUMBER,
  SERVER,
  UNKNOWN,
  WAIT,
  errorTable,
  row,
  text,
} from './error-row';

const TEXTS: Readonly<Record<string, ErrorText>> = {
  ENG_PHONE_UNPARSEABLE: text('No usable phone number', 'Correct the number in the contact file and upload it again.'),
  ENG_PARAM_MISSING: text('A template variable has no value', 'Fill the column for this contact or set a default.'),
  ENG_OPTED_OUT: text('Person is on the suppression list', 'Respect it; lift the suppression only with an opt-in.'),
  ENG_NO_SESSION: text('No open window for a free message', 'Give the campaign a fallback template.'),
  ENG_WARMUP: text(
    'No room in the warm-up plan of the number',
    'Nothing was sent: try again when the plan has room, or have the campaign wait for it.',
  ),
  ENG_TIER: text(
    'Messaging limit of the portfolio used up',
    'Nothing was sent: try again when places are free, or have the campaign wait for them.',
  ),
  ENG_TTL_EXPIRED: text('Not delivered in time', 'The phone was off or the person blocks us: try another channel.'),
  ENG_NET: text('Provider not reachable', 'Check network, address and certificate if it goes on; it is tried again.'),
  ENG_AMBIGUOUS: text(
    'No usable answer from the provider',
    'Wait for a status; then decide whether to assume it delivered or not sent: it is never resent by itself.',
  ),
  ENG_PREFLIGHT: text(
    'Not started: pre-flight refused the campaign',
    'Nothing was sent: mend what the campaign names, duplicate it and start the copy.',
  ),
  ENG_CONNECTION: text(
    'Number cannot be called with its settings',
    'Correct connection and credentials of the number; then resume it, and its campaigns.',
  ),
  ENG_INTERNAL: text('Message could not be made', 'Nothing was sent: the log of the engine says why.'),
  ENG_TEST_UNSENT: text(
    'Test message not sent',
    'Nothing left: see that the number is connected and not paused, then send another test.',
  ),
  ENG_CANCELLED: text('Campaign canceled before this contact', 'Nothing was sent; duplicate the campaign to send it.'),
  ENG_REMOVED: text('Contact removed by an admin', 'Nothing was sent.'),
};

/** Code, fault, policy, report status, contact state, record result. */
const ROWS: readonly ErrorRow[] = [
  row('ENG_PHONE_UNPARSEABLE', 'R', NEVER, 'invalid_parameter', 'invalid_record', '-'),
  row('ENG_PARAM_MISSING', 'C', NEVER, 'invalid_parameter', 'invalid_record', '-'),
  row('ENG_OPTED_OUT', 'R', NEVER, 'opted_out', 'error', 'F'),
  row('ENG_NO_SESSION', 'R', NEVER, 'invalid_session', 'error', 'F'),
  row('ENG_WARMUP', 'E', WAIT, 'warm_up_blocked', 'error', '-'),
  row('ENG_TIER', 'E', WAIT, 'tier_limit', 'error', '-'),
  row('ENG_TTL_EXPIRED', 'R', NEVER, 'ttl_expired', 'delivery_failed', 'F'),
  row('ENG_NET', 'P', SERVER, 'carrier_communication_failure', 'error', 'P>F'),
  row('ENG_AMBIGUOUS', 'P', UNKNOWN, 'carrier_communication_failure', 'in_progress', 'P>F'),
  row('ENG_PREFLIGHT', 'C', NEVER, 'internal_error', 'error', 'F'),
  row('ENG_CONNECTION', 'A', PAUSE_NUMBER, 'internal_error', 'error', 'F'),
  row('ENG_INTERNAL', 'E', NEVER, 'internal_error', 'error', 'F'),
  row('ENG_TEST_UNSENT', 'E', NEVER, null, 'error', '-'),
  row('ENG_CANCELLED', 'E', NEVER, null, 'canceled_by_admin', '-'),
  row('ENG_REMOVED', 'E', NEVER, null, 'removed', '-'),
];

/** Codes of our own, for what ends or delays a contact without the provider. */
export const ENGINE_ERRORS: readonly ErrorInfo[] = errorTable(ROWS, TEXTS);
