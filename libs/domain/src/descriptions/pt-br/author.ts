import { reasonsIn } from '../sentences';

/** Who pauses and resumes. */
export const AUTHOR = { admin: 'por um administrador', system: 'pelo sistema' } as const;

export const reasonsOf = reasonsIn('pausa de um administrador');
