import { describeErrorTable, type ReferenceRow } from '../contract';
import { ENGINE_ERRORS } from './engine-errors';
import { ALL_ERRORS, errorInfo, finalContactState, isKnownError } from './error-catalogue';

/** What was agreed for the engine's own codes. */
const REFERENCE_ROWS: readonly ReferenceRow[] = [
  ['ENG_PHONE_UNPARSEABLE', 'R', 'NEVER', 'Parâm. inv.', 'Invalid record', '-'],
  ['ENG_PARAM_MISSING', 'C', 'NEVER', 'Parâm. inv.', 'Invalid record', '-'],
  ['ENG_OPTED_OUT', 'R', 'NEVER', 'Opt-out', 'Error', 'F'],
  ['ENG_NO_SESSION', 'R', 'NEVER', 'Sessão inv.', 'Error', 'F'],
  ['ENG_WARMUP', 'E', 'wait for the next slot', 'WarmUp', 'Initial / Retry scheduled', '-'],
  ['ENG_TIER', 'E', 'wait until a slot frees', 'Limite tier', 'Initial / Retry scheduled', '-'],
  ['ENG_TTL_EXPIRED', 'R', 'NEVER (late delivery overrides)', 'TTL', 'Delivery failed', 'F'],
  ['ENG_NET', 'P', 'SERVER', 'Falha com.', 'Retry scheduled > Error', 'P>F'],
  ['ENG_AMBIGUOUS', 'P', 'UNKNOWN', 'Falha com.', 'In progress', 'P>F'],
  // Not in the reference: a scheduled start that pre-flight refused. Nothing was sent, whatever the contact was like.
  ['ENG_PREFLIGHT', 'C', 'NEVER', 'Erro interno', 'Error', 'F'],
  // Nor these: settings no call can be made with, a fault of our own, and a test that came to nothing.
  ['ENG_CONNECTION', 'A', 'PAUSE-N', 'Erro interno', 'Error', 'F'],
  ['ENG_INTERNAL', 'E', 'NEVER', 'Erro interno', 'Error', 'F'],
  ['ENG_TEST_UNSENT', 'E', 'NEVER', '(no MT row)', 'Error', '-'],
  ['ENG_CANCELLED', 'E', 'NEVER', '(no MT row)', 'Canceled by admin', '-'],
  ['ENG_REMOVED', 'E', 'NEVER', '(no MT row)', 'Removed', '-'],
];

describeErrorTable('the engine', ENGINE_ERRORS, REFERENCE_ROWS);

describe('the error catalogue', () => {
  it('has no code of two tables', () => {
    const codes = ALL_ERRORS.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('retries a code that nobody knows once, and then ends the contact', () => {
    for (const code of ['999999', '1234', '', 'something else']) {
      expect(errorInfo(code)).toMatchObject({
        ...{ code, faults: ['platform'], policy: { class: 'server', retries: 1, then: 'never' }, scope: 'send' },
        ...{ reportStatus: 'internal_error', contactState: 'error', recordResult: 'failed' },
      });
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
