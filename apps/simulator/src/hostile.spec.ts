import { Bench } from './testing/bench';
import { type ReceivedStatus } from './testing/receiver';

/** Folds statuses as a sound receiver does: by rank, positive evidence over failure. */
const RANK: Readonly<Record<string, number>> = { sent: 1, failed: 2, delivered: 3, read: 4 };

describe('the hostile scenario', () => {
  const bench = new Bench();
  const MESSAGES = 600;

  beforeAll(async () => {
    await bench.start({ scenario: 'hostile', speed: 1e6, seed: 11 });
    await bench.control('PATCH', '/knobs', {
      throughputLimit: false,
      hangRate: 0,
      errorBeforeAcceptRate: 0,
      errorAfterAcceptRate: 0,
    });
    for (let index = 0; index < MESSAGES; index += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, i) => bench.send(`+55119${11_000_001 + (index + i) * 1000}`)));
    }
    while ((await bench.waiting()) > 0);
  });
  afterAll(() => bench.stop());

  const isStatus = (element: unknown): element is ReceivedStatus =>
    typeof element === 'object' &&
    element !== null &&
    Object.hasOwn(RANK, String((element as ReceivedStatus).status)) &&
    typeof (element as ReceivedStatus).id === 'string';

  it('signs every webhook', () => {
    expect(bench.receiver.bodies.every(({ signed }) => signed)).toBe(true);
  });

  it('puts malformed elements between sound ones, strangers, copies and reversed orders', async () => {
    const elements: unknown[] = bench.receiver.statuses;
    const sound = elements.filter(isStatus);
    const known = new Set((await bench.ledger()).map(({ messageId }) => messageId));
    expect(elements.length - sound.length).toBeGreaterThan(0);
    expect(sound.some(({ biz_opaque_callback_data: data }) => data === undefined)).toBe(true);
    const perMessage = new Map<string, ReceivedStatus[]>();
    for (const status of sound) {
      if (known.has(status.id)) perMessage.set(status.id, [...(perMessage.get(status.id) ?? []), status]);
    }
    const sequences = [...perMessage.values()].map((statuses) => statuses.map(({ status }) => status).join(' '));
    expect(sequences.some((sequence) => /(sent.*){3}/.test(sequence))).toBe(true);
    expect(sequences.some((sequence) => /^read.*sent/.test(sequence) || /delivered.*sent/.test(sequence))).toBe(true);
  });

  it('leaves a receiver that folds by rank with exactly what the ledger says', async () => {
    const final = new Map<string, string>();
    for (const { id, status, biz_opaque_callback_data: data } of (bench.receiver.statuses as unknown[]).filter(
      isStatus,
    )) {
      if (data !== undefined && RANK[status]! > (RANK[final.get(id) ?? ''] ?? 0)) final.set(id, status);
    }
    const arrived = new Set((await bench.ledger()).map(({ messageId }) => messageId));
    const told = [...final].filter(([, status]) => status === 'delivered' || status === 'read').map(([id]) => id);
    expect(new Set(told)).toEqual(arrived);
    expect(final.size).toBe(MESSAGES);
    expect((await bench.control('GET', '/ledger/summary')).body).toEqual({
      messages: arrived.size,
      distinct: arrived.size,
      doubles: 0,
    });
  });
});
