import type { ErrorInfo } from '../errors/error-info';
import {
  type ErrorRow,
  NEVER,
  PAUSE_ACCOUNT,
  PAUSE_CAMPAIGN,
  SERVER,
  SUPPRESS,
  THROTTLE,
  UNKNOWN,
  errorTable,
  row,
} from '../errors/error-row';
import { ERROR_TEXTS } from './error-texts';

/** Code, fault, policy, report status, contact state, record result. Codes of six digits are Meta's, handed on. */
const ROWS: readonly ErrorRow[] = [
  row('GS_INVALID_DESTINATION', 'R', NEVER, 'invalid_parameter', 'invalid_record', 'F'),
  row('GS_INVALID_APP', 'A/E', PAUSE_ACCOUNT, 'internal_error', 'error', 'F'),
  row('401', 'A', PAUSE_ACCOUNT, 'internal_error', 'error', 'F'),
  row('429', 'T', THROTTLE, 'carrier_rejected', 'error', 'P>F'),
  row('500', 'P', SERVER, 'carrier_communication_failure', 'error', 'P>F'),
  row('1001', 'A', PAUSE_ACCOUNT, 'internal_error', 'error', 'F'),
  row('1002', 'R', NEVER, 'invalid_destination', 'sending_failed', 'F'),
  row('1003', 'A', PAUSE_ACCOUNT, 'carrier_rejected', 'error', 'F'),
  row('1004', 'A', PAUSE_ACCOUNT, 'invalid_session', 'error', 'F'),
  row('1005', 'C', PAUSE_CAMPAIGN, 'invalid_content', 'error', 'F'),
  row('1006', 'R', SUPPRESS, 'opted_out', 'delivery_failed', 'F'),
  row('1007', 'R', SUPPRESS, 'opted_out', 'delivery_failed', 'F'),
  row('1008', 'R', SUPPRESS, 'opted_out', 'delivery_failed', 'F'),
  row('1009', 'C', PAUSE_CAMPAIGN, 'invalid_parameter', 'error', 'F'),
  row('1010', 'C', PAUSE_CAMPAIGN, 'invalid_content', 'error', 'F'),
  row('1011', 'C', PAUSE_CAMPAIGN, 'invalid_content', 'error', 'F'),
  row('1012', 'R', SUPPRESS, 'opted_out', 'delivery_failed', 'F'),
  row('4001', 'T/A', PAUSE_ACCOUNT, 'carrier_rejected', 'error', 'F'),
  row('4002', 'P', UNKNOWN, 'carrier_communication_failure', 'error', 'P>F'),
  row('4003', 'C', PAUSE_CAMPAIGN, 'invalid_content', 'error', 'F'),
  row('4004', 'C', PAUSE_CAMPAIGN, 'invalid_content', 'error', 'F'),
  row('4005', 'C', PAUSE_CAMPAIGN, 'invalid_content', 'error', 'F'),
];

/** Refusals of a send, and codes of failed callbacks. */
export const ERRORS: readonly ErrorInfo[] = errorTable(ROWS, ERROR_TEXTS);
