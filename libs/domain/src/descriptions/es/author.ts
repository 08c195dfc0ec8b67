import { reasonsIn } from '../sentences';

/** Who pauses and resumes. */
export const AUTHOR = { admin: 'un administrador', system: 'el sistema' } as const;

export const reasonsOf = reasonsIn('pausa de un administrador');
