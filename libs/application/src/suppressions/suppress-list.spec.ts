import { Readable } from 'node:stream';
import { LiftSuppression } from './lift-suppression';
import { ListSuppressions } from './list-suppressions';
import { SuppressList, type SuppressListQuery } from './suppress-list';
import type { CommandContext } from '../context';
import { makeTenant, number, type Tenant } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';

let engine: SmallEngine;
let tenant: Tenant;
let other: Tenant;
beforeEach(async () => {
  engine = await openSmallEngine();
  [tenant, other] = [await makeTenant(engine), await makeTenant(engine, 'Outra')];
});
afterEach(() => engine.close());

async function suppress(
  lines: readonly string[],
  query: SuppressListQuery = {},
  changes: Partial<CommandContext> = {},
) {
  const uploadId = engine.random.id();
  await engine.files.receive(uploadId, Readable.from([Buffer.from(lines.join('\n'))]));
  const input = { subaccount: tenant.subaccountId, ...query, stored: { uploadId }, mapping: null, isSheet: false };
  try {
    return await engine.run(new SuppressList(engine.command(changes), input));
  } finally {
    expect(await engine.files.list()).toEqual([]);
  }
}
const listed = async (subaccount = tenant.subaccountId) => {
  const { items } = await engine.ask(new ListSuppressions(engine.query(), { subaccount, limit: 500 }));
  return items.map(({ phone, category, reason }) => [phone, category, reason]).sort();
};
const LIST = ['telefone;nome', `${number(1)};Ana`, '(11) 90000-0002;Bia', 'ninguém;Eva', `${number(1)};Ana outra vez`];

it('suppresses everybody in a file once, says of each other row why not, and keeps no file', async () => {
  expect(await suppress(LIST, { category: 'marketing', reason: 'reclamou' })).toMatchObject({
    ...{ id: tenant.subaccountId, rows: 4, suppressed: 2, unchanged: 1, invalid: 1, more: false },
    verdicts: [
      { row: 3, verdict: 'invalid', reasons: [{ code: 'phone_invalid', column: 'telefone' }] },
      { row: 4, verdict: 'unchanged', reasons: [] },
    ],
  });
  const both = [number(1), number(2)].map((phone) => [phone, 'marketing', 'reclamou']);
  expect(await listed()).toEqual(both);
  expect(await listed(other.subaccountId)).toEqual([]);
});

it('adds nothing by the same file again, and nothing to the vault', async () => {
  await suppress(LIST);
  const count = async () => {
    let entries = 0;
    for await (const some of engine.vault.entries()) entries += some.length;
    return [entries, await engine.store.head()];
  };
  const before = await count();
  expect(await suppress(LIST)).toMatchObject({ suppressed: 0, unchanged: 3, invalid: 1 });
  expect(await count()).toEqual(before);
});

it('does not act again on a late repeat under its idempotency key', async () => {
  const idempotency = { commandId: engine.random.uuid(), bodyHash: 'b' };
  const first = await suppress(LIST, {}, { idempotency });
  const lift = { subaccountId: tenant.subaccountId, phone: number(1) };
  await engine.run(new LiftSuppression(engine.command(), lift));
  const { verdicts, ...counts } = first;
  expect(verdicts).toHaveLength(2);
  expect(await suppress(LIST, {}, { idempotency })).toEqual({ ...counts, verdicts: null });
  expect(await listed()).toEqual([[number(2), 'all', 'by_request']]);
});

it('takes a long list in parts', async () => {
  const lines = ['phone', ...Array.from({ length: 1234 }, (_, n) => number(n))];
  expect(await suppress(lines)).toMatchObject({ rows: 1234, suppressed: 1234, verdicts: [] });
  expect(await listed()).toHaveLength(500);
});

it('is refused for what is no list, and of a foreign subaccount', async () => {
  await expect(suppress(['nome', 'Ana'])).rejects.toMatchObject({ name: 'ContactFileError' });
  const stranger = principal({ id: 'k', subaccountIds: [other.subaccountId] });
  await expect(suppress(LIST, {}, { principal: stranger })).rejects.toMatchObject({ code: 'not_found' });
  expect(await listed()).toEqual([]);
});
