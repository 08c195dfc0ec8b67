import { answer, UnrulyServer } from '../contract';
import { ANY_HOST } from '../hosts';
import { UnfitSettings } from '../unfit-setting';
import { listTemplates } from './list-templates';

describe('the templates of a business account', () => {
  let server: UnrulyServer;
  const connection = {
    apiVersion: 'v25.0',
    phoneNumberId: '700100200300',
    businessAccountId: '900800700',
    accessToken: 'token',
  };

  beforeEach(async () => {
    server = await UnrulyServer.start();
  });
  afterEach(() => server.stop());

  it('are asked for below the path of the base URL, like everything else', async () => {
    server.behave = answer(200, '{"data":[]}');
    expect(await listTemplates({ ...connection, baseUrl: `${server.baseUrl}/meta/` }, ANY_HOST)).toEqual({
      templates: [],
    });
    const [line] = server.requests[0]!.head.split('\r\n');
    expect(line).toMatch(/^GET \/meta\/v25\.0\/900800700\/message_templates\?fields=/);
  });

  it('are not asked for with settings that no call can be made with', async () => {
    const asked = listTemplates({ ...connection, baseUrl: server.baseUrl, accessToken: 'to ken' }, ANY_HOST);
    await expect(asked).rejects.toBeInstanceOf(UnfitSettings);
    expect(server.requests).toEqual([]);
  });
});
