import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Change } from '../change';
import { boolean, integer, json, symbol, text, type View } from '../view';
import { hashId } from './id-hash';
import { createTables, openForWriting } from './view-file';
import { openSqliteViewWriter } from './writer';

const EVENTS_PER_BATCH = 20_000;

const contacts: View = {
  name: 'contacts',
  version: 1,
  group: 'operational',
  fields: {
    campaign: symbol(),
    subaccount: symbol(),
    ref: text(),
    person: text(),
    correlation: text(),
    state: symbol(),
    open: boolean(),
    attention: boolean(),
    settled: boolean(),
    attempts: integer(),
    nextAt: integer(),
    sender: symbol(),
    template: symbol(),
    messageHash: text(),
    errorCode: symbol(),
    error: json(),
    acceptedAt: integer(),
    deliveredAt: integer(),
    readAt: integer(),
    updatedAt: integer(),
  },
  indexes: [['campaign', 'state', 'updatedAt'], ['person'], ['campaign', 'correlation']],
};
const queue: View = {
  name: 'queue',
  version: 1,
  group: 'operational',
  fields: { campaign: symbol(), bucket: integer(), dueAt: integer(), revision: integer() },
  indexes: [['campaign', 'bucket', 'dueAt']],
};
const STATES = ['initial', 'in_progress', 'sent', 'delivered', 'read'] as const;
const counters: View = {
  name: 'counters',
  version: 1,
  group: 'operational',
  fields: {
    campaign: symbol(),
    settled: integer(),
    ...Object.fromEntries(STATES.map((state) => [state, integer()])),
  },
  indexes: [],
};
const VIEWS = [contacts, queue, counters];

const CAMPAIGN = '0192f1c6-8a55-7b0c-9a43-0d5b8f3f7c11';
const idOf = (contact: number) => `${CAMPAIGN}.${createHash('md5').update(String(contact)).digest('base64url')}`;
const SYMBOLS = [CAMPAIGN, 'sub-1', ...STATES, 'sender-1', 'template-1'];

interface Step {
  readonly contact: number;
  readonly phase: number;
}

type EventOrder = 'uploads first' | 'phases';

/** Five events a contact. `uploads first`: every contact, then sending with statuses that follow; `phases`: nothing to merge. */
function* steps(contactCount: number, order: EventOrder): Generator<Step> {
  for (let contact = 0; contact < contactCount; contact++) yield { contact, phase: 0 };
  if (order === 'phases') {
    for (let phase = 1; phase < 5; phase++)
      for (let contact = 0; contact < contactCount; contact++) yield { contact, phase };
    return;
  }
  const behind = 2000;
  for (let n = 0; n < contactCount + 3 * behind; n++) {
    for (let phase = 1; phase < 5; phase++) {
      const contact = n - (phase - 1) * behind;
      if (contact >= 0 && contact < contactCount) yield { contact, phase };
    }
  }
}

const stamp = ({ contact, phase }: Step) => 1_767_000_000_000 + contact + phase * 1000;

function project(ids: readonly string[], step: Step): Change[] {
  const { contact, phase } = step;
  const id = ids[contact]!;
  const updatedAt = stamp(step);
  const amounts: Record<string, number> = { [STATES[phase]!]: 1 };
  if (phase > 0) amounts[STATES[phase - 1]!] = -1;
  if (phase === 3) amounts['settled'] = 1;
  const count: Change = { op: 'add', view: 'counters', id: CAMPAIGN, amounts, key: { campaign: CAMPAIGN } };
  if (phase === 0) {
    const doc = {
      campaign: CAMPAIGN,
      subaccount: 'sub-1',
      ref: `upload-1.${contact}`,
      person: id.slice(37),
      correlation: `order-${contact}`,
      state: 'initial',
      open: false,
      attention: false,
      settled: false,
      attempts: 0,
      nextAt: 0,
      updatedAt,
    };
    const due = { campaign: CAMPAIGN, bucket: contact & 63, dueAt: 0, revision: 0 };
    return [{ op: 'put', view: 'contacts', id, doc }, { op: 'put', view: 'queue', id, doc: due }, count];
  }
  const doc = [
    {},
    { state: 'in_progress', open: true, attempts: 1, sender: 'sender-1', template: 'template-1', updatedAt },
    { state: 'sent', open: false, messageHash: id.slice(40), acceptedAt: updatedAt, updatedAt },
    { state: 'delivered', settled: true, deliveredAt: updatedAt, updatedAt },
    { state: 'read', readAt: updatedAt, updatedAt },
  ][phase]!;
  return [{ op: 'patch', view: 'contacts', id, doc }, { op: 'remove', view: 'queue', id }, count];
}

async function byWriter(folder: string, ids: readonly string[], all: Iterable<Step>): Promise<void> {
  const writer = openSqliteViewWriter({ folder, group: 'operational', views: VIEWS });
  let changes: Change[] = [];
  let events = 0;
  let from = '';
  const commit = async () => {
    const to = String(events).padStart(16, '0');
    writer.gather(changes);
    await writer.commit(from, to);
    from = to;
    changes = [];
  };
  for (const step of all) {
    for (const change of project(ids, step)) changes.push(change);
    if (++events % EVENTS_PER_BATCH === 0) await commit();
  }
  await commit();
  await writer.close();
}

function byHand(folder: string, ids: readonly string[], all: Iterable<Step>): void {
  const database = openForWriting(join(folder, 'views-operational.db'));
  createTables(database, VIEWS, 'ready', '');
  const number = Object.fromEntries(SYMBOLS.map((text, at) => [text, at + 1]));
  for (const text of SYMBOLS) database.prepare('INSERT INTO symbols VALUES (?, ?)').run(number[text]!, text);
  const columns = 'campaign,subaccount,ref,person,correlation,state,open,attention,settled,attempts,nextAt,updatedAt';
  const find = database.prepare('SELECT _n FROM v_contacts WHERE _h=? AND _id=?');
  const findDue = database.prepare('SELECT _n FROM v_queue WHERE _h=? AND _id=?');
  const insert = database.prepare(`INSERT INTO v_contacts (_h,_id,${columns}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)`);
  const insertDue = database.prepare(
    'INSERT INTO v_queue (_h,_id,campaign,bucket,dueAt,revision) VALUES (?,?,?,?,?,?)',
  );
  const update = [
    'open=?,attempts=?,sender=?,template=?',
    'open=?,messageHash=?,acceptedAt=?',
    'settled=?,deliveredAt=?',
    'readAt=?',
  ].map((cells) => database.prepare(`UPDATE v_contacts SET state=?,updatedAt=?,${cells} WHERE _h=? AND _id=?`));
  const removeDue = database.prepare('DELETE FROM v_queue WHERE _h=? AND _id=?');
  const plus = (field: string, amount = 1) => `${field}=coalesce(${field},0)+${amount}`;
  const counted = STATES.map((state, at) => {
    const cells = [plus(state), ...(at > 0 ? [plus(STATES[at - 1]!, -1)] : []), ...(at === 3 ? [plus('settled')] : [])];
    return database.prepare(`UPDATE v_counters SET ${cells.join(',')} WHERE _h=? AND _id=?`);
  });
  const campaignHash = hashId(CAMPAIGN);
  database.prepare('INSERT INTO v_counters (_h,_id,campaign) VALUES (?,?,?)').run(campaignHash, CAMPAIGN, 1);
  const move = database.prepare('UPDATE place SET position=?');
  let events = 0;
  database.exec('BEGIN IMMEDIATE');
  for (const step of all) {
    const { contact, phase } = step;
    const id = ids[contact]!;
    const hash = hashId(id);
    const at = stamp(step);
    if (phase === 0) {
      const values = [`upload-1.${contact}`, id.slice(37), `order-${contact}`, 3, 0, 0, 0, 0, 0, at];
      if (!find.row(hash, id)) insert.run(hash, id, 1, 2, ...values);
      if (!findDue.row(hash, id)) insertDue.run(hash, id, 1, contact & 63, 0, 0);
    } else {
      if (phase === 1) update[0]!.run(4, at, 1, 1, number['sender-1']!, number['template-1']!, hash, id);
      else if (phase === 2) update[1]!.run(5, at, 0, id.slice(40), at, hash, id);
      else if (phase === 3) update[2]!.run(6, at, 1, at, hash, id);
      else update[3]!.run(7, at, at, hash, id);
      removeDue.run(hash, id);
    }
    counted[phase]!.run(campaignHash, CAMPAIGN);
    if (++events % EVENTS_PER_BATCH === 0) {
      move.run(String(events));
      database.exec('COMMIT');
      database.exec('BEGIN IMMEDIATE');
    }
  }
  move.run(String(events));
  database.exec('COMMIT');
  database.close();
}

/** Every row of every view, with the texts of symbols, whatever numbers rows and symbols got. */
function contents(folder: string): string {
  const database = openForWriting(join(folder, 'views-operational.db'));
  const hash = createHash('sha256');
  for (const { name, fields } of VIEWS) {
    const cells = Object.entries(fields).map(([field, type]) =>
      type === 'symbol' ? `(SELECT text FROM symbols WHERE n = "${field}")` : `"${field}"`,
    );
    const rows = database.prepare(`SELECT _h, _id, ${cells.join(',')} FROM v_${name} ORDER BY _h, _id`);
    for (const row of rows.iterate()) hash.update(JSON.stringify(row));
  }
  database.close();
  return hash.digest('hex');
}

/** The same events, by the writer and by the barest loop that does its work: a statement a change, into the same tables and indexes. */
describe('catching up', () => {
  const folders = ['ours', 'bare'].map((name) => mkdtempSync(join(tmpdir(), `views-${name}-`))) as [string, string];
  afterEach(() => folders.forEach((folder) => rmSync(join(folder, 'views-operational.db'))));
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

  it.each(['uploads first', 'phases'] as const)('leaves the rows a hand-written loop leaves: %s', async (order) => {
    const ids = Array.from({ length: 3000 }, (_, contact) => idOf(contact));
    const [ours, bare] = folders;
    byHand(bare, ids, steps(ids.length, order));
    await byWriter(ours, ids, steps(ids.length, order));
    expect(contents(ours)).toBe(contents(bare));
  });
});
