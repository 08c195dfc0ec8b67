import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventfulRun, type EventfulRun } from './eventful';
import { CREDENTIALS } from './stage';

/** Where a needle is in some bytes: as they are, as UTF-16, or inside anything that looks like base64, at any offset in it. */
function places(haystack: Haystack, needles: readonly string[]): string[] {
  return needles.flatMap((needle) => [
    ...(haystack.bytes.includes(Buffer.from(needle)) ? [`${needle} in ${haystack.name}`] : []),
    ...(haystack.bytes.includes(Buffer.from(needle, 'utf16le')) ? [`${needle} in ${haystack.name} as UTF-16`] : []),
    ...(haystack.decoded.includes(Buffer.from(needle)) ? [`${needle} in ${haystack.name} as base64`] : []),
  ]);
}

interface Haystack {
  readonly name: string;
  readonly bytes: Buffer;
  readonly decoded: Buffer;
}

function haystack(name: string, bytes: Buffer): Haystack {
  const runs = bytes.toString('latin1').match(/[A-Za-z0-9+/_-]{12,}/g) ?? [];
  const decoded = runs.flatMap((run) => [0, 1, 2, 3].map((offset) => Buffer.from(run.slice(offset), 'base64')));
  return { name, bytes, decoded: Buffer.concat(decoded) };
}

function files(folder: string, pattern: RegExp): Haystack[] {
  const names = readdirSync(folder).filter((name) => pattern.test(name));
  return names.map((name) => haystack(name, readFileSync(join(folder, name))));
}

const KINDS = ['numbers', 'userIds', 'names', 'values', 'texts', 'messageIds'] as const;
type Kind = (typeof KINDS)[number];

/** What the simulator makes of a number for webhooks: the user id without its country. */
function userIdOf(digits: string): string {
  return [...digits]
    .reverse()
    .map((digit) => (Number(digit) * 7 + 3) % 10)
    .join('');
}

const TRUTH_AND_VIEWS = /^(events|views.*)\.db(-wal)?$/;

describe('personal data of a run with everything in it', () => {
  let run: EventfulRun;
  let needles: Readonly<Record<Kind, readonly string[]>>;
  let whileRunning: readonly Haystack[];
  let afterwards: readonly Haystack[];
  let log: Haystack;

  beforeAll(async () => {
    run = await eventfulRun();
    const ledger = await run.simulator.control('GET', '/__sim/ledger');
    const messageIds = ledger
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { messageId: string }).messageId);
    needles = {
      // With and without the ninth digit, with and without the country, as people write them.
      numbers: run.people.flatMap(({ digits }) => [
        digits.slice(2),
        `21${digits.slice(5)}`,
        `(21) ${digits.slice(4, 9)}-${digits.slice(9)}`,
        `${digits.slice(4, 9)} ${digits.slice(9)}`,
        `${digits.slice(4, 9)}.${digits.slice(9)}`,
      ]),
      userIds: run.people.map(({ digits }) => userIdOf(digits)),
      names: [...run.people.map(({ name }) => name), ...run.people.map(({ name }) => name.split(' ')[1]!)],
      values: run.people.map(({ amount }) => amount.slice(3)),
      texts: [...run.texts, 'Já paguei'],
      messageIds: messageIds.flatMap((id) => [id, id.replace(/^wamid\./, '')]),
    };
    const folder = run.engine.dataDirectory;
    whileRunning = files(folder, TRUTH_AND_VIEWS);
    await run.engine.stop();
    await run.simulator.stop();
    afterwards = files(folder, TRUTH_AND_VIEWS);
    log = haystack('the log', Buffer.from(run.engine.log()));
  }, 120_000);

  afterAll(() => run.engine.discard());

  it('is about somebody', () => {
    expect(needles.messageIds.length).toBeGreaterThan(50);
    expect(run.people.length).toBeGreaterThan(50);
    expect(whileRunning.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['events.db', 'events.db-wal', 'views-operational.db', 'views-reporting.db']),
    );
    expect(afterwards.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['events.db', 'views-operational.db', 'views-reporting.db']),
    );
    // What is no secret is found, so files are read as they are.
    for (const name of ['events.db', 'views-operational.db']) {
      expect(
        places(
          afterwards.find((one) => one.name === name)!,
          ['Cobrança de março'],
        ),
      ).not.toEqual([]);
    }
  });

  it.each(KINDS)('is in the vault: %s', (kind) => {
    const [vault] = files(run.engine.dataDirectory, /^vault\.db$/) as [Haystack];
    expect(places(vault, needles[kind])).not.toEqual([]);
  });

  it.each(KINDS)('is in neither log nor view: %s', (kind) => {
    expect([...whileRunning, ...afterwards].flatMap((one) => places(one, needles[kind]))).toEqual([]);
  });

  it.each(KINDS)('is in no line that the engine logged: %s', (kind) => {
    expect(places(log, needles[kind])).toEqual([]);
  });

  it('is deleted with the file once that is read', () => {
    expect(readdirSync(join(run.engine.dataDirectory, 'files'))).toEqual([]);
  });

  it('has no secret of a sender, nor of a key, in plain text anywhere', () => {
    const everything = [...afterwards, ...whileRunning, log, ...files(run.engine.dataDirectory, /^vault\.db/)];
    const secrets = [...Object.values(CREDENTIALS), run.engine.adminKey];
    expect(everything.flatMap((one) => places(one, secrets))).toEqual([]);
  });
});
