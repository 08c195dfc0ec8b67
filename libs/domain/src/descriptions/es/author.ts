/** Who pauses and resumes. */
export const AUTHOR = { admin: 'un administrador', system: 'el sistema' } as const;
