import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onProductionStores } from '../production-stores';
import type { Row, World } from './row';

const ENGINE = join(__dirname, '../../../apps/engine/src/main.js');
const CLI = join(__dirname, '../../../apps/cli/src/main.js');

interface Ended {
  readonly code: number;
  readonly err: string;
}

function run(program: string, args: readonly string[], env: Record<string, string>, cwd: string): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program, ...args],
      { cwd, env: { PATH: process.env['PATH'], ...env }, timeout: 20_000 },
      (_error, _out, err) => resolve({ code: child.exitCode ?? -1, err }),
    );
  });
}

/** Starts an engine that must not start. Its folder is called `<folder>` in what it says. */
const started =
  (env: Record<string, string> | ((world: World) => Record<string, string>), file?: string) => async (world: World) => {
    const folder = mkdtempSync(join(tmpdir(), 'arauto-wrong-'));
    if (file !== undefined) writeFileSync(join(folder, 'arauto.config.json'), file);
    try {
      const given = typeof env === 'function' ? env(world) : env;
      const { code, err } = await run(
        ENGINE,
        [],
        {
          ARAUTO_SIMULATOR: 'off',
          ARAUTO_DATA_DIR: folder,
          ARAUTO_WATERMARK_DIR: join(folder, 'watermark'),
          ...given,
        },
        folder,
      );
      return {
        code,
        err: err
          .replaceAll(folder, '<folder>')
          .replaceAll(world.engine.dataDirectory, '<taken>')
          .replace(String(world.engine.process.pid), '<pid>')
          .replace(new URL(world.engine.url).port, '<port>')
          .replace(/since \S+/, 'since <time>'),
      };
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

/** Runs the command line against the engine. */
const arauto =
  (...args: string[]) =>
  async (world: World) => {
    const { code, err } = await run(
      CLI,
      args,
      { ARAUTO_URL: world.engine.url, ARAUTO_KEY: world.engine.adminKey },
      tmpdir(),
    );
    return { code, err: err.replaceAll(world.engine.url, '<engine>') };
  };

/** Servers are not one engine's. */
const OF_FOLDERS: readonly Row[] = onProductionStores
  ? []
  : [
      {
        name: 'a folder that another engine has',
        ask: started(({ engine }) => ({ ARAUTO_DATA_DIR: engine.dataDirectory, ARAUTO_PORT: '0' })),
        answer: { code: 1, err: '<taken>/lock.db is held by arauto, process <pid>, since <time>\n' },
      },
      {
        name: 'a folder that is a file',
        ask: started(({ engine }) => ({ ARAUTO_DATA_DIR: join(engine.dataDirectory, 'admin.key') })),
        answer: {
          code: 1,
          err: '<taken>/admin.key is a file or lies in one, where a folder should be. Set ARAUTO_DATA_DIR to a folder.\n',
        },
      },
    ];

/** Settings that keep the engine from starting. */
export const SETTINGS: readonly Row[] = [
  {
    name: 'a port of words',
    ask: started({ ARAUTO_PORT: 'http' }),
    answer: {
      code: 1,
      err: 'ARAUTO_PORT (environment): expected a port from 0 (any free one) to 65535, found "http"\n',
    },
  },
  {
    name: 'a key with a slip of the pen',
    ask: started({ ARAUTO_PROT: '3000' }),
    answer: { code: 1, err: 'ARAUTO_PROT (environment): no such key: did you mean ARAUTO_PORT?\n' },
  },
  {
    name: 'a server for one store of four',
    ask: started({ ARAUTO_EVENT_STORE: 'esdb://localhost:2113' }),
    answer: {
      code: 1,
      err:
        'ARAUTO_VIEW_STORE (environment): the stores are all servers or all of this machine: expected mongodb://<hosts>/<database>\n' +
        'ARAUTO_VAULT (environment): the stores are all servers or all of this machine: expected mongodb://<hosts>/<database>\n' +
        'ARAUTO_SECRET (environment): expected at least 32 characters: with servers none is made, as there is no folder to keep it in\n',
    },
  },
  {
    name: 'a short secret',
    ask: started({ ARAUTO_SECRET: 'hunter2' }),
    answer: { code: 1, err: 'ARAUTO_SECRET (environment): expected at least 32 characters, found 7 characters\n' },
  },
  {
    name: 'a horizon of a hundred years',
    ask: started({ ARAUTO_HORIZON: '36500d' }),
    answer: {
      code: 1,
      err: 'ARAUTO_HORIZON (environment): expected a duration like 72h, 10m or 30s, between 1s and 30d, found "36500d"\n',
    },
  },
  {
    name: 'a duty nobody has',
    ask: started({ ARAUTO_DUTIES: 'api,cook' }),
    answer: {
      code: 1,
      err: 'ARAUTO_DUTIES (environment): expected a list of api, dispatcher, projector, reactions, separated by commas, found "api,cook"\n',
    },
  },
  {
    name: 'several at once, in both places',
    ask: started({ ARAUTO_PORT: '70000', ARAUTO_LOG_LEVEL: 'loud' }, '{"ARAUTO_RETRY_SCALE": 0, "ARAUTO_HOST": ["a"]}'),
    answer: {
      code: 1,
      err: 'ARAUTO_HOST (arauto.config.json): expected a text, number, true or false, found a list\nARAUTO_RETRY_SCALE (arauto.config.json): expected a number above 0 and up to 100, found "0"\nARAUTO_PORT (environment): expected a port from 0 (any free one) to 65535, found "70000"\nARAUTO_LOG_LEVEL (environment): expected one of trace, debug, info, warn, error, fatal, silent, found "loud"\n',
    },
  },
  {
    name: 'a file that is not JSON',
    ask: started({}, 'ARAUTO_PORT=3000'),
    answer: {
      code: 1,
      err: 'arauto.config.json (arauto.config.json): cannot be read as JSON: Unexpected token \'A\', "ARAUTO_PORT=3000" is not valid JSON\n',
    },
  },
  {
    name: 'a port in use',
    ask: started(({ engine }) => ({ ARAUTO_PORT: new URL(engine.url).port })),
    answer: { code: 1, err: 'Port <port> is in use. Stop what listens there, or set ARAUTO_PORT to another.\n' },
  },
  ...OF_FOLDERS,
];

/** The command line. */
export const COMMANDS: readonly Row[] = [
  {
    name: 'a command nobody knows',
    ask: arauto('campain', 'status'),
    answer: {
      code: 2,
      err: "error: unknown command 'campain'\n(Did you mean campaign?)\n(arauto --help shows what is possible)\n",
    },
  },
  {
    name: 'an option nobody knows',
    ask: arauto('campaign', 'status', '--colour'),
    answer: {
      code: 2,
      err: "error: unknown option '--colour'\n(arauto campaign status --help shows what is possible)\n",
    },
  },
  {
    name: 'a start of nothing',
    ask: arauto('campaign', 'start'),
    answer: {
      code: 2,
      err: "error: missing required argument 'id'\n(arauto campaign start --help shows what is possible)\n",
    },
  },
  {
    name: 'a start of nobody',
    ask: arauto('campaign', 'start', 'nobody'),
    answer: { code: 1, err: 'arauto: There is no such campaign. (not_found)\n' },
  },
  {
    name: 'an upload of a file that is not there',
    ask: arauto('campaign', 'upload', 'nobody', '/nowhere/contacts.csv'),
    answer: { code: 1, err: 'arauto: cannot read /nowhere/contacts.csv: ENOENT\n' },
  },
  {
    name: 'a key that is wrong',
    ask: arauto('campaign', 'status', '--key', 'ak_nobody'),
    answer: { code: 1, err: 'arauto: The key is unknown or revoked. (unauthenticated)\n' },
  },
  {
    name: 'an engine that is not there',
    ask: arauto('campaign', 'status', '--url', 'http://127.0.0.1:9'),
    answer: { code: 1, err: 'arauto: cannot reach http://127.0.0.1:9 : is the engine running? (npm start)\n' },
  },
  {
    name: 'a key of such a role from the command line',
    ask: arauto('keys', 'create', '--name', 'x', '--role', 'root'),
    answer: {
      code: 1,
      err: 'arauto: roles[0] must be one of admin, operator, auditor, reporter. (validation_failed)\n',
    },
  },
];
