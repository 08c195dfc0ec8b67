import fc from 'fast-check';
import { FakeApp } from '../testing/fake-app';
import { BODIES, documentedRoutes, type DocumentedRoute } from '../testing/routes';

describe('any body and any query', () => {
  let fake: FakeApp;
  let routes: readonly DocumentedRoute[];
  beforeAll(async () => {
    fake = await FakeApp.start();
    routes = (await documentedRoutes(fake)).filter(({ takesBody }) => takesBody);
  });
  afterAll(() => fake.stop());

  /** A good body with one value somewhere in it replaced. */
  function replaced(value: unknown, at: number, by: unknown): unknown {
    const places: (() => void)[] = [];
    const copy = structuredClone(value);
    const visit = (node: unknown) => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, child] of Object.entries(node)) {
        places.push(() => ((node as Record<string, unknown>)[key] = by));
        visit(child);
      }
    };
    visit(copy);
    places[at % places.length]!();
    return copy;
  }

  it('is taken or refused by path, never a failure of ours', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...routes),
        fc.jsonValue(),
        fc.nat(),
        fc.boolean(),
        async ({ method, path, url }, json, at, whole) => {
          const good = BODIES[`${method} ${path}`];
          const body = whole || !good ? json : replaced(good, at, json);
          const answer = await fake.inject({
            method,
            url,
            headers: { 'content-type': 'application/json' },
            payload: JSON.stringify(body),
          });
          // A text may be a key, and is not one that anybody has.
          const taken = path === '/v1/login' ? [204, 401, 429] : [200, 201, 202];
          expect([...taken, 400]).toContain(answer.statusCode);
          if (answer.statusCode !== 400) return;
          const { code, errors } = answer.json<{ code: string; errors: { path: string; message: string }[] }>();
          expect(code).toBe('validation_failed');
          expect(errors.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 400 },
    );
    expect(fake.logged).toEqual([]);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty'])('may hold a variable called %s', async (name) => {
    const payload = { phone: '+5511900001234', parameters: { [name]: 'Ana' } };
    const { statusCode } = await fake.inject({ method: 'POST', url: '/v1/campaigns/c1/test', payload });
    expect(statusCode).toBe(200);
    expect(fake.dispatched.at(-1)?.input).toEqual({ ...payload, campaignId: 'c1' });
  });

  it('never is a failure of ours in a query either', async () => {
    const paths = [
      '/v1/campaigns',
      '/v1/events',
      '/v1/reports/detailed',
      '/v1/campaigns/c1/contacts',
      '/v1/campaigns/c1',
    ];
    const names = fc.constantFrom(
      'status',
      'limit',
      'from',
      'to',
      'q',
      'cursor',
      'after',
      'sort',
      '__proto__',
      'toString',
      'x',
    );
    const pair = fc.tuple(names, fc.string({ unit: 'binary', maxLength: 40 }));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.array(pair, { maxLength: 5 }), async (path, pairs) => {
        const query = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString();
        const { statusCode } = await fake.inject({ method: 'GET', url: `${path}?${query}` });
        expect([200, 400]).toContain(statusCode);
      }),
      { numRuns: 300 },
    );
    expect(fake.logged).toEqual([]);
  });
});
