import { stickySender, type WeightedSender } from './sticky-sender';

const PERSONS = Array.from({ length: 20_000 }, (_, n) => `person-${n}`);

const senders = (...weights: readonly number[]): readonly WeightedSender[] =>
  weights.map((weight, n) => ({ senderId: `sender-${n + 1}`, weight }));

function shares(among: readonly WeightedSender[], mayBe?: (senderId: string) => boolean): Record<string, number> {
  const shares: Record<string, number> = {};
  for (const person of PERSONS) {
    const senderId = stickySender(person, among, mayBe) ?? 'nobody';
    shares[senderId] = (shares[senderId] ?? 0) + 1 / PERSONS.length;
  }
  return shares;
}

it('gives each number persons by its weight', () => {
  const found = shares(senders(80, 20, 300));
  expect(found['sender-1']).toBeCloseTo(0.2, 1.7);
  expect(found['sender-2']).toBeCloseTo(0.05, 1.7);
  expect(found['sender-3']).toBeCloseTo(0.75, 1.7);
});

it('says the same of a person whenever it is asked, whatever the order of the numbers', () => {
  const three = senders(1, 2, 3);
  for (const person of PERSONS.slice(0, 500)) {
    expect(stickySender(person, [...three].reverse())).toBe(stickySender(person, three));
  }
});

it('moves nobody but the persons of a number that drops out, and those to all others', () => {
  const three = senders(1, 1, 1);
  const without = (senderId: string) => senderId !== 'sender-2';
  let moved = 0;
  for (const person of PERSONS) {
    const own = stickySender(person, three);
    const other = stickySender(person, three, without);
    if (own !== 'sender-2') expect(other).toBe(own);
    else moved += other === 'sender-1' ? 1 : 0;
  }
  expect(moved / PERSONS.length).toBeCloseTo(1 / 6, 1.7);
});

it('moves persons to a number that comes, and between no others', () => {
  const two = senders(1, 1);
  const three = senders(1, 1, 1);
  for (const person of PERSONS.slice(0, 2000)) {
    const now = stickySender(person, three);
    if (now !== 'sender-3') expect(now).toBe(stickySender(person, two));
  }
});

it('gives nobody a number where none may be used', () => {
  expect(stickySender('person-1', senders(1, 1), () => false)).toBeUndefined();
  expect(stickySender('person-1', [])).toBeUndefined();
});
