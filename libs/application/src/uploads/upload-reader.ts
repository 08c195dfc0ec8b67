import { type Clock, instant } from '@arauto/clock';
import {
  ContactFileError,
  ContactFileMissing,
  type ContactFiles,
  type ContactRow,
  type StoredContactFile,
} from '@arauto/contact-files';
import { persist } from '@arauto/dispatch';
import {
  type CampaignCommand,
  campaignDecider,
  type FrozenTemplate,
  frozenTemplate,
  Refusal,
  stream,
  subaccountDecider,
  templateAggregate,
  templateIdOf,
  type Upload,
  uploadDecider,
  type VerdictLetter,
} from '@arauto/domain';
import {
  causeOf,
  duty,
  eventOf,
  type EventStore,
  execute,
  type JsonObject,
  load,
  loadStream,
  metadataOf,
  namedId,
  StateCache,
} from '@arauto/event-store';
import type { PersonKey, Vault, VaultEntry } from '@arauto/privacy';
import type { Identities } from '../identities/identities';
import { type KnownUpload, readContactFile } from './contact-file-reader';
import { ContactRows, type JudgedRow, type RowContext } from './contact-rows';
import { type Attempted, ContactWriter } from './contact-writer';
import { contactsOfFormerKeys } from './former-keys';
import type { SuppressedPersons } from '../suppressions/suppressed-persons';
import { type ReadingError, UploadCampaign } from './upload-campaign';

/** Two chunks are on their way at once. As much CPU a row as with 10,000, and 380 instead of 541 MiB (200,000 rows). */
const CHUNK_ROWS = 2500;
/** Batches of one chunk, however few rows they have: three chunks are in memory at once, and of wide rows only this bounds them. */
const CHUNK_BATCHES = 5;
/** So long a step may fail before the reading gives its place to another, milliseconds: what one of them cannot do must not stop all. */
const PATIENCE = 30_000;
/** A command that brought a file opens its upload within milliseconds; while the store takes nothing, it may be longer. */
const OPENED_WITHIN = 60_000;
const INTERRUPTED = {
  code: 'upload_interrupted',
  message: 'The upload broke off before it was opened. Upload the file again.',
};
/** A file that no upload was opened for within a day was sent by somebody who has gone. */
const ABANDONED_AFTER = 24 * 3600 * 1000;

export interface UploadReaderDeps {
  readonly store: EventStore;
  readonly vault: Vault;
  readonly identities: Pick<Identities, 'secretOf' | 'otherReadings'>;
  readonly files: ContactFiles;
  readonly suppressed: Pick<SuppressedPersons, 'among'>;
  readonly clock: Clock;
  /** Whether anything is being sent: contacts are then written in small portions. */
  readonly isBusy: () => boolean;
  /** Most rows between two looks at the campaign, and in one `RowsJudged`: 2,500 by default. */
  readonly chunkRows?: number | undefined;
  /** Told of what failed and is tried again; never with personal data. */
  readonly onFailure: (what: string, error: unknown) => void;
}

/** What a reading came to: `waiting`: the command that brought the file has not opened its upload (yet); `missing`: no such upload. */
export type ReadingEnd = 'read' | 'stopped' | 'waiting' | 'missing';

/** One reading of one upload. */
interface Reading {
  readonly uploadId: string;
  readonly campaign: UploadCampaign;
  readonly metadata: JsonObject;
  readonly cache: StateCache<Upload>;
  readonly signal: AbortSignal;
  readonly insist: <Result>(work: () => Promise<Result>) => Promise<Result>;
  upload: KnownUpload;
}

/** Rows whose personal data is in the vault and whose contacts are not in the log yet. */
interface Chunk {
  readonly from: number;
  readonly rows: readonly JudgedRow[];
}

/**
 * Reads contact files: every row into the vault, a contact for every row that is no duplicate, a verdict for every row. It may be
 * stopped anywhere, also by a crash, and goes on from what the upload's stream says; what it did before it said so is repeated
 * with the same ids and changes nothing.
 */
export class UploadReader {
  /** Since when this process waits for the commands that brought files, by its monotonic clock. */
  private readonly waiting = new Map<string, number>();

  constructor(private readonly deps: UploadReaderDeps) {}

  /**
   * Reads one upload to its end, also where the stores fail for a while. One reading of an upload at a time.
   * @throws errors of the disk; what the stores answered last after 30 s of failures, or when `signal` aborts in the middle of one
   */
  async readOne(uploadId: string, signal: AbortSignal): Promise<ReadingEnd> {
    const insist = this.insisting(uploadId, signal);
    const loaded = await insist(() => this.load(uploadId));
    if (!loaded) return 'missing';
    const { upload, metadata } = loaded;
    if (upload.status === 'reading') {
      const campaign = new UploadCampaign(this.deps.store, upload.campaignId, uploadId);
      const reading = { uploadId, upload, campaign, metadata, signal, insist, cache: new StateCache<Upload>(1) };
      await insist(() => campaign.look());
      if (campaign.isUnknown) {
        if (!this.isOrphaned(uploadId)) return 'waiting';
        await this.settleOrphan(reading);
      }
      this.waiting.delete(uploadId);
      const error = campaign.closedWith ?? (await this.readRows(reading));
      if (error === 'stopped') return 'stopped';
      await this.finish(reading, error);
    }
    await this.deps.files.discard(uploadId);
    return 'read';
  }

  /** The command broke off between its steps, in a crash most likely: nobody else will open this upload or end it. */
  private isOrphaned(uploadId: string): boolean {
    const now = this.deps.clock.monotonic();
    const since = this.waiting.get(uploadId) ?? now;
    this.waiting.set(uploadId, since);
    return now - since >= OPENED_WITHIN;
  }

  /**
   * A copy is finished, as its command would be. Contacts that nobody was told are taken are not: whoever sent them may have
   * sent others since, so the upload ends, visibly.
   */
  private async settleOrphan({ uploadId, upload, campaign, metadata, insist }: Reading): Promise<void> {
    const { campaignId, source } = upload;
    const tell = (command: CampaignCommand) =>
      insist(() =>
        execute(this.deps.store, campaignDecider, stream.campaign(campaignId), command, {
          eventId: (index) => namedId(uploadId, command.type, String(index)),
          metadata,
          retries: 'forever',
        }),
      );
    try {
      if (source === 'campaign') await tell({ type: 'OpenUpload', uploadId, source });
      else await tell({ type: 'AbandonUpload', uploadId, source, error: INTERRUPTED });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await tell({ type: 'AbandonUpload', uploadId, source, error: INTERRUPTED });
    }
    await insist(() => campaign.look());
  }

  private insisting(uploadId: string, signal: AbortSignal): Reading['insist'] {
    const impatient = new AbortController();
    const ends = AbortSignal.any([signal, impatient.signal]);
    const { clock, onFailure } = this.deps;
    return (work) => {
      let failingSince: number | undefined;
      const failed = (error: unknown) => {
        onFailure(`upload ${uploadId}`, error);
        failingSince ??= clock.monotonic();
        if (clock.monotonic() - failingSince >= PATIENCE) impatient.abort();
      };
      return persist(work, clock, failed, ends);
    };
  }

  /**
   * Deletes files that nobody will read: of uploads that are done, and of requests that never became an upload. One that cannot be
   * looked at or deleted is told of and left.
   * @throws errors of the disk when the files cannot be listed
   */
  async sweep(): Promise<void> {
    for (const file of await this.deps.files.list()) {
      try {
        await this.sweepOne(file);
      } catch (error) {
        this.deps.onFailure(`the sweep of contact file ${file.uploadId}`, error);
      }
    }
  }

  private async sweepOne({ uploadId, storedAt }: StoredContactFile): Promise<void> {
    const loaded = await this.load(uploadId);
    const isOld = this.deps.clock.now() - storedAt > ABANDONED_AFTER;
    if (loaded?.upload.status === 'read' || (isOld && !(await this.isWanted(uploadId, loaded?.upload)))) {
      await this.deps.files.discard(uploadId);
    }
  }

  private async isWanted(uploadId: string, upload: KnownUpload | undefined): Promise<boolean> {
    if (!upload) return false;
    const campaign = new UploadCampaign(this.deps.store, upload.campaignId, uploadId);
    await campaign.look();
    return campaign.isOpen;
  }

  /** The upload's fold, and the metadata of what it causes: it is the work of whoever uploaded the file. */
  private async load(uploadId: string): Promise<{ upload: KnownUpload; metadata: JsonObject } | undefined> {
    let upload: Upload = uploadDecider.initial;
    let metadata: JsonObject | undefined;
    for await (const recorded of await this.deps.store.readStream(stream.upload(uploadId))) {
      upload = uploadDecider.evolve(upload, eventOf(uploadDecider, recorded));
      const { actor = duty('upload'), correlationId = uploadId } = causeOf(recorded.metadata);
      metadata ??= metadataOf({ actor, correlationId, causationId: recorded.id });
    }
    return upload.status === 'none' || !metadata ? undefined : { upload, metadata };
  }

  /** Answers why it ended early; null at the end of the file. */
  private async readRows(reading: Reading): Promise<ReadingError | 'stopped'> {
    const { uploadId, upload, metadata, campaign, insist } = reading;
    const { campaignId, subaccountId } = upload;
    const identitySecret = await insist(() => this.deps.identities.secretOf(subaccountId));
    const context: RowContext = { uploadId, campaignId, subaccountId, identitySecret, metadata };
    const rows = new ContactRows(context);
    const startedAt = await insist(() => this.deps.store.head());
    const writer = new ContactWriter(this.deps.store, rows, startedAt, this.deps.isBusy, insist);
    const chunks = this.chunks(reading, rows);
    // While the log takes one chunk, the next is on its way to it, and the one after that is parsed and put into the vault.
    let next = chunks.next();
    let judged: Promise<void> = Promise.resolve();
    try {
      for (;;) {
        const { value: chunk, done } = await next;
        if (done) return null;
        next = handled(chunks.next());
        if (this.deps.isBusy()) await judged;
        await insist(() => campaign.look());
        if (campaign.ended) return campaign.ended;
        if (reading.signal.aborted) return 'stopped';
        const earlier = judged;
        const letters = this.write(reading, chunk, rows, writer);
        judged = handled(Promise.all([letters, earlier]).then(([said]) => this.say(reading, chunk, said)));
        await earlier;
      }
    } catch (error) {
      if (error instanceof ContactFileError) return { code: error.code, message: error.message };
      if (error instanceof ContactFileMissing) return { code: 'file_missing', message: error.message };
      throw error;
    } finally {
      await next.catch(() => undefined);
      await chunks.return(undefined);
      // Nothing goes on behind this reading's back; contacts that are in the log are said to be, whatever else failed.
      await judged;
    }
  }

  /** Chunks of rows, each handed out when the vault has it. */
  private async *chunks(
    { uploadId, upload, campaign, insist }: Reading,
    rows: ContactRows,
  ): AsyncGenerator<Chunk, undefined> {
    const defaultCountry = await insist(() => this.defaultCountry(upload.subaccountId));
    const phones = { defaultCountry, reading: campaign.phoneReading };
    const template = await insist(() => this.template(upload.content && templateIdOf(upload.content)));
    let from = upload.counts.rows + 1;
    let judged: JudgedRow[] = [];
    let puts: Promise<void>[] = [];
    const put = (entries: readonly VaultEntry[]) => {
      puts.push(handled(insist(() => this.deps.vault.put(entries))));
    };
    const { files, clock } = this.deps;
    for await (const batch of readContactFile(files.open(uploadId), upload, phones, template, clock)) {
      put(batch.map((given) => this.judge(given, rows, judged)));
      if (judged.length < (this.deps.chunkRows ?? CHUNK_ROWS) && puts.length < CHUNK_BATCHES) continue;
      await Promise.all(puts);
      yield { from, rows: judged };
      from += judged.length;
      judged = [];
      puts = [];
    }
    await Promise.all(puts);
    if (judged.length > 0) yield { from, rows: judged };
    return undefined;
  }

  private judge(given: ContactRow, rows: ContactRows, judged: JudgedRow[]): VaultEntry {
    const row = rows.judged(given);
    judged.push(row);
    return rows.entry(row, given);
  }

  /** Makes the contacts of a chunk, and answers a letter a row. */
  private async write(reading: Reading, chunk: Chunk, rows: ContactRows, writer: ContactWriter): Promise<string> {
    const letters = new Array<VerdictLetter>(chunk.rows.length).fill('d');
    const { attempted, places } = await this.attempts(reading, chunk, rows);
    const verdicts = await writer.write(attempted);
    verdicts.forEach((letter, index) => (letters[places[index]!] = letter));
    return letters.join('');
  }

  /** What to append of a chunk, and which of its rows each item is: later rows of one person are duplicates. */
  private async attempts(
    reading: Reading,
    chunk: Chunk,
    rows: ContactRows,
  ): Promise<{ readonly attempted: readonly Attempted[]; readonly places: readonly number[] }> {
    const firsts = new Map<PersonKey, JudgedRow>();
    for (const row of chunk.rows) {
      if (row.person !== null && row.reasons.length === 0 && !firsts.has(row.person)) firsts.set(row.person, row);
    }
    const { suppressed, known } = await reading.insist(() => this.lookUp(reading, firsts));
    const at = instant(this.deps.clock.now());
    const attempted: Attempted[] = [];
    const places: number[] = [];
    for (const [place, row] of chunk.rows.entries()) {
      if (row.reasons.length > 0) {
        attempted.push({ row: row.row, item: rows.rejected(row), rejection: rows.rejection(row), letter: 'i' });
      } else if (firsts.get(row.person!) === row) {
        const [person = row.person, ...others] = known.get(row.person!) ?? [];
        // Of a person who is there twice one may wait or have been sent to, whatever became of the other.
        if (others.length > 0) continue;
        const ends = suppressed.has(row.person!);
        const command = rows.acceptance(row, ends, at);
        const item = rows.accepted({ ...row, person }, command);
        attempted.push({ row: row.row, item, command, letter: ends ? 's' : 'a' });
      } else continue;
      places.push(place);
    }
    return { attempted, places };
  }

  /**
   * Who among persons must not be messaged, and under which keys those are in the campaign already whom an older reading may have
   * put there. What became of them, and of all others, is found when they are written.
   */
  private async lookUp(
    { upload, campaign }: Reading,
    firsts: ReadonlyMap<PersonKey, JudgedRow>,
  ): Promise<{
    readonly suppressed: ReadonlySet<PersonKey>;
    readonly known: ReadonlyMap<PersonKey, readonly PersonKey[]>;
  }> {
    const { subaccountId, campaignId } = upload;
    const { store, identities } = this.deps;
    const persons = [...firsts].map(([person, { canonical }]) => ({ person, canonical: canonical! }));
    const suppressed = await this.deps.suppressed.among(subaccountId, persons, await campaign.templateCategory());
    if (!campaign.hasOlderUploads) return { suppressed, known: new Map() };
    const numbers = persons.map(({ canonical }) => canonical);
    const former = await identities.otherReadings(subaccountId, numbers);
    return { suppressed, known: await contactsOfFormerKeys(store, campaignId, [...firsts.keys()], former) };
  }

  /** Only once its contacts are in the log, and chunk after chunk. */
  private async say(reading: Reading, { from }: Chunk, verdicts: string): Promise<void> {
    const { uploadId, metadata, cache } = reading;
    const { state } = await reading.insist(() =>
      execute(
        this.deps.store,
        uploadDecider,
        stream.upload(uploadId),
        { type: 'JudgeRows', from, verdicts },
        {
          eventId: () => namedId(uploadId, 'RowsJudged', String(from)),
          metadata,
          cache,
        },
      ),
    );
    if (state.status !== 'reading' || state.counts.rows !== from + verdicts.length - 1) {
      throw new Error(`upload ${uploadId} is being read elsewhere too`);
    }
    reading.upload = { ...state };
  }

  /** The campaign first: who sees the upload completed can start the campaign. */
  private async finish({ uploadId, upload, metadata, insist }: Reading, error: ReadingError): Promise<void> {
    const { rows, duplicate: duplicates, invalid, suppressed, again } = upload.counts;
    const contacts = rows - duplicates - again;
    const counts = { rows, contacts, ...(again > 0 && { again }), invalid, suppressed, duplicates };
    const close = { type: 'CloseUpload', uploadId, ...counts, ...(error && { error }) } as const;
    await insist(() =>
      execute(this.deps.store, campaignDecider, stream.campaign(upload.campaignId), close, {
        eventId: () => namedId(uploadId, 'UploadClosed'),
        metadata,
        retries: 'forever',
      }),
    );
    await insist(() =>
      execute(
        this.deps.store,
        uploadDecider,
        stream.upload(uploadId),
        { type: 'FinishReading', error },
        {
          eventId: () => namedId(uploadId, 'ContactFileRead'),
          metadata,
          retries: 'forever',
        },
      ),
    );
  }

  /** What it says never changes, so that whoever resumes an upload judges by the same. */
  private async template(templateId: string | null | undefined): Promise<FrozenTemplate | null> {
    if (!templateId) return null;
    const { state: template } = await load(this.deps.store, templateAggregate, templateId);
    return frozenTemplate(template);
  }

  private async defaultCountry(subaccountId: string): Promise<string | null> {
    const name = stream.subaccount(subaccountId);
    const { state: subaccount } = await loadStream(this.deps.store, subaccountDecider, name, { limit: 1 });
    return subaccount.status === 'none' ? null : subaccount.defaultCountry;
  }
}

/** A promise that is awaited later: until then its failure must not count as unhandled. */
function handled<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => undefined);
  return promise;
}
