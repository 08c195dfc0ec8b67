import { createCipheriv, randomBytes, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type ContactRow, openContactFile } from '@arauto/contact-files';
import { contactDecider, type ContactCommand, rejectedRowKey, rowRef, stream } from '@arauto/domain';
import { connectMongo } from '@arauto/mongo';
import { contactEntry, personKey } from '@arauto/privacy';
import { GridFSBucket } from 'mongodb';
import type { ProductionPlaces } from '../../config/store-places';
import { BareLog } from './bare-log';
import { BareVault } from './bare-vault';
import { BareViews } from './bare-views';
import { COUNTRY, IDENTITY_SECRET, REQUIRED, SUBACCOUNT, type UploadJob } from './upload.job';

const CHUNK = 10_000;
/** Appends that wait for their answers. */
const WAITING = 1000;
const METADATA = {
  v: 1,
  $correlationId: '0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0001',
  $causationId: '0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0002',
  actor: { id: 'upload', name: 'upload' },
};

/**
 * What an upload costs at least on EventStoreDB and MongoDB: the file goes into GridFS, encrypted, and is read where it lies; then one process parses it
 * with the same library, makes the same person keys, and puts the same entries into the vault in transactions of 2,000, the same contacts into
 * the log, a thousand waiting, and the same rows into the views, while the next rows are parsed. The deciders make the events. No resuming,
 * no verdicts, no pause, no suppressions, no look for what a rejected row repeats; the views are written by who knows what happened.
 * @returns contacts that can be sent to, and what waits for the views and closes everything
 */
export async function runUploadOnServersYardstick(
  places: ProductionPlaces,
  job: UploadJob,
): Promise<{ readonly accepted: number; readonly close: () => Promise<number> }> {
  const [views, vault] = await Promise.all([connectMongo(places.viewStore), connectMongo(places.vault)]);
  const log = new BareLog(places.eventStore);
  const entries = new BareVault(vault, vault.db(), places.secret);
  const written = new BareViews(views, views.db());
  let accepted = 0;

  const bucket = new GridFSBucket(vault.db(), { bucketName: 'files', chunkSizeBytes: 1024 * 1024 });
  const cipher = createCipheriv('aes-256-gcm', randomBytes(32), randomBytes(12));
  await pipeline(createReadStream(job.file), cipher, bucket.openUploadStream(job.uploadId));

  const writeLog = async (rows: readonly ContactRow[], people: readonly (string | null)[]) => {
    const at = new Date().toISOString();
    let next = 0;
    const writer = async () => {
      while (next < rows.length) {
        const index = next++;
        const { row, reasons, correlationId } = rows[index]!;
        const isGood = reasons.length === 0;
        const key = isGood ? people[index]! : rejectedRowKey(job.uploadId, row);
        const facts = { subaccountId: SUBACCOUNT, ref: rowRef(job.uploadId, row), uploadId: job.uploadId, row };
        const named = correlationId === null ? facts : { ...facts, correlationId };
        const command: ContactCommand = isGood
          ? { type: 'AcceptRow', at, suppressed: false, ...named }
          : { type: 'RejectRow', reasons: reasons.map(({ code, column }) => ({ code, column })), ...named };
        const [event] = contactDecider.decide(command, contactDecider.initial);
        const { type, data } = event!;
        const appended = [{ id: randomUUID(), type, data, metadata: METADATA }];
        // A person that an earlier row means is a duplicate.
        if (!(await log.append(stream.contact(job.campaignId, key), appended, -1))) continue;
        if (isGood) accepted++;
        written.happened(`${job.campaignId}.${key}`, event!, 0);
      }
    };
    await Promise.all(Array.from({ length: WAITING }, writer));
  };

  const content = createReadStream(job.file, { highWaterMark: 256 * 1024 });
  const file = await openContactFile(content, { defaultCountry: COUNTRY, required: REQUIRED, batchRows: CHUNK });
  let logged = Promise.resolve();
  for await (const rows of file.batches()) {
    const people = rows.map(({ phone }) => phone && personKey(IDENTITY_SECRET, phone.canonical));
    const puts = rows.map(({ row, phone, phoneText, name, correlationId, parameters }, index) => {
      const at = { ref: rowRef(job.uploadId, row), person: people[index]!, campaign: job.campaignId };
      return entries.put(contactEntry(at, { phone: phone?.e164 ?? phoneText, name, correlationId, parameters }));
    });
    await Promise.all(puts);
    await logged;
    logged = writeLog(rows, people);
  }
  await logged;
  const close = async () => {
    await Promise.all([written.close(), log.close()]);
    const counted = await written.counted(job.campaignId, 'state_initial');
    await Promise.all([views.close(), vault.close()]);
    return counted;
  };
  return { accepted, close };
}
