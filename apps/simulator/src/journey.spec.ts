import { Draws } from './draws';
import { type Fate } from './fate';
import { defaultKnobs } from './knobs';
import { planJourney } from './journey';
import { lifetimeOf, Templates } from './templates';

const template = (category: 'UTILITY' | 'MARKETING' | 'AUTHENTICATION', messageSendTtlSeconds?: number) =>
  new Templates().put({
    ...{ account: null, name: 'a', language: 'pt_BR', category, parameterFormat: 'POSITIONAL', status: 'APPROVED' },
    components: [{ type: 'BODY', text: 'Oi' }],
    messageSendTtlSeconds,
  });

describe('a message', () => {
  const fate = { end: 'delivered', offlineMs: 7_200_000, order: 'kept', reactions: [] } as unknown as Fate;
  const journey = (lifetimeMs?: number) =>
    planJourney(fate, defaultKnobs(), new Draws('m'), 0, 1, lifetimeMs).map(({ what }) => what);

  it('that cannot be delivered in its time never arrives, and nobody is told', () => {
    expect(journey()).toContain('delivered');
    expect(journey(7_200_000)).toContain('delivered');
    expect(journey(7_199_999)).toEqual(['sent']);
  });

  it('lives as long as its template says, where the platform heeds it', () => {
    expect(lifetimeOf(template('UTILITY', 60))).toBe(60);
    expect(lifetimeOf(template('UTILITY', -1))).toBe(2_592_000);
    expect(lifetimeOf(template('AUTHENTICATION'))).toBe(600);
    expect(lifetimeOf(template('MARKETING', 43_200))).toBe(2_592_000);
  });
});
