/**
 * Every code a caller can branch on, with its status and title: the one place they are listed. Refusals of the domain
 * (libs/domain `RefusalCode`) and of the edge are one vocabulary.
 */
export const PROBLEMS = {
  validation_failed: { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'A valid key is needed' },
  forbidden: { status: 403, title: 'The key may not do this' },
  foreign_origin: { status: 403, title: 'The request comes from another page' },
  not_found: { status: 404, title: 'There is no such thing' },
  method_not_allowed: { status: 405, title: 'The method does not exist here' },
  request_timeout: { status: 408, title: 'The request did not come in time' },
  wrong_status: { status: 409, title: 'Not possible in this status' },
  upload_open: { status: 409, title: 'A contact file is still being read' },
  already_exists: { status: 409, title: 'It exists already' },
  already_registered: { status: 409, title: 'It is registered already' },
  too_many_exports: { status: 409, title: 'Too many exports wait already' },
  contact_in_progress: { status: 409, title: 'The contact does not wait to be sent' },
  concurrent_change: { status: 409, title: 'It changed at the same moment' },
  export_expired: { status: 410, title: 'The file of the export is gone' },
  export_file_missing: { status: 410, title: 'The file of the export is not where it was kept' },
  conflict: { status: 412, title: 'It is at another revision' },
  payload_too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'This content type is not taken here' },
  range_not_satisfiable: { status: 416, title: 'There is no such range of it' },
  preflight_failed: { status: 422, title: 'The campaign cannot start yet' },
  idempotency_mismatch: { status: 422, title: 'The idempotency key was used with another request' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  internal_error: { status: 500, title: 'Something went wrong here' },
  provider_unavailable: { status: 502, title: 'The provider does not answer as it should' },
  views_catching_up: { status: 503, title: 'The views are being made from the log' },
  store_unavailable: { status: 503, title: 'Not available for a moment' },
} as const satisfies Readonly<Record<string, { status: number; title: string }>>;

export type ProblemCode = keyof typeof PROBLEMS;
