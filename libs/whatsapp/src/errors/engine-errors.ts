import { type ErrorRow, NEVER, PAUSE_NUMBER, SERVER, UNKNOWN, WAIT, row } from './error-row';

/** Codes of our own, for what ends or delays a contact without the provider: columns as in `meta-errors.ts`. */
export const ENGINE_ERRORS: readonly ErrorRow[] = [
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
