/** A tenant, as the API shows it. */
export interface SubaccountBody {
  readonly id: string;
  readonly name: string;
  readonly defaultCountry: string | null;
  readonly timeZone: string | null;
  readonly createdAt: string;
  readonly revision: number;
}
