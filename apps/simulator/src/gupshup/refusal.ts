/** A request that Gupshup does not take at all. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

export function refusalBody({ message }: Refusal): string {
  return JSON.stringify({ status: 'error', message });
}

export const authenticationFailed: Refusal = { status: 401, message: 'Authentication Failed' };
export const invalidAppDetails: Refusal = { status: 400, message: 'Invalid App Details' };
export const tooManyRequests: Refusal = { status: 429, message: 'Too Many Requests' };
export const internalError: Refusal = { status: 500, message: 'Internal Server Error' };
/** A field that cannot be read; what is wrong inside of one that can be is told by a callback. */
export const invalid = (what: string): Refusal => ({ status: 400, message: `Invalid ${what}` });
