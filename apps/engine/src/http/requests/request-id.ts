import type { IncomingMessage } from 'node:http';
import type { Random } from '@arauto/clock';

/** What may stand in a log line, a header and the metadata of an event as it is. */
const SANE = /^[\w.:-]{1,128}$/;

/** The caller's own `X-Request-Id`, unless it is none that can be kept. */
export function requestId(random: Random): (request: Pick<IncomingMessage, 'headers'>) => string {
  return ({ headers }) => {
    const sent = headers['x-request-id'];
    return typeof sent === 'string' && SANE.test(sent) ? sent : random.uuid();
  };
}
