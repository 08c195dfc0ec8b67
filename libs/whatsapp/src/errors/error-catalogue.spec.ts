import { allErrors, errorInfo, finalContactState, isKnownError } from './error-catalogue';
import { REFERENCE_ROWS } from './error-catalogue.golden';
import { ERROR_TEXTS } from './error-texts';

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
function readPolicy(words: string): object {
  if (words === '(MO only)' || words === 'not in the send path') return { class: 'never' };
  if (words.startsWith('wait')) return { class: 'wait' };
  if (words === 'retry once after 10 min') return { class: 'server', retries: 1, then: 'never', delayMs: 600_000 };
  const times = /^(\w+) x(\d) then ([\w-]+)/.exec(words);
  if (times) return { class: CLASSES[times[1]!], retries: Number(times[2]), then: CLASSES[times[3]!] };
  const name = /^(PAUSE-[CNA]|[A-Z]+)/.exec(words)![1]!;
  return {
    class: CLASSES[name],
    ...(/^NEVER; PAUSE-C/.test(words) ? { ifRepeated: 'pause_campaign' } : {}),
    ...(/^(THROTTLE|MAINT) \(minutes\)/.test(words) ? { delayMs: 60_000 } : {}),
  };
}

/** `133005, 133008, 133009` and `2388039/40/47, 2388293` are several codes in one row. */
function readCodes(words: string): string[] {
  if (words.startsWith('other')) return ['999999', '1234', '', 'something else'];
  if (words === '200, 200-299') return ['200', '201', '250', '299'];
  return words.split(', ').flatMap((part) => {
    const [first, ...tails] = part.split('/');
    return [first!, ...tails.map((tail) => first!.slice(0, -tail.length) + tail)];
  });
}

describe('error catalogue', () => {
  const cases = REFERENCE_ROWS.flatMap(([codes, ...columns]) =>
    readCodes(codes).map((code) => [code, columns] as const),
  );

  it.each(cases)('says of %j what the reference says', (code, [fault, policy, status, state, result]) => {
    expect(errorInfo(code)).toMatchObject({
      code,
      faults: fault === '-' ? ['platform'] : fault.split('/').map((letter) => FAULTS[letter]),
      policy: readPolicy(policy),
      reportStatus: STATUSES[status],
      contactState: STATES[state],
      recordResult: RESULTS[result],
      scope: policy === '(MO only)' ? 'inbound' : policy === 'not in the send path' ? 'setup' : 'send',
    });
    expect(Object.keys(errorInfo(code).policy).sort()).toEqual(Object.keys(readPolicy(policy)).sort());
  });

  it('has no code that the reference has not, and none twice', () => {
    const codes = allErrors().map((info) => info.code);
    const referred = new Set(cases.map(([code]) => code));
    expect(codes.filter((code) => !referred.has(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toHaveLength(94);
  });

  it('has words for every code, and no words for another', () => {
    expect(Object.keys(ERROR_TEXTS).sort()).toEqual(
      allErrors()
        .map((info) => info.code)
        .sort(),
    );
    for (const { title, advice } of allErrors()) {
      expect(title).toMatch(/^[A-Z].{5,70}[^.]$/);
      expect(advice).toMatch(/^[A-Z].{10,140}\.$/);
    }
  });

  it('knows its codes from others', () => {
    expect(['131026', '200', '215', 'ENG_NET'].map(isKnownError)).toEqual([true, true, true, true]);
    expect(['131999', '20', '2000', '', 'constructor'].map(isKnownError)).toEqual([false, false, false, false, false]);
  });

  it.each([
    ['131026', false, 'sending_failed'],
    ['131026', true, 'sending_failed'],
    ['131049', true, 'delivery_failed'],
    ['131000', false, 'error'],
    ['131000', true, 'delivery_failed'],
    ['131021', false, 'error'],
    ['132015', true, 'delivery_failed'],
    ['999999', true, 'delivery_failed'],
    ['ENG_PARAM_MISSING', false, 'error'],
  ])('ends an attempted contact with %s (accepted: %s) in %s', (code, accepted, state) => {
    expect(finalContactState(errorInfo(code), accepted)).toBe(state);
  });
});
