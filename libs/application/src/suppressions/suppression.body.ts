export interface SuppressionBody {
  readonly subaccountId: string;
  /** E.164; null once erased: the suppression itself stays. */
  readonly phone: string | null;
  readonly category: 'all' | 'marketing';
  readonly reason: string;
  readonly source: 'platform' | 'api';
  readonly createdAt: string;
}
