/** A refusal in the shape of the Graph API. */
export interface GraphError {
  readonly code: number;
  readonly httpStatus: number;
  readonly title: string;
  readonly details?: string | undefined;
  readonly subcode?: number | undefined;
}

/** Titles of the codes the simulator uses (WhatsApp Cloud API error codes) and the HTTP status they come with. */
const catalogue: Readonly<Record<number, readonly [httpStatus: number, title: string]>> = {
  2: [503, 'API Service'],
  10: [403, 'Application does not have permission for this action'],
  33: [400, 'Parameter value is not valid'],
  100: [400, 'Invalid parameter'],
  190: [401, 'Invalid OAuth access token - Cannot parse access token'],
  368: [403, 'Temporarily blocked for policies violations'],
  130429: [429, 'Rate limit hit'],
  130472: [400, "User's number is part of an experiment"],
  131000: [500, 'Something went wrong'],
  131008: [400, 'Required parameter is missing'],
  131009: [400, 'Parameter value is not valid'],
  131016: [503, 'Service unavailable'],
  131021: [400, 'Recipient cannot be sender'],
  131026: [400, 'Message undeliverable'],
  131031: [403, 'Account has been locked'],
  131047: [400, 'Re-engagement message'],
  131048: [429, 'Spam rate limit hit'],
  131049: [400, 'This message was not delivered to maintain healthy ecosystem engagement.'],
  131050: [400, 'User has stopped marketing messages'],
  131051: [400, 'Unsupported message type'],
  131053: [400, 'Media upload error'],
  131056: [429, '(Business Account, Consumer Account) pair rate limit hit'],
  131062: [400, 'Business-scoped User ID (BSUID) recipients are not supported for this message'],
  132000: [400, 'Number of parameters does not match the expected number of params'],
  132001: [404, 'Template name does not exist in the translation'],
  132005: [400, 'Translated text too long'],
  132012: [400, 'Parameter format does not match format in the created template'],
  132015: [400, 'Template is paused'],
  132016: [400, 'Template is disabled'],
  132018: [400, 'There is an issue with the parameters in your template'],
};

/** The error with this code; `details` says what exactly was wrong. */
export function graphError(code: number, details?: string, subcode?: number): GraphError {
  const [httpStatus, title] = catalogue[code] ?? [400, 'Unknown error'];
  return { code, httpStatus, title, details, subcode };
}

/** The body of a refusal. Plain Graph errors (100, 190) carry no `error_data`. */
export function graphErrorBody({ code, title, details, subcode }: GraphError): string {
  const plain = code < 1000;
  return JSON.stringify({
    error: {
      message: plain && details !== undefined ? `(#${code}) ${details}` : `(#${code}) ${title}`,
      type: plain && code === 100 ? 'GraphMethodException' : 'OAuthException',
      code,
      ...(!plain && { error_data: { messaging_product: 'whatsapp', details: details ?? title } }),
      ...(subcode !== undefined && { error_subcode: subcode }),
      fbtrace_id: `Sim${code}`,
    },
  });
}
