import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api, until } from './api';
import { campaignUntil } from './campaigns';
import { Setting } from './setting';
import { contacts, startCampaign } from './stage';
import { makeIdleStage, makeKey } from './tenants';

const DAY = 86_400_000;
const PEOPLE = 20;

/** The wall clock of a process is ahead by what stands in a file: when it begins, and whenever it is told to look again. */
const CLOCK = (file: string) => `
const { readFileSync } = require('node:fs');
const now = Date.now;
const ahead = () => Number(readFileSync(${JSON.stringify(file)}, 'utf8'));
let by = ahead();
Date.now = () => now() + by;
process.on('SIGUSR2', () => (by = ahead()));
`;

interface Search {
  readonly id: string;
  readonly nextAt: string | null;
  readonly lastExport: { readonly id: string | null; readonly dueAt: string; readonly outcome: string } | null;
}

interface Listed<Item> {
  readonly items: readonly Item[];
}

interface Export {
  readonly id: string;
  readonly rows: number | null;
  readonly timeZone: string;
  readonly format: string;
}

describe('scheduled searches', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-schedules-'));
  const ahead = join(folder, 'ahead');
  let setting: Setting;
  let keys: readonly { readonly id: string; readonly secret: string }[];
  const searches: string[][] = [[], []];
  /** Of the key of the shop, or of the other's. */
  const by = (who: number) => new Api(setting.engine.url, keys[who]!.secret);

  beforeAll(async () => {
    const preload = join(folder, 'clock.cjs');
    writeFileSync(preload, CLOCK(ahead));
    writeFileSync(ahead, '0');
    setting = await Setting.make({ environment: { NODE_OPTIONS: `--require ${preload}` } });
    const { api, stage } = setting;
    const id = await startCampaign(api, stage, contacts(PEOPLE));
    await campaignUntil(api, id, ({ status }) => status === 'completed');
    const other = await makeIdleStage(api, { name: 'Outra' });
    keys = [await makeKey(api, 'reporter', [stage.subaccountId]), await makeKey(api, 'operator', [other.subaccountId])];
  }, 120_000);
  afterAll(async () => {
    await setting.end();
    rmSync(folder, { recursive: true });
  });

  const listOf = async (who: number) => (await by(who).get<Listed<Search>>('/v1/searches')).body.items;
  const exportsOf = async (who: number) => (await by(who).get<Listed<Export>>('/v1/exports?limit=100')).body.items;
  /** Every search of a key has an export that was due since, and that is over. */
  const madeSince = async (who: number, since: number) => {
    const isMade = ({ lastExport }: Search) =>
      lastExport !== null && Date.parse(lastExport.dueAt) >= since && lastExport.outcome === 'completed';
    return until(
      () => listOf(who),
      (items) => items.length > 0 && items.every(isMade),
      60_000,
    );
  };

  it('of two keys of two subaccounts, by the clocks of three zones, are exported when a day has passed', async () => {
    const zones = ['America/Sao_Paulo', 'Europe/Lisbon', 'Asia/Kolkata'];
    for (const [who, format] of ['xlsx', 'csv'].entries()) {
      for (const timeZone of zones) {
        const terms = { name: timeZone, report: 'detailed', period: 'last_7_days', timeZone };
        const { id } = await by(who).make('/v1/searches', {
          ...terms,
          schedule: { every: 'day', at: '08:30', format },
        });
        searches[who]!.push(id);
      }
    }
    const begun = Date.now();
    for (const { nextAt } of [...(await listOf(0)), ...(await listOf(1))]) {
      expect(Date.parse(nextAt!)).toBeGreaterThan(begun);
      expect(Date.parse(nextAt!)).toBeLessThanOrEqual(begun + DAY + 60_000);
    }
    writeFileSync(ahead, String(DAY));
    setting.engine.process.kill('SIGUSR2');
    for (const [who, rows] of [PEOPLE, 0].entries()) {
      const found = await madeSince(who, begun);
      const made = await exportsOf(who);
      expect(made.map(({ id }) => id).sort()).toEqual(found.map(({ lastExport }) => lastExport!.id).sort());
      expect(made.map((each) => each.timeZone).sort()).toEqual([...zones].sort());
      expect(made.map((each) => [each.format, each.rows])).toEqual(Array(3).fill([['xlsx', 'csv'][who], rows]));
      for (const { id } of made) {
        const file = await fetch(`${setting.engine.url}/v1/exports/${id}/file`, {
          headers: { authorization: `Bearer ${keys[who]!.secret}` },
        });
        expect([file.status, (await file.arrayBuffer()).byteLength > 0]).toEqual([200, true]);
        expect((await by(1 - who).get(`/v1/exports/${id}`)).status).toBe(404);
      }
    }
  }, 120_000);

  it('are made up for once after three days in which the engine was killed, and not for a key that was revoked', async () => {
    await setting.api.call('DELETE', `/v1/keys/${keys[1]!.id}`);
    await setting.kill();
    writeFileSync(ahead, String(4 * DAY));
    await setting.restart();
    const found = await madeSince(0, Date.now() + 3 * DAY);
    expect(await exportsOf(0)).toHaveLength(6);
    const said = (id: string) =>
      setting.api.get<Listed<{ readonly type: string; readonly data: object }>>(`/v1/streams/search-${id}?limit=100`);
    for (const { id } of found) {
      expect((await said(id)).body.items.map(({ type }) => type)).toEqual([
        ...['SearchSaved', 'SearchScheduled', 'SearchExportRequested', 'SearchExportRequested'],
      ]);
    }
    for (const id of searches[1]!) {
      const { body } = await until(
        () => said(id),
        (answer) => answer.body.items.some(({ type }) => type === 'SearchExportSkipped'),
      );
      expect(body.items.at(-1)).toMatchObject({ data: { why: 'key_revoked', nextAt: null } });
    }
  }, 120_000);
});
