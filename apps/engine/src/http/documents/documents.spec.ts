import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { canonical } from '../requests/canonical';
import { FakeApp } from '../testing/fake-app';

interface Operation {
  readonly operationId: string;
  readonly 'x-permission': readonly string[] | 'public';
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** What was agreed on with callers. `GOLDEN=write npx jest …/documents.spec.js && npx prettier --write` it, when it changes on purpose. */
const GOLDEN = join(__dirname, '../../../../../../apps/engine/src/http/documents/openapi.golden.json');

describe('documents', () => {
  let fake: FakeApp;
  let document: Document;
  const registered: string[] = [];
  beforeAll(async () => {
    fake = await FakeApp.start({
      registerWebhooks: (fastify) => {
        fastify.addHook('onRoute', ({ method, url }) => {
          registered.push(`${String(method)} ${url.replace(/:(\w+)/g, '{$1}')}`);
        });
      },
    });
    document = (await fake.inject({ method: 'GET', url: '/v1/openapi.json', key: null })).json<Document>();
  });
  afterAll(() => fake.stop());

  it('name every route of the app', () => {
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    // HEAD goes with every GET, and is documented with it.
    const served = registered.filter((route) => / \/(v1|health|metrics)/.test(route) && !route.startsWith('HEAD '));
    expect(documented.sort()).toEqual(served.sort());
    expect(documented.length).toBeGreaterThan(50);
  });

  it('say what was agreed on', () => {
    if (process.env['GOLDEN'] === 'write') writeFileSync(GOLDEN, canonical(document));
    expect(document).toEqual(JSON.parse(readFileSync(GOLDEN, 'utf8')));
  });

  it('say of every route who may, what it answers, and how it refuses', () => {
    const ids = new Set<string>();
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const about = `${method} ${path}`;
        ids.add(operation.operationId);
        expect([about, typeof operation['x-permission']]).toEqual([about, expect.stringMatching(/^(object|string)$/)]);
        const needed = operation['x-permission'] === 'public' ? ['500'] : ['401', '403', '500', '503'];
        expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(needed));
        for (const [status, { content }] of Object.entries(operation.responses)) {
          expect([about, status, content !== undefined]).toEqual([about, status, status !== '204']);
        }
      }
    }
    expect(ids.size).toBe(Object.values(document.paths).flatMap((operations) => Object.keys(operations)).length);
    expect(document.paths['/v1/campaigns']?.['post']?.requestBody).toBeDefined();
    expect(JSON.stringify(document)).not.toMatch(/"nullable"|spendLimit|x-arauto-endpoint|credentialsRef/);
  });

  it('pass the linter', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'arauto-openapi-'));
    try {
      const file = join(folder, 'openapi.json');
      writeFileSync(file, JSON.stringify(document));
      const cli = join(dirname(createRequire(__filename).resolve('@redocly/cli/package.json')), 'bin/cli.js');
      const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
      const linted = await promisify(execFile)(process.execPath, [cli, 'lint', '--format=json', file], { env }).catch(
        (error: { stdout: string }) => error,
      );
      const { totals, problems } = JSON.parse(linted.stdout.slice(linted.stdout.indexOf('{'))) as {
        totals: object;
        problems: unknown[];
      };
      expect({ totals, problems }).toEqual({ totals: { errors: 0, warnings: 0, ignored: 0 }, problems: [] });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are shown on a page that loads nothing from elsewhere', async () => {
    const page = await fake.inject({ method: 'GET', url: '/docs', key: null });
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/(src|href)="https?:/);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('upgrade-insecure-requests');
    const script = await fake.inject({ method: 'GET', url: '/docs/swagger-ui-bundle.js', key: null });
    expect(script.statusCode).toBe(200);
  });
});
