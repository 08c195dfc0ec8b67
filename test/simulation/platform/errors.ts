/**
 * Codes with which a message is refused at once or fails later, with what they say. Source: Meta, *Error codes* (section 3.2); those of
 * inbound messages and of making templates are not here.
 */
const MESSAGES = {
  0: 'AuthException',
  1: 'API Unknown',
  2: 'API Service',
  3: 'API Method',
  4: 'API Too Many Calls',
  10: 'Permission Denied',
  33: 'Parameter value is not valid',
  100: 'Invalid parameter',
  190: 'Error validating access token',
  200: 'API Permission',
  368: 'Temporarily blocked for policies violations',
  80007: 'Rate limit issues',
  130403: 'The business has blocked this user',
  130429: 'Rate limit hit',
  130472: "User's number is part of an experiment",
  130497: 'Business account is restricted from messaging users in this country',
  131000: 'Something went wrong',
  131005: 'Access denied',
  131008: 'Required parameter is missing',
  131009: 'Parameter value is not valid',
  131016: 'Service unavailable',
  131021: 'Recipient cannot be sender',
  131026: 'Message undeliverable',
  131030: 'Recipient phone number not in allowed list',
  131031: 'Account has been locked',
  131037: 'Display name is not approved',
  131042: 'Business eligibility payment issue',
  131045: 'Incorrect certificate',
  131047: 'Re-engagement message',
  131048: 'Spam rate limit hit',
  131049: 'This message was not delivered to maintain healthy ecosystem engagement.',
  131050: 'User has stopped receiving marketing messages from this business',
  131051: 'Unsupported message type',
  131053: 'Media upload error',
  131055: 'Method not allowed',
  131056: '(Business Account, Consumer Account) pair rate limit hit',
  131057: 'Account in maintenance mode',
  131062: 'Business-scoped user id is not usable for this message',
  131063: 'Marketing messages are disabled on Cloud API',
  131064: 'Account limited after template classification violations',
  132000: 'Template param count mismatch',
  132001: 'Template does not exist',
  132005: 'Template hydrated text too long',
  132007: 'Template format character policy violated',
  132012: 'Template parameter format mismatch',
  132015: 'Template is paused',
  132016: 'Template is disabled',
  132018: 'Template parameter validation error',
  132068: 'Flow is blocked',
  132069: 'Flow is throttled',
  133000: 'Incomplete deregistration',
  133004: 'Server temporarily unavailable',
  133005: 'Two step verification PIN mismatch',
  133006: 'Phone number re-verification needed',
  133010: 'Phone number not registered',
  133015: 'Please wait a few minutes before attempting to register this phone number',
  133016: 'Account register or deregister rate limit exceeded',
  134011: 'WhatsApp Payments terms pending',
  134100: 'Only marketing messages are supported',
  134101: 'Template is still syncing',
  134102: 'Template is unavailable',
  135000: 'Generic user error',
  137000: 'Identity key hash mismatch',
  2494100: 'Phone number is in maintenance mode',
} as const;

export type Code = keyof typeof MESSAGES;

/** Every one of them. */
export const CODES = Object.keys(MESSAGES).map(Number) as readonly Code[];

/** HTTP statuses, which are only a hint; 400 is that of all others. Source: section 1.6. */
const STATUSES: readonly (readonly [status: number, codes: readonly Code[]])[] = [
  [401, [0, 190]],
  [403, [10, 200, 368, 130497, 131005, 131031]],
  [404, [132001]],
  [429, [4, 80007, 130429, 131048, 131056]],
  [500, [3, 131000, 134102]],
  [503, [2, 131016]],
];

export function httpStatusOf(code: Code): number {
  return STATUSES.find(([, codes]) => codes.includes(code))?.[0] ?? 400;
}

/** What is wrong: a code, and what the platform says of it. */
export interface Refusal {
  readonly code: Code;
  readonly details: string;
  /** Source: Meta, Graph API, *Handle errors*. */
  readonly subcode?: number;
}

export function refusal(code: Code, details: string = MESSAGES[code], subcode?: number): Refusal {
  return subcode === undefined ? { code, details } : { code, details, subcode };
}

/** The Graph API's object; plain Graph errors have no `error_data`. Source: section 1.6. */
export function graphError({ code, details, subcode }: Refusal): unknown {
  const isPlain = code < 1000;
  return {
    error: {
      message: isPlain ? details : `(#${code}) ${MESSAGES[code]}`,
      type: subcode === 33 ? 'GraphMethodException' : 'OAuthException',
      code,
      ...(!isPlain && { error_data: { messaging_product: 'whatsapp', details } }),
      ...(subcode !== undefined && { error_subcode: subcode }),
      fbtrace_id: 'AbC9xTraceExample',
    },
  };
}

/** An element of `statuses[].errors[]`: the title equals the message. Source: section 2.3. */
export function statusError({ code, details }: Refusal): unknown {
  const href = '/documentation/business-messaging/whatsapp/support/error-codes';
  return { code, title: MESSAGES[code], message: MESSAGES[code], error_data: { details }, href };
}
