import { mkdtempSync, openAsBlob, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Api, until } from '../e2e/api';
import { campaignEvents } from '../e2e/campaigns';
import { type EngineProcess, startEngineProcess } from '../e2e/engine-process';
import { onProductionStores } from '../e2e/production-stores';
import { campaignBody } from '../e2e/stage';
import { senderBody, templateBody } from '../e2e/tenants';
import type { Scale } from './bench.options';
import { bothSides, cpuEach, measure, type Measured } from './measure';
import { median, type Row, toRow } from './row';
import { freshStores, prepareStores } from './stores';
import { acceptedOf, COUNTRY, REQUIRED, type UploadJob, writeJob } from './upload.job';
import { runUploadOnServersYardstick } from './upload-on-servers.yardstick';
import { runUploadYardstick } from './upload.yardstick';

const ROWS = 1_000_000;
/** What the engine's process may hold at most, MiB. */
const MOST_MEMORY = 300;
const GIVE_UP_MS = 1_800_000;
/** Of the CPU times in `/proc`: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; 100 a second on every common Linux. */
const TICKS_PER_SECOND = 100;

interface UploadMeasured extends Measured {
  readonly peakRssMiB: number;
}

/**
 * B3: a contact file of a million rows, posted as multipart to a whole engine in a process of its own, parsed, its people in the vault
 * and its contacts in the log, on disk. Measured from the request to the `UploadClosed` that follows the last contact. The engine
 * keeps its views meanwhile, which the yardstick of embedded stores does not.
 */
export async function runB3({ runs, scale }: Scale): Promise<Row> {
  const rows = Math.round(ROWS * scale);
  const results: { ours: number; yardstick: number; peak: number; cpu: readonly [number, number] }[] = [];
  for (let run = 0; run < runs; run++) {
    const folder = mkdtempSync(join(tmpdir(), 'arauto-upload-'));
    try {
      const job = writeJob(join(folder, 'contacts.csv'), rows, run + 1);
      let peak = 0;
      const { ours, yardstick } = await bothSides(
        run,
        async () => {
          const measured = await uploadToEngine(job);
          peak = measured.peakRssMiB;
          return measured;
        },
        () => (onProductionStores ? uploadToServersBare(job) : uploadBare(folder, job)),
      );
      const cpu = [cpuEach(ours, rows), cpuEach(yardstick, rows)] as const;
      results.push({ ours: rows / ours.seconds, yardstick: rows / yardstick.seconds, peak, cpu });
      console.error(`B3 run ${run + 1}: ${JSON.stringify(results.at(-1))}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  const peak = Math.max(...results.map((each) => each.peak));
  const [own, bare] = [0, 1].map((side) => median(results.map(({ cpu }) => cpu[side]!)));
  const note =
    `the engine's process with all its threads held ${peak} MiB at most (wanted: ${MOST_MEMORY}); ` +
    `CPU a row: ${own} µs, views included, bare ${bare} µs`;
  const name = `upload ${rows} rows over HTTP, parsed, vault and streams on disk`;
  const promise = onProductionStores ? { must: 0.6, moonshot: 0.85 } : { must: 0.4, moonshot: 0.75 };
  return toRow({ id: 'B3', name, unit: 'rows/s', ...promise, note }, results);
}

/** @param file in the place of that of the job, with the same rows */
export async function uploadToEngine(job: UploadJob, file = job.file): Promise<UploadMeasured> {
  const engine = await startEngineProcess();
  try {
    const api = new Api(engine.url, engine.adminKey);
    const campaignId = await draftCampaign(api);
    const form = new FormData();
    form.append('file', await openAsBlob(file), basename(file));
    const cpu = cpuSecondsOf(engine);
    const start = performance.now();
    const { uploadId } = await api.make(`/v1/campaigns/${campaignId}/contacts`, form);
    await until(
      () => campaignEvents(api, campaignId),
      (events) => events.some(({ type }) => type === 'UploadClosed'),
      GIVE_UP_MS,
    );
    const seconds = (performance.now() - start) / 1000;
    const measured = { seconds, cpuSeconds: cpuSecondsOf(engine) - cpu, peakRssMiB: peakRssMiBOf(engine) };
    const { body } = await until(
      () => api.get<{ status: string; accepted: number }>(`/v1/uploads/${uploadId}`),
      ({ body: { status } }) => status !== 'reading',
      GIVE_UP_MS,
    );
    requireAccepted(job, body.accepted);
    return measured;
  } finally {
    // One that was killed leaves transactions open, which keep its databases from being deleted for a minute.
    await engine.stop();
    await engine.discard();
  }
}

async function draftCampaign(api: Api): Promise<string> {
  const { id: subaccountId } = await api.make('/v1/subaccounts', { name: 'benchmark', defaultCountry: COUNTRY });
  const { id: senderId } = await api.make('/v1/senders', senderBody(subaccountId, '9001'));
  const { id: templateId } = await api.make('/v1/templates', templateBody(subaccountId, senderId));
  const parameterMapping = Object.fromEntries(REQUIRED.map((from, index) => [index + 1, { from }]));
  const content = { type: 'template', templateId, parameterMapping };
  return (await api.make('/v1/campaigns', campaignBody({ subaccountId, senderId, templateId }, { content }))).id;
}

async function uploadBare(parent: string, job: UploadJob): Promise<Measured> {
  const folder = mkdtempSync(join(parent, 'bare-'));
  let accepted = 0;
  let close: () => void = () => undefined;
  // Without the closing of the files, as on the other side: what was committed is on disk.
  const measured = await measure(async () => {
    ({ accepted, close } = await runUploadYardstick(folder, job));
  });
  close();
  requireAccepted(job, accepted);
  return measured;
}

async function uploadToServersBare(job: UploadJob): Promise<Measured> {
  const { places, discard } = await freshStores();
  if (places.kind !== 'production') throw new Error('these stores are no servers');
  await prepareStores(places);
  let uploaded: Awaited<ReturnType<typeof runUploadOnServersYardstick>> | undefined;
  const measured = await measure(async () => {
    uploaded = await runUploadOnServersYardstick(places, job);
  });
  requireAccepted(job, uploaded!.accepted);
  requireAccepted(job, await uploaded!.close());
  await discard();
  return measured;
}

/** @throws Error when a side made other contacts than it should */
function requireAccepted(job: UploadJob, accepted: number): void {
  if (accepted !== acceptedOf(job)) throw new Error(`${accepted} rows were accepted instead of ${acceptedOf(job)}`);
}

/** Since it started, all its threads. */
function cpuSecondsOf({ process: { pid } }: EngineProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the name of the program, in parentheses, and may hold blanks: what follows it begins with the third.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [fields[11], fields[12]];
  return (Number(user) + Number(system)) / TICKS_PER_SECOND;
}

function peakRssMiBOf({ process: { pid } }: EngineProcess): number {
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kibibytes) / 1024);
}
