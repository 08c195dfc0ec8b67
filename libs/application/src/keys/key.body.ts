/** An API key, as the API shows it: never its secret. */
export interface KeyBody {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly subaccountIds: readonly string[];
  readonly revoked: boolean;
  readonly createdAt: string;
  readonly revision: number;
}
