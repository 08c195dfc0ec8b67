import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, systemRandom } from '@arauto/clock';
import { erasePerson } from '@arauto/privacy';
import { openMarkFolder } from '../../apps/engine/src/files/mark-folder';
import { Api, until, viewsSettled } from '../e2e/api';
import { campaignUntil, contactsOf, type Summary, summaryOf, verify } from '../e2e/campaigns';
import { type EngineProcess, startEngineProcess } from '../e2e/engine-process';
import { type SimulatorProcess, startSimulatorProcess } from '../e2e/simulator-process';
import { contacts, draftCampaign, setStage, startCampaign } from '../e2e/stage';
import { attemptOf, Truth } from '../e2e/truth';
import type { StoresInHand } from './stores-in-hand';

export interface RehearsalOptions {
  readonly stores: StoresInHand;
  /** Of the campaign that is under way. */
  readonly contacts: number;
  /** Messages per second. */
  readonly pace: number;
  readonly say: (line: string) => void;
}

/** What came of putting back the log alone, or everything. */
export interface Restored {
  readonly what: 'log' | 'everything';
  /** Messages of the campaigns that were on handsets by then. */
  readonly sent: number;
  /** Of those, how many are to people of whose attempt the log knows nothing any more. */
  readonly forgotten: number;
  /** How many of the forgotten were sent to again once a person had resumed: as many as would have been at once, without the pause. */
  readonly again: number;
  /** From the start of the process until it serves, milliseconds. */
  readonly startedInMs: number;
}

export interface Rehearsal {
  readonly restored: readonly Restored[];
  readonly backupMs: number;
  /** Promises that were not kept, as sentences. */
  readonly broken: readonly string[];
}

/** How many people the campaign has that is scheduled at the time of the backup, and starts after it. */
const SCHEDULED = 20;

/**
 * Backs up an engine in the middle of a campaign, lets it go on, destroys its stores, and puts back first the log alone, then everything: an engine on what
 * was put back must pause what was under way, send nothing by itself, agree with its log, and erase again who was erased since.
 */
export async function rehearseRestore(options: RehearsalOptions): Promise<Rehearsal> {
  const watermark = mkdtempSync(join(tmpdir(), 'arauto-watermark-'));
  const simulator = await startSimulatorProcess();
  const run = new Run(options, simulator, watermark);
  try {
    return await run.all();
  } finally {
    await run.end();
    await simulator.stop();
    rmSync(watermark, { recursive: true });
    await options.stores.discard();
  }
}

class Run {
  private readonly truth: Truth;
  private readonly broken: string[] = [];
  private engine!: EngineProcess;
  private api!: Api;

  constructor(
    private readonly options: RehearsalOptions,
    private readonly simulator: SimulatorProcess,
    private readonly watermark: string,
  ) {
    this.truth = new Truth(simulator);
  }

  async all(): Promise<Rehearsal> {
    const { stores, contacts: count, pace, say } = this.options;
    await this.simulator.control('POST', '/__sim/reset', { seed: 1, speed: 1, scenario: 'instant' });
    await this.start();
    const stage = await setStage(this.api, this.simulator, { pace });
    const later = await draftCampaign(this.api, stage, contacts(SCHEDULED, count));
    const id = await startCampaign(this.api, stage, contacts(count));
    await campaignUntil(this.api, id, ({ settled }) => settled >= count / 4);
    await this.schedule(later, stores.backupSeconds);
    const erased = (await contactsOf(this.api, id, '&state=read'))[0]!.id;

    say(`${(await this.truth.ledger()).length} messages are out of ${count}: a backup is made while it sends`);
    const begun = performance.now();
    await stores.backUp();
    const backupMs = performance.now() - begun;
    await this.ready();
    const { status, settled: then } = await summaryOf(this.api, id);
    this.expect(status === 'sending', 'it did not send any more after the backup');
    await campaignUntil(this.api, later, ({ status: now }) => now === 'completed');
    await campaignUntil(this.api, id, ({ settled }) => settled >= Math.min(count, then + count / 4));
    await this.engine.kill();
    await this.erase(erased);

    const restored: Restored[] = [];
    for (const what of ['log', 'everything'] as const) {
      say(`everything is destroyed, and ${what === 'log' ? 'the log alone' : 'everything'} is put back`);
      await stores.putBack(what);
      restored.push(await this.afterRestore(what, id, later, erased));
      await this.engine.kill();
    }
    return { restored, backupMs, broken: this.broken };
  }

  async end(): Promise<void> {
    await this.engine?.kill();
  }

  private async afterRestore(what: Restored['what'], id: string, later: string, erased: string): Promise<Restored> {
    const { say } = this.options;
    const begun = performance.now();
    await this.start();
    const startedInMs = performance.now() - begun;
    const calls = (await this.truth.sends()).length;
    await viewsSettled(this.api);
    await this.truth.drained();
    await viewsSettled(this.api);

    const campaign = await summaryOf(this.api, id);
    this.expectPaused(campaign);
    const scheduled = await summaryOf(this.api, later);
    this.expect(scheduled.status === 'draft', `what was scheduled is ${scheduled.status}, and may start by itself`);
    await this.expectFold(what, id);
    await this.expectFold(what, later);
    const rows = await contactsOf(this.api, id);
    this.expect(rows.find((row) => row.id === erased)?.phone === null, `who was erased is back with the ${what}`);

    const sent = await this.sentTo(id);
    const known = rows.filter(({ attempts }) => attempts > 0).map((row) => row.id);
    const forgotten = [...sent.keys()].filter((key) => !known.includes(key));
    this.expect((await this.truth.sends()).length === calls, 'something was sent while everything was paused');
    say(`it is paused: ${known.length} attempts are known, ${forgotten.length} are forgotten; a person resumes it`);

    await this.api.make(`/v1/campaigns/${id}/resume`);
    await campaignUntil(this.api, id, ({ status }) => status === 'completed', 180_000);
    await this.truth.drained();
    await viewsSettled(this.api);
    const after = await this.sentTo(id);
    const more = (key: string) => after.get(key)! > (sent.get(key) ?? 0);
    const doubled = known.filter((key) => after.has(key) && more(key));
    this.expect(doubled.length === 0, `${doubled.length} of whom the log knows were sent to again`);
    await this.expectFold(what, id);
    await this.expectQuietRestart(id);
    return { what, sent: sum(sent), forgotten: forgotten.length, again: forgotten.filter(more).length, startedInMs };
  }

  private expectPaused({ status, statusReason, remedy }: Summary): void {
    this.expect(status === 'paused', `what was under way is ${status}, not paused`);
    this.expect(statusReason === 'log_restored', `it is paused for ${statusReason}`);
    this.expect(/put back from a backup/.test(remedy ?? ''), 'it does not say how it is mended');
  }

  private async expectFold(what: Restored['what'], id: string): Promise<void> {
    const { ok, differences } = await verify(this.api, id);
    this.expect(ok === true, `after the ${what} was put back, views and log differ: ${JSON.stringify(differences)}`);
  }

  /** The restore was noticed, and is no news to the next start. */
  private async expectQuietRestart(id: string): Promise<void> {
    await this.engine.stop();
    await this.start();
    this.expect(!/put back from a backup/.test(this.engine.log()), 'a restore that was settled was noticed again');
    this.expect((await summaryOf(this.api, id)).status === 'completed', 'the campaign was moved by a start');
  }

  private expect(kept: boolean, otherwise: string): void {
    if (!kept) this.broken.push(otherwise);
  }

  /** Contacts of a campaign that are on handsets, and how often. */
  private async sentTo(id: string): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (const { callbackData } of await this.truth.ledger()) {
      const attempt = attemptOf(callbackData);
      if (attempt?.campaignId === id) counts.set(attempt.contactKey, (counts.get(attempt.contactKey) ?? 0) + 1);
    }
    return counts;
  }

  private async start(): Promise<void> {
    const { environment, dataDirectory } = this.options.stores;
    const port = this.engine ? new URL(this.engine.url).port : '0';
    this.engine = await startEngineProcess({
      dataDirectory,
      environment: {
        ...environment,
        ARAUTO_PORT: port,
        ARAUTO_WATERMARK_DIR: this.watermark,
        // An attempt whose answer is lost with the log is given up for unknown after this.
        ARAUTO_UNKNOWN_GRACE: '1s',
        // What was said of a message in the lost part is not said again: it counts as expired after this.
        ARAUTO_HORIZON: '15s',
      },
    });
    this.api = new Api(this.engine.url, this.engine.adminKey);
    await this.ready();
  }

  private async ready(): Promise<void> {
    await until(
      () => this.api.get('/health/ready'),
      ({ status }) => status === 200,
    );
  }

  private async schedule(id: string, seconds: number): Promise<void> {
    const localTime = new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19);
    await this.api.make(`/v1/campaigns/${id}/schedule`, { localTime, timeZone: 'UTC' });
  }

  /** As the engine would, after the backup was made. */
  private async erase(person: string): Promise<void> {
    const kind = await this.options.stores.open();
    const vault = await kind.openVault(systemClock);
    const marks = await openMarkFolder(this.watermark, 'rehearsal', systemClock);
    const entries = await erasePerson(vault, marks, person, systemRandom);
    this.expect(entries > 0, 'nobody was erased');
    await vault.close();
    await kind.close();
  }
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((all, count) => all + count, 0);
}
