export interface UploadBody {
  readonly id: string;
  readonly campaignId: string;
  readonly status: 'reading' | 'completed' | 'failed';
  readonly rows: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly invalid: number;
  readonly suppressed: number;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** What became of one row. Row 1 is the first data row. */
export interface VerdictBody {
  readonly row: number;
  readonly verdict: 'accepted' | 'duplicate' | 'invalid' | 'suppressed';
  readonly reasons: readonly { readonly code: string; readonly message: string; readonly column: string | null }[];
  /** The contact this row made, or the one it is a duplicate of; null once erased. */
  readonly contactId: string | null;
  /** E.164, or the text as uploaded for an invalid row; null once erased. */
  readonly phone: string | null;
}
