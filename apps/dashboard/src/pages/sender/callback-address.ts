/** Where a secret of the number stands in its callback address, which nobody is shown: `{webhookToken}`. */
const PLACE = /\{(\w+)\}$/;

/** Tokens that were typed on this page, by sender: kept until it is left, as the engine shows none again. */
const typed = new Map<string, string>();

export function rememberToken(senderId: string, token: string | undefined): void {
  if (token !== undefined && token !== '') typed.set(senderId, token);
}

/** The path of the address, and the name of the secret whose place in it is still to be filled in. */
export function callbackPath(
  senderId: string,
  webhookPath: string,
): { readonly path: string; readonly lacks: string | null } {
  const place = PLACE.exec(webhookPath);
  const token = typed.get(senderId);
  if (!place || token !== undefined) return { path: webhookPath.replace(PLACE, token ?? ''), lacks: null };
  return { path: webhookPath, lacks: place[0] };
}
