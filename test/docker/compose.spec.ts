import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_LIMITS } from '@arauto/dispatch';
import { DCLinter } from 'dclint';
import { parse } from 'yaml';
import { loadConfiguration } from '../../config/configuration';
import { composeFile, DOCKER, engineServices, interpolated, textOf, variablesOf } from './compose-file';

const FILES = ['compose.yml', 'compose.test.yml'];
const STORES = ['eventstoredb', 'mongodb'];
/** Ends when its work is done; nobody waits for it to be healthy. */
const ONE_SHOT = ['certificates', 'stores'];
const PINNED = /^[\w./-]+:v?\d+\.\d+\.\d+[\w.-]*(@sha256:[0-9a-f]{64})?$/;
/** Built here. */
const OURS = '${ARAUTO_IMAGE:-arauto:local}';

/** As `dclint` (3.1.0) has it, whose own types do not resolve. */
interface Complaint {
  readonly type: string;
  readonly rule: string;
  readonly message: string;
}

describe('the compose files', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'arauto-compose-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const complaints = (path: string) => {
    // The order of keys and services is a matter of taste; which ports are open is asserted below.
    const linter = new DCLinter({ rules: { 'no-unbound-port-interfaces': 0 }, quiet: true, debug: false, exclude: [] });
    const found = linter.lintFiles([path], false) as readonly { readonly messages: readonly Complaint[] }[];
    const errors = found.flatMap(({ messages }) => messages.filter(({ type }) => type === 'error'));
    return errors.map(({ rule, message }) => `${rule}: ${message}`);
  };

  it.each(FILES)('%s is what the compose specification says', (name) => {
    expect(complaints(join(DOCKER, name))).toEqual([]);
  });

  it('would not pass with a key that is none', () => {
    const path = join(folder, 'compose.yml');
    writeFileSync(path, textOf('compose.yml').replaceAll('stop_grace_period', 'stop_grace'));
    expect(complaints(path).join()).toContain('invalid-schema');
  });

  it.each(FILES)('%s names the exact version of every image', (name) => {
    for (const { image } of Object.values(composeFile(name).services))
      if (image !== OURS) expect(image).toMatch(PINNED);
  });

  it('has the same servers for tests as for production', () => {
    const tests = composeFile('compose.test.yml').services;
    for (const store of STORES) expect(tests[store]!.image).toBe(composeFile('compose.yml').services[store]!.image);
  });

  it('opens the stores to nobody: no port, and a network that leads nowhere', () => {
    const { services, networks } = composeFile('compose.yml');
    expect(networks?.['stores']).toEqual({ internal: true });
    for (const store of STORES) {
      expect(services[store]!.ports).toBeUndefined();
      expect(services[store]!.networks).toEqual(['stores']);
    }
    const open = Object.entries(services).filter(([, { ports = [] }]) =>
      ports.some((port) => !port.startsWith('127.0.0.1:')),
    );
    expect(open.map(([name]) => name)).toEqual(['proxy']);
    for (const { ports = [] } of Object.values(composeFile('compose.test.yml').services))
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('gives no service more of the machine than it needs', () => {
    for (const [name, service] of Object.entries(composeFile('compose.yml').services)) {
      const { read_only, cap_drop, security_opt, cap_add = [], logging } = service;
      expect({ name, read_only, cap_drop, security_opt }).toEqual({
        ...{ name, read_only: true, cap_drop: ['ALL'] },
        security_opt: ['no-new-privileges:true'],
      });
      expect(logging?.options).toHaveProperty('max-size');
      if (name !== 'certificates') expect(cap_add).toEqual([]);
    }
  });

  it('asks every service how it is, or has a reason not to', () => {
    for (const [name, { image, healthcheck, restart }] of Object.entries(composeFile('compose.yml').services)) {
      const ofTheImage = image === OURS && healthcheck === undefined;
      const asked = healthcheck?.test?.[0] === 'CMD' || ofTheImage;
      expect({ name, asked: asked || restart === 'no' }).toEqual({ name, asked: true });
      expect(restart).toBe(ONE_SHOT.includes(name) ? 'no' : 'unless-stopped');
    }
  });

  it('runs two processes of each duty, with settings that the engine takes', () => {
    const variables = { ...variablesOf(textOf('.env.example')), ARAUTO_SECRET: 'x'.repeat(48) };
    const duties = engineServices().map(([name, { environment }]) => {
      const settings = Object.entries(environment!).map(([key, text]) => [key, interpolated(text, variables)]);
      const configuration = loadConfiguration(Object.fromEntries(settings) as Record<string, string>, folder);
      expect(configuration.stores.kind).toBe('production');
      expect(configuration).toMatchObject({ simulator: 'off', publicUrl: 'https://localhost', port: 3000 });
      const duties = environment!['ARAUTO_DUTIES']!;
      expect(configuration.duties).toEqual(expect.arrayContaining(duties.split(',')));
      return `${name}: ${duties}`;
    });
    const expected = ['api', 'dispatcher', 'projector', 'reactions'].flatMap((duty) =>
      [1, 2].map((n) => `${duty}-${n}: ${duty}`),
    );
    expect(duties).toEqual(expected);
  });

  it('takes the address of its own simulator', () => {
    const { services } = composeFile('compose.yml');
    const address = (services['simulator']!.networks as { default: { ipv4_address: string } }).default.ipv4_address;
    for (const text of [textOf('compose.yml'), textOf('.env.example')])
      expect(text).toContain(`http://${address}:4010`);
    const variables = { ...variablesOf(textOf('.env.example')), ARAUTO_SIMULATOR: `http://${address}:4010` };
    const [, { environment }] = engineServices()[0]!;
    const simulator = interpolated(environment!['ARAUTO_SIMULATOR']!, variables);
    const { providerHosts } = loadConfiguration({ ARAUTO_SIMULATOR: simulator }, folder);
    expect(providerHosts).toContain(`${address}:4010`);
  });

  it('waits for answers that are out: longer than a call may take, and 5 s', () => {
    for (const [, { stop_grace_period }] of engineServices())
      expect(Number(/^(\d+)s$/.exec(stop_grace_period!)?.[1]) * 1000).toBeGreaterThan(DEFAULT_LIMITS.timeout + 5_000);
  });

  it('keeps how far the log went outside of what is backed up', () => {
    for (const [, { environment, volumes }] of engineServices()) {
      expect(environment!['ARAUTO_WATERMARK_DIR']).toBe('/watermark');
      expect(volumes).toContain('watermark:/watermark');
    }
  });

  it('starts nothing of the engine before its stores are prepared', () => {
    for (const [, { depends_on }] of engineServices())
      expect(depends_on).toEqual({ stores: { condition: 'service_completed_successfully' } });
  });

  it('has the proxy and Prometheus know every process', () => {
    const named = engineServices().map(([name]) => `${name}:3000`);
    const behind = [...textOf('haproxy.cfg').matchAll(/^ {2}server \S+ (\S+)$/gm)].map(([, address]) => address);
    expect(behind).toEqual(named.filter((name) => name.startsWith('api-')));
    const { scrape_configs } = parse(textOf('prometheus/prometheus.yml')) as {
      scrape_configs: { static_configs: { targets: string[]; labels: { duty: string } }[] }[];
    };
    const scraped = scrape_configs[0]!.static_configs;
    expect(scraped.flatMap(({ targets }) => targets)).toEqual(named);
    for (const { targets, labels } of scraped)
      for (const target of targets) expect(target).toContain(`${labels.duty}-`);
  });
});

describe('the secrets of compose.yml', () => {
  const example = variablesOf(textOf('.env.example'));

  it('stand in .env.example without a value, and so does everything else it asks for', () => {
    const asked = [...textOf('compose.yml').matchAll(/\$\{(\w+)(:[-?])?/g)].map(([, name, kind]) => ({
      name: name!,
      kind,
    }));
    for (const { name, kind } of asked) {
      if (name === 'METRICS_KEY_FILE') continue;
      expect(Object.keys(example)).toContain(name);
      // What has no default is secret.
      if (kind === ':?') expect(`${name}=${example[name]}`).toBe(`${name}=generated`);
    }
  });

  it('are made by make-env.sh, each another, and never over those that are there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'arauto-env-'));
    try {
      const path = join(folder, 'env');
      const make = () => execFileSync(join(DOCKER, 'make-env.sh'), [path], { stdio: ['ignore', 'ignore', 'pipe'] });
      make();
      expect(statSync(path).mode & 0o777).toBe(0o600);
      const text = readFileSync(path, 'utf8');
      const made = variablesOf(text);
      expect(Object.keys(made)).toEqual(Object.keys(example));
      const secrets = Object.keys(example).filter((name) => example[name] === 'generated');
      const words = secrets.map((name) => made[name]!);
      expect(new Set(words).size).toBe(secrets.length);
      for (const word of words) expect(word).toMatch(/^[0-9a-f]{48}$/);
      expect(make).toThrow();
      expect(readFileSync(path, 'utf8')).toBe(text);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
