/** Where to go after signing in: a path of ours, never another site's. */
export function returnPath(wanted: string | undefined): string {
  return wanted !== undefined && /^\/(?![/\\])/.test(wanted) && !wanted.startsWith('/sign-in') ? wanted : '/campaigns';
}
