import type { ViewReader } from '@arauto/read-models';
import { providerHosts } from '@arauto/whatsapp';
import { ANY_HOST } from '@arauto/whatsapp/contract';
import { EditSender } from '../senders/edit-sender';
import { GetSender } from '../senders/get-sender';
import { PauseSender } from '../senders/pause-sender';
import { RegisterSender } from '../senders/register-sender';
import { look, never } from '../testing/look';
import { makeTenant, SENDER, type Tenant } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { senderOf } from '../testing/streams';
import { holdForeignHosts } from './hold-foreign-hosts';
import { refusing } from './stuck-rows.fixture';

describe('senders whose host is not on the list', () => {
  let engine: SmallEngine;
  let tenant: Tenant;
  beforeEach(async () => {
    engine = await openSmallEngine();
    tenant = await makeTenant(engine);
  });
  afterEach(() => engine.close());

  const shown = () => engine.ask(new GetSender(engine.query(), { senderId: tenant.senderId }));
  const hold = () =>
    look(engine, holdForeignHosts(engine.store, engine.views.operational, engine.platform, engine.random));

  it('are paused with what mends it, once, and resumed when the list fits again', async () => {
    await hold();
    expect((await shown()).status).toBe('connected');
    engine.platform.hosts = providerHosts(['graph.facebook.com']);
    await hold();
    expect(await shown()).toMatchObject({
      status: 'paused',
      statusReason: 'provider_host_not_allowed',
      remedy: expect.stringContaining('ARAUTO_PROVIDER_HOSTS'),
    });
    const { revision } = await shown();
    await hold();
    expect((await shown()).revision).toBe(revision);
    engine.platform.hosts = ANY_HOST;
    await hold();
    expect((await shown()).status).toBe('connected');
  });

  it('are paused although another before them takes nothing, which is told of', async () => {
    const { subaccountId } = tenant;
    const connection = { ...SENDER.connection, phoneNumberId: '7002' };
    const { id } = await engine.run(new RegisterSender(engine.command(), { ...SENDER, subaccountId, connection }));
    engine.platform.hosts = providerHosts(['graph.facebook.com']);
    await engine.views.project();
    let first: string | undefined;
    const store = refusing(
      engine.store,
      (name) => name === (first ??= name),
      () => undefined,
    );
    const failures: unknown[] = [];
    const reaction = holdForeignHosts(store, engine.views.operational, engine.platform, engine.random);
    await reaction.look(never, (error) => failures.push(error));
    expect(failures).toHaveLength(1);
    const statuses = await Promise.all(
      [tenant.senderId, id].map(async (each) => (await senderOf(engine, each)).status),
    );
    expect(statuses.filter((status) => status === 'paused')).toHaveLength(1);
  });

  it.each([
    ['no set of reasons', null],
    ['the only reason', { by: 'admin', reason: 'paused_by_admin', remedy: null }],
  ])('are paused also while views are read that an older program filled: %s', async (_, paused) => {
    const views = {
      async *stream() {
        yield await Promise.resolve([{ id: tenant.senderId, doc: { connection: SENDER.connection, paused } }]);
      },
    } as Pick<ViewReader, 'stream'>;
    engine.platform.hosts = providerHosts(['graph.facebook.com']);
    const failures: unknown[] = [];
    const reaction = holdForeignHosts(engine.store, views, engine.platform, engine.random);
    await reaction.look(never, (error) => failures.push(error));
    expect(failures).toEqual([]);
    expect(await senderOf(engine, tenant.senderId)).toMatchObject({ status: 'paused' });
  });

  it('stay paused where a person paused them', async () => {
    await engine.run(new PauseSender(engine.command(), { senderId: tenant.senderId }));
    await hold();
    const { statusReason } = await shown();
    expect(statusReason).toBe('paused_by_admin');
  });

  it('cannot be registered, nor be given such a host, and nothing is stored', async () => {
    engine.platform.hosts = providerHosts(['127.0.0.1:4010']);
    const connection = { ...SENDER.connection, baseUrl: 'https://169.254.169.254/latest' };
    const refused = {
      code: 'validation_failed',
      details: { errors: [{ path: 'connection.baseUrl', code: 'host_not_allowed' }] },
    };
    const { subaccountId, senderId } = tenant;
    const register = new RegisterSender(engine.command(), { ...SENDER, subaccountId, connection });
    await expect(engine.run(register)).rejects.toMatchObject(refused);
    const before = await engine.store.head();
    const edit = new EditSender(engine.command(), { senderId, connection, credentials: SENDER.credentials });
    await expect(engine.run(edit)).rejects.toMatchObject(refused);
    expect(await engine.store.head()).toBe(before);
    expect(await senderOf(engine, senderId)).toMatchObject({ connection: SENDER.connection });
  });
});
