import type { components } from './schema';

type ProblemBody = components['schemas']['Problem'];

/** What the engine refused, in its own words. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: ProblemBody['code'],
    detail: string,
    /** Of the request, as the engine's log has it. */
    readonly instance: string | null,
    readonly errors: NonNullable<ProblemBody['errors']>,
  ) {
    super(detail);
    this.name = 'Problem';
  }

  static async of(response: Response): Promise<Problem> {
    const body = (await response.json().catch(() => ({}))) as Partial<ProblemBody>;
    const detail = body.detail ?? body.title ?? `${response.status} ${response.statusText}`;
    const instance = body.instance ?? response.headers.get('x-request-id');
    return new Problem(response.status, body.code ?? 'internal_error', detail, instance, body.errors ?? []);
  }
}

/** Nobody answered at all. */
export class EngineGone extends Error {
  constructor() {
    super('The engine does not answer.');
    this.name = 'EngineGone';
  }
}

/** The next try may find what this one did not: the store is away for a moment, or the views are being made. */
export function isPassing(error: unknown): boolean {
  return error instanceof Problem && error.status === 503;
}
