import type { Api, Reply } from '../api';
import type { EngineProcess } from '../engine-process';
import type { Stage } from '../stage';

/** What a bad input is held against: a real engine with a draft to upload to. */
export interface World extends Stage {
  readonly engine: EngineProcess;
  readonly api: Api;
  readonly campaignId: string;
  readonly webhook: string;
}

/** One bad input and the exact answer to it. */
export interface Row {
  readonly name: string;
  readonly ask: (world: World) => Promise<unknown>;
  readonly answer: unknown;
}

export type Fault = readonly [path: string, code: string, message: string];

const TITLES: Readonly<Record<string, readonly [status: number, title: string]>> = {
  validation_failed: [400, 'The request is not valid'],
  unauthenticated: [401, 'A valid key is needed'],
  forbidden: [403, 'The key may not do this'],
  foreign_origin: [403, 'The request comes from another page'],
  not_found: [404, 'There is no such thing'],
  method_not_allowed: [405, 'The method does not exist here'],
  wrong_status: [409, 'Not possible in this status'],
  already_exists: [409, 'It exists already'],
  conflict: [412, 'It is at another revision'],
  payload_too_large: [413, 'The request is too large'],
  unsupported_media_type: [415, 'This content type is not taken here'],
  preflight_failed: [422, 'The campaign cannot start yet'],
  store_unavailable: [503, 'Not available for a moment'],
};

/** The whole body of a problem. */
export function problem(code: string, detail: string, extras: Readonly<Record<string, unknown>> = {}): object {
  const [status, title] = TITLES[code]!;
  return { type: `urn:arauto:problem:${code}`, title, status, detail, code, ...extras };
}

/** 400 with what was wrong, and where. */
export function invalid(...faults: readonly Fault[]): object {
  const errors = faults.map(([path, code, message]) => ({ path, code, message }));
  const detail = errors.length === 1 ? errors[0]!.message : `${errors.length} values are not valid: see errors.`;
  return problem('validation_failed', detail, { errors });
}

/** The body of a reply that must be a problem, said to be one, of the status it says and of the request it answers; without the last. */
export function refusal({ status, headers, body }: Reply<unknown>): unknown {
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const { instance, ...said } = body as { readonly status?: number; readonly instance?: string };
  expect(said.status).toBe(status);
  expect(instance).toBe(headers.get('x-request-id'));
  return said;
}
