import { makeTenant, type Tenant } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { CreateSubaccount, type CreateSubaccountInput } from './create-subaccount';

let engine: SmallEngine;
let tenant: Tenant;

beforeAll(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
});
afterAll(() => engine.close());

const own = (changes = {}) => principal({ id: 'key-7', subaccountIds: [tenant.subaccountId], ...changes });

describe('subaccounts', () => {
  const create = (input: CreateSubaccountInput, who = principal()) =>
    engine.run(new CreateSubaccount(engine.command({ principal: who }), input));

  it('are made by keys of every subaccount only', async () => {
    await expect(create({ name: 'x' }, own())).rejects.toMatchObject({ name: 'Forbidden' });
  });

  it.each<[string, CreateSubaccountInput]>([
    ['name', { name: '' }],
    ['defaultCountry', { name: 'a', defaultCountry: 'Brazil' }],
    ['timeZone', { name: 'a', timeZone: 'Brazil time' }],
  ])('are refused with a wrong %s', async (path, input) => {
    await expect(create(input)).rejects.toMatchObject({ details: { errors: [{ path }] } });
  });
});
