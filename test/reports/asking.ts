import type { Api } from '../e2e/api';

/** What is asked: a test puts something between that changes an answer. */
export type Asked = Pick<Api, 'get'>;

const DAY = 86_400_000;
/** All that a run is told of, and no more than is told by the hour. */
export const PERIOD_START = new Date(Date.now() - 10 * DAY).toISOString();
export const PERIOD_END = new Date(Date.now() + 10 * DAY).toISOString();
export const PERIOD = `from=${PERIOD_START}&to=${PERIOD_END}`;
/** Days that begin at whole hours, at :30, at :45. */
export const ZONES = ['UTC', 'America/Sao_Paulo', 'Asia/Kolkata', 'Asia/Kathmandu'] as const;

/** What it takes to make exports and to get their files. */
export type Exporting = Asked & Pick<Api, 'make' | 'url'> & { readonly key: string };

/** The body of an answer. @throws Error unless it was 200 */
export async function asked<Body>(api: Asked, path: string): Promise<Body> {
  const { status, body } = await api.get<Body>(path);
  if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
  return body;
}
