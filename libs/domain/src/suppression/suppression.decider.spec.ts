import { fold } from '../decider';
import { given } from '../specification';
import { lift, minute, suppress } from './suppression.builders';
import { type SuppressionCommand, suppressionDecider } from './suppression.decider';
import type { SuppressionEvent } from './suppression.events';
import { isSuppressed, kindsHeld } from './suppression.state';

function after(...commands: SuppressionCommand[]): readonly SuppressionEvent[] {
  return commands.reduce<readonly SuppressionEvent[]>(
    (events, command) => given(suppressionDecider, events).when(command).happens(),
    [],
  );
}
const person = (...commands: SuppressionCommand[]) => given(suppressionDecider, after(...commands));
const state = (...commands: SuppressionCommand[]) => fold(suppressionDecider, after(...commands));
const blocks = (category: string, ...commands: SuppressionCommand[]) => isSuppressed(state(...commands), category);

describe('a person who must not be messaged', () => {
  it('is suppressed once per category', () => {
    person(suppress('api', 1)).when(suppress('api', 2)).thenNothing();
    person(suppress('api', 1))
      .when(suppress('api', 2, 'all'))
      .thenTypes('PersonSuppressed');
  });

  it('gets no marketing, or nothing at all, as the category says', () => {
    expect(blocks('MARKETING', suppress('api', 1))).toBe(true);
    expect(blocks('UTILITY', suppress('api', 1))).toBe(false);
    expect(blocks('UTILITY', suppress('api', 1, 'all'))).toBe(true);
    expect(blocks('MARKETING')).toBe(false);
  });

  it('says with every event which kinds held before and after', () => {
    const data = after(suppress('platform', 1), suppress('word', 2), lift('platform', 3)).map((event) => event.data);
    expect(data.map(({ from, to }) => [from, to])).toEqual([
      [[], ['platform']],
      [['platform'], ['person', 'platform']],
      [['person', 'platform'], ['person']],
    ]);
  });
});

describe('an opt-out', () => {
  it('by word is lifted by button, and the reverse: both are the person’s own', () => {
    expect(blocks('MARKETING', suppress('word', 1), lift('button', 2))).toBe(false);
    expect(blocks('MARKETING', suppress('button', 1), lift('word', 2))).toBe(false);
  });

  it('is lifted by the opposite of its kind and by no other', () => {
    expect(blocks('MARKETING', suppress('platform', 1), lift('platform', 2))).toBe(false);
    expect(blocks('MARKETING', suppress('platform', 1), lift('word', 2))).toBe(true);
    expect(blocks('MARKETING', suppress('word', 1), lift('platform', 2))).toBe(true);
    expect(blocks('MARKETING', suppress('api', 1), lift('platform', 2), lift('button', 3))).toBe(true);
  });

  it('holds while any kind does, and the platform takes back its own only', () => {
    const both = [suppress('platform', 1), suppress('word', 2), suppress('api', 3)];
    expect(kindsHeld(state(...both).marketing)).toEqual(['admin', 'person', 'platform']);
    expect(kindsHeld(state(...both, lift('platform', 4)).marketing)).toEqual(['admin', 'person']);
  });

  it('is lifted by an administrator, whatever its kinds, once', () => {
    const both = [suppress('platform', 1), suppress('word', 2), suppress('api', 3)];
    expect(blocks('MARKETING', ...both, lift('api', 4))).toBe(false);
    person(...both, lift('api', 4))
      .when(lift('api', 5))
      .thenNothing();
    person().when(lift('api', 1)).thenNothing();
  });

  it('is lifted in the category that is named, in every one where none is', () => {
    const both = [suppress('word', 1), suppress('api', 2, 'all')];
    expect(blocks('MARKETING', ...both, lift('api', 3, 'all'))).toBe(true);
    expect(blocks('UTILITY', ...both, lift('api', 3, 'marketing'))).toBe(true);
    expect(blocks('MARKETING', ...both, lift('api', 3, null))).toBe(false);
    person(...both)
      .when(lift('api', 3, null))
      .thenTypes('SuppressionLifted', 'SuppressionLifted');
  });
});

describe('a marketing opt-out', () => {
  it.each(['MARKETING', 'marketing', 'MARKETING_LITE', 'SOMETHING_NEW', ''])(
    'blocks a message of category %j',
    (category) => expect(blocks(category, suppress('word', 1))).toBe(true),
  );

  it.each(['UTILITY', 'AUTHENTICATION'])('lets a message of category %j through', (category) =>
    expect(blocks(category, suppress('word', 1))).toBe(false),
  );
});

describe('the order of words', () => {
  it('is that in which they were said: an hour-old resume undoes no stop, an hour-old stop no resume', () => {
    person(suppress('platform', 60)).when(lift('platform', 0)).thenNothing();
    expect(blocks('MARKETING', lift('platform', 60), suppress('platform', 0))).toBe(false);
    expect(blocks('MARKETING', lift('word', 60), suppress('button', 0))).toBe(false);
  });

  it('counts the newest of equal words: an old resume undoes no repeated stop', () => {
    expect(blocks('MARKETING', suppress('platform', 0), suppress('platform', 60), lift('platform', 30))).toBe(true);
  });

  it('is the stricter one where two were said at one instant', () => {
    expect(blocks('MARKETING', suppress('word', 1), lift('word', 1))).toBe(true);
    expect(blocks('MARKETING', lift('word', 1), suppress('word', 1))).toBe(true);
  });

  it('puts an administrator last, even at the same instant or with the clock set back', () => {
    expect(blocks('MARKETING', suppress('platform', 5), lift('api', 5))).toBe(false);
    expect(blocks('MARKETING', suppress('platform', 5), lift('api', 0))).toBe(false);
    expect(blocks('MARKETING', suppress('word', 5), lift('api', 5), suppress('api', 0))).toBe(true);
  });

  it('leaves an administrator’s lifting alone when an older word is late', () => {
    expect(blocks('MARKETING', suppress('api', 1), lift('api', 10), suppress('word', 9))).toBe(false);
    expect(blocks('MARKETING', suppress('api', 1), lift('api', 10), suppress('platform', 9))).toBe(false);
    expect(blocks('MARKETING', suppress('api', 1), lift('api', 10), suppress('word', 11))).toBe(true);
  });
});

describe('events of the first program, without instants', () => {
  const suppressed = (source: 'api' | 'platform'): SuppressionEvent => ({
    type: 'PersonSuppressed',
    data: { category: 'marketing', source, reason: 'x', evidence: null, ref: null },
  });
  const lifted = (source: 'api' | 'platform'): SuppressionEvent => ({
    type: 'SuppressionLifted',
    data: { category: 'marketing', source },
  });
  const held = (...events: SuppressionEvent[]) => kindsHeld(fold(suppressionDecider, events).marketing);

  it('mean what they meant: the later takes the place of the earlier', () => {
    expect(held(suppressed('platform'))).toEqual(['platform']);
    expect(held(suppressed('platform'), lifted('platform'))).toEqual([]);
    expect(held(suppressed('platform'), suppressed('api'))).toEqual(['admin']);
    expect(held(suppressed('platform'), suppressed('api'), lifted('api'))).toEqual([]);
    expect(held(suppressed('api'), lifted('api'), suppressed('platform'))).toEqual(['platform']);
  });

  it('are older than whatever has an instant', () => {
    given(suppressionDecider, [suppressed('platform')])
      .when(lift('platform', 0))
      .thenTypes('SuppressionLifted');
    given(suppressionDecider, [suppressed('api')])
      .when(lift('api', 0))
      .then({
        type: 'SuppressionLifted',
        data: { category: 'marketing', source: 'api', evidence: null, at: minute(0), from: ['admin'], to: [] },
      });
  });
});
