import { inboundId, inboundView, unmatchedView } from '@arauto/read-models/operational';
import { contactIdOf, makeTenant, number, type Tenant } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { openWebhooks, webhook } from '../testing/webhooks';

let engine: SmallEngine;
let tenant: Tenant;
let writes: (...messages: readonly object[]) => Promise<void>;

beforeEach(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  const webhooks = await openWebhooks(engine);
  writes = (...messages) => webhooks.post(tenant.senderId, webhook('messages', { messages }));
});
afterEach(() => engine.close());

const said = (body: string, from: object) => ({
  ...{ id: 'wamid.same', timestamp: String(Math.floor(engine.clock.now() / 1000)) },
  ...{ type: 'text', text: { body }, ...from },
});
const phone = (n: number) => ({ from: number(n).slice(1) });

/** Whose the message is, what it says, and why something was put aside. */
async function known() {
  await engine.views.project();
  const { operational } = engine.views;
  const hash = await engine.identities.messageHash(tenant.subaccountId, 'wamid.same');
  const row = await operational.get(inboundView, inboundId(tenant.senderId, hash));
  const [entry] = await engine.vault.getMany([row!.ref]);
  const aside = await operational.find(unmatchedView, { where: [], sort: [{ field: 'receivedAt' }], limit: 9 });
  const [kept] = await engine.vault.getMany(aside.map(({ doc }) => doc.ref));
  return {
    person: row!.personKey,
    text: (entry!.data as { readonly text: string }).text,
    aside: aside.map(({ doc }) => doc.reason),
    kept: kept && { person: kept.person, ...(kept.data as object) },
  };
}

describe('a message that comes under the id of somebody else’s', () => {
  it.each([
    ['at once', false],
    ['when the view has that', true],
  ])('changes nothing of it %s, and is put aside with its writer', async (_, projected) => {
    const [one, other] = [await contactIdOf(engine, tenant, number(1)), await contactIdOf(engine, tenant, number(2))];
    await writes(said('of one', phone(1)));
    if (projected) await engine.views.project();
    for (let times = 0; times < 2; times++) await writes(said('of two', phone(2)));
    await writes(said('of one', phone(1)));
    expect(await known()).toMatchObject({
      ...{ person: one, text: 'of one', aside: ['malformed'] },
      kept: { person: other, text: 'of two' },
    });
  });

  it('in one webhook, is put aside, too', async () => {
    await writes(said('of one', phone(1)), said('of two', phone(2)));
    expect(await known()).toMatchObject({ aside: ['malformed'] });
  });

  it('is that one where it is of the same person under another name', async () => {
    const userId = { from_user_id: 'BR.1' };
    await writes({ ...said('hello', { ...phone(1), ...userId }), id: 'wamid.before' });
    await engine.views.project();
    await writes(said('of one', phone(1)));
    await writes(said('of one', userId));
    expect(await known()).toMatchObject({ text: 'of one', aside: [] });
  });
});
