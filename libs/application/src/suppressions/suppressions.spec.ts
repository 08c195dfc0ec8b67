import { makeTenant, number, type Tenant } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { LiftSuppression } from './lift-suppression';
import { ListSuppressions } from './list-suppressions';
import { SuppressPerson } from './suppress-person';

let engine: SmallEngine;
let tenant: Tenant;

beforeAll(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
});
afterAll(() => engine.close());

describe('suppressions', () => {
  const { command } = { command: () => engine.command() };
  const list = (phone?: string) => {
    const query = { subaccount: tenant.subaccountId, ...(phone !== undefined && { phone }) };
    return engine.ask(new ListSuppressions(engine.query(), query));
  };

  it('are of a person, in whatever notation the number comes', async () => {
    const { subaccountId } = tenant;
    const suppress = (phone: string) =>
      engine.run(new SuppressPerson(command(), { subaccountId, phone, category: 'marketing' }));
    const first = await suppress('+55 11 90000-0008');
    expect(await suppress('11900000008')).toEqual(first);
    expect((await list('011 90000 0008')).items).toEqual([
      {
        subaccountId,
        phone: number(8),
        category: 'marketing',
        reason: 'by_request',
        source: 'api',
        evidence: null,
        kinds: [{ kind: 'admin', source: 'api', reason: 'by_request', evidence: null, at: expect.any(String) }],
        createdAt: expect.any(String),
      },
    ]);
    expect((await list(number(9))).items).toEqual([]);
    await engine.run(new LiftSuppression(command(), { subaccountId, phone: number(8), category: 'marketing' }));
    expect((await list()).items).toEqual([]);
  });

  it('are lifted where there are none, and the answer can be read after', async () => {
    const { subaccountId } = tenant;
    const lifted = await engine.run(new LiftSuppression(command(), { subaccountId, phone: number(7) }));
    expect(lifted).toMatchObject({ revision: -1, position: await engine.store.head() });
  });

  it('are refused for what is no number', async () => {
    const { subaccountId } = tenant;
    const wrong = new SuppressPerson(command(), { subaccountId, phone: 'x' });
    await expect(engine.run(wrong)).rejects.toMatchObject({
      details: { errors: [{ path: 'phone' }] },
    });
  });
});
