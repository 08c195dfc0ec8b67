import { systemClock } from '@arauto/clock';
import { Api, until } from '../e2e/api';
import { BetweenStores } from '../e2e/between';
import { summaryOf } from '../e2e/campaigns';
import { startSimulatorProcess } from '../e2e/simulator-process';
import { campaignBody, contacts, numberOf, setStage, type Stage, startCampaign } from '../e2e/stage';
import { Truth } from '../e2e/truth';
import { fileForm, type Upload } from '../e2e/uploads';
import { postWebhook, strayStatus } from '../e2e/webhook';
import { Fleet } from './fleet';
import { ended, GIVE_UP_MS, judge } from './judge';

/** What befalls the servers, for so many milliseconds. */
const OUTAGES = {
  log: async ({ log }, ms) => {
    await log.network.close();
    await systemClock.sleep(ms);
    await log.back();
  },
  views: async ({ mongo }, ms) => {
    await mongo.network.close();
    await systemClock.sleep(ms);
    await mongo.back();
  },
  both: async (servers, ms) => {
    await servers.close();
    await systemClock.sleep(ms);
    await servers.back();
  },
  slow: async ({ both }, ms) => {
    for (const { network } of both) network.delayMs = 200;
    await systemClock.sleep(ms);
    for (const { network } of both) network.delayMs = 0;
  },
  flapping: async (servers, ms) => {
    for (const end = Date.now() + ms; Date.now() < end;) {
      await servers.close();
      await systemClock.sleep(2_000);
      await servers.back();
      await systemClock.sleep(2_000);
    }
  },
} as const satisfies Record<string, (servers: BetweenStores, ms: number) => Promise<void>>;

export type OutageName = keyof typeof OUTAGES;
export const OUTAGE_NAMES = Object.keys(OUTAGES) as readonly OutageName[];

/** Which servers every process must find away, where it is clear. */
const AWAY: Readonly<Record<OutageName, readonly string[]>> = {
  log: ['event_store'],
  views: ['view_store'],
  both: ['event_store', 'view_store'],
  slow: [],
  flapping: [],
};
/** How soon every process knows. */
const NOTICED_MS = 8_000;

/** What is under way when the servers go away: a file is read and views are filled anew beside the sending and its webhooks, or not. */
export type Phase = 'upload' | 'rebuild';

export interface OutagesOptions {
  readonly outages: readonly OutageName[];
  /** Beside sending and webhooks. */
  readonly phases: readonly Phase[];
  /** Each. */
  readonly seconds: number;
  /** Messages a second of each of two numbers. */
  readonly pace: number;
  /** Of the file that is read meanwhile. */
  readonly rows: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface Outage {
  readonly name: OutageName;
  /** Messages that left while it lasted. */
  readonly sent: number;
  /** Webhooks that were refused while it lasted. */
  readonly refused: number;
  /** From its end until something was sent, and until both campaigns, the file and the views were through, seconds. */
  readonly againAfter: number;
  readonly throughAfter: number;
}

export interface OutagesResult {
  readonly outages: readonly Outage[];
  readonly messages: number;
  readonly doubles: number;
  /** One sentence for each promise that was not kept. */
  readonly broken: readonly string[];
}

/**
 * Two api, dispatcher, projector and reactions processes send two campaigns, read a file and fill their views anew, and take webhooks all the time, while their
 * servers go away and come back without a hand.
 */
export async function strikeProcesses(options: OutagesOptions): Promise<OutagesResult> {
  const { say, seed, pace } = options;
  const simulator = await startSimulatorProcess();
  await simulator.control('POST', '/__sim/reset', { seed, speed: 10_000, scenario: 'instant' });
  // Receipts come 3 s after their messages, one in a hundred after 15 s, so that there are some while something is away.
  const knobs = { onlineWeight: 1, onlineMedianMs: 30_000_000, onlineP99Ms: 150_000_000, webhookMinimumRetryMs: 500 };
  await simulator.control('PATCH', '/__sim/knobs', knobs);
  const truth = new Truth(simulator);
  let servers: Promise<BetweenStores> | undefined;
  const fleet = await Fleet.start(2, {
    through: async (places) => (await (servers ??= BetweenStores.to(places))).environment,
  });
  try {
    const api = new Api(fleet.front.url, fleet.adminKey);
    const stages = [
      await setStage(api, simulator, { pace }),
      await setStage(api, simulator, { ...numberOf(1), pace }),
    ] as const;
    const { body } = await api.get<{ webhookPath: string }>(`/v1/senders/${stages[0].senderId}`);
    say(`seed ${seed}: ${fleet.members.length} processes, two numbers`);
    const strike = new Strike(options, fleet, await servers!, truth, stages, body.webhookPath);
    const outages: Outage[] = [];
    for (const name of options.outages) outages.push(await strike.with(name));
    const { messages, doubles } = await truth.summary();
    const ends = await fleet.stop();
    for (const [name, code] of Object.entries(ends))
      strike.broken.push(`${name} ended with ${code} when asked to stop`);
    return { outages, messages, doubles, broken: strike.broken };
  } catch (error) {
    for (const { name, engine } of fleet.members) say(`${name}: ${engine.log().slice(-2000)}`);
    throw error;
  } finally {
    await fleet.discard();
    await (await servers)?.close();
    await simulator.stop();
  }
}

class Strike {
  readonly broken: string[] = [];
  private readonly api: Api;
  private people = 0;

  constructor(
    private readonly options: OutagesOptions,
    private readonly fleet: Fleet,
    private readonly servers: BetweenStores,
    private readonly truth: Truth,
    private readonly stages: readonly [Stage, Stage],
    private readonly webhookPath: string,
  ) {
    this.api = new Api(fleet.front.url, fleet.adminKey);
  }

  async with(name: OutageName): Promise<Outage> {
    const { options, api, truth } = this;
    const { seconds, pace, phases, say } = options;
    const ids: string[] = [];
    for (const stage of this.stages) ids.push(await startCampaign(api, stage, this.more(pace * (seconds + 20))));
    await this.untilSent(await this.sent(), pace);
    const upload = phases.includes('upload') ? await this.startUpload() : undefined;
    if (phases.includes('rebuild')) await this.startRebuild();
    const before = await truth.metrics();
    const from = Date.now();
    let isOver = false;
    const asking = Promise.all([this.watchHealth(name, from, () => isOver), this.report(() => isOver)]);
    await OUTAGES[name](this.servers, seconds * 1000).finally(() => (isOver = true));
    const to = Date.now();
    const [, webhooks] = await asking;
    const after = await truth.metrics();
    await this.untilSent(after.requests, 1);
    const againAfter = (Date.now() - to) / 1000;
    for (const id of ids) await ended(api, id, () => undefined);
    if (upload) await this.read(upload);
    await this.filled();
    const throughAfter = (Date.now() - to) / 1000;
    await truth.drained(GIVE_UP_MS);
    this.broken.push(...(await this.judge(ids, upload)).map((sentence) => `${name}: ${sentence}`));
    const unkept = webhooks.filter((status) => status !== 200 && status !== 503 && status !== 502);
    if (unkept.length > 0) this.broken.push(`${name}: webhooks were answered ${unkept.join(', ')}`);
    const outage = {
      ...{ name, againAfter, throughAfter },
      sent: after.requests - before.requests,
      refused: after.webhooks.refused - before.webhooks.refused,
    };
    if (outage.refused === 0 && AWAY[name].length > 0) this.broken.push(`${name}: no webhook was refused`);
    if (outage.sent > pace * 8 && AWAY[name].includes('event_store'))
      this.broken.push(`${name}: ${outage.sent} messages were sent`);
    say(
      `${name.padEnd(9)} ${seconds} s: ${outage.sent} sent and ${outage.refused} webhooks refused meanwhile; ` +
        `sending again after ${againAfter.toFixed(1)} s, through after ${throughAfter.toFixed(1)} s`,
    );
    return outage;
  }

  private more(count: number): ReturnType<typeof contacts> {
    this.people += count;
    return contacts(count, this.people - count);
  }

  private async sent(): Promise<number> {
    return (await this.truth.metrics()).requests;
  }

  private async untilSent(before: number, more: number): Promise<void> {
    await until(
      () => this.sent(),
      (sent) => sent >= before + more,
      GIVE_UP_MS,
    );
  }

  /** A file, whose reading has begun and has not ended. @returns ids of its campaign and of the upload */
  private async startUpload(): Promise<{ readonly campaign: string; readonly upload: string }> {
    const { id } = await this.api.make('/v1/campaigns', campaignBody(this.stages[0]));
    const rows = this.more(this.options.rows).map(({ phone, name }) => `${phone},${name},1`);
    const file = fileForm(new Blob([['phone,name,amount', ...rows].join('\n')], { type: 'text/csv' }));
    const { uploadId } = await this.api.make(`/v1/campaigns/${id}/contacts`, file);
    await until(
      () => this.api.get<Upload>(`/v1/uploads/${uploadId}`),
      ({ body: { rows: read } }) => read > 0,
    );
    return { campaign: id, upload: uploadId };
  }

  /** The views of both groups are filled anew. */
  private async startRebuild(): Promise<void> {
    for (const view of ['contacts', 'messages']) await this.api.make(`/v1/projections/${view}/rebuild`);
  }

  /** Every process says which of its servers are away, as long as they are. */
  private async watchHealth(name: OutageName, from: number, isOver: () => boolean): Promise<void> {
    await Promise.all(
      this.fleet.members.map(async (member) => {
        const open = new Api(member.engine.url, null);
        let noticed: number | undefined;
        while (!isOver()) {
          const askedAt = Date.now();
          const { status, body } = await open.get<{ stores?: { name: string; status: string }[] }>('/health/ready');
          const away = (body.stores ?? []).filter((store) => store.status === 'away').map((store) => store.name);
          if (status === 503 && AWAY[name].every((store) => away.includes(store))) noticed ??= Date.now() - from;
          await systemClock.sleep(Math.max(0, askedAt + 500 - Date.now()));
        }
        if (AWAY[name].length > 0 && !(noticed !== undefined && noticed < NOTICED_MS))
          this.broken.push(`${name}: ${member.name} said so after ${noticed ?? 'no'} ms`);
      }),
    );
  }

  /** Posts a webhook a second. @returns what they were answered with */
  private async report(isOver: () => boolean): Promise<number[]> {
    const answers: number[] = [];
    while (!isOver()) {
      const reply = await postWebhook(this.fleet.front.url + this.webhookPath, strayStatus());
      await reply.text();
      answers.push(reply.status);
      await systemClock.sleep(1_000);
    }
    return answers;
  }

  private async read({ upload }: { readonly upload: string }): Promise<void> {
    await until(
      () => this.api.get<Upload>(`/v1/uploads/${upload}`),
      ({ status, body }) => status === 200 && body.status === 'completed',
      GIVE_UP_MS,
      100,
    );
  }

  private async filled(): Promise<void> {
    await until(
      () => this.api.get<{ items: { filling: boolean }[] }>('/v1/projections'),
      ({ status, body }) => status === 200 && body.items.every(({ filling }) => !filling),
      GIVE_UP_MS,
      100,
    );
  }

  private async judge(ids: readonly string[], upload: { readonly campaign: string } | undefined): Promise<string[]> {
    const { api, truth, fleet, options } = this;
    const broken = await judge(fleet, truth, ids);
    for (const id of ids) {
      const { needsAttention, settled, contacts: all } = await summaryOf(api, id);
      if (settled !== all || needsAttention > 0)
        broken.push(`${settled} of ${all} are settled, ${needsAttention} need a person`);
    }
    if (!upload) return broken;
    const { contacts: all } = await summaryOf(api, upload.campaign);
    if (all !== options.rows) broken.push(`${all} contacts came of ${options.rows} rows`);
    broken.push(...(await judge(fleet, truth, [upload.campaign], [upload.campaign])));
    return broken;
  }
}
