/** Every code a command can be refused with; callers branch on it, so it never changes. */
export type RefusalCode =
  | 'validation_failed'
  | 'not_found'
  | 'wrong_status'
  | 'upload_open'
  | 'preflight_failed'
  | 'already_exists'
  | 'already_registered'
  | 'contact_in_progress'
  | 'too_many_exports'
  | 'export_expired'
  | 'export_file_missing'
  | 'provider_unavailable';

export interface Problem {
  /** Like `contacts[3].phone`; empty when it is about the whole. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** A command that is not allowed, and why. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly details: {
      readonly currentStatus?: string;
      readonly allowed?: readonly string[];
      readonly errors?: readonly Problem[];
    } = {},
  ) {
    super(message);
  }
}
