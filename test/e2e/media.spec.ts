import { createHash } from 'node:crypto';
import { systemClock, systemRandom } from '@arauto/clock';
import { erasePerson } from '@arauto/privacy';
import { until } from './api';
import { onStoresOf } from './engine-stores';
import { Setting } from './setting';
import { PHONE_NUMBER_ID, setStage, type Stage } from './stage';
import { makeKey } from './tenants';

interface Listed {
  readonly items: readonly { readonly id: string }[];
}
interface Message {
  readonly id: string;
  readonly direction: 'mt' | 'mo';
  readonly media: object | null;
}

const PHONE = '+5511900021501';
const NEIGHBOURS_NUMBER = '700100200999';

describe('a file that a person sent', () => {
  let setting: Setting;
  let neighbour: Stage;

  beforeAll(async () => {
    setting = await Setting.make({ environment: { ARAUTO_KEEP_MEDIA: 'yes' } });
    const { api, simulator } = setting;
    const { id: subaccountId } = await api.make('/v1/subaccounts', { name: 'Vizinha', defaultCountry: 'BR' });
    neighbour = await setStage(api, simulator, {
      ...{ subaccountId, phoneNumberId: NEIGHBOURS_NUMBER, phone: '5511900000999', businessAccountId: '900800999' },
      portfolioId: 'pf-9',
    });
  }, 60_000);

  afterAll(() => setting.end());

  /** Sends a picture to a number, and waits until it stands in a thread. Answers where its file is. */
  async function received(to: string, { subaccountId }: Stage): Promise<string> {
    const { api, simulator } = setting;
    const media = { type: 'image', mimeType: 'image/jpeg', caption: 'Comprovante' };
    await simulator.control('POST', '/__sim/inbound', { from: PHONE, to, media });
    const { body } = await until(
      () => api.get<Listed>(`/v1/conversations?subaccount=${subaccountId}`),
      (reply) => reply.body.items.length > 0,
    );
    const thread = `/v1/conversations/${body.items[0]!.id}`;
    const { messages } = (await api.get<{ messages: readonly Message[] }>(thread)).body;
    const [message] = messages.filter(({ direction, media: file }) => direction === 'mo' && file !== null);
    return `${thread}/messages/${message!.id}/media`;
  }

  const fetched = async (path: string, key = setting.engine.adminKey) => {
    const answer = await fetch(setting.api.url + path, { headers: { authorization: `Bearer ${key}` } });
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  };

  /** What the platform says of the file that was asked for last. */
  async function truth(): Promise<{ sha256: string; file_size: number }> {
    const asked = (await setting.simulator.control('GET', '/__sim/requests')).trim().split('\n');
    const paths = asked.map((line) => (JSON.parse(line) as { path: string }).path);
    const id = paths.findLast((path) => path.startsWith('/media/'))!.slice('/media/'.length);
    return JSON.parse(await setting.simulator.control('GET', `/v25.0/${id}`)) as { sha256: string; file_size: number };
  }

  it('is what the platform says that it is, is shown to nobody else, outlives it there, and is erased with its person', async () => {
    const { api, simulator, stage } = setting;
    const path = await received(PHONE_NUMBER_ID, stage);
    const theirs = await received(NEIGHBOURS_NUMBER, neighbour);
    const keys = {
      own: (await makeKey(api, 'operator', [stage.subaccountId])).secret,
      masked: (await makeKey(api, 'auditor', [stage.subaccountId])).secret,
      foreign: (await makeKey(api, 'operator', [neighbour.subaccountId])).secret,
    };
    expect((await fetched(path, keys.foreign)).status).toBe(404);
    expect((await fetched(path, keys.masked)).status).toBe(403);

    const { status, headers, bytes } = await fetched(path, keys.own);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('image/jpeg');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="image-\d{8}T\d{6}Z\.jpg"$/);
    const { sha256, file_size } = await truth();
    expect([createHash('sha256').update(bytes).digest('hex'), bytes.length]).toEqual([sha256, file_size]);

    // Their file was never fetched, so that it is lost with the platform's.
    await simulator.control('POST', '/__sim/reset', { scenario: 'instant' });
    expect((await fetched(path, keys.own)).bytes.equals(bytes)).toBe(true);
    const lost = await api.get<{ code: string; detail: string }>(theirs);
    expect([lost.status, lost.body.code]).toEqual([404, 'not_found']);
    expect(lost.body.detail).toContain('7 days');

    await setting.engine.stop();
    await onStoresOf(setting.engine, async (stores) => {
      const vault = await stores.openVault(systemClock);
      try {
        const people = new Set<string>();
        for await (const page of vault.entries()) {
          for (const { kind, person } of page) if (kind === 'media') people.add(person!);
        }
        expect(people.size).toBe(1);
        const erased = { add: () => Promise.resolve(), all: () => Promise.resolve([]) };
        for (const person of people) await erasePerson(vault, erased, person, systemRandom);
      } finally {
        await vault.close();
      }
    });
    await setting.restart();
    const gone = await setting.api.get<{ detail: string }>(path);
    expect([gone.status, gone.body.detail]).toEqual([404, 'What the person sent was erased.']);
  }, 60_000);
});
