import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@arauto/clock';
import {
  type CampaignCommand,
  campaignDecider,
  type ContactCommand,
  contactDecider,
  stream,
  subaccountDecider,
  templateDecider,
  type UploadCommand,
  uploadDecider,
} from '@arauto/domain';
import { type EventStore, execute, namedId, type RecordedEvent } from '@arauto/event-store';
import { openSqliteEventStore } from '@arauto/event-store/sqlite';
import { identitiesToLookUp, personKey, type PersonKey, type Vault } from '@arauto/privacy';
import { openSqliteVault } from '@arauto/privacy/sqlite';
import { FakeContactFiles } from './fakes';
import { behindDoor } from './first-versions';
import { UploadReader, type UploadReaderDeps } from '../uploads/upload-reader';

export const SECRET = Buffer.alloc(32, 7);
/** What campaign-1 sends, and how its files are judged. */
const CONTENT = {
  type: 'template',
  templateId: 'template-1',
  parameterMapping: { '1': { from: 'amount' } },
} as const;
const metadata = { $correlationId: 'request-1', actor: { id: 'key-1', name: 'ana' } };

type UploadSource = 'csv' | 'xlsx' | 'json' | 'campaign';

/** A subaccount with a campaign, and what it takes to upload contact files to it and to read them. For tests. */
export class UploadFixture {
  readonly clock = new VirtualClock();
  readonly files = new FakeContactFiles();
  readonly failures: string[] = [];
  suppressed: ReadonlySet<PersonKey> = new Set();
  private commands = 0;
  private folder: string | undefined;

  constructor(
    readonly store: EventStore,
    readonly vault: Vault,
  ) {}

  /** One that has begun, on stores of a folder of its own, which `close` removes. */
  static async open(defaultCountry = 'BR'): Promise<UploadFixture> {
    const folder = mkdtempSync(join(tmpdir(), 'arauto-uploads-'));
    const stored = openSqliteEventStore({ path: join(folder, 'events.db'), clock: new VirtualClock() });
    const store = behindDoor(stored);
    const upload = new UploadFixture(store, await openSqliteVault(join(folder, 'vault.db')));
    upload.folder = folder;
    await upload.begin(defaultCountry);
    return upload;
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.vault.close();
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true });
  }

  private async begin(defaultCountry: string): Promise<void> {
    const facts = { name: 'Loja', defaultCountry, timeZone: null, identitySecretRef: 'secret-1' };
    await this.execute(subaccountDecider, stream.subaccount('sub-1'), { type: 'CreateSubaccount', ...facts });
    await this.execute(templateDecider, stream.template('template-1'), {
      type: 'RegisterTemplate',
      subaccountId: 'sub-1',
      senderId: 'sender-1',
      status: 'approved',
      name: 'aviso',
      language: 'pt_BR',
      category: 'UTILITY',
      parameterFormat: 'positional',
      components: [{ type: 'BODY', text: 'Fatura: {{1}}' }],
    });
    await this.campaign({
      type: 'CreateCampaign',
      subaccountId: 'sub-1',
      number: 1,
      name: 'March',
      settings: {
        senderIds: ['sender-1'],
        content: CONTENT,
        pace: null,
        timeZone: null,
        retryPolicy: { maxAttempts: 5, scale: 1, retryAfterAcceptance: [] },
        reportingHorizonSeconds: 259_200,
        unknownOutcome: { graceSeconds: 600, then: 'ask' },
        whenTierIsFull: 'wait',
      },
    });
  }

  async campaign(command: CampaignCommand): Promise<void> {
    await this.execute(campaignDecider, stream.campaign('campaign-1'), command);
  }

  async contact(key: PersonKey, command: ContactCommand): Promise<void> {
    await this.execute(contactDecider, stream.contact('campaign-1', key), command);
  }

  /** A file that stands in the log as the upload use case leaves it. */
  async upload(uploadId: string, text: string | null, source: UploadSource = 'csv'): Promise<void> {
    if (text !== null) this.files.files.set(uploadId, text);
    await this.received(uploadId, source);
    await this.campaign({ type: 'OpenUpload', uploadId, source });
  }

  /** A file that the first version has just taken, with which it reads its numbers. */
  async uploadOfOldTimes(uploadId: string, text: string): Promise<void> {
    this.files.files.set(uploadId, text);
    await this.received(uploadId);
    const revision = (await this.events(stream.campaign('campaign-1'))).length - 1;
    const event = {
      id: namedId('fixture', uploadId),
      type: 'UploadOpened',
      data: { uploadId, source: 'csv' },
      metadata,
    };
    await this.store.append(stream.campaign('campaign-1'), [event], { expected: revision });
  }

  async received(uploadId: string, source: UploadSource = 'csv'): Promise<void> {
    const command: UploadCommand = {
      type: 'ReceiveContactFile',
      campaignId: 'campaign-1',
      subaccountId: 'sub-1',
      source,
      mapping: null,
      required: ['amount'],
      content: CONTENT,
    };
    await this.execute(uploadDecider, stream.upload(uploadId), command);
  }

  reader(other: Partial<UploadReaderDeps> = {}): UploadReader {
    const among: UploadReaderDeps['suppressed']['among'] = (_, persons) =>
      Promise.resolve(
        new Set(persons.filter(({ canonical }) => this.isSuppressed(canonical)).map(({ person }) => person)),
      );
    const otherReadings: UploadReaderDeps['identities']['otherReadings'] = (_, numbers) =>
      Promise.resolve(numbers.map((number) => keysOf(number!).slice(1)));
    return new UploadReader({
      store: this.store,
      vault: this.vault,
      identities: { secretOf: () => Promise.resolve(SECRET), otherReadings },
      files: this.files,
      suppressed: { among },
      clock: this.clock,
      isBusy: () => false,
      chunkRows: 500,
      onFailure: (_what, error) => this.failures.push((error as Error).name),
      ...other,
    });
  }

  async events(name: string): Promise<RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const event of await this.store.readStream(name)) events.push(event);
    return events;
  }

  /** A letter a row, of the chunks judged so far. */
  async verdicts(uploadId: string): Promise<string> {
    const events = await this.events(stream.upload(uploadId));
    return events.map(({ data }) => String(data['verdicts'] ?? '')).join('');
  }

  /** Data of the last event of a type in a stream. */
  async last(name: string, type: string): Promise<unknown> {
    return (await this.events(name)).findLast((event) => event.type === type)?.data;
  }

  /** All that was decided, stream by stream: positions and instants apart, two logs that say the same are equal. */
  async everything(): Promise<string[]> {
    const said: string[] = [];
    for await (const { stream: name, revision, type, id, data } of this.store.readAll()) {
      said.push(JSON.stringify([name, revision, type, id, data]));
    }
    return said.sort();
  }

  private isSuppressed(canonical: string | null): boolean {
    return canonical !== null && keysOf(canonical).some((key) => this.suppressed.has(key));
  }

  /** Lets virtual time pass until `work` is done. */
  async pass<Result>(work: Promise<Result>): Promise<Result> {
    let done = false;
    const settled = () => (done = true);
    work.then(settled, settled);
    while (!done) await this.clock.advance(100);
    return work;
  }

  private execute(...[decider, name, command]: [unknown, string, unknown]): Promise<unknown> {
    return execute(this.store, decider as typeof campaignDecider, name, command as CampaignCommand, {
      eventId: (index) => namedId('fixture', String(++this.commands), String(index)),
      metadata,
    });
  }
}

/** Every key under which a number may be known, the one of today first. */
function keysOf(canonical: string): PersonKey[] {
  return identitiesToLookUp(canonical).map((identity) => personKey(SECRET, identity));
}

/** Whose test number it is. */
export function testPerson(n: number): PersonKey {
  return personKey(SECRET, testNumber(n).slice(1));
}

/** The stream of that person's contact. */
export function testContact(n: number): string {
  return stream.contact('campaign-1', testPerson(n));
}

/** A CSV file of so many contacts, each with a test number of its own. */
export function csvOf(rows: number, first = 1): string {
  const lines = Array.from({ length: rows }, (_, n) => `${testNumber(first + n)},Person ${first + n},${n}.00`);
  return ['phone,name,amount', ...lines, ''].join('\n');
}

/** `+55 11 90ddd-dddd` */
export function testNumber(n: number): string {
  return `+551190${String(n).padStart(7, '0')}`;
}
