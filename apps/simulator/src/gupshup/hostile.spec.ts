import { AppBench } from './testing/app-bench';

/** Folds statuses as a sound receiver does: by rank, positive evidence over failure. */
const RANK: Readonly<Record<string, number>> = { enqueued: 1, sent: 2, failed: 3, delivered: 4, read: 5 };

interface Told {
  readonly type: string;
  readonly payload: { readonly type?: string; readonly id?: string; readonly gsId?: string } | null;
}

describe('the hostile scenario through Gupshup', () => {
  const app = new AppBench();
  const MESSAGES = 400;
  const answered = new Set<string>();

  beforeAll(async () => {
    await app.start({ scenario: 'hostile', speed: 1e6, seed: 11 });
    await app.bench.control('PATCH', '/knobs', {
      ...{ throughputLimit: false, hangRate: 0, errorBeforeAcceptRate: 0, errorAfterAcceptRate: 0 },
      webhookConcurrency: 8,
    });
    const template = JSON.stringify({ id: await app.templateId(), params: ['Marina', 'R$ 1'] });
    for (let index = 0; index < MESSAGES; index += 50) {
      const phones = Array.from({ length: 50 }, (_, i) => `55119${11_000_001 + (index + i) * 1000}`);
      for (const { body } of await Promise.all(phones.map((to) => app.send(to, { template }))))
        answered.add(body.messageId);
    }
    while ((await app.bench.waiting()) > 0);
  });
  afterAll(() => app.stop());

  const statuses = (): Told[] =>
    app.receiver.callbacks.map(({ body }) => body as unknown as Told).filter(({ type }) => type === 'message-event');

  it('tells of messages of others, and of what is no status at all', () => {
    expect(statuses().some(({ payload }) => typeof payload !== 'object' || payload?.type === undefined)).toBe(true);
    const ids = statuses().map(({ payload }) => payload?.gsId);
    expect(ids.some((id) => typeof id === 'string' && !answered.has(id))).toBe(true);
  });

  it('leaves a receiver that folds by rank, and remembers the ids of WhatsApp, with exactly what the ledger says', async () => {
    const ours = new Map<string, string>();
    for (const { payload } of statuses()) if (payload?.gsId && payload.id) ours.set(payload.id, payload.gsId);
    const final = new Map<string, string>();
    for (const { payload } of statuses()) {
      const key = payload?.gsId ?? ours.get(payload?.id ?? '') ?? payload?.id ?? '';
      const rank = RANK[payload?.type ?? ''] ?? 0;
      if (answered.has(key) && rank > (RANK[final.get(key) ?? ''] ?? 0)) final.set(key, payload!.type!);
    }
    const arrived = new Set((await app.bench.ledger()).map(({ messageId }) => messageId));
    const told = [...final].filter(([, status]) => status === 'delivered' || status === 'read').map(([id]) => id);
    expect(new Set(told)).toEqual(arrived);
    expect(final.size).toBe(MESSAGES);
  });
});
