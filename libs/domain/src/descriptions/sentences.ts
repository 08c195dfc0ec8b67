import type { DataOf, StoredType } from '../stored/stored-event';

/** A sentence for each event type, made of its data. */
export type Sentences<Type extends StoredType = StoredType> = {
  readonly [Of in Type]: (data: DataOf<Of>) => string;
};

/** Who pauses and resumes. */
export const AUTHOR = { admin: 'an administrator', system: 'the system' } as const;

/** `2026-03-02T12:00:00.000Z` → `2026-03-02 12:00:00 UTC`: history is read by people in many zones. */
export function instant(text: string): string {
  return `${text.slice(0, 10)} ${text.slice(11, 19)} UTC`;
}

/** `1 contact`, `2 contacts`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
