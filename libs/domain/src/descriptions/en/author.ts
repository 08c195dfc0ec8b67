import { reasonsIn } from '../sentences';

/** Who pauses and resumes. */
export const AUTHOR = { admin: 'an administrator', system: 'the system' } as const;

export const reasonsOf = reasonsIn('a pause of an administrator');
