import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SuppressedPersons, UploadReader } from '@arauto/application';
import { systemClock, systemRandom } from '@arauto/clock';
import { campaignDecider, stream, subaccountDecider, uploadDecider, type UploadEvent } from '@arauto/domain';
import type { EventStore } from '@arauto/event-store';
import { openSqliteEventStore } from '@arauto/event-store/sqlite';
import { openSqliteVault } from '@arauto/privacy/sqlite';
import { openContactFiles } from '../../apps/engine/src/files/contact-files';
import { type Row, toRow } from './row';
import { acceptedOf, COUNTRY, IDENTITY_SECRET, REQUIRED, SUBACCOUNT, type UploadJob, writeJob } from './upload.job';
import { runUploadYardstick } from './upload.yardstick';

const ROWS = 1_000_000;

/** The row, and the most memory the process held while ours was first at work (nothing else had run in it then). */
export interface UploadRow extends Row {
  readonly peakRssMiB: number;
}

/**
 * B3: a contact file of a million rows, received, parsed, its people in the vault and its contacts in the log, on disk. From a
 * stream of bytes: the HTTP request around it is not in it.
 * @param options runs of each side, interleaved, each in a folder of its own; scale 1 is the job as promised
 */
export async function runB3({ runs, scale }: { runs: number; scale: number }): Promise<UploadRow> {
  const rows = Math.round(ROWS * scale);
  const results = [];
  let peakRssMiB = 0;
  for (let run = 0; run < runs; run++) {
    const folder = mkdtempSync(join(tmpdir(), 'arauto-upload-'));
    try {
      const job = writeJob(join(folder, 'contacts.csv'), rows, run + 1);
      const ours = () => timed(folder, (inside) => runOurs(inside, job), job);
      const yardstick = () => timed(folder, (inside) => runUploadYardstick(inside, job), job);
      // Whoever goes second finds a warmer machine: take turns.
      const first = run % 2 === 0 ? await ours() : await yardstick();
      if (run === 0) peakRssMiB = Math.round(process.resourceUsage().maxRSS / 1024);
      const second = run % 2 === 0 ? await yardstick() : await ours();
      const [us, them] = run % 2 === 0 ? [first, second] : [second, first];
      results.push({ ours: rows / us, yardstick: rows / them });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  const name = `upload: ${rows} rows, received, parsed, vault and streams on disk (without HTTP)`;
  return { ...toRow({ id: 'B3', name, unit: 'rows/s', must: 0.4, moonshot: 0.75 }, results), peakRssMiB };
}

/** The engine's reading process on its stores, as the engine opens them. */
async function runOurs(folder: string, job: UploadJob): Promise<number> {
  const store = openSqliteEventStore({ path: join(folder, 'events.db'), clock: systemClock, commits: 'thread' });
  const vault = await openSqliteVault(join(folder, 'vault.db'));
  const files = await openContactFiles(join(folder, 'files'));
  await prepare(store, job);
  const noViews = {
    count: () => Promise.resolve({ value: 0, relation: 'exact' } as const),
    find: () => Promise.resolve([]),
  };
  const reader = new UploadReader({
    store,
    vault,
    files,
    identities: { secretOf: () => Promise.resolve(IDENTITY_SECRET) },
    suppressed: new SuppressedPersons(store, noViews),
    clock: systemClock,
    isBusy: () => false,
    onFailure: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
  await files.receive(job.uploadId, createReadStream(job.file) as AsyncIterable<Buffer>);
  const end = await reader.readOne(job.uploadId, new AbortController().signal);
  if (end !== 'read') throw new Error(`the reading ended as ${end}`);
  let upload = uploadDecider.initial;
  for await (const event of await store.readStream(stream.upload(job.uploadId))) {
    upload = uploadDecider.evolve(upload, event as unknown as UploadEvent);
  }
  await store.close();
  await vault.close();
  return upload.status === 'read' ? upload.counts.accepted : -1;
}

/** The log as the upload's request leaves it. */
async function prepare(store: EventStore, { campaignId, uploadId }: UploadJob): Promise<void> {
  const append = async (name: string, events: readonly { readonly type: string; readonly data: unknown }[]) => {
    const metadata = { v: 1, $correlationId: systemRandom.id(), actor: { id: systemRandom.id(), name: 'ana' } };
    const recorded = events.map(({ type, data }) => ({
      id: systemRandom.uuid(),
      type,
      data: data as object as never,
      metadata,
    }));
    await store.append(name, recorded, { expected: 'any' });
  };
  const subaccount = { type: 'CreateSubaccount', name: 'Loja', defaultCountry: COUNTRY, timeZone: null } as const;
  await append(
    stream.subaccount(SUBACCOUNT),
    subaccountDecider.decide({ ...subaccount, identitySecretRef: 'secret' }, subaccountDecider.initial),
  );
  const created = campaignDecider.decide(
    {
      type: 'CreateCampaign',
      subaccountId: SUBACCOUNT,
      number: 1,
      name: 'March',
      settings: {
        senderIds: ['sender-1'],
        content: { type: 'template', templateId: 'template-1', parameterMapping: { '1': { from: 'amount' } } },
        pace: null,
        timeZone: null,
        retryPolicy: { maxAttempts: 5, scale: 1, retryAfterAcceptance: [] },
        reportingHorizonSeconds: 259_200,
        unknownOutcome: { graceSeconds: 600, then: 'ask' },
        whenTierIsFull: 'wait',
      },
    },
    campaignDecider.initial,
  );
  await append(stream.campaign(campaignId), [...created, { type: 'UploadOpened', data: { uploadId, source: 'csv' } }]);
  const received = { campaignId, subaccountId: SUBACCOUNT, source: 'csv', mapping: null, required: REQUIRED };
  await append(stream.upload(uploadId), [{ type: 'ContactFileReceived', data: received }]);
}

/** Seconds that `work` takes in a new folder, the closing of its files included. @throws when it made other contacts than it should */
async function timed(parent: string, work: (folder: string) => Promise<number>, job: UploadJob): Promise<number> {
  const folder = mkdtempSync(join(parent, 'side-'));
  try {
    const start = process.hrtime.bigint();
    const accepted = await work(folder);
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (accepted !== acceptedOf(job)) throw new Error(`${accepted} rows were accepted instead of ${acceptedOf(job)}`);
    return seconds;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
