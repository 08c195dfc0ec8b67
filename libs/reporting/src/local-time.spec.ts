import fc from 'fast-check';
import { localTime } from './local-time';

describe('an instant in a file', () => {
  it.each([
    ['en', 'UTC', '2026-03-02 12:00:05'],
    ['en', 'America/Sao_Paulo', '2026-03-02 09:00:05'],
    ['pt-BR', 'America/Sao_Paulo', '02/03/2026 09:00:05'],
    ['es', 'Asia/Kolkata', '02/03/2026 17:30:05'],
  ] as const)('in %s, %s reads %s', (language, timeZone, shown) =>
    expect(localTime({ language, timeZone })('2026-03-02T12:00:05.999Z')).toBe(shown),
  );

  it('falls on the day it is there', () =>
    expect(localTime({ language: 'en', timeZone: 'America/Sao_Paulo' })('2026-01-01T01:00:00.000Z')).toBe(
      '2025-12-31 22:00:00',
    ));

  it('follows the clocks when they change', () => {
    const madrid = localTime({ language: 'en', timeZone: 'Europe/Madrid' });
    expect(madrid('2026-03-29T00:59:59.000Z')).toBe('2026-03-29 01:59:59');
    expect(madrid('2026-03-29T01:00:00.000Z')).toBe('2026-03-29 03:00:00');
  });

  it('that is none is left empty', () => expect(localTime({ language: 'en', timeZone: 'UTC' })('soon')).toBe(''));

  it('is what Intl says, in zones of every kind', () => {
    const zones = [
      'America/Sao_Paulo',
      'Europe/Lisbon',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Pacific/Apia',
      'America/St_Johns',
    ];
    const from = Date.UTC(1990, 0, 1);
    const to = Date.UTC(2040, 0, 1);
    const cases = zones.map((timeZone) => ({
      ours: localTime({ language: 'pt-BR', timeZone }),
      intl: new Intl.DateTimeFormat('pt-BR', { timeZone, dateStyle: 'short', timeStyle: 'medium' }),
    }));
    fc.assert(
      fc.property(fc.integer({ min: from, max: to }), fc.constantFrom(...cases), (at, { ours, intl }) => {
        expect(ours(new Date(at).toISOString())).toBe(intl.format(at).replace(',', ''));
      }),
      { numRuns: 2000 },
    );
  });
});
