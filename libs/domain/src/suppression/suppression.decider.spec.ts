import { fold } from '../decider';
import { given } from '../specification';
import {
  isSuppressed,
  type SuppressionCommand,
  suppressionDecider,
  type SuppressionEvent,
} from './suppression.decider';

const suppress = (source: 'platform' | 'api', category: 'all' | 'marketing' = 'marketing'): SuppressionCommand => ({
  type: 'SuppressPerson',
  category,
  source,
  reason: source === 'platform' ? '131050' : 'asked by phone',
  evidence: null,
  ref: null,
});
const lift = (source: 'platform' | 'api'): SuppressionCommand => ({
  type: 'LiftSuppression',
  category: 'marketing',
  source,
});

function after(...commands: SuppressionCommand[]): readonly SuppressionEvent[] {
  return commands.reduce<readonly SuppressionEvent[]>(
    (events, command) => given(suppressionDecider, events).when(command).happens(),
    [],
  );
}
const person = (...commands: SuppressionCommand[]) => given(suppressionDecider, after(...commands));
const blocks = (category: string, ...commands: SuppressionCommand[]) =>
  isSuppressed(fold(suppressionDecider, after(...commands)), category);

describe('a person who must not be messaged', () => {
  it('is suppressed once per category', () => {
    person(suppress('platform')).when(suppress('platform')).thenNothing();
    person(suppress('platform')).when(suppress('platform', 'all')).thenTypes('PersonSuppressed');
  });

  it('gets no marketing, or nothing at all, as the category says', () => {
    expect(blocks('MARKETING', suppress('api'))).toBe(true);
    expect(blocks('UTILITY', suppress('api'))).toBe(false);
    expect(blocks('UTILITY', suppress('api', 'all'))).toBe(true);
    expect(blocks('MARKETING')).toBe(false);
  });

  it('is free again when it is lifted, once', () => {
    expect(blocks('MARKETING', suppress('api'), lift('api'))).toBe(false);
    person().when(lift('api')).thenNothing();
  });

  it('is freed by the platform only of what the platform did', () => {
    person(suppress('platform')).when(lift('platform')).thenTypes('SuppressionLifted');
    person(suppress('api')).when(lift('platform')).thenNothing();
  });

  it('whose own word came after the platform’s switch stays suppressed: the switch once took the word away', () => {
    person(suppress('platform')).when(suppress('api')).thenTypes('PersonSuppressed');
    person(suppress('platform'), suppress('api')).when(lift('platform')).thenNothing();
    person(suppress('platform'), suppress('api')).when(suppress('platform')).thenNothing();
  });
});
