import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Identities, secretsUnder } from '@arauto/application';
import { systemClock, systemRandom } from '@arauto/clock';
import { stream } from '@arauto/domain';
import type { EventStore, JsonObject, NewEvent } from '@arauto/event-store';
import { openSqliteEventStore } from '@arauto/event-store/sqlite';
import { parsePhone, type Vault } from '@arauto/privacy';
import { openSqliteVault } from '@arauto/privacy/sqlite';
import { until } from './api';
import { campaignUntil, contactsOf, summaryOf, verify } from './campaigns';
import { Setting } from './setting';
import { campaignBody, uploadContacts } from './stage';
import { verdictsOf } from './uploads';

const metadata = { v: 1, $correlationId: 'first-version', actor: { id: 'key-0', name: 'ana' } };
const UPLOAD = '0190aaaa-bbbb-7ccc-8ddd-000000000001';
/** Reserved for films and tests in Germany. */
const ROWS = ['+49 (0) 152 28817386', '0152 28895456', '4915254599371', '0172 9925904'];
const SUPPRESSED = ['+49 (0) 172 9925904', '+49 (0) 172 9968532'];

type Write = (type: string, data: object) => NewEvent;

/** Opens the stores of a stopped engine, to write what the first version would have written. */
async function asFirstVersion(
  dataDirectory: string,
  work: (stores: { store: EventStore; vault: Vault; identities: Identities }, event: Write) => Promise<void>,
): Promise<void> {
  const store = openSqliteEventStore({ path: join(dataDirectory, 'events.db'), clock: systemClock });
  const vault = await openSqliteVault(join(dataDirectory, 'vault.db'));
  const secret = readFileSync(join(dataDirectory, 'secret.key'), 'utf8').trim();
  const identities = new Identities(store, vault, secretsUnder(secret, systemRandom));
  try {
    await work({ store, vault, identities }, (type, data) => ({
      id: systemRandom.uuid(),
      type,
      data: data as JsonObject,
      metadata,
    }));
  } finally {
    await vault.close();
    await store.close();
  }
}

/** A file just received: whoever reads it reads its numbers in the first way. */
function receiveFile(dataDirectory: string, subaccountId: string, campaignId: string): Promise<void> {
  return asFirstVersion(dataDirectory, async ({ store }, event) => {
    writeFileSync(join(dataDirectory, 'files', UPLOAD), ROWS.map((phone) => `${JSON.stringify({ phone })}\n`).join(''));
    const file = { campaignId, subaccountId, source: 'json', mapping: null, required: [] };
    await store.append(stream.upload(UPLOAD), [event('ContactFileReceived', file)], { expected: 'noStream' });
    const opened = event('UploadOpened', { uploadId: UPLOAD, source: 'json' });
    await store.append(stream.campaign(campaignId), [opened], { expected: 0 });
  });
}

function suppressPersons(dataDirectory: string, subaccountId: string): Promise<void> {
  return asFirstVersion(dataDirectory, async ({ store, vault, identities }, event) => {
    for (const [index, text] of SUPPRESSED.entries()) {
      const phone = parsePhone(text, { defaultCountry: 'DE', reading: 1 });
      if (!phone.ok) throw new Error(phone.message);
      const person = await identities.personKey(subaccountId, phone.canonical);
      const ref = `0190aaaa-bbbb-7ccc-8ddd-00000000001${index}`;
      await vault.put([{ ref, kind: 'text', person, campaign: null, phone: phone.e164, data: null }]);
      const evidence = { source: 'api', reason: 'by_request', evidence: null, ref };
      const suppressed = event('PersonSuppressed', { category: 'all', ...evidence });
      await store.append(stream.suppression(subaccountId, person), [suppressed], { expected: 'noStream' });
    }
  });
}

describe('a log whose numbers were read by the first version', () => {
  let setting: Setting;
  let campaignId: string;

  const verdicts = async (uploadId: string) =>
    (await verdictsOf(setting.api, uploadId)).map(({ verdict, phone }) => `${phone} ${verdict}`);
  const upload = async (campaign: string, phones: readonly string[]) =>
    verdicts(
      await uploadContacts(
        setting.api,
        campaign,
        phones.map((phone) => ({ phone })),
      ),
    );
  const received = async () => (await setting.truth.ledger()).map(({ phone }) => phone.replace(/^\+?/, '+')).sort();
  const suppressionsOf = async (phone: string) => {
    const { subaccountId } = setting.stage;
    const path = `/v1/suppressions?subaccount=${subaccountId}&phone=${encodeURIComponent(phone)}`;
    return (await setting.api.get<{ items: { phone: string }[] }>(path)).body.items.map((item) => item.phone);
  };

  beforeAll(async () => {
    setting = await Setting.make({ defaultCountry: 'DE' });
    campaignId = (await setting.api.make('/v1/campaigns', campaignBody(setting.stage))).id;
    const { dataDirectory } = setting.engine;
    const { subaccountId } = setting.stage;
    await setting.engine.stop();
    await receiveFile(dataDirectory, subaccountId, campaignId);
    await setting.restart();
    await until(
      () => setting.api.get<{ status: string }>(`/v1/uploads/${UPLOAD}`),
      ({ body }) => body.status === 'completed',
    );
    await setting.engine.stop();
    await suppressPersons(dataDirectory, subaccountId);
    await setting.restart();
  }, 120_000);

  afterAll(() => setting.end());

  it('is read to its end as it was begun', async () => {
    expect(await verdicts(UPLOAD)).toEqual([
      '+49015228817386 accepted',
      '+4915228895456 accepted',
      '+494915254599371 accepted',
      '+491729925904 accepted',
    ]);
  });

  it('has its persons once: a number that is read otherwise now is of somebody who is there', async () => {
    const phones = ['0152 28817386', '+49 (0)152 28895456', '+49 152 54599371', '491729925904', '0176 04069055'];
    expect(await upload(campaignId, [...phones, '+49 (0) 172 9968532'])).toEqual([
      '+4915228817386 duplicate',
      '+4915228895456 duplicate',
      '+4915254599371 duplicate',
      '+491729925904 duplicate',
      '+4917604069055 accepted',
      '+491729968532 suppressed',
    ]);
  });

  it('finds a person under today’s number and under the stored one', async () => {
    const found = async (q: string) =>
      (await contactsOf(setting.api, campaignId, `&q=${encodeURIComponent(q)}`)).map((it) => it.phone);
    expect(await found('0152 28817386')).toEqual(['+49015228817386']);
    expect(await found('+49 152 54599371')).toEqual(['+494915254599371']);
    expect(await suppressionsOf('0172 9925904')).toEqual(['+4901729925904']);
  });

  it('sends to nobody whose stored number is not what its text means, nor to the suppressed', async () => {
    await setting.api.make(`/v1/campaigns/${campaignId}/start`);
    const { counters } = await campaignUntil(setting.api, campaignId, ({ status }) => status === 'completed');
    expect(counters).toMatchObject({ read: 2, error: 4 });
    const ends = (await contactsOf(setting.api, campaignId)).map(({ phone, state, attempts, error }) =>
      [phone, state, attempts, error?.code ?? ''].join(' '),
    );
    expect(ends.sort()).toEqual([
      '+49015228817386 error 0 ENG_PHONE_UNPARSEABLE',
      '+4915228895456 read 1 ',
      '+491729925904 error 0 ENG_OPTED_OUT',
      '+491729968532 error 0 ENG_OPTED_OUT',
      '+4917604069055 read 1 ',
      '+494915254599371 error 0 ENG_PHONE_UNPARSEABLE',
    ]);
    expect(await received()).toEqual(['+4915228895456', '+4917604069055']);
    const { items } = (
      await setting.api.get<{ items: { phone: string; status: string }[] }>(
        `/v1/reports/detailed?type=MT&from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&phone=${encodeURIComponent('0152 28817386')}`,
      )
    ).body;
    expect(items.map(({ phone, status }) => `${phone} ${status}`)).toEqual(['+49015228817386 invalid_parameter']);
    expect(await verify(setting.api, campaignId)).toMatchObject({ ok: true, differences: [] });
  });

  it('is sent to in a linked campaign, under the numbers that were meant', async () => {
    const { id } = await setting.api.make(`/v1/campaigns/${campaignId}/retry-failed`, { which: 'failed' });
    await until(
      () => summaryOf(setting.api, id),
      ({ contacts }) => contacts === 4,
    );
    await setting.api.make(`/v1/campaigns/${id}/start`);
    await campaignUntil(setting.api, id, ({ status }) => status === 'completed');
    const ends = (await contactsOf(setting.api, id)).map(({ phone, state }) => `${phone} ${state}`);
    expect(ends.sort()).toEqual([
      '+4915228817386 read',
      '+4915254599371 read',
      '+491729925904 error',
      '+491729968532 error',
    ]);
  });

  it('lets go of a suppression under whatever number it was stored', async () => {
    const { subaccountId } = setting.stage;
    const lifted = await setting.api.call('DELETE', '/v1/suppressions', { subaccountId, phone: '0172 9925904' });
    expect(lifted.status).toBe(200);
    await until(
      () => suppressionsOf('+491729925904'),
      (phones) => phones.length === 0,
    );
    expect(await suppressionsOf('+491729968532')).toEqual(['+4901729968532']);
    const { id } = await setting.api.make('/v1/campaigns', campaignBody(setting.stage));
    expect(await upload(id, ['0172 9925904', '0172 9968532'])).toEqual([
      '+491729925904 accepted',
      '+491729968532 suppressed',
    ]);
  });
});
