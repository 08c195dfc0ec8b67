import { createReadStream } from 'node:fs';
import { type ContactRow, openContactFile } from '@arauto/contact-files';
import { personKey } from '@arauto/privacy';
import { type Database, openDatabase, type SqlValue } from '@arauto/sqlite';
import { COUNTRY, IDENTITY_SECRET, REQUIRED, SUBACCOUNT, type UploadJob } from './upload.job';

/** Rows of one transaction: fewer are slower, more gain nothing. */
const CHUNK = 10_000;

/**
 * What an upload costs at least: one thread that parses the file with the same library, makes the same person keys, and writes
 * the same vault rows and the same contacts (same stream names, same uniqueness, same JSON) in durable transactions of 10,000, new
 * streams in the order of their hashes. No port, no promises but those of the file, no resuming, no pause, no suppressions; the
 * file is read where it lies.
 * @returns contacts that can be sent to, and what closes the files
 */
export async function runUploadYardstick(
  folder: string,
  job: UploadJob,
): Promise<{ readonly accepted: number; readonly close: () => void }> {
  const log = openDatabase(`${folder}/events.db`, { synchronous: 'FULL', pageCacheBytes: 64 * 1024 * 1024 });
  log.exec(`
    CREATE TABLE streams (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, name TEXT NOT NULL);
    CREATE INDEX streams_by_hash ON streams (hash);
    CREATE TABLE events (position INTEGER PRIMARY KEY AUTOINCREMENT, stream INTEGER NOT NULL, revision INTEGER NOT NULL,
      type INTEGER NOT NULL, at INTEGER NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL);
    CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
  `);
  const vault = openDatabase(`${folder}/vault.db`, { synchronous: 'FULL', secureDelete: true });
  vault.exec(`
    CREATE TABLE entry (id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, person TEXT, campaign INTEGER,
      search TEXT, body TEXT NOT NULL);
    CREATE INDEX entry_person ON entry (substr(person, 1, 8)) WHERE person IS NOT NULL;
    CREATE INDEX entry_campaign ON entry (campaign) WHERE kind = 'contact';
  `);
  const find = log.prepare('SELECT id FROM streams WHERE hash = ? AND name = ?');
  const streams = inserter(log, 'INSERT INTO streams (id, hash, name) VALUES', 3);
  const events = inserter(
    log,
    'INSERT INTO events (position, stream, revision, type, at, id, data, metadata) VALUES',
    8,
  );
  const entries = inserter(vault, 'INSERT INTO entry (ref, kind, person, campaign, search, body) VALUES', 6);
  let position = 0;
  let accepted = 0;

  const content = createReadStream(job.file, { highWaterMark: 256 * 1024 });
  const file = await openContactFile(content, { defaultCountry: COUNTRY, required: REQUIRED, batchRows: CHUNK });
  for await (const rows of file.batches()) {
    const people = rows.map(({ phone }) => phone && personKey(IDENTITY_SECRET, phone.canonical));
    writeVault(rows, people);
    writeLog(rows, people);
  }
  const close = () => {
    log.close();
    vault.close();
  };
  return { accepted, close };

  function writeVault(rows: readonly ContactRow[], people: readonly (string | null)[]): void {
    const values: SqlValue[] = [];
    rows.forEach(({ row, phone, phoneText, name, correlationId, parameters }, index) => {
      const number = phone?.e164 ?? phoneText;
      const search = `${fold(name ?? '')}\n${number}\n${number.replace(/\D/g, '')}`;
      const body = JSON.stringify([number, name, { correlationId, parameters }]);
      values.push(refOf(row), 'contact', people[index]!, 1, search, body);
    });
    vault.exec('BEGIN IMMEDIATE');
    entries(values);
    vault.exec('COMMIT');
  }

  function writeLog(rows: readonly ContactRow[], people: readonly (string | null)[]): void {
    const wanted = rows.map(({ row, reasons }, index) => {
      const key = reasons.length === 0 ? people[index]! : `row-${job.uploadId}-${row}`;
      const name = `contact-${job.campaignId}.${key}`;
      return { name, hash: hashOf(name), index };
    });
    wanted.sort((a, b) => a.hash - b.hash || a.index - b.index);
    const newStreams: SqlValue[] = [];
    const newEvents: SqlValue[] = [];
    const at = Date.now();
    const dueAt = new Date(at).toISOString();
    log.exec('BEGIN IMMEDIATE');
    let last = '';
    for (const { name, hash, index } of wanted) {
      if (name === last || find.row(hash, name)) continue;
      last = name;
      newStreams.push(++position, hash, name);
      const { row, reasons, correlationId } = rows[index]!;
      const facts = { subaccountId: SUBACCOUNT, ref: refOf(row), correlationId };
      const data =
        reasons.length === 0
          ? { from: null, to: INITIAL, ...facts, uploadId: job.uploadId, row, dueAt }
          : { from: null, to: INVALID, settles: true, ...facts, uploadId: job.uploadId, row, reasons: coded(reasons) };
      if (reasons.length === 0) accepted++;
      const id = `6f1f3c52-87aa-8b3e-a9c4-${(row * 16).toString(16).padStart(12, '0')}`;
      newEvents.push(position, position, 0, 1, at, id, JSON.stringify(data), JSON.stringify(METADATA));
    }
    streams(newStreams);
    events(newEvents);
    log.exec('COMMIT');
  }

  function refOf(row: number): string {
    return `${job.uploadId}.${String(row).padStart(9, '0')}`;
  }
}

const INITIAL = { state: 'initial', open: false, needsAttention: false };
const INVALID = { state: 'invalid_record', open: false, needsAttention: false };
const METADATA = {
  v: 1,
  $correlationId: '0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0001',
  $causationId: '0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0002',
  actor: { id: '0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0003', name: 'ana' },
};

function coded(reasons: ContactRow['reasons']) {
  return reasons.map(({ code, column }) => ({ code, column }));
}

function fold(name: string): string {
  return name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}

/** Inserts flat column values, 25 rows a statement. */
function inserter(database: Database, sql: string, columns: number): (values: readonly SqlValue[]) => void {
  const row = `(${'?, '.repeat(columns - 1)}?)`;
  const many = database.prepare(`${sql} ${Array.from({ length: 25 }, () => row).join(', ')}`);
  const one = database.prepare(`${sql} ${row}`);
  return (values) => {
    let start = 0;
    for (; start + columns * 25 <= values.length; start += columns * 25) {
      many.run(...values.slice(start, start + columns * 25));
    }
    for (; start < values.length; start += columns) one.run(...values.slice(start, start + columns));
  };
}

/** 52 bits of two FNV-1a hashes: as cheap as a hash of names gets in JavaScript. */
function hashOf(name: string): number {
  let a = 0x811c9dc5;
  let b = 0xc59d1c81;
  for (let index = 0; index < name.length; index++) {
    const unit = name.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x01000197);
  }
  return (a >>> 0) * 0x100000 + ((b >>> 0) & 0xfffff);
}
