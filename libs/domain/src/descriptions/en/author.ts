/** Who pauses and resumes. */
export const AUTHOR = { admin: 'an administrator', system: 'the system' } as const;
