import { inLanguage, type Language, type Problem as Fault } from '@arauto/domain';
import { PROBLEMS, type ProblemCode } from './problem-statuses';
import { titleIn } from './problem-titles';

export type { Fault };

/** A body of `application/problem+json` (RFC 9457). */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  /** `X-Request-Id` of the answer. */
  readonly instance: string;
  readonly errors?: readonly Fault[];
  /** Of `wrong_status`: where it stands and what is possible there. */
  readonly currentStatus?: string;
  readonly allowed?: readonly string[];
}

type Extras = Pick<ProblemBody, 'errors' | 'currentStatus' | 'allowed'>;

/** What a request is answered with instead of what it asked for. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly extras: Extras = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }

  /** The one place where refusals, which are thrown in English, get into the language of whoever is refused. */
  body(requestId: string, language: Language): ProblemBody {
    const { errors, ...extras } = this.extras;
    return {
      type: `urn:arauto:problem:${this.code}`,
      title: titleIn(this.code, language),
      status: this.status,
      detail: inLanguage(this.message, language),
      code: this.code,
      instance: requestId,
      ...(errors && { errors: errors.map((fault) => ({ ...fault, message: inLanguage(fault.message, language) })) }),
      ...extras,
    };
  }
}

/** 400 with what was wrong, and where. */
export function invalid(errors: readonly Fault[]): HttpProblem {
  const [first, ...others] = errors;
  const detail = others.length === 0 && first ? first.message : `${errors.length} values are not valid: see errors.`;
  return new HttpProblem('validation_failed', detail, { errors });
}

/** @param what after "The body …" */
export function unreadableBody(what: string): HttpProblem {
  return invalid([{ path: '', code: 'unreadable', message: `The body ${what}.` }]);
}

export function bodyTooLarge(): HttpProblem {
  return new HttpProblem('payload_too_large', 'The body is larger than this route takes.');
}

export function notFound(what = 'There is nothing at this address, or nothing this key may see.'): HttpProblem {
  return new HttpProblem('not_found', what);
}
