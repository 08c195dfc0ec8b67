import { Problem } from '../api/problem';

/** What the engine has against one field of a form, in its own words; undefined where it has nothing. */
export function faultOf(error: unknown, path: string): string | undefined {
  if (!(error instanceof Problem)) return undefined;
  return error.errors.find((fault) => fault.path === path)?.message;
}
