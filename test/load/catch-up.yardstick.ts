import { splitPair, streamPrefix } from '@arauto/domain';
import type { Group } from '@arauto/read-models';
import { ON_THEIR_WAY, OPEN_ATTEMPTS, operationalProjections } from '@arauto/read-models/operational';
import { reportingProjections } from '@arauto/read-models/reporting';
import { openSqliteViewWriter } from '@arauto/read-models/sqlite';
import { type Database, openDatabase, type SqlValue, type Statement } from '@arauto/sqlite';
import { reportWords } from '@arauto/whatsapp';

/** Of the tally of messages, milliseconds. */
const QUARTER = 15 * 60_000;
const MINUTE = 60_000;
/** Of the series of a campaign, minutes. */
const STEPS = [
  ['minute', 1],
  ['quarter', 15],
] as const;
const SERIES = ['accepted', 'sent', 'delivered', 'read', 'failed'] as const;
/** Rows of the log read at once, and events in a transaction. */
const PAGE = 10_000;
const PAGES_A_TRANSACTION = 2;

interface Situation {
  readonly state: string;
  readonly open: boolean;
}

type Data = Readonly<Record<string, string | number>> & {
  readonly from: Situation | null;
  readonly to: Situation;
  readonly settles?: boolean;
  readonly implied?: readonly string[];
  readonly conversation: { readonly id: string; readonly type: string; readonly expiresAt: string };
};

/**
 * What catching up costs at least: one loop over the same log file that knows the five events it will meet, and for each runs a handful of
 * prepared statements on the same tables and indexes, in large transactions. Counters are added up in memory. No projections, no
 * views as data, no merging, no checks, no going on after a crash; nothing else than this log would be read rightly.
 */
export function runCatchUpYardstick(logPath: string, folder: string): void {
  const log = openDatabase(logPath, { readOnly: true, pageCacheBytes: 64 * 1024 * 1024 });
  const [operational, reporting] = (['operational', 'reporting'] as const).map((group) => open(folder, group)) as [
    Database,
    Database,
  ];
  const symbol = symbolsOf(operational);
  const reported = symbolsOf(reporting);
  const handlers = handlersOf(operational, reporting, symbol, reported);
  const types = new Map(
    log
      .prepare('SELECT id, name FROM types')
      .rows()
      .map(([id, name]) => [id, name as string]),
  );
  const page = log.prepare(
    `SELECT e.position, e.type, e.at, e.revision, e.data, s.name FROM events e CROSS JOIN streams s ON s.id = e.stream
     WHERE e.position > ? ORDER BY e.position LIMIT ${PAGE}`,
  );
  let position = 0;
  for (let pages = 0; ; pages++) {
    const rows = page.rows(position);
    if (pages % PAGES_A_TRANSACTION === 0) for (const database of [operational, reporting]) database.exec('BEGIN');
    for (const [, type, at, revision, data, name] of rows) {
      const { left, right } = splitPair(name as string, streamPrefix.contact);
      handlers.take(
        types.get(type!)!,
        left,
        right,
        JSON.parse(data as string) as Data,
        at as number,
        revision as number,
      );
    }
    const isLast = rows.length < PAGE;
    if (isLast) handlers.writeCounters();
    if (isLast || pages % PAGES_A_TRANSACTION === PAGES_A_TRANSACTION - 1) {
      for (const database of [operational, reporting]) database.exec('COMMIT');
    }
    if (isLast) break;
    position = rows.at(-1)![0] as number;
  }
  for (const database of [log, operational, reporting]) database.close();
}

/** The same file, tables and indexes as the engine makes, empty. */
function open(folder: string, group: Group): Database {
  const projections = group === 'operational' ? operationalProjections : reportingProjections(reportWords);
  const writer = openSqliteViewWriter({ folder, group, views: projections.map(({ view }) => view) });
  const { path } = writer;
  void writer.close();
  return openDatabase(path, {
    synchronous: 'NORMAL',
    pageCacheBytes: 128 * 1024 * 1024,
    checkpointPages: 16384,
  });
}

function symbolsOf(database: Database): (text: string) => number {
  const insert = database.prepare('INSERT INTO symbols (n, text) VALUES (?, ?)');
  const numbers = new Map<string, number>();
  return (text) => {
    let number = numbers.get(text);
    if (number === undefined) {
      number = numbers.size + 1;
      insert.run(number, text);
      numbers.set(text, number);
    }
    return number;
  };
}

function handlersOf(
  operational: Database,
  reporting: Database,
  symbol: (text: string) => number,
  reported: (text: string) => number,
) {
  const contacts = inserting(operational, 'contacts', [
    'campaignId, contactKey, ref, uploadId, row, state, open, needsAttention, attempts, queue, dueAt, updatedAt, revision',
  ]);
  const moving = (more: string) =>
    operational.prepare(
      `UPDATE "v_contacts" SET state = ?, open = ?, updatedAt = ?, revision = ?, ${more} WHERE _h = ? AND _id = ?`,
    );
  const attempted = moving(
    `attempts = ?, queue = ?, dueAt = ?, outcomeAttempt = ?, sentBy = ?, sentAt = ?,
     conversationId = ?, conversationType = ?, conversationUntil = ?`,
  );
  const accepted = moving(
    'messageRef = ?, queue = ?, dueAt = ?, expiresAt = ?, messageHash = ?, messageAttempt = ?, messageSender = ?',
  );
  const delivered = moving('queue = NULL, dueAt = NULL, expiresAt = NULL');
  const read = moving('_h = _h');
  const messages = inserting(reporting, 'messages', [
    `campaignId, contactKey, subaccountId, senderId, ref, contentType, sentAt, attempted, attempts, state, needsAttention, status,
     rareStatus, withSession, replied, conversationId, conversationType, conversationExpiresAt, updatedAt`,
  ]);
  const messageMoved = reporting.prepare(
    `UPDATE "v_messages" SET state = ?, status = ?, rareStatus = ?, result = ?, updatedAt = ?, sentAt = coalesce(?, sentAt),
       messageRef = coalesce(?, messageRef), deliveredAt = coalesce(?, deliveredAt), readAt = ? WHERE _h = ? AND _id = ?`,
  );
  const wasReported = reporting.prepare('SELECT sentAt, status FROM "v_messages" WHERE _h = ? AND _id = ?');
  const tally = new Map<string, { readonly cells: readonly SqlValue[]; count: number }>();
  /** Of the constants of this log: one number, one subaccount, no session, nobody who answered. */
  const tallied = (sentAt: number, status: number, of: readonly SqlValue[], by: number) => {
    const cells = [Math.floor(sentAt / QUARTER) * QUARTER, status, ...of];
    const key = cells.join();
    const known = tally.get(key);
    if (known) known.count += by;
    else tally.set(key, { cells, count: by });
  };
  let of: readonly SqlValue[] = [];
  const counters = new Map<string, number>();
  const count = (name: string, amount: number) => counters.set(name, (counters.get(name) ?? 0) + amount);
  let counted = '';
  /** By what begins when: what is counted of the series, in the order of its columns. */
  const series = new Map<string, (number | null)[]>();
  const happened = (at: number, ...which: readonly (typeof SERIES)[number][]) => {
    const minute = Math.floor(at / MINUTE);
    for (const [step, length] of STEPS) {
      const key = `${step} ${String(minute - (minute % length)).padStart(9, '0')}`;
      let cells = series.get(key);
      if (!cells) series.set(key, (cells = SERIES.map(() => null)));
      for (const name of which) {
        const index = SERIES.indexOf(name);
        cells[index] = (cells[index] ?? 0) + 1;
      }
    }
  };

  function take(type: string, campaign: string, contactKey: string, data: Data, at: number, revision: number): void {
    const id = `${campaign}.${contactKey}`;
    const hash = hashOf(id);
    const { from, to } = data;
    counted = campaign;
    if (from) count(`state_${from.state}`, -1);
    count(`state_${to.state}`, 1);
    count('open', Number(to.open) - Number(from?.open ?? false));
    if (data.settles) count('settled', 1);
    for (const milestone of data.implied ?? []) count(`reached_${milestone}`, 1);
    const text = (name: string) => data[name] as string;
    const number = (name: string) => data[name] as number;
    const moved = (statement: Statement, ...more: readonly SqlValue[]) =>
      statement.run(symbol(to.state), Number(to.open), at, revision, ...more, hash, id);
    const state = symbol(to.state);
    switch (type) {
      case 'ContactUploaded': {
        count('contacts', 1);
        const ref = text('ref');
        const upload = symbol(text('uploadId'));
        const dueAt = Date.parse(text('dueAt')) - 1e14;
        const stands = [state, 0, 0, 0, symbol(campaign), dueAt, at, revision] as const;
        contacts.run(hash, id, symbol(campaign), contactKey, ref, upload, number('row'), ...stands);
        return;
      }
      case 'SendAttempted': {
        const sentAt = Date.parse(text('attemptedAt'));
        const outcomeDueAt = Date.parse(text('outcomeDueAt'));
        const sentBy = symbol(text('senderId'));
        const due = [symbol(OPEN_ATTEMPTS), outcomeDueAt] as const;
        const { conversation } = data;
        const until = Date.parse(conversation.expiresAt);
        const inConversation = [conversation.id, symbol(conversation.type), until] as const;
        moved(attempted, number('attempts'), ...due, number('attempt'), sentBy, sentAt, ...inConversation);
        const [subaccount, sender] = [reported(text('subaccountId')), reported(text('senderId'))];
        const [kind, status] = [reported('template'), reported('queued')];
        const standing = [sentAt, 1, number('attempts'), reported(to.state), 0, status, status, 0, 0] as const;
        const talk = [conversation.id, reported(conversation.type), conversation.expiresAt, at] as const;
        of = [reported(campaign), subaccount, sender, kind, talk[1], 0, 0, 0];
        tallied(sentAt, status, of, 1);
        messages.run(
          hash,
          id,
          reported(campaign),
          contactKey,
          subaccount,
          sender,
          text('ref'),
          kind,
          ...standing,
          ...talk,
        );
        return;
      }
      case 'TemplateSent': {
        count('reached_accepted', 1);
        happened(at, 'accepted');
        const expires = Date.parse(text('expiresAt'));
        const message = [text('messageHash'), number('attempt'), symbol(text('senderId'))] as const;
        moved(accepted, text('messageRef'), symbol(ON_THEIR_WAY), expires, expires, ...message);
        const acceptedAt = Date.parse(text('acceptedAt'));
        report(to.state, 'queued', 'accepted', at, acceptedAt, text('messageRef'));
        return;
      }
      case 'Delivered': {
        count('reached_delivered', 1);
        moved(delivered);
        const deliveredAt = Math.min(at, Date.parse(text('statusAt')));
        happened(deliveredAt, 'sent', 'delivered');
        report(to.state, 'delivered', 'delivered', deliveredAt);
        return;
      }
      case 'Read': {
        count('reached_read', 1);
        moved(read);
        const readAt = Math.min(at, Date.parse(text('statusAt')));
        happened(readAt, 'read');
        report(to.state, 'read', 'read', readAt);
        return;
      }
      default:
        throw new Error(`this log holds a ${type}`);
    }

    function report(
      stands: string,
      status: string,
      result: string,
      updatedAt: number,
      sentAt: number | null = null,
      messageRef: string | null = null,
    ): void {
      const [before, was] = wasReported.row(hash, id) as [number, number];
      const is = reported(status);
      tallied(before, was, of, -1);
      tallied(sentAt ?? before, is, of, 1);
      const rare = status === 'queued' ? is : null;
      const deliveredAt = status === 'delivered' ? updatedAt : null;
      const readAt = status === 'read' ? updatedAt : null;
      const moved = [updatedAt, sentAt, messageRef, deliveredAt, readAt] as const;
      messageMoved.run(reported(stands), is, rare, reported(result), ...moved, hash, id);
    }
  }

  function writeCounters(): void {
    const names = [...counters.keys()];
    const values = names.map((name) => counters.get(name)!);
    inserting(operational, 'campaign-counters', names).run(hashOf(counted), counted, ...values);
    const row = inserting(reporting, 'messages-tally', [
      'sentAt, status, campaignId, subaccountId, senderId, contentType, conversationType, withSession, replied, needsAttention, n',
    ]);
    const stepRow = inserting(reporting, 'campaign-series', [`campaignId, step, begins, ${SERIES.join(', ')}`]);
    for (const [key, cells] of series) {
      const [step, begins] = key.split(' ') as [string, string];
      stepRow.run(hashOf(key), key, reported(counted), reported(step), begins, ...cells);
    }
    for (const [key, { cells, count }] of tally) if (count > 0) row.run(hashOf(key), key, ...cells, count);
  }

  return { take, writeCounters };
}

function inserting(database: Database, view: string, columns: readonly string[]): Statement {
  const names = columns.join(', ').split(',');
  return database.prepare(
    `INSERT INTO "v_${view}" (_h, _id, ${names.join(', ')}) VALUES (?, ?, ${names.map(() => '?').join(', ')})`,
  );
}

/** 47 bits, as many as the engine keeps: two FNV-1a hashes, as cheap as a hash of ids gets in JavaScript. */
function hashOf(id: string): number {
  let a = 0x811c9dc5;
  let b = 0xc59d1c81;
  for (let at = 0; at < id.length; at++) {
    const unit = id.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x01000197);
  }
  return (b & 0x7fff) * 0x1_0000_0000 + (a >>> 0);
}
