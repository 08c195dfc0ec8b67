import { Bench, NUMBER, type GraphRefusal } from './testing/bench';

interface Page {
  readonly data: readonly {
    readonly message_id: string;
    readonly events: { readonly data: readonly { readonly delivery_status: string; readonly timestamp: number }[] };
  }[];
  readonly paging?: { readonly cursors: { readonly after: string }; readonly next?: string };
}

describe('the history of messages', () => {
  const bench = new Bench();
  const page = (query = '', number = NUMBER) => bench.graph<Page>('GET', `/${number}/message_history${query}`);

  beforeAll(() => bench.start({ scenario: 'instant' }));
  afterAll(() => bench.stop());

  it('tells what became of every message, the newest first, page by page, whether or not webhooks came', async () => {
    await bench.control('PATCH', '/knobs', { lostRate: 1 });
    const ids: string[] = [];
    for (const phone of ['+5511900005551', '+5511900005552', '+5511900005553']) {
      ids.unshift((await bench.send(phone)).body.messages[0].id);
    }
    const all = (await page()).body.data;
    expect(all.map(({ message_id }) => message_id)).toEqual(ids);
    expect(all[0]!.events.data.map(({ delivery_status }) => delivery_status)).toEqual(['SENT', 'DELIVERED', 'READ']);
    expect(all[0]!.events.data.every(({ timestamp }) => Number.isInteger(timestamp))).toBe(true);
    const first = (await page('?limit=2')).body;
    const second = (await page(`?limit=2&after=${first.paging!.cursors.after}`)).body;
    expect([...first.data, ...second.data]).toEqual(all);
    expect([first.paging?.next !== undefined, second.paging?.next !== undefined]).toEqual([true, false]);
    expect((await page(`?message_id=${encodeURIComponent(ids[1]!)}`)).body.data).toEqual([all[1]]);
    expect(bench.receiver.statuses).toEqual([]);
  });

  it('tells why a message failed', async () => {
    await bench.send('+5511900000001');
    expect((await page('?limit=1')).body.data[0]!.events.data).toMatchObject([
      { delivery_status: 'FAILED', error_description: expect.stringMatching(/^\(#131026\) /) as string },
    ]);
  });

  it.each(['?limit=101', '?limit=0', '?limit=x', '?fields=%7B'])('refuses %s', async (query) => {
    const { status, body } = await bench.graph<GraphRefusal>('GET', `/${NUMBER}/message_history${query}`);
    expect([status, body.error.code]).toEqual([400, 100]);
  });

  it('lacks messages, and is not there at all, as it is told', async () => {
    await bench.control('PATCH', '/knobs', { historyMissingRate: 1 });
    const before = (await page()).body.data.length;
    await bench.send('+5511900005554');
    expect((await page()).body.data).toHaveLength(before);
    await bench.control('PATCH', '/knobs', { historyOff: true });
    const { status, body } = await bench.graph<GraphRefusal>('GET', `/${NUMBER}/message_history`);
    expect([status, body.error.code]).toEqual([400, 100]);
  });
});
