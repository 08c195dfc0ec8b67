import type { ErrorInfo } from '../errors';

/**
 * What was agreed for a code, as it was written down before the program was: code, fault, policy, (a) report status, (b) contact state,
 * (c) record result.
 */
export type ReferenceRow = readonly [string, string, string, string, string, string];

/** The same of one code, read into the words of the program. */
export interface AgreedError {
  readonly code: string;
  readonly policy: {
    readonly class: string;
    readonly retries?: number;
    readonly then?: string;
    readonly delayMs?: number;
  };
  readonly reportStatus: string | null;
  readonly contactState: string | null;
  readonly recordResult: string | null;
  readonly scope: string;
}

/** Every row, as the codes in it. */
export function readReference(rows: readonly ReferenceRow[]): AgreedError[][] {
  return rows.map(([codes, , policy, status, state, result]) =>
    readCodes(codes).map((code) => ({
      code,
      policy: readPolicy(policy),
      reportStatus: STATUSES[status]!,
      contactState: STATES[state]!,
      recordResult: RESULTS[result]!,
      scope: policy === '(MO only)' ? 'inbound' : policy === 'not in the send path' ? 'setup' : 'send',
    })),
  );
}

/** What every table of errors owes: what the reference says of each code, no other code, and words for people. */
export function describeErrorTable(
  name: string,
  errors: readonly ErrorInfo[],
  reference: readonly ReferenceRow[],
): void {
  describe(`errors of ${name}`, () => {
    const byCode = new Map(errors.map((info) => [info.code, info]));
    const agreed = readReference(reference);
    const cases = reference.flatMap(([, fault], row) => agreed[row]!.map((each) => ({ ...each, fault })));

    it.each(cases)('says of $code what the reference says', ({ fault, ...wanted }) => {
      const info = byCode.get(wanted.code)!;
      expect(info).toMatchObject({ ...wanted, faults: fault.split('/').map((letter) => FAULTS[letter]) });
      expect(Object.keys(info.policy).sort()).toEqual(Object.keys(wanted.policy).sort());
    });

    it('has no code that the reference has not, and none twice', () => {
      expect(errors.map(({ code }) => code).sort()).toEqual(cases.map(({ code }) => code).sort());
    });

    it('has words for every code', () => {
      for (const { title, advice } of errors) {
        expect(title).toMatch(/^[A-Z].{5,70}[^.]$/);
        expect(advice).toMatch(/^[A-Z].{10,140}\.$/);
      }
    });
  });
}

const FAULTS: Record<string, string> = {
  R: 'recipient',
  C: 'content',
  A: 'account',
  P: 'platform',
  T: 'throttle',
  E: 'engine',
};

const STATUSES: Record<string, string | null> = {
  TTL: 'ttl_expired',
  'Falha com.': 'carrier_communication_failure',
  Rejeitada: 'carrier_rejected',
  'Não entregue': 'not_delivered',
  'Nº inválido': 'invalid_destination',
  'Opt-out': 'opted_out',
  'Sessão inv.': 'invalid_session',
  'Erro interno': 'internal_error',
  'Conteúdo inv.': 'invalid_content',
  WarmUp: 'warm_up_blocked',
  'Limite tier': 'tier_limit',
  'Parâm. inv.': 'invalid_parameter',
  '(no MT row)': null,
  '-': null,
};

const STATES: Record<string, string | null> = {
  Error: 'error',
  'Retry scheduled > Error': 'error',
  'Initial / Retry scheduled': 'error',
  "Error (Invalid record if the bad field is the contact's)": 'error',
  'Invalid record if `to`, else Error': 'error',
  'Invalid record': 'invalid_record',
  'Sending failed': 'sending_failed',
  'Delivery failed': 'delivery_failed',
  'Delivery failed (Retry scheduled if DAY enabled)': 'delivery_failed',
  'In progress': 'in_progress',
  'Canceled by admin': 'canceled_by_admin',
  Removed: 'removed',
  '-': null,
};

const RESULTS: Record<string, string | null> = { F: 'failed', 'P>F': 'provisional', '-': null };

const CLASSES: Record<string, string> = {
  NEVER: 'never',
  SUPPRESS: 'suppress',
  SERVER: 'server',
  THROTTLE: 'throttle',
  PAIR: 'pair',
  MAINT: 'maintenance',
  DAY: 'day',
  SESSION: 'session',
  UNKNOWN: 'unknown',
  'PAUSE-C': 'pause_campaign',
  'PAUSE-N': 'pause_number',
  'PAUSE-A': 'pause_account',
};

/** Reads the words of the policy column, apart from the catalogue. */
function readPolicy(words: string): AgreedError['policy'] {
  if (words === '(MO only)' || words === 'not in the send path') return { class: 'never' };
  if (words.startsWith('wait')) return { class: 'wait' };
  if (words === 'retry once after 10 min') return { class: 'server', retries: 1, then: 'never', delayMs: 600_000 };
  const times = /^(\w+) x(\d) then ([\w-]+)/.exec(words);
  if (times) return { class: CLASSES[times[1]!]!, retries: Number(times[2]), then: CLASSES[times[3]!]! };
  const name = /^(PAUSE-[CNA]|[A-Z]+)/.exec(words)![1]!;
  return {
    class: CLASSES[name]!,
    ...(/^NEVER; PAUSE-C/.test(words) ? { ifRepeated: 'pause_campaign' } : {}),
    ...(/^(THROTTLE|MAINT) \(minutes\)/.test(words) ? { delayMs: 60_000 } : {}),
    // Limits of an app and of a business account last minutes, as their titles say; that of a number is over in seconds.
    ...(/^THROTTLE \(minutes\)/.test(words) ? { of: 'account' } : {}),
  };
}

/** `133005, 133008`, `200-299` and `2388039/40/47, 2388293` are several codes in one row. */
function readCodes(words: string): string[] {
  return words.split(', ').flatMap((part) => {
    const [first = '', last] = part.split('-');
    if (last !== undefined)
      return Array.from({ length: Number(last) - Number(first) + 1 }, (_, n) => String(Number(first) + n));
    const [whole = '', ...tails] = part.split('/');
    return [whole, ...tails.map((tail) => whole.slice(0, -tail.length) + tail)];
  });
}
