import { Api } from './api';
import { type EngineProcess, startEngineProcess } from './engine-process';
import { contacts, uploadContacts } from './stage';
import { draftBody, makeTenant, type Tenant } from './tenants';

describe('repeats, revisions and reading what one wrote', () => {
  let engine: EngineProcess;
  let api: Api;
  let tenant: Tenant;

  beforeAll(async () => {
    engine = await startEngineProcess();
    api = new Api(engine.url, engine.adminKey);
    tenant = await makeTenant(api, 'Loja', '1001');
  });

  afterAll(async () => {
    await engine.stop();
    await engine.discard();
  });

  let keys = 0;
  const freshKey = () => ({ 'idempotency-key': `repeat-number-${++keys}` });
  /** A draft that queries know. */
  const draft = async () => {
    const { id, position } = await api.make('/v1/campaigns', draftBody(tenant));
    await api.get(`/v1/campaigns/${id}?after=${position}`);
    return id;
  };
  const eventsOf = async (stream: string) =>
    (await api.get<{ items: { type: string }[] }>(`/v1/streams/${stream}?limit=500`)).body.items.map(
      ({ type }) => type,
    );
  const campaigns = async (position: string) =>
    (await api.get<{ total: { value: number } }>(`/v1/campaigns?after=${position}`)).body.total.value;

  describe('Idempotency-Key', () => {
    it('makes one thing of a repeated creation, and answers the same', async () => {
      const key = freshKey();
      const first = await api.post<{ position: string }>('/v1/campaigns', draftBody(tenant), key);
      const before = await campaigns(first.body.position);
      const second = await api.post<{ position: string }>('/v1/campaigns', draftBody(tenant), key);
      expect([second.status, second.body]).toEqual([first.status, first.body]);
      expect(await campaigns(second.body.position)).toBe(before);
      const other = await api.post('/v1/campaigns', draftBody(tenant), freshKey());
      expect(other.body['id']).not.toBe((first.body as { id?: string }).id);
    });

    it('makes one thing of twenty at once', async () => {
      const key = freshKey();
      const { position } = await api.make('/v1/campaigns', draftBody(tenant));
      const before = await campaigns(position);
      const replies = await Promise.all(
        Array.from({ length: 20 }, () =>
          api.post<{ id: string; position: string }>('/v1/campaigns', draftBody(tenant), key),
        ),
      );
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
      expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect(await campaigns(replies[0]!.body.position)).toBe(before + 1);
      expect(await eventsOf(`campaign-${replies[0]!.body.id}`)).toEqual(['CampaignCreated']);
    });

    it('refuses another body under the same key', async () => {
      const key = freshKey();
      await api.post('/v1/campaigns', draftBody(tenant), key);
      const other = await api.post('/v1/campaigns', { ...draftBody(tenant), name: 'Outra' }, key);
      expect([other.status, other.body['code']]).toEqual([422, 'idempotency_mismatch']);
      // The order of fields is no other body; another route is another request.
      const turned = Object.fromEntries(Object.entries(draftBody(tenant)).reverse());
      expect((await api.post('/v1/campaigns', turned, key)).status).toBe(201);
      expect(
        (await api.post('/v1/suppressions', { subaccountId: tenant.subaccountId, phone: '+5511900019999' }, key))
          .status,
      ).toBe(201);
    });

    it('remembers a command that added nothing, so that a late repeat cannot act', async () => {
      const id = await draft();
      const key = freshKey();
      const first = await api.post(`/v1/campaigns/${id}/unschedule`, undefined, key);
      expect(first.status).toBe(200);
      const { position } = await api.make(`/v1/campaigns/${id}/schedule`, {
        localTime: '2090-01-01T09:00',
        timeZone: 'UTC',
      });
      const late = await api.post(`/v1/campaigns/${id}/unschedule`, undefined, key);
      expect([late.status, late.body]).toEqual([200, first.body]);
      expect((await api.get(`/v1/campaigns/${id}?after=${position}`)).body['status']).toBe('scheduled');
      expect((await eventsOf(`campaign-${id}`)).filter((type) => type === 'CampaignUnscheduled')).toEqual([]);
    });

    it('takes a file once', async () => {
      const id = await draft();
      const key = freshKey();
      const form = (text: string) => {
        const body = new FormData();
        body.append('file', new Blob([text]), 'contacts.csv');
        return body;
      };
      const csv = `phone,name\n${contacts(5)
        .map(({ phone, name }) => `${phone},${name}`)
        .join('\n')}\n`;
      const first = await api.post<{ uploadId: string }>(`/v1/campaigns/${id}/contacts`, form(csv), key);
      expect(first.status).toBe(202);
      const both = await Promise.all([1, 2].map(() => api.post(`/v1/campaigns/${id}/contacts`, form(csv), key)));
      expect(both.map(({ status, body }) => [status, body])).toEqual([first, first].map(({ body }) => [202, body]));
      const other = await api.post(`/v1/campaigns/${id}/contacts`, form(`${csv}+5511900013333,Z\n`), key);
      expect([other.status, other.body['code']]).toEqual([422, 'idempotency_mismatch']);
      expect((await eventsOf(`campaign-${id}`)).filter((type) => type === 'UploadOpened')).toHaveLength(1);
    });

    it('gives back the same secret of a key', async () => {
      const key = freshKey();
      const body = { name: 'x', roles: ['reporter'], subaccountIds: [tenant.subaccountId] };
      const [first, second] = await Promise.all([1, 2].map(() => api.post('/v1/keys', body, key)));
      expect(second!.body).toEqual(first!.body);
      expect((await new Api(api.url, String(first!.body['secret'])).get('/v1/campaigns')).status).toBe(200);
    });
  });

  describe('ETag and If-Match', () => {
    it('refuses a change of what has changed since', async () => {
      const id = await draft();
      const read = await api.get(`/v1/campaigns/${id}`);
      const etag = read.headers.get('etag')!;
      expect(etag).toBe(`"${String(read.body['revision'])}"`);
      const mine = await api.call('PATCH', `/v1/campaigns/${id}`, { name: 'Minha' }, { 'if-match': etag });
      expect(mine.status).toBe(200);
      const late = await api.call<{ code: string }>(
        'PATCH',
        `/v1/campaigns/${id}`,
        { name: 'Sua' },
        { 'if-match': etag },
      );
      expect([late.status, late.body.code]).toEqual([412, 'conflict']);
      const again = await api.call(
        'PATCH',
        `/v1/campaigns/${id}`,
        { name: 'Sua' },
        { 'if-match': mine.headers.get('etag')! },
      );
      expect(again.status).toBe(200);
      expect((await api.post(`/v1/campaigns/${id}/cancel`, {}, { 'if-match': etag })).status).toBe(412);
    });

    it('lets one of many changes from the same revision through', async () => {
      const id = await draft();
      const replies = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          api.call('PATCH', `/v1/campaigns/${id}`, { name: `Nome ${n}` }, { 'if-match': '"0"' }),
        ),
      );
      expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(412)]);
    });
  });

  describe('?after=', () => {
    it('reads what was written', async () => {
      for (let n = 0; n < 20; n++) {
        const { id, position } = await api.make('/v1/campaigns', { ...draftBody(tenant), name: `Escrita ${n}` });
        expect((await api.get(`/v1/campaigns/${id}?after=${position}`)).body['name']).toBe(`Escrita ${n}`);
      }
    });

    it('says when to come back for a position that is far', async () => {
      const far = await api.get('/v1/campaigns?after=00000000000999999999');
      expect([far.status, far.body['code'], far.headers.get('retry-after')]).toEqual([503, 'store_unavailable', '1']);
    });
  });

  describe('methods', () => {
    it('names those that are there', async () => {
      const reply = await api.call<{ code: string }>('DELETE', '/v1/campaigns');
      expect([reply.status, reply.body.code, reply.headers.get('allow')]).toEqual([
        405,
        'method_not_allowed',
        'GET, POST',
      ]);
      const options = await api.call('OPTIONS', '/v1/campaigns');
      expect([options.status, options.headers.get('allow')]).toEqual([405, 'GET, POST']);
    });

    it('answers HEAD without a body, and never with what needs a key', async () => {
      const head = await fetch(`${api.url}/v1/campaigns`, { method: 'HEAD' });
      expect([head.status, await head.text()]).toEqual([401, '']);
      expect((await fetch(`${api.url}/health/live`, { method: 'HEAD' })).status).toBeLessThan(500);
    });
  });

  describe('the event stream of a campaign', () => {
    it('begins with a snapshot and says at most four times a second what changed', async () => {
      const id = await draft();
      const stop = new AbortController();
      const response = await fetch(`${api.url}/v1/campaigns/${id}/stream`, {
        headers: { authorization: `Bearer ${engine.adminKey}` },
        signal: stop.signal,
      });
      expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
      const frames: { at: number; event: string; id: string; contacts: number }[] = [];
      const reading = (async () => {
        let text = '';
        for await (const chunk of response.body! as unknown as AsyncIterable<Uint8Array>) {
          text += Buffer.from(chunk).toString();
          for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
            const fields = Object.fromEntries(
              text
                .slice(0, end)
                .split('\n')
                .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
            );
            text = text.slice(end + 2);
            if (fields['event'] !== undefined) {
              const { contacts: count } = JSON.parse(fields['data']!) as { contacts: number };
              frames.push({ at: Date.now(), event: fields['event'], id: fields['id']!, contacts: count });
            }
          }
        }
      })().catch(() => undefined);
      const began = Date.now();
      for (let n = 0; n < 3; n++) await uploadContacts(api, id, contacts(20, 1000 + n * 20));
      const { body } = await api.get<{ contacts: number }>(`/v1/campaigns/${id}`);
      expect(body.contacts).toBe(60);
      while (frames.at(-1)?.contacts !== 60 && Date.now() - began < 10_000)
        await new Promise((resolve) => setTimeout(resolve, 20));
      stop.abort();
      await reading;
      expect(frames[0]).toMatchObject({ event: 'summary', contacts: 0 });
      expect(frames.at(-1)!.contacts).toBe(60);
      expect(frames.every(({ id: position }) => /^\d+$/.test(position))).toBe(true);
      expect(frames.map(({ id: position }) => position)).toEqual(frames.map(({ id: position }) => position).sort());
      const seconds = (Date.now() - began) / 1000;
      expect(frames.length).toBeLessThanOrEqual(1 + 4 * Math.ceil(seconds));
    });

    it('ends when its key is revoked', async () => {
      const id = await draft();
      const made = await api.post<{ id: string; secret: string }>('/v1/keys', {
        name: 'x',
        roles: ['reporter'],
        subaccountIds: [tenant.subaccountId],
      });
      const response = await fetch(`${api.url}/v1/campaigns/${id}/stream`, {
        headers: { authorization: `Bearer ${made.body.secret}` },
      });
      await api.call('DELETE', `/v1/keys/${made.body.id}`);
      expect(await response.text()).toContain('event: summary');
    });
  });
});
