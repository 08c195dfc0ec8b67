import type { ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Random, seededRandom } from '@arauto/clock';
import { Api, until } from '../e2e/api';
import { campaignUntil, type Summary, summaryOf } from '../e2e/campaigns';
import { type EngineProcess, startEngineProcess } from '../e2e/engine-process';
import { type SimulatorProcess, startSimulatorProcess } from '../e2e/simulator-process';
import { campaignBody, contacts, numberOf, phoneNumberIdOf, setStage, type Stage, uploadContacts } from '../e2e/stage';
import { Truth } from '../e2e/truth';
import { type Audience, makeAudience } from './audience';
import { judge, type Judgement } from './judge';
import { make, type Move } from './moves';

export interface CrashOptions {
  /** Rows of the contact file. */
  readonly contacts: number;
  readonly kills: number;
  readonly seed: number;
  /** Made between the kills while it sends, in an order of chance; each at least once. */
  readonly moves: readonly Move[];
  /** Messages per second. */
  readonly pace: number;
  /** How much faster than life what happens to a message is. */
  readonly speed: number;
  /** Reporting horizon, seconds. */
  readonly horizon: number;
  readonly say: (line: string) => void;
}

export interface Kill {
  readonly during: 'upload' | 'start-up' | 'sending';
  /** When the process was gone, milliseconds. */
  readonly at: number;
  /** Send requests the provider had seen. */
  readonly requests: number;
}

export interface CrashResult extends Judgement {
  readonly kills: readonly Kill[];
  /** From the start of the process until it serves, milliseconds. */
  readonly restarts: readonly number[];
  readonly seconds: number;
}

/** Shares of the kills that come while the file is read and while the engine starts; the rest come while it sends. */
const DURING_UPLOAD = 0.15;
const DURING_START = 0.2;
/** How long an engine may take to serve again, milliseconds. */
const RESTART_LIMIT = 60_000;
/** The people that the second number's portfolio may write to in 24 hours, and how many there are to be written to. */
const TIER = { name: 'TIER_250', people: 250 };
const LIMITED = 320;
/** People of a campaign that begins when the tier is full. */
const LATER = 60;
/** People of the campaign that is canceled, and how many of them it may write to a second: it is under way whenever that is. */
const DOOMED = { people: 600, pace: { messagesPerSecond: 2 } };
/** Share of the rows that a request is surely made for: who was claimed and not called at a kill is never called. */
const SENT_FOR_SURE = 0.85;
/** Numbers of persons from which on the smaller campaigns have theirs. */
const PERSONS = { doomed: 4_000_000, limited: 5_000_000, later: 6_000_000 };

/** Campaigns beside the one that is killed through to its end. */
interface Others {
  /** On the same number; canceled half-way. */
  readonly doomed: string;
  /** On a number of another subaccount, whose portfolio has a tier that its contacts are too many for. */
  readonly limited: string;
  /** On that number after it; null where the run has none. */
  later: string | null;
}

/**
 * Runs campaigns of two subaccounts on two numbers to their end while their engine is killed again and again and people pause, resume, edit
 * and cancel, and judges what came of it by what the provider saw. Whether an engine is killed while it reads, starts or sends, and
 * when, and what people do before, comes from the seed.
 */
export async function crashCampaign(options: CrashOptions): Promise<CrashResult> {
  const begun = Date.now();
  const simulator = await startSimulatorProcess();
  const dataDirectory = mkdtempSync(join(tmpdir(), 'arauto-crash-'));
  const run = new CrashRun(options, simulator, dataDirectory);
  try {
    const judgement = await run.toTheEnd();
    return { ...judgement, kills: run.kills, restarts: run.restarts, seconds: (Date.now() - begun) / 1000 };
  } finally {
    await run.end();
    await simulator.stop();
  }
}

class CrashRun {
  readonly kills: Kill[] = [];
  readonly restarts: number[] = [];
  private readonly broken: string[] = [];
  private readonly random: Random;
  private readonly truth: Truth;
  private readonly environment: Record<string, string>;
  private engine: EngineProcess | undefined;
  private api: Api | undefined;

  constructor(
    private readonly options: CrashOptions,
    private readonly simulator: SimulatorProcess,
    private readonly dataDirectory: string,
  ) {
    this.random = seededRandom(options.seed);
    this.truth = new Truth(simulator);
    this.environment = {
      ARAUTO_UNKNOWN_GRACE: '5s',
      ARAUTO_HORIZON: `${options.horizon}s`,
      ARAUTO_RETRY_SCALE: '0.05',
    };
  }

  async toTheEnd(): Promise<Judgement> {
    const { contacts: count, kills, pace, say } = this.options;
    await this.setScenario();
    await this.start();
    const stage = await setStage(this.running(), this.simulator, { pace });
    const limitedStage = await setStage(this.running(), this.simulator, {
      ...numberOf(1),
      pace,
      messagingLimit: TIER.name,
    });
    const { id } = await this.running().make('/v1/campaigns', campaignBody(stage));
    const others: Others = {
      doomed: await this.campaignOf(stage, DOOMED.people, PERSONS.doomed, { pace: DOOMED.pace }),
      limited: await this.campaignOf(limitedStage, LIMITED, PERSONS.limited),
      later: null,
    };
    const audience = makeAudience(count, this.random);
    const duringUpload = Math.max(1, Math.round(kills * DURING_UPLOAD));
    const uploadId = await this.upload(id, audience, duringUpload);
    await this.running().make(`/v1/campaigns/${id}/start`);
    await this.running().make(`/v1/campaigns/${others.doomed}/start`);
    if (this.makes('tier_reached_under_kills')) await this.running().make(`/v1/campaigns/${others.limited}/start`);
    await this.killWhileSending(kills - this.kills.length, audience, stage, id, others.doomed);
    say(`killed ${this.kills.length} times; waiting for the campaigns to come to their end`);
    await this.endOthers(limitedStage, others);
    await this.settled(id);
    await this.truth.drained(300_000);
    const canceled = [others.doomed, others.limited, ...(others.later === null ? [] : [others.later])];
    for (const each of [id, ...canceled]) await this.quiet(each);
    return judge({
      api: this.running(),
      truth: this.truth,
      campaignId: id,
      uploadId,
      audience,
      canceled,
      senders: [stage, limitedStage].map(({ senderId }, nth) => ({
        id: senderId,
        phoneNumberId: phoneNumberIdOf(nth),
      })),
      tier: { phoneNumberId: phoneNumberIdOf(1), people: TIER.people },
      broken: this.broken,
      engine: this.engine!,
      kills: this.kills.map(({ at }) => at),
    });
  }

  private makes(move: Move): boolean {
    return this.options.moves.includes(move);
  }

  private async campaignOf(
    stage: Stage,
    count: number,
    first: number,
    more: Record<string, unknown> = {},
  ): Promise<string> {
    const { id } = await this.running().make('/v1/campaigns', campaignBody(stage, more));
    await uploadContacts(this.running(), id, contacts(count, first));
    return id;
  }

  /** The limited one sends until its tier is full, and is canceled then; so is what begins after it and finds the tier full. */
  private async endOthers(limitedStage: Stage, others: Others): Promise<void> {
    const { doomed, limited } = others;
    // A number that has gone beyond its tier is paused by the platform's word: that is for the judge to say.
    const isFull = ({ waiting, status }: Summary) =>
      status !== 'sending' || ['tier_full', 'sender_paused'].includes(waiting?.code ?? '');
    await this.running().post(`/v1/campaigns/${limited}/start`);
    await campaignUntil(this.running(), limited, isFull, 120_000);
    await this.running().make(`/v1/campaigns/${limited}/cancel`);
    await this.running().post(`/v1/campaigns/${doomed}/cancel`);
    for (const id of [limited, doomed]) await this.canceled(id);
    if (!this.makes('restart_between_campaigns')) return;
    // Nobody is being sent to on that number now; what it has written to since yesterday counts all the same.
    await this.kill('sending');
    await this.start();
    others.later = await this.campaignOf(limitedStage, LATER, PERSONS.later);
    await this.running().post(`/v1/campaigns/${others.later}/start`);
    await campaignUntil(this.running(), others.later, isFull, 120_000);
    await this.running().make(`/v1/campaigns/${others.later}/cancel`);
    await this.canceled(others.later);
  }

  private async canceled(campaignId: string): Promise<void> {
    const isOver = (now: Summary) => now.status === 'canceled' && now.settled === now.contacts;
    await campaignUntil(this.running(), campaignId, isOver, 120_000);
  }

  async end(): Promise<void> {
    await this.engine?.kill();
    await this.engine?.discard();
  }

  /**
   * The default scenario sped up, but for the answers: they stay slow enough for a kill to find some of them on their way. And people
   * answer within days: the longest of thousands of replies would take months, and the run waits for it.
   */
  private async setScenario(): Promise<void> {
    const { seed, speed } = this.options;
    await this.simulator.control('POST', '/__sim/reset', { seed, speed, scenario: 'default' });
    const answers = { responseMedianMs: 60 * speed, responseP99Ms: 600 * speed };
    const knobs = { ...answers, replyP95Ms: 3_600_000, utilityReply: 0.2, otherReplyShare: 0.5 };
    await this.simulator.control('PATCH', '/__sim/knobs', knobs);
  }

  private async start(): Promise<void> {
    const begun = Date.now();
    const { dataDirectory, environment } = this;
    this.engine = await startEngineProcess({ dataDirectory, environment });
    environment['ARAUTO_PORT'] = new URL(this.engine.url).port;
    this.api = new Api(this.engine.url, this.engine.adminKey);
    if (this.kills.length === 0) return;
    await until(
      () => this.running().get('/health/ready'),
      ({ status }) => status === 200,
      RESTART_LIMIT,
    );
    this.restarts.push(Date.now() - begun);
  }

  private running(): Api {
    if (!this.api) throw new Error('the engine is not running');
    return this.api;
  }

  private async kill(during: Kill['during']): Promise<void> {
    await this.engine?.kill();
    const { requests } = await this.truth.metrics();
    this.kills.push({ during, at: Date.now(), requests });
    this.options.say(`kill ${this.kills.length} during ${during}, after ${requests} requests`);
  }

  /** The same upload until it is accepted: its key makes the repeats one. Then it is killed while it reads. */
  private async upload(campaignId: string, { csv }: Audience, kills: number): Promise<string> {
    const form = new FormData();
    form.set('file', new Blob([csv], { type: 'text/csv' }), 'contacts.csv');
    const key = { 'idempotency-key': `crash-upload-${this.options.seed}` };
    const path = `/v1/campaigns/${campaignId}/contacts`;
    const first = this.running().post(path, form, key);
    first.catch(() => undefined);
    for (let nth = 0; nth < kills; nth++) {
      await pause(this.random.fraction() * 500);
      await this.kill('upload');
      await this.start();
      if (nth === 0) {
        const again = await this.running().post(path, form, key);
        if (again.status !== 202) throw new Error(`the upload answered ${again.status}: ${JSON.stringify(again.body)}`);
      }
    }
    const { body } = await this.running().post<{ uploadId: string }>(path, form, key);
    await until(
      () => this.running().get<{ status: string }>(`/v1/uploads/${body.uploadId}`),
      (reply) => reply.body.status === 'completed',
    );
    return body.uploadId;
  }

  /** Moments are numbers of requests, so that the kills are spread over the campaign however fast the machine is. */
  private async killWhileSending(
    kills: number,
    { rows }: Audience,
    stage: Stage,
    main: string,
    doomed: string,
  ): Promise<void> {
    const { random, broken, options } = this;
    const killAndStart = async () => {
      await this.kill('sending');
      await this.start();
    };
    const floor = { api: () => this.running(), killAndStart, random, stage, pace: options.pace, main, doomed, broken };
    const moves = shuffled(options.moves, random);
    const starts = Math.round(kills * DURING_START);
    const moments = Array.from({ length: kills - starts }, () => this.random.fraction() * rows * SENT_FOR_SURE).sort(
      (a, b) => a - b,
    );
    const startKills = new Set<number>();
    while (startKills.size < Math.min(starts, moments.length)) {
      startKills.add(Math.floor(this.random.fraction() * moments.length));
    }
    for (const [index, moment] of moments.entries()) {
      await until(
        () => this.truth.metrics(),
        ({ requests }) => requests >= moment,
        300_000,
        10,
      );
      await pause(this.random.fraction() * 50);
      const due = index === moments.length - 1 ? moves.length : Math.ceil(moves.length / moments.length);
      for (const move of moves.splice(0, due)) {
        options.say(move);
        await make(move, floor);
      }
      await this.kill('sending');
      if (startKills.has(index)) await this.killWhileStarting(this.random.fraction() * 1500);
      await this.start();
    }
  }

  private async killWhileStarting(afterMs: number): Promise<void> {
    const { dataDirectory, environment } = this;
    let child: ChildProcess | undefined;
    const started = startEngineProcess({ dataDirectory, environment, onSpawn: (process) => (child = process) });
    const ended = started.then(
      (engine) => void (this.engine = engine),
      () => undefined,
    );
    await pause(afterMs);
    child?.kill('SIGKILL');
    await ended;
    await this.kill('start-up');
  }

  private async settled(campaignId: string): Promise<void> {
    await campaignUntil(this.running(), campaignId, ({ status }) => status === 'completed', 600_000);
  }

  /** After the last webhook: what was put aside is tried again for a while, and the views follow. */
  private async quiet(campaignId: string): Promise<void> {
    let last = '';
    let same = 0;
    await until(
      async () => {
        const now = JSON.stringify((await summaryOf(this.running(), campaignId)).counters);
        same = now === last ? same + 1 : 0;
        last = now;
        return same;
      },
      (times) => times >= 10,
      120_000,
      500,
    );
  }
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const left = [...items];
  return items.map(() => left.splice(Math.floor(random.fraction() * left.length), 1)[0]!);
}

/** A moment of chance in the life of a process that is about to be killed: nothing is waited for. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
