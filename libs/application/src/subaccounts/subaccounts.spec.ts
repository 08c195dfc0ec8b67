import { makeTenant, type Tenant } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { CreateSubaccount, type CreateSubaccountBody } from './create-subaccount';
import { ListSubaccounts } from './list-subaccounts';

let engine: SmallEngine;
let tenant: Tenant;

beforeAll(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
});
afterAll(() => engine.close());

const own = (changes = {}) => principal({ id: 'key-7', subaccountIds: [tenant.subaccountId], ...changes });

describe('subaccounts', () => {
  const create = (input: CreateSubaccountBody, who = principal()) =>
    engine.run(new CreateSubaccount(engine.command({ principal: who }), input));

  it('are made by keys of every subaccount only', async () => {
    await expect(create({ name: 'x' }, own())).rejects.toMatchObject({ name: 'Forbidden' });
  });

  it('are listed page by page to a key that has several', async () => {
    const ids = [tenant.subaccountId];
    for (const name of ['second', 'third']) ids.push((await create({ name })).id);
    const context = engine.query({ principal: own({ subaccountIds: [...ids].reverse() }) });
    const first = await engine.ask(new ListSubaccounts(context, { limit: 2 }));
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const second = await engine.ask(new ListSubaccounts(context, { limit: 2, cursor: first.nextCursor }));
    expect(second).toMatchObject({ items: [{ id: ids[2], name: 'third' }], nextCursor: null });
  });
});
