import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Api } from '../api';
import type { Campaign } from '../commands/campaign';
import { uploadFile } from '../commands/upload';
import type { Context } from '../context';
import { Failed, type Io } from '../io';
import { Progress } from '../terminal/progress';
import { table } from '../terminal/table';
import { makeCampaign } from './campaign';
import { contactFile, startEngine } from './processes';
import { type ReportFile, reportFolder, writeReports } from './reports';
import { SimulatedPlatform } from './simulated-platform';
import { type Finding, type Upload, verify, verifyReports } from './verification';

export interface DemoOptions {
  /** End when everything is verified, instead of keeping the engine open. */
  readonly exit: boolean;
  /** Good contacts; the sample file's by default. */
  readonly contacts: number | undefined;
  /** One line of JSON instead of tables. */
  readonly json: boolean;
}

/** Whom somebody could look at. */
const MOST_CANARY = 20;
/** The longest wait for webhooks that come after everything has settled, milliseconds. */
const LATEST_WEBHOOK = 120_000;

/** The main job, from a contact file to reports, verified against the log and against what handsets received. Answers the exit code. */
export async function demo(options: DemoOptions, io: Io): Promise<number> {
  const began = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'arauto-demo-'));
  const say = (text: string) => {
    if (!options.json) io.out(text);
  };
  try {
    const file = contactFile(options.contacts, folder);
    say('Starting an engine with a simulator: nothing reaches a phone.\n');
    const data = join(folder, 'data');
    mkdirSync(data);
    const engine = await startEngine(data, { ...io.env });
    try {
      const api = new Api(engine.url, () => engine.key, io.signal);
      const context: Context = {
        io: options.json ? { ...io, out: () => undefined } : io,
        api,
        json: false,
        language: undefined,
      };
      const platform = new SimulatedPlatform(engine.simulator);
      const { id, lines } = await makeCampaign(context, engine, platform, Date.now());
      say(`\n${lines.join('\n')}\n\nUploading ${file}\n`);
      const { id: uploadId } = await uploadFile(context, id, file, { wait: true });
      const upload = await api.get<Upload>(`/v1/uploads/${uploadId}`);
      const canary = Math.min(MOST_CANARY, Math.floor(upload.accepted / 10));
      await api.post(`/v1/campaigns/${id}/start`, canary === 0 ? {} : { canary });
      await watch(context, id, platform);
      if (canary > 0) {
        const { counters } = await api.get<Campaign>(`/v1/campaigns/${id}`);
        say(
          `Canary   paused by itself after ${canary} contacts: ${counters.delivered ?? 0} delivered, ${counters.read ?? 0} read. It goes on.\n`,
        );
        await api.post(`/v1/campaigns/${id}/resume`);
        await watch(context, id, platform);
      }
      const { inbound, position } = await everyAnswerAttributed(context);
      // What is told of the campaign and what its reports say is of the same answers.
      const campaign = await api.get<Campaign>(
        `/v1/campaigns/${id}`,
        position === undefined ? {} : { after: position },
      );
      const { contacts } = campaign;
      const [reports, counted] = await Promise.all([
        writeReports(context, { campaignId: id, uploadId, contacts, now: Date.now() }),
        verify(context, campaign, upload, platform),
      ]);
      const findings = [...counted, ...verifyReports(reports, campaign, upload, inbound)];
      const ok = campaign.status === 'completed' && findings.every((finding) => finding.ok);
      const result = { campaign, upload, reports, findings, inbound, ok, seconds: (Date.now() - began) / 1000 };
      if (options.json) io.out(`${JSON.stringify(summary(result, await platform.doubles()))}\n`);
      else io.out(show(result, reportFolder(context), io.width));
      if (!options.exit) await keepOpen(api, engine, io);
      return ok ? 0 : 1;
    } finally {
      await engine.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Follows the campaign to its end, then the webhooks that come after it. */
async function watch({ api, io }: Context, id: string, platform: SimulatedPlatform): Promise<void> {
  const progress = new Progress(io);
  const read = () => api.get<Campaign>(`/v1/campaigns/${id}`);
  let campaign = await read();
  while (campaign.status === 'sending') {
    const { counters, settled, contacts } = campaign;
    const text = `${settled} of ${contacts} settled, ${counters['delivered'] ?? 0} delivered, ${counters['read'] ?? 0} read`;
    progress.show(campaign.progress, text);
    await io.sleep(250);
    campaign = await read();
    if (io.signal.aborted) throw new Failed('stopped');
  }
  const deadline = Date.now() + LATEST_WEBHOOK;
  let waiting = await platform.waiting();
  for (; waiting > 0 && Date.now() < deadline && !io.signal.aborted; waiting = await platform.waiting()) {
    progress.show(undefined, `${campaign.status}; ${waiting} late webhooks are still to come`);
    await io.sleep(250);
  }
  progress.end();
}

interface Said {
  readonly stream: string;
  readonly position: string;
  readonly data: { readonly messageHash: string; readonly contentType?: string };
}

/** The longest wait for what persons wrote to belong somewhere, milliseconds: it takes a few seconds. */
const LATEST_ATTRIBUTION = 60_000;

/** Waits until it is known of every message of a person what it answers, and tells how many there are and when the last was said. */
async function everyAnswerAttributed(
  context: Context,
): Promise<{ readonly inbound: number; readonly position?: string }> {
  const { io } = context;
  const progress = new Progress(io);
  const deadline = Date.now() + LATEST_ATTRIBUTION;
  const nameOf = ({ stream, data }: Said) => `${stream} ${data.messageHash}`;
  for (;;) {
    const received = await eventsOf(context, 'MessageReceived');
    const attributed = await eventsOf(context, 'MessageAttributed');
    const known = new Set(attributed.map(nameOf));
    const waiting = received.filter((said) => said.data.contentType !== 'system' && !known.has(nameOf(said))).length;
    if (waiting === 0 || Date.now() >= deadline || io.signal.aborted) {
      progress.end();
      const position = attributed.at(-1)?.position;
      return { inbound: received.length, ...(position !== undefined && { position }) };
    }
    progress.show(undefined, `${waiting} answers are still to be attributed`);
    await io.sleep(250);
  }
}

async function eventsOf({ api }: Context, type: string): Promise<Said[]> {
  const all: Said[] = [];
  let cursor: string | undefined;
  do {
    const query = { type, limit: '500', ...(cursor !== undefined && { cursor }) };
    const page = await api.get<{ items: readonly Said[]; nextCursor: string | null }>('/v1/events', query);
    all.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

interface Result {
  readonly campaign: Campaign;
  readonly upload: Upload;
  readonly reports: readonly ReportFile[];
  readonly findings: readonly Finding[];
  readonly inbound: number;
  readonly ok: boolean;
  readonly seconds: number;
}

function summary({ campaign, upload, reports, findings, inbound, ok, seconds }: Result, doubles: number) {
  return {
    ok,
    contacts: campaign.contacts,
    rows: upload.rows,
    states: campaign.counters,
    needsAttention: campaign.needsAttention,
    replies: { messages: inbound, contacts: campaign.milestones?.replied ?? 0 },
    doubles,
    verified: findings.every((finding) => finding.ok),
    seconds,
    reports: reports.map(({ path }) => path),
    files: reports.map(({ path, report, format, rows, bytes }) => ({ path, report, format, rows, bytes })),
  };
}

function show({ campaign, reports, findings, inbound, ok, seconds }: Result, folder: string, width: number): string {
  const states = Object.entries(campaign.counters).filter(([, count]) => count > 0);
  const sent = campaign.counters['invalid_record'] ?? 0;
  return [
    `\n${campaign.name}: ${campaign.status}\n\n`,
    table(
      [
        { title: 'STATE', value: ([state]) => state },
        { title: 'CONTACTS', value: ([, count]) => count, right: true },
      ],
      states,
      width,
    ),
    attentionOf(campaign),
    `\nMT: ${campaign.contacts - sent} contacts sent to. MO: ${inbound} messages received, from ${campaign.milestones?.replied ?? 0} contacts.\n\n`,
    `Reports are in ${folder}:\n\n`,
    table(
      [
        { title: 'REPORT', value: ({ report }) => report },
        { title: 'ROWS', value: ({ rows }) => rows, right: true },
        { title: 'SIZE', value: ({ bytes }) => `${Math.ceil(bytes / 1000)} kB`, right: true },
        { title: 'FILE', value: ({ path }) => basename(path), id: true },
      ],
      reports,
      width,
    ),
    '\n',
    table(
      [
        { title: 'VERIFIED', value: ({ ok: holds }) => (holds ? 'yes' : 'NO') },
        { title: 'WHAT', value: ({ what }) => what },
        { title: 'FOUND', value: ({ found }) => found },
      ],
      findings,
      width,
    ),
    `\n${ok ? 'Everything holds' : 'Something does not hold'}, after ${seconds.toFixed(1)} s.\n`,
  ].join('');
}

/** Settled is whoever the campaign does nothing more for: that is not to say that all is known. */
function attentionOf({ needsAttention }: Campaign): string {
  if (needsAttention === 0) return '';
  return [
    `\nin_progress holds ${needsAttention} that need attention: no answer and no webhook came, so that nobody knows whether the message left.\n`,
    'Nothing more is sent to them by itself, so they count as settled; a person decides (POST /v1/campaigns/{id}/contacts/{contactId}/assume).\n',
  ].join('');
}

/** The link is after `#`, which a browser sends to nobody: it stands in no log on the way. */
async function keepOpen(api: Api, { url, key }: { readonly url: string; readonly key: string }, io: Io): Promise<void> {
  const { token } = await api.post<{ readonly token: string }>('/v1/login-links');
  io.out(
    [
      `\nThe engine stays open at ${url} (Ctrl+C ends it). Its API is described at ${url}/docs.\n`,
      `This link signs in once, within 5 minutes: ${url}/sign-in#${encodeURIComponent(token)}\n`,
      'In another terminal, in this folder:\n\n',
      `export ARAUTO_URL=${url} ARAUTO_KEY=${key}\n`,
      'npx arauto conversations\n',
      'npx arauto campaign status\n',
    ].join(''),
  );
  while (!io.signal.aborted) await io.sleep(60_000);
}
