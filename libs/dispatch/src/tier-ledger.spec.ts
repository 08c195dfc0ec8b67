import fc from 'fast-check';
import { admission, newTierLedger, nextSlotAt, release, reserve, used } from './tier-ledger';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2026-01-05T12:00:00Z');

function fillUp(limit: number) {
  const ledger = newTierLedger(limit, [], START);
  for (let i = 0; i < admission(ledger)!; i++) expect(reserve(ledger, `p${i}`, START + i)).toBe(true);
  return ledger;
}

describe('tier ledger', () => {
  it('admits 95 % of the limit, each person once', () => {
    const ledger = fillUp(250);
    expect(used(ledger, START + HOUR)).toBe(237);
    expect(reserve(ledger, 'new', START + HOUR)).toBe(false);
    expect(reserve(ledger, 'p3', START + HOUR)).toBe(true);
    expect(used(ledger, START + HOUR)).toBe(237);
  });

  it('says when the next slot frees, and frees it then', () => {
    const ledger = fillUp(250);
    expect(nextSlotAt(ledger, START + HOUR)).toBe(START + DAY);
    expect(reserve(ledger, 'new', START + DAY - 1)).toBe(false);
    expect(reserve(ledger, 'new', START + DAY)).toBe(true);
    expect(nextSlotAt(ledger, START + DAY)).toBe(START + DAY + 1);
  });

  it('has room now while it is not full', () => {
    expect(nextSlotAt(newTierLedger(250, [], START), START)).toBeNull();
  });

  it('counts a person from the last message', () => {
    const ledger = newTierLedger(250, [], START);
    reserve(ledger, 'ana', START);
    reserve(ledger, 'ana', START + 23 * HOUR);
    expect(used(ledger, START + 25 * HOUR)).toBe(1);
    expect(used(ledger, START + 47 * HOUR)).toBe(0);
  });

  it('frees the place of a person when the last message has failed', () => {
    const ledger = newTierLedger(250, [], START);
    reserve(ledger, 'ana', START);
    reserve(ledger, 'ana', START + 1);
    release(ledger, 'ana', START, START + 2);
    expect(used(ledger, START + 2)).toBe(1);
    release(ledger, 'ana', START + 1, START + 3);
    expect(used(ledger, START + 3)).toBe(0);
    release(ledger, 'ana', START + 1, START + 3);
    expect(used(ledger, START + 3)).toBe(0);
  });

  it('frees nothing for a failure that comes a day late', () => {
    const ledger = newTierLedger(250, [], START);
    reserve(ledger, 'ana', START);
    reserve(ledger, 'ana', START + DAY);
    release(ledger, 'ana', START, START + DAY + 1);
    expect(used(ledger, START + DAY + 1)).toBe(1);
  });

  it('is restored from what was sent, in any order', () => {
    const people = [
      { person: 'rui', at: START - HOUR },
      { person: 'ana', at: START - 2 * HOUR },
      { person: 'old', at: START - DAY },
      { person: 'rui', at: START - 3 * HOUR },
    ];
    const ledger = newTierLedger(2, people, START);
    expect(used(ledger, START)).toBe(2);
    expect(nextSlotAt(ledger, START)).toBe(START + 23 * HOUR);
  });

  it('restores each person with the newest message, and nobody from exactly a day ago', () => {
    const people = [
      { person: 'ana', at: START - 1 },
      { person: 'ana', at: START - 2 * HOUR },
      { person: 'rui', at: START - DAY },
      { person: 'eva', at: START - DAY + 1 },
      { person: 'zoe', at: START + HOUR },
    ];
    const ledger = newTierLedger(250, people, START);
    expect([...ledger.people.keys()]).toEqual(['eva', 'ana', 'zoe']);
    expect(used(ledger, START + 1)).toBe(2);
    // A stamp of the future counts from now.
    expect(used(ledger, START + DAY - 1)).toBe(1);
    expect(used(ledger, START + DAY)).toBe(0);
  });

  it('remembers no more people than the highest limit, those written to last, and is as full as if it did', () => {
    const people = Array.from({ length: 1000 }, (_, n) => ({ person: `p${n}`, at: START - 1000 + n }));
    const ledger = newTierLedger(250, people, START);
    expect(ledger.people.size).toBe(250);
    expect(reserve(ledger, 'new', START)).toBe(false);
    expect(reserve(ledger, 'p999', START)).toBe(true);
    // The 237th newest is the one who makes room.
    expect(nextSlotAt(ledger, START)).toBe(START - 237 + DAY);
  });

  it('waits for as many to go as a lower limit asks', () => {
    const ledger = fillUp(250);
    ledger.limit = 50;
    expect(admission(ledger)).toBe(47);
    expect(nextSlotAt(ledger, START + HOUR)).toBe(START + 190 + DAY);
    expect(reserve(ledger, 'new', START + 189 + DAY)).toBe(false);
    expect(reserve(ledger, 'new', START + 190 + DAY)).toBe(true);
  });

  it('counts nobody while it is unlimited', () => {
    const ledger = newTierLedger(null, [{ person: 'ana', at: START }], START);
    expect(reserve(ledger, 'rui', START)).toBe(true);
    expect(ledger.people.size).toBe(0);
    expect(nextSlotAt(ledger, START)).toBeNull();
  });

  it('has never written to more different people in a day than it admits, and remembers no more', () => {
    const step = fc.record({
      person: fc.integer({ min: 0, max: 120 }),
      after: fc.integer({ min: 0, max: 2 * HOUR }),
      fails: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        const ledger = newTierLedger(50, [], START);
        const delivered: { person: string; at: number }[] = [];
        let now = START;
        for (const { person, after, fails } of steps) {
          now += after;
          const name = `p${person}`;
          const slot = nextSlotAt(ledger, now);
          const admitted = reserve(ledger, name, now);
          if (!admitted && slot === null) return false;
          if (admitted && fails) release(ledger, name, now, now);
          else if (admitted) delivered.push({ person: name, at: now });
          const people = new Set(delivered.filter(({ at }) => at > now - DAY).map((each) => each.person));
          if (people.size > 47 || ledger.people.size > 47 || people.size > used(ledger, now)) return false;
        }
        return true;
      }),
    );
  });
});
