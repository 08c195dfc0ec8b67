import { Api } from './api';
import { startEngineProcess } from './engine-process';
import { makeProductionStores, onProductionStores } from './production-stores';

describe('views and a log of two installations', () => {
  if (!onProductionStores) {
    it.skip('skipped: embedded stores lie in one folder', () => undefined);
    return;
  }

  it('are refused by every process, and the views are left as they are', async () => {
    const engine = await startEngineProcess();
    const others = await makeProductionStores();
    try {
      const api = new Api(engine.url, engine.adminKey);
      const made = await api.make('/v1/subaccounts', { name: 'Loja', defaultCountry: 'BR' });
      for (const duties of ['projector', 'dispatcher']) {
        const wrong = startEngineProcess({
          dataDirectory: engine.dataDirectory,
          environment: { ARAUTO_EVENT_STORE: others.places.eventStore, ARAUTO_DUTIES: duties },
        });
        await expect(wrong).rejects.toThrow(
          /ended with 1: .*were made from another log than that of ARAUTO_EVENT_STORE/s,
        );
      }
      const { items } = (await api.get<{ items: readonly { id: string }[] }>('/v1/subaccounts')).body;
      expect(items.map(({ id }) => id)).toEqual([made.id]);
    } finally {
      await engine.stop();
      await engine.discard();
      await others.discard();
    }
  }, 60_000);
});
