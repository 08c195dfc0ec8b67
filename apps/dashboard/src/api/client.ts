import i18next from 'i18next';
import createClient from 'openapi-fetch';
import { EngineGone, Problem } from './problem';
import { reach } from './reach';
import type { paths } from './schema';

/** Of a proxy that cannot reach the engine. */
const NOBODY_BEHIND = [502, 504];

/**
 * The API. Signed in by a cookie, which the browser sends by itself; whatever is refused is thrown as a `Problem`. What the engine says is in the
 * language that was chosen here, which need not be the browser's.
 */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: ask });

async function ask(request: Request): Promise<Response> {
  request.headers.set('Accept-Language', i18next.language);
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    reach.lost();
    throw new EngineGone();
  }
  if (NOBODY_BEHIND.includes(response.status)) {
    reach.lost();
    throw new EngineGone();
  }
  if (!response.ok) throw await Problem.of(response);
  return response;
}

/**
 * What a call answered. Its failures have been thrown before: `openapi-fetch` would answer them beside the data.
 */
export async function answerOf<T>(call: Promise<{ readonly data?: T }>): Promise<T> {
  return (await call).data as T;
}
