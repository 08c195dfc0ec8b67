import { once } from 'node:events';
import { connectMongo } from '@arauto/mongo';
import { BreakableNetwork } from '../breakable-network';
import { Api, until } from './api';
import { Between } from './between';
import { campaignUntil, contactsOf, type Summary, verify } from './campaigns';
import { type EngineProcess, startEngineProcess } from './engine-process';
import type { ProductionPlaces } from '../../config/store-places';
import { makeProductionStores, describeOnServers, startEventLog } from './production-stores';
import { Setting } from './setting';
import { contacts, startCampaign } from './stage';

describeOnServers('stores that are another installation’s, or another than before', () => {
  const viewStoreOf = ({ places }: EngineProcess) => (places.kind === 'production' ? places.viewStore : '');

  it('views that were made from another log, or lie with vault or files, are refused by every process and left alone', async () => {
    const engine = await startEngineProcess();
    const others = await makeProductionStores();
    try {
      const api = new Api(engine.url, engine.adminKey);
      const made = await api.make('/v1/subaccounts', { name: 'Loja', defaultCountry: 'BR' });
      const { dataDirectory } = engine;
      for (const duties of ['projector', 'dispatcher']) {
        const environment = { ARAUTO_EVENT_STORE: others.places.eventStore, ARAUTO_DUTIES: duties };
        await expect(startEngineProcess({ dataDirectory, environment })).rejects.toThrow(
          /ended with 1: .*were made from another log than that of ARAUTO_EVENT_STORE/s,
        );
      }
      // A database that was refused as that of the views is no worse for it.
      const { vault } = engine.places as ProductionPlaces;
      const among = { ARAUTO_VIEW_STORE: vault.replace('127.0.0.1', 'localhost') };
      await expect(startEngineProcess({ dataDirectory, environment: among })).rejects.toThrow(
        /ended with 1: .*is that of the views, by another name of its server: give one of the two another/s,
      );
      const alias = viewStoreOf(engine).replace('127.0.0.1', 'localhost');
      for (const key of ['ARAUTO_VAULT', 'ARAUTO_FILES']) {
        await expect(startEngineProcess({ dataDirectory, environment: { [key]: alias } })).rejects.toThrow(
          /ended with 1: .*is that of the views, by another name of its server/s,
        );
      }
      const { items } = (await api.get<{ items: readonly { id: string }[] }>('/v1/subaccounts')).body;
      expect(items.map(({ id }) => id)).toEqual([made.id]);
    } finally {
      await engine.stop();
      await engine.discard();
      await others.discard();
    }
  }, 90_000);

  it('a collection of the views that is deleted while a campaign is sent is made again, and everybody is sent to once', async () => {
    const setting = await Setting.make({ pace: 50 });
    const client = await connectMongo(viewStoreOf(setting.engine));
    try {
      const { api, stage, truth } = setting;
      const id = await startCampaign(api, stage, contacts(600));
      await campaignUntil(api, id, ({ settled }) => settled > 50);
      const names = (await client.db().listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
      await client.db().dropCollection(names.find((name) => /^views\.operational\.\d+\.contacts$/.test(name))!);
      // Until they are there again nobody is told.
      await until(
        () => api.get<Summary>(`/v1/campaigns/${id}`),
        ({ status, body }) => status === 200 && body.status === 'completed',
        120_000,
      );
      await truth.drained();
      await campaignUntil(api, id, ({ counters }) => counters['read'] === 600);
      expect(await contactsOf(api, id)).toHaveLength(600);
      expect(await truth.summary()).toMatchObject({ messages: 600, doubles: 0 });
      expect(await verify(api, id)).toMatchObject({ ok: true, differences: [] });
    } finally {
      await client.close();
      await setting.end();
    }
  }, 240_000);

  it('a log that is exchanged for a shorter one under a running engine ends it', async () => {
    let before: Between | undefined;
    const other = await startEventLog();
    const engine = await startEngineProcess({
      through: async ({ eventStore }) => {
        before = await Between.to(eventStore);
        return { ARAUTO_EVENT_STORE: before.instead(eventStore) };
      },
    });
    const exchanged = new BreakableNetwork(Number(new URL(other.connection).port));
    try {
      const api = new Api(engine.url, engine.adminKey);
      for (const name of ['Loja', 'Tienda', 'Shop']) await api.make('/v1/subaccounts', { name, defaultCountry: 'BR' });
      const exited = once(engine.process, 'exit');
      await before!.network.close();
      await exchanged.open(before!.port);
      expect(await exited).toEqual([1, null]);
      expect(engine.log()).toMatch(/it was put back, or exchanged for another: the engine ends/);
    } finally {
      await exchanged.close();
      await engine.kill();
      await engine.discard();
      await other.stop();
    }
  }, 90_000);
});
