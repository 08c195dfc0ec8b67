import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONFIGURATION_FILE, ConfigurationError, loadConfiguration } from './configuration';
import { DEFAULT_OPT_OUTS } from './opt-outs';
import { DEFAULT_LIMITS } from './limits';

describe('configuration', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'arauto-config-'));
  });
  afterEach(() => rmSync(cwd, { recursive: true }));

  const file = (content: string) => writeFileSync(join(cwd, CONFIGURATION_FILE), content);
  const problemsOf = (env: Record<string, string>) => {
    try {
      loadConfiguration(env, cwd);
    } catch (error) {
      if (error instanceof ConfigurationError) return error.problems.map((p) => `${p.key} (${p.source}): ${p.message}`);
      throw error;
    }
    return [];
  };

  it('needs nothing', () => {
    expect(loadConfiguration({}, cwd)).toEqual({
      dataDirectory: join(cwd, 'data'),
      stores: {
        kind: 'embedded',
        eventStore: join(cwd, 'data/events.db'),
        viewStore: join(cwd, 'data/views.db'),
        vault: join(cwd, 'data/vault.db'),
        files: join(cwd, 'data/files'),
        exports: join(cwd, 'data/exports'),
      },
      watermark: { folder: join(cwd, 'data.watermark'), asked: false },
      duties: ['api', 'dispatcher', 'projector', 'reactions'],
      simulator: 'auto',
      providerHosts: [
        ...['graph.facebook.com', 'lookaside.fbsbx.com'],
        ...['api.gupshup.io', 'partner.gupshup.io', 'filemanager.gupshup.io'],
        ...['127.0.0.1:4010', 'localhost:4010'],
      ],
      providerHostsSet: false,
      reportingHorizonSeconds: 259_200,
      unknownGraceSeconds: 600,
      attributionSeconds: 259_200,
      retryScale: 1,
      keepMedia: false,
      exports: { keptForMs: 7 * 86_400_000, waiting: 20, atOnce: 1 },
      optOuts: DEFAULT_OPT_OUTS,
      host: '127.0.0.1',
      port: 3000,
      publicUrl: null,
      secret: null,
      limits: DEFAULT_LIMITS,
      logLevel: 'info',
      logPretty: null,
    });
  });

  it('puts stores that are not set into the data folder', () => {
    const { stores } = loadConfiguration(
      { ARAUTO_DATA_DIR: '/srv/arauto', ARAUTO_VAULT: 'sqlite:./secret/vault.db' },
      cwd,
    );
    expect(stores).toEqual({
      kind: 'embedded',
      eventStore: '/srv/arauto/events.db',
      viewStore: '/srv/arauto/views.db',
      vault: join(cwd, 'secret/vault.db'),
      files: '/srv/arauto/files',
      exports: '/srv/arauto/exports',
    });
  });

  it('reads the file for what the environment leaves out', () => {
    file('{ "ARAUTO_PORT": 4000, "ARAUTO_HORIZON": "2d", "ARAUTO_LOG_PRETTY": true, "ARAUTO_PUBLIC_URL": null }');
    const found = loadConfiguration({ ARAUTO_HORIZON: '30s', ARAUTO_SIMULATOR: 'http://127.0.0.1:4010/' }, cwd);
    expect(found).toMatchObject({
      port: 4000,
      reportingHorizonSeconds: 30,
      logPretty: true,
      publicUrl: null,
      simulator: { url: 'http://127.0.0.1:4010' },
    });
  });

  it('puts a list of words in place of the default of its language, and leaves the others', () => {
    const { optOuts } = loadConfiguration({ ARAUTO_OPT_OUT_WORDS: 'PT-br: chega, não quero; es:' }, cwd);
    expect(optOuts.stopWords).toEqual({
      en: DEFAULT_OPT_OUTS.stopWords.en,
      'pt-BR': ['chega', 'não quero'],
      es: [],
    });
    expect(optOuts.stopButtons).toEqual(DEFAULT_OPT_OUTS.stopButtons);
  });

  it('knows the words of the three languages, and no mere answer among those that allow', () => {
    const { stopWords, stopButtons, startWords, startButtons } = loadConfiguration({}, cwd).optOuts;
    expect(stopWords.en).toEqual(expect.arrayContaining(['stop', 'unsubscribe']));
    expect(stopWords['pt-BR']).toEqual(expect.arrayContaining(['sair', 'parar', 'cancelar', 'não quero']));
    expect(stopWords.es).toEqual(expect.arrayContaining(['salir', 'baja', 'alto']));
    expect([...stopButtons['pt-BR'], ...stopButtons.es]).not.toContain('cancelar');
    expect(stopButtons.en).not.toContain('cancel');
    const allowing = [startWords, startButtons].flatMap((lists) => Object.values(lists).flat());
    expect(allowing).toEqual(expect.arrayContaining(['start', 'voltar', 'volver']));
    expect(allowing.filter((word) => ['yes', 'sim', 'sí'].includes(word))).toEqual([]);
  });

  it('lets senders call the providers and the simulator, or what is named and nothing else', () => {
    const hosts = (env: Record<string, string>) => loadConfiguration(env, cwd).providerHosts.slice(5);
    expect(hosts({ ARAUTO_SIMULATOR_PORT: '4711' })).toEqual(['127.0.0.1:4711', 'localhost:4711']);
    expect(hosts({ ARAUTO_SIMULATOR: 'off' })).toEqual(['127.0.0.1:4010', 'localhost:4010']);
    expect(hosts({ ARAUTO_SIMULATOR: 'http://127.0.0.1:9999' })).toContain('127.0.0.1:9999');
    const named = loadConfiguration({ ARAUTO_PROVIDER_HOSTS: 'Graph.Example, [::1]:8080,127.0.0.1:*' }, cwd);
    expect(named.providerHosts).toEqual(['graph.example', '[::1]:8080', '127.0.0.1:*']);
    expect(named.providerHostsSet).toBe(true);
  });

  it('reads the limits of the edge', () => {
    const env = {
      ARAUTO_MAX_CONNECTIONS: '500',
      ARAUTO_HEADERS_TIMEOUT: '5s',
      ARAUTO_BODY_TIMEOUT: '1m',
      ARAUTO_IDLE_TIMEOUT: '2m',
      ARAUTO_WEBHOOK_BYTES: '16MiB',
      ARAUTO_JSON_BYTES: '1GiB',
      ARAUTO_UPLOADS: '3',
      ARAUTO_UPLOAD_BYTES: '2GiB',
      ARAUTO_UPLOADS_PER_SUBACCOUNT: '2',
      ARAUTO_UPLOAD_BYTES_PER_SUBACCOUNT: '512MiB',
      ARAUTO_REQUESTS_PER_KEY: '100',
      ARAUTO_WRONG_KEYS_PER_ADDRESS: '10',
    };
    expect(loadConfiguration(env, cwd).limits).toEqual({
      maxConnections: 500,
      headersTimeoutMs: 5000,
      bodyTimeoutMs: 60_000,
      idleTimeoutMs: 120_000,
      webhookBytes: 16 * 1024 ** 2,
      jsonBytes: 1024 ** 3,
      uploads: { atOnce: 3, bytes: 2 * 1024 ** 3 },
      uploadsOfSubaccount: { atOnce: 2, bytes: 512 * 1024 ** 2 },
      requestsOfKey: 100,
      wrongKeysOfAddress: 10,
    });
  });

  it.each([
    ['yes', true],
    ['No', false],
    ['true', true],
  ])('keeps files of persons at %s: %s', (text, keepMedia) => {
    expect(loadConfiguration({ ARAUTO_KEEP_MEDIA: text }, cwd)).toMatchObject({ keepMedia });
  });

  it('leaves alone what is empty, of other programs, or not ours', () => {
    const env = { ARAUTO_PORT: ' ', ARAUTO_KEY: 'k', ARAUTO_SIMULATOR_PORT: 'x', PORT: 'nine', HOME: '/' };
    expect(loadConfiguration(env, cwd).port).toBe(3000);
  });

  it('accepts example.json as it is', () => {
    file(JSON.stringify(jest.requireActual('../../config/arauto.config.example.json')));
    expect(problemsOf({})).toEqual([]);
  });

  const HOSTS = 'expected hosts like graph.facebook.com or 127.0.0.1:4010, separated by commas';
  const port = 'expected a port from 0 (any free one) to 65535';
  const mongo = 'mongodb://<hosts>/<database>';
  const eventStore = 'expected sqlite:<path>, like sqlite:./data/events.db, or esdb://<hosts>';
  const encoded = 'user and password percent-encoded, / as %2F, @ as %40, % as %25';
  const viewStore = `expected sqlite:<path>, like sqlite:./data/views.db, or ${mongo}`;
  const vault = `expected sqlite:<path>, like sqlite:./data/vault.db, or ${mongo}`;
  const files = `expected a folder, like ./data/files, or ${mongo}`;
  const lists =
    'expected lists by language (en, pt-BR, es), like "en: stop, opt out; pt-BR: sair", of words with a letter or a digit and up to 80 characters';
  const noAnswer = 'expected no mere answer (yes, sim, sí, ok): it would allow messages that nobody asked for';
  it.each([
    ['ARAUTO_PORT', 'http', `${port}, found "http"`],
    ['ARAUTO_PORT', '65536', `${port}, found "65536"`],
    ['ARAUTO_PORT', '-1', `${port}, found "-1"`],
    ['ARAUTO_PORT', '80.5', `${port}, found "80.5"`],
    ['ARAUTO_PORT', '0x50', `${port}, found "0x50"`],
    ['ARAUTO_HOST', 'localhost:80', 'expected a host name or an IP address without port, found "localhost:80"'],
    ['ARAUTO_HOST', 'a b', 'expected a host name or an IP address without port, found "a b"'],
    ['ARAUTO_EVENT_STORE', './data/events.db', `${eventStore}, found "./data/events.db"`],
    ['ARAUTO_EVENT_STORE', 'sqlite://x', `${eventStore}, found "sqlite://x"`],
    ['ARAUTO_EVENT_STORE', 'esdb://', `${eventStore}, found "esdb://"`],
    ['ARAUTO_EVENT_STORE', 'mongodb://db/events', `${eventStore}, found "mongodb://db/events"`],
    ['ARAUTO_VIEW_STORE', 'esdb://es', `${viewStore}, found "esdb://es"`],
    ['ARAUTO_VIEW_STORE', 'mongodb://u:secret@db', `${viewStore}; ${encoded}, found "mongodb://…@db"`],
    [
      'ARAUTO_VIEW_STORE',
      'mongodb://u:Geheim/Wo@rt@db/views',
      `${viewStore}; ${encoded}, found "mongodb://…@db/views"`,
    ],
    ['ARAUTO_VIEW_STORE', 'mongodb://u:Geh%zzeim@db/views', `${viewStore}; ${encoded}, found "mongodb://…@db/views"`],
    ['ARAUTO_EVENT_STORE', 'esdb://u:Geheim/Wort@es', `${eventStore}; ${encoded}, found "esdb://…@es"`],
    ['ARAUTO_EVENT_STORE', 'esdb://u:Ge?heim@es', `${eventStore}; ${encoded}, found "esdb://…@es"`],
    ['ARAUTO_EVENT_STORE', 'esdb://u:Geh%eim@es', `${eventStore}; ${encoded}, found "esdb://…@es"`],
    ['ARAUTO_VAULT', 'mongodb+srv://db/', `${vault}, found "mongodb+srv://db/"`],
    ['ARAUTO_FILES', 's3://bucket', `${files}, found "s3://bucket"`],
    [
      'ARAUTO_DUTIES',
      'api,sender',
      'expected a list of api, dispatcher, projector, reactions, separated by commas, found "api,sender"',
    ],
    ['ARAUTO_PROVIDER_HOSTS', 'https://graph.facebook.com', `${HOSTS}, found "https://graph.facebook.com"`],
    ['ARAUTO_PROVIDER_HOSTS', 'graph.facebook.com,', `${HOSTS}, found "graph.facebook.com,"`],
    ['ARAUTO_PROVIDER_HOSTS', '127.0.0.1:70000', `${HOSTS}, found "127.0.0.1:70000"`],
    ['ARAUTO_PROVIDER_HOSTS', '*', `${HOSTS}, found "*"`],
    ['ARAUTO_MAX_CONNECTIONS', '0', 'expected a whole number from 10 to 100000, found "0"'],
    ['ARAUTO_BODY_TIMEOUT', '20', 'expected a duration like 72h, 10m or 30s, between 1s and 1d, found "20"'],
    ['ARAUTO_WEBHOOK_BYTES', '3MiB', 'expected a size like 64MiB or 2GiB, from 4MiB, found "3MiB"'],
    ['ARAUTO_WEBHOOK_BYTES', '64MB', 'expected a size like 64MiB or 2GiB, from 4MiB, found "64MB"'],
    ['ARAUTO_REQUESTS_PER_KEY', '1.5', 'expected a whole number from 1 to 100000000, found "1.5"'],
    ['ARAUTO_SIMULATOR', 'on', 'expected auto, off or the http(s) URL of a simulator, found "on"'],
    ['ARAUTO_HORIZON', '72', 'expected a duration like 72h, 10m or 30s, between 1s and 30d, found "72"'],
    ['ARAUTO_HORIZON', '31d', 'expected a duration like 72h, 10m or 30s, between 1s and 30d, found "31d"'],
    ['ARAUTO_UNKNOWN_GRACE', '0s', 'expected a duration like 72h, 10m or 30s, between 1s and 7d, found "0s"'],
    ['ARAUTO_RETRY_SCALE', '0', 'expected a number above 0 and up to 100, found "0"'],
    ['ARAUTO_RETRY_SCALE', '1e3', 'expected a number above 0 and up to 100, found "1e3"'],
    ['ARAUTO_OPT_OUT_WORDS', 'sair, parar', `${lists}, found "sair, parar"`],
    ['ARAUTO_OPT_OUT_WORDS', 'fr: arrêt', `${lists}, found "fr: arrêt"`],
    ['ARAUTO_OPT_OUT_BUTTONS', 'en: !!', `${lists}, found "en: !!"`],
    ['ARAUTO_OPT_OUT_BUTTONS', 'en: stop; en: end', `${lists}, found "en: stop; en: end"`],
    ['ARAUTO_OPT_IN_WORDS', 'en: start, Yes', `${noAnswer}, found "en: start, Yes"`],
    ['ARAUTO_OPT_IN_BUTTONS', 'es: sí', `${noAnswer}, found "es: sí"`],
    ['ARAUTO_OPT_IN_WORDS', 'pt-BR: sim!', `${noAnswer}, found "pt-BR: sim!"`],
    ['ARAUTO_PUBLIC_URL', 'ftp://x', 'expected an http(s) URL, like https://arauto.example, found "ftp://x"'],
    ['ARAUTO_SECRET', 'hunter2', 'expected at least 32 characters, found 7 characters'],
    ['ARAUTO_LOG_LEVEL', 'verbose', 'expected one of trace, debug, info, warn, error, fatal, silent, found "verbose"'],
    ['ARAUTO_KEEP_MEDIA', 'perhaps', 'expected yes or no, found "perhaps"'],
    ['ARAUTO_LOG_PRETTY', 'maybe', 'expected true or false, found "maybe"'],
    ['ARAUTO_PROT', '3000', 'no such key: did you mean ARAUTO_PORT?'],
    ['ARAUTO_COLOUR', 'red', 'no such key: see config/README.md'],
  ])('%s=%s is refused', (key, text, message) => {
    expect(problemsOf({ [key]: text })).toEqual([`${key} (environment): ${message}`]);
  });

  it.each([
    ['{', `${CONFIGURATION_FILE} (${CONFIGURATION_FILE}): cannot be read as JSON`],
    ['[]', `${CONFIGURATION_FILE} (${CONFIGURATION_FILE}): expected a JSON object of keys like "ARAUTO_PORT"`],
    ['{ "port": 1 }', `port (${CONFIGURATION_FILE}): no such key: see config/README.md`],
    ['{ "ARAUTO_DUTIES": ["api"] }', `ARAUTO_DUTIES (${CONFIGURATION_FILE}): expected a text, number, true or false`],
    ['{ "ARAUTO_PORT": true }', `ARAUTO_PORT (${CONFIGURATION_FILE}): ${port}, found "true"`],
  ])('a file with %s is refused', (content, message) => {
    file(content);
    const problems = problemsOf({});
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });

  describe('stores that are servers', () => {
    const servers = {
      ARAUTO_EVENT_STORE: 'esdb+discover://u:changeit@es-1,es-2:2113?tls=true',
      ARAUTO_VIEW_STORE: 'mongodb://db-1,db-2/arauto?replicaSet=rs0',
      ARAUTO_VAULT: 'mongodb+srv://u:p@db/arauto-vault',
      ARAUTO_SECRET: 'x'.repeat(32),
    };
    const together = 'the stores are all servers or all of this machine: expected';

    it('are taken as they are written, with the files where the vault is', () => {
      const {
        ARAUTO_EVENT_STORE: events,
        ARAUTO_VIEW_STORE: views,
        ARAUTO_VAULT: safe,
        ARAUTO_SECRET: secret,
      } = servers;
      const kept = { kind: 'production', eventStore: events, viewStore: views, vault: safe, secret };
      expect(loadConfiguration(servers, cwd).stores).toEqual({ ...kept, files: safe });
      const elsewhere = { ...servers, ARAUTO_FILES: 'mongodb://db/files' };
      expect(loadConfiguration(elsewhere, cwd).stores).toEqual({ ...kept, files: 'mongodb://db/files' });
    });

    it('let a process do a part of what there is to do, in any order it is named', () => {
      const part = { ...servers, ARAUTO_DUTIES: 'reactions, api' };
      expect(loadConfiguration(part, cwd).duties).toEqual(['api', 'reactions']);
      const everything = { ARAUTO_DUTIES: 'projector,reactions,api,dispatcher' };
      expect(loadConfiguration(everything, cwd).duties).toEqual(['api', 'dispatcher', 'projector', 'reactions']);
      expect(problemsOf({ ARAUTO_DUTIES: 'api' })).toEqual([
        'ARAUTO_DUTIES (environment): expected api,dispatcher,projector,reactions, or servers as stores: on embedded ones one process does everything',
      ]);
    });

    it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
      [
        'alone',
        { ...servers, ARAUTO_VIEW_STORE: '', ARAUTO_VAULT: 'sqlite:vault.db', ARAUTO_FILES: './files' },
        [`VIEW_STORE ${together} ${mongo}`, `VAULT ${together} ${mongo}`, `FILES ${together} ${mongo}`],
      ],
      ['without a log', { ...servers, ARAUTO_EVENT_STORE: '' }, [`EVENT_STORE ${together} esdb://<hosts>`]],
      [
        'with one database for both',
        { ...servers, ARAUTO_VAULT: 'mongodb://db-1,db-2/arauto' },
        ['VAULT expected a database of its own: views can be deleted, the vault cannot'],
      ],
      [
        'with files among the views',
        { ...servers, ARAUTO_FILES: servers.ARAUTO_VIEW_STORE },
        ['FILES expected a database of its own, or that of the vault: views can be deleted, files cannot'],
      ],
      [
        'without a secret',
        { ...servers, ARAUTO_SECRET: '' },
        ['SECRET expected at least 32 characters: with servers none is made, as there is no folder to keep it in'],
      ],
    ])('%s are refused', (_, env, problems) => {
      expect(problemsOf(env)).toEqual(problems.map((each) => `ARAUTO_${each.replace(' ', ' (environment): ')}`));
    });
  });

  it('names every wrong key at once', () => {
    file('{ "ARAUTO_HOST": "a b", "colour": 1 }');
    expect(problemsOf({ ARAUTO_PORT: 'x', ARAUTO_X: '1' }).map((line) => line.split(' ')[0])).toEqual([
      'ARAUTO_HOST',
      'colour',
      'ARAUTO_PORT',
      'ARAUTO_X',
    ]);
  });
});
