import { makeTenant, type Tenant } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { CreateKey, type CreateKeyBody } from './create-key';
import { ListKeys } from './list-keys';
import { RevokeKey } from './revoke-key';
import { WhoAsks } from './who-asks';

let engine: SmallEngine;
let tenant: Tenant;
let other: Tenant;

beforeAll(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  other = await makeTenant(engine, 'Outra');
});
afterAll(() => engine.close());

const own = (changes = {}) => principal({ id: 'key-7', subaccountIds: [tenant.subaccountId], ...changes });

async function everyEvent(): Promise<string> {
  const events = [];
  for await (const event of engine.store.readAll()) events.push(event);
  return JSON.stringify(events);
}

describe('keys', () => {
  const create = (input: Partial<CreateKeyBody>, who = principal()) => {
    const facts: CreateKeyBody = { name: 'bia', roles: ['operator'], subaccountIds: [tenant.subaccountId], ...input };
    return engine.run(new CreateKey(engine.command({ principal: who }), facts));
  };

  it('work at once, and not a moment after they are revoked', async () => {
    const { id, secret } = await create({});
    expect(secret).toMatch(/^ak_[A-Za-z0-9_-]{43}$/);
    expect(engine.ring.whoIs(secret)).toEqual({
      id,
      name: 'bia',
      roles: ['operator'],
      subaccountIds: [tenant.subaccountId],
    });
    expect(await everyEvent()).not.toContain(secret);
    const waited = jest.spyOn(engine.ring, 'seen');
    const { position } = await engine.run(new RevokeKey(engine.command(), { keyId: id }));
    // The ring is so fast here that forgetting to wait for it would go unnoticed.
    expect(waited).toHaveBeenCalledWith(position);
    expect(engine.ring.whoIs(secret)).toBeUndefined();
    const { items } = await engine.ask(new ListKeys(engine.query({ principal: own() }), {}));
    expect(items.map(({ name, revoked }) => [name, revoked])).toEqual([['bia', true]]);
  });

  it('are given no more than their maker has', async () => {
    const operator = own({ roles: ['operator'] });
    await expect(create({ roles: ['admin'] }, operator)).rejects.toMatchObject({ name: 'Forbidden' });
    await expect(create({ subaccountIds: [other.subaccountId] }, own())).rejects.toMatchObject({ code: 'not_found' });
    await expect(create({ subaccountIds: ['*'] }, own())).rejects.toMatchObject({ code: 'not_found' });
    await expect(create({ subaccountIds: ['unknown'] })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('of others cannot be revoked, nor seen', async () => {
    const { id: keyId } = engine.firstKey;
    const revoke = new RevokeKey(engine.command({ principal: own() }), { keyId });
    await expect(engine.run(revoke)).rejects.toMatchObject({ code: 'not_found' });
    const seen: string[] = [];
    let cursor: unknown;
    do {
      const page = await engine.ask(new ListKeys(engine.query(), { limit: 1, cursor }));
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor !== null);
    // Both were made in one instant, so that their order is that of a hash.
    expect(seen.sort()).toEqual(['admin', 'bia']);
  });
});

describe('who asks', () => {
  const me = (changes: Parameters<typeof principal>[0]) =>
    engine.ask(new WhoAsks(engine.query({ principal: principal(changes) }), {}));

  it('is told its subaccounts by name, and of no other', async () => {
    const one = await me({
      id: 'key-7',
      name: 'bia',
      roles: ['reporter'],
      subaccountIds: [other.subaccountId, 'gone'],
    });
    expect(one).toMatchObject({ id: 'key-7', name: 'bia', roles: ['reporter'], everySubaccount: false });
    expect(one.subaccounts).toEqual([{ id: other.subaccountId, name: 'Outra' }]);
    const both = await me({ subaccountIds: ['*'] });
    expect([both.everySubaccount, both.subaccounts.map(({ id }) => id)]).toEqual([
      true,
      [tenant.subaccountId, other.subaccountId],
    ]);
  });

  it('is told what all its roles permit', async () => {
    const { permissions } = await me({ roles: ['auditor', 'reporter'] });
    expect(permissions).toEqual(expect.arrayContaining(['event:read', 'report:export', 'personal:read']));
    expect(permissions).not.toContain('campaign:start');
    expect((await me({ roles: ['reporter'] })).permissions).not.toContain('contact:read');
  });
});
