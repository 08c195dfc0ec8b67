/** What stands for a reason that nobody wrote; who did it, and what mends it, says it in words. */
export const isReasonCode = (reason: string): boolean => /^[a-z0-9]+(_[a-z0-9]+)+$/.test(reason);
