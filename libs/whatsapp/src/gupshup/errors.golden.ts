import type { ReferenceRow } from '../contract/error-table.contract';

/**
 * What was agreed for every code of Gupshup's own, row by row. Refusals of a send have no code: they are told by HTTP status and words.
 * Codes and meanings: Gupshup's documentation, *Error codes*.
 */
export const REFERENCE_ROWS: readonly ReferenceRow[] = [
  // HTTP 400 `Invalid Destination` and `Invalid App Details`; HTTP 401; HTTP 429.
  ['GS_INVALID_DESTINATION', 'R', 'NEVER', 'Parâm. inv.', 'Invalid record', 'F'],
  ['GS_INVALID_APP', 'A/E', 'PAUSE-A', 'Erro interno', 'Error', 'F'],
  ['401', 'A', 'PAUSE-A', 'Erro interno', 'Error', 'F'],
  ['429', 'T', 'THROTTLE', 'Rejeitada', 'Retry scheduled > Error', 'P>F'],
  ['500', 'P', 'SERVER', 'Falha com.', 'Retry scheduled > Error', 'P>F'],
  ['1001', 'A', 'PAUSE-A', 'Erro interno', 'Error', 'F'],
  ['1002', 'R', 'NEVER, flag number', 'Nº inválido', 'Sending failed', 'F'],
  ['1003', 'A', 'PAUSE-A', 'Rejeitada', 'Error', 'F'],
  ['1004', 'A', 'PAUSE-A', 'Sessão inv.', 'Error', 'F'],
  ['1005, 4003', 'C', 'PAUSE-C', 'Conteúdo inv.', 'Error', 'F'],
  ['1006, 1007, 1008', 'R', 'SUPPRESS', 'Opt-out', 'Delivery failed', 'F'],
  ['1009', 'C', 'PAUSE-C', 'Parâm. inv.', 'Error', 'F'],
  ['1010, 1011', 'C', 'PAUSE-C', 'Conteúdo inv.', 'Error', 'F'],
  ['1012', 'R', 'SUPPRESS', 'Opt-out', 'Delivery failed', 'F'],
  ['4001', 'T/A', 'PAUSE-A', 'Rejeitada', 'Error', 'F'],
  ['4002', 'P', 'UNKNOWN then SERVER', 'Falha com.', 'Retry scheduled > Error', 'P>F'],
  ['4004', 'C', 'PAUSE-C', 'Conteúdo inv.', 'Error', 'F'],
  ['4005', 'C', 'PAUSE-C', 'Conteúdo inv.', 'Error', 'F'],
];
