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
