export interface UploadBody {
  readonly id: string;
  readonly campaignId: string;
  readonly status: 'reading' | 'completed' | 'failed';
  readonly rows: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly invalid: number;
  readonly suppressed: number;
  /** Of those accepted and suppressed, rows that made no contact since there was one: removed or suppressed before. */
  readonly again: number;
  readonly error: { readonly code: string; readonly message: string } | null;
}
