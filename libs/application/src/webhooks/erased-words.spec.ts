import { contactIdOf, makeTenant, number, type Tenant } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { openWebhooks, webhook } from '../testing/webhooks';

let engine: SmallEngine;
let tenant: Tenant;
let post: (messages: readonly object[]) => Promise<void>;

beforeEach(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  const webhooks = await openWebhooks(engine);
  post = (messages) =>
    webhooks.post(tenant.senderId, webhook('messages', { messaging_product: 'whatsapp', messages, contacts: [] }));
});
afterEach(() => engine.close());

const wrote = (n: number, id: string, more: object) => ({
  ...{ from: number(n).slice(1), id, timestamp: String(Math.floor(engine.clock.now() / 1000)), ...more },
});
const text = (body: string) => ({ type: 'text', text: { body } });
const edited = (of: string, body: string) => ({
  ...{ type: 'edit', edit: { original_message_id: of, message: text(body) } },
});

async function kept(): Promise<string> {
  const all: unknown[] = [];
  for await (const page of engine.vault.entries()) all.push(page.filter(({ kind }) => kind === 'inbound'));
  return JSON.stringify(all);
}

/** Each with words of one person and of another. */
const WRITTEN: readonly (readonly [what: string, of: (n: number, body: string) => readonly object[]])[] = [
  ['a message', (n, body) => [wrote(n, `wamid.${n}`, text(body))]],
  ['an edit', (n, body) => [wrote(n, `wamid.${n}`, text('oi')), wrote(n, `wamid.${n}.e`, edited(`wamid.${n}`, body))]],
  ['an edit of what is not there yet', (n, body) => [wrote(n, `wamid.${n}.e`, edited('wamid.unknown', body))]],
];

describe.each(WRITTEN)('%s of a person who was erased', (_, of) => {
  it.each([
    ['at once', false],
    ['when the view has it', true],
  ])('is gone, and does not come back when its webhook is delivered again %s', async (_when, projected) => {
    const [hers, his] = [of(1, 'segredo'), of(2, 'bom dia')];
    for (const message of [...hers, ...his]) await post([message]);
    if (projected) await engine.views.project();
    expect(await kept()).toMatch(/segredo.*bom dia|bom dia.*segredo/);
    await engine.vault.erase(await contactIdOf(engine, tenant, number(1)));
    expect(await kept()).not.toContain('segredo');
    for (const message of [...hers, ...his]) await post([message]);
    expect(await kept()).not.toContain('segredo');
    expect(await kept()).toContain('bom dia');
  });
});

it('the number of who said stop, and was erased, does not come back when that is delivered again', async () => {
  const stop = wrote(1, 'wamid.stop', text('SAIR'));
  await post([stop]);
  const person = await contactIdOf(engine, tenant, number(1));
  expect(await engine.vault.erase(person)).toBe(2);
  await post([stop]);
  expect(await engine.vault.erase(person)).toBe(0);
});
