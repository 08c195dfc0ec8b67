/** Who pauses and resumes. */
export const AUTHOR = { admin: 'por um administrador', system: 'pelo sistema' } as const;
