/**
 * An app is number and account in one. The name of one could be that of an account elsewhere, so it has the kind's in front, with a colon, which
 * no id of Meta's has.
 */
export function namesOfApp(app: string): { readonly phoneNumberId: string; readonly businessAccountId: string } {
  const name = `gupshup:${app}`;
  return { phoneNumberId: name, businessAccountId: name };
}
