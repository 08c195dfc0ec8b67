import { may, type Permission, type Principal } from '@arauto/access';
import { ROLES } from '@arauto/domain';
import { Readable } from 'node:stream';
import { Controller, Get, Module } from '@nestjs/common';
import { createHttpApp } from './app';
import { FakeApp } from './testing/fake-app';
import { BODIES, documentedRoutes, type DocumentedRoute } from './testing/routes';

describe('who may call what', () => {
  let fake: FakeApp;
  let routes: readonly DocumentedRoute[];
  beforeAll(async () => {
    fake = await FakeApp.start();
    Object.assign(fake.answers, {
      StreamVerdicts: () => nothing(),
      StreamRefused: () => ({ parameters: [], rows: nothing() }),
      StreamDetailedReport: () => ({ type: 'MT', rows: nothing() }),
      StreamRecordsReport: () => nothing(),
      GetMedia: () => ({ mimeType: null, bytes: null, fileName: 'a', content: Readable.from([]) }),
    });
    routes = await documentedRoutes(fake);
  });
  afterAll(() => fake.stop());
  // An SSE stream never ends by itself: it has a spec of its own.
  const closed = () => routes.filter(({ path }) => !path.endsWith('/stream'));

  it('answers 401 without a key to everything that is not public', async () => {
    for (const { method, url, path, permissions } of closed()) {
      const { statusCode } = await fake.inject({ method, url, key: null });
      const open = path === '/v1/login' ? (method === 'DELETE' ? 204 : 400) : 200;
      expect(`${method} ${path} ${statusCode}`).toBe(`${method} ${path} ${permissions === 'public' ? open : 401}`);
    }
  });

  it.each(ROLES)('lets %s do what the role may, and nothing else', async (role) => {
    const principal: Principal = { id: role, name: role, roles: [role], subaccountIds: ['*'] };
    for (const { method, url, path, permissions } of closed()) {
      if (permissions === 'public') continue;
      fake.dispatched.length = 0;
      const payload = BODIES[`${method} ${path}`];
      const { statusCode } = await fake.inject({ method, url, key: role, ...(payload && { payload }) });
      const granted = permissions.every((permission) => may(principal, permission as Permission));
      expect(`${method} ${path}: ${statusCode !== 403}`).toBe(`${method} ${path}: ${granted}`);
      if (payload && granted) expect(`${method} ${path}: ${statusCode < 300}`).toBe(`${method} ${path}: true`);
      if (!granted) expect(fake.dispatched).toEqual([]);
    }
  });

  it('does not start with a route that names no permission', async () => {
    @Controller('v1/open-door')
    class OpenDoor {
      @Get() open() {
        return {};
      }
    }
    @Module({ controllers: [OpenDoor] })
    class OpenDoorModule {}
    await expect(createHttpApp({ providers: fake.providers(), imports: [OpenDoorModule] })).rejects.toThrow(
      'These routes name no permission and are not marked public: GET /v1/open-door',
    );
  });
});

async function* nothing(): AsyncGenerator<readonly never[]> {
  yield [];
}
