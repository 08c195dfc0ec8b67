import { createHash, randomUUID } from 'node:crypto';
import { systemClock } from '@arauto/clock';
import { type Contact, type ContactCommand, contactDecider, type ContactState, rowRef, stream } from '@arauto/domain';
import { connectMongo } from '@arauto/mongo';
import { testMongod } from '@arauto/mongo/testing';
import type { Condition, Cursor, Sort, View } from '@arauto/read-models';
import { openMongoViewReader, openMongoViewWriter } from '@arauto/read-models/mongo';
import { contactsView, ON_THEIR_WAY, operationalProjections } from '@arauto/read-models/operational';
import { type Document, type IndexDescription, MongoClient, MongoNetworkTimeoutError } from 'mongodb';
import { median } from './row';

/**
 * What the API and the engine ask of millions of contacts in MongoDB: pages, first and from the middle, through the adapter's
 * reader, the total as the lists show it, and the exact one. The documents are made by the projections from a few lives, and then as many
 * times with ids of their own; they are inserted past the adapter, and their indexes made afterwards, since that takes a tenth of the time.
 * Of reports it says nothing: `npm run bench -- B10 --stores production`.
 *
 * `node dist/test/load/mongo-reads.js [contacts] [pages of each query]`; ends with 1 when a figure is not what is wanted.
 */
const DOCUMENTS = Number(process.argv[2] ?? 5_000_000);
const PAGES = Number(process.argv[3] ?? 100);
/** Of the server that is started: production's have more. */
const CACHE_GIGABYTES = 2;
const WANTED = { page: 30, capped: 20, exact: 3_000 };
/** Rows of a page of the API, and one to see whether there is another. */
const LIMIT = 51;
const CAP = 10_000;
/** What the dispatcher and the watches read at once. */
const ENGINE_LIMIT = 1_000;

/** Parts of all documents, and how many campaigns share each equally. */
const SIZES = [
  { part: 0.5, campaigns: 1 },
  { part: 0.2, campaigns: 1 },
  { part: 0.2, campaigns: 5 },
  { part: 0.08, campaigns: 40 },
  { part: 0.02, campaigns: 200 },
];
const SUBACCOUNTS = 4;
const START = Date.parse('2026-01-05T12:00:00.000Z');
const PERIOD = 90 * 86_400_000;
const BATCH = 5_000;
const IN_FLIGHT = 3;

interface Campaign {
  readonly id: string;
  readonly uploadId: string;
  readonly subaccountId: string;
  readonly size: number;
  /** How many documents are before its own. */
  readonly before: number;
}

/** Of 10,000 contacts, how many lead which life. */
type Lives = readonly (readonly [count: number, life: readonly ContactCommand[]])[];

const at = new Date(START).toISOString();
const row = { subaccountId: 'subaccount', ref: 'up.1', uploadId: 'up', row: 1, at, correlationId: 'order' };
const accept = { type: 'AcceptRow', suppressed: false, ...row } as const;
const claim = (attempt: number): ContactCommand => ({
  ...{
    type: 'ClaimAttempt',
    claim: `claim-${attempt}`,
    senderId: 'sender-1',
    withSession: false,
    at,
    outcomeDueAt: at,
  },
  ...{ conversation: { id: randomUUID(), type: 'business_initiated', expiresAt: at }, expiresAfter: 259_200 },
});
const evidence = { attempt: 1, messageHash: 'hash', messageRef: 'up.1.m1', as: 'accepted' } as const;
const sent = [accept, claim(1), { type: 'RecordAccepted', at, ...evidence } as const];
const status = (name: 'sent' | 'delivered' | 'read') =>
  ({ type: 'RecordStatus', status: name, statusAt: at, ...evidence }) as const;
const refused = (code: string, retries: boolean): ContactCommand => ({
  ...{ type: 'RecordRefused', attempt: 1, error: { code, ref: 'up.1.e1' }, final: 'error' },
  retry: retries ? { dueAt: at, class: 'server', consumesAttempt: true } : null,
});
const ATTEMPTED: Lives = [
  [4_700, [...sent, status('sent'), status('delivered'), status('read')]],
  [2_400, [...sent, status('sent'), status('delivered')]],
  [700, [...sent, status('sent')]],
  [200, sent],
  [20, [accept, claim(1)]],
  [10, [accept, claim(1), { type: 'RecordUnknownOutcome', attempt: 1 }]],
  [890, [accept, claim(1), refused('131026', false)]],
  [10, [accept, claim(1), refused('131031', false)]],
  [100, [accept, claim(1), refused('131000', true)]],
];
const WAITING: Lives = [[970, [accept]]];
const LIVES: Lives = [...ATTEMPTED, ...WAITING];

/** One question, and where in its order pages begin that are not the first. */
interface Asked {
  readonly name: string;
  readonly where: readonly Condition[];
  readonly sort: readonly Sort[];
  readonly limit?: number;
  /** All where none are named. */
  readonly fields?: readonly string[];
  /** Pages go on after documents of this campaign; after any where none is named. */
  readonly of?: Campaign;
  /** No index has what it filters by: what it takes is printed, and nothing is wanted of it. */
  readonly unindexed?: true;
  /** Not where the total is not shown. */
  readonly counted?: boolean;
}

/** Asked of as any view is. */
const CONTACTS: View = contactsView;
const VIEWS = operationalProjections.map(({ view }) => view);

async function main(): Promise<boolean> {
  const server = await testMongod({ cacheGigabytes: CACHE_GIGABYTES });
  if (!server) {
    console.log('skipped: no server');
    return true;
  }
  const database = `reads-${randomUUID()}`;
  const client = await connectMongo(server.uri);
  try {
    const campaigns = makeCampaigns();
    await fill(server.uri, database, campaigns);
    const cache = server.folder === null ? '' : `, cache ${CACHE_GIGABYTES} GB`;
    const sizes = `${campaigns.length} campaigns of ${campaigns.at(-1)!.size} to ${campaigns[0]!.size}`;
    console.log(`mongod ${server.version}, a replica set of one beside this process${cache}`);
    console.log(`${DOCUMENTS} contacts, ${sizes}; ${PAGES} pages of each kind`);
    return await measureAll(client, database, campaigns);
  } finally {
    await client.db(database).dropDatabase();
    await client.close();
    await server.stop();
  }
}

function makeCampaigns(): Campaign[] {
  const sizes = SIZES.flatMap(({ part, campaigns }) =>
    Array.from({ length: campaigns }, () => Math.round((DOCUMENTS * part) / campaigns)),
  );
  let before = 0;
  return sizes.map((size, n) => {
    const number = String(n).padStart(12, '0');
    const ids = { id: `0190cccc-bbbb-7ccc-8ddd-${number}`, uploadId: `0190dddd-bbbb-7ccc-8ddd-${number}` };
    const campaign = { ...ids, subaccountId: `subaccount-${n % SUBACCOUNTS}`, size, before };
    before += size;
    return campaign;
  });
}

/** What the view holds at the end of each life, as often as there are such among 10,000. */
function templates(): Document[] {
  const projection = operationalProjections.find(({ view }) => view === CONTACTS)!;
  return LIVES.flatMap(([count, commands]) => {
    let contact: Contact = contactDecider.initial;
    let revision = 0;
    const fields: Record<string, unknown> = {};
    for (const command of commands) {
      for (const event of contactDecider.decide(command, contact)) {
        contact = contactDecider.evolve(contact, event);
        const where = { stream: stream.contact('campaign', 'person'), revision: revision++, position: '1' };
        const changes = projection.project({ ...event, ...where, id: 'id', at: START, metadata: {} });
        for (const change of changes) if ('doc' in change) Object.assign(fields, change.doc);
      }
    }
    const set = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
    return Array.from({ length: count }, () => Object.fromEntries(set));
  });
}

/** The `n`th document: a template with ids and times of its own. */
function documentOf(kinds: readonly Document[], campaign: Campaign, n: number): Document & { _id: string } {
  // neighbours lead different lives
  const kind = kinds[(Math.imul(n, 0x9e3779b1) >>> 0) % kinds.length]!;
  const index = n - campaign.before;
  const key = createHash('md5').update(String(n)).digest('base64url');
  const ref = rowRef(campaign.uploadId, index + 1);
  const sentAt = Math.floor(campaign.before / 7) + START + Math.floor((index / campaign.size) * PERIOD);
  const own: Document = { campaignId: campaign.id, contactKey: key, ref, correlationId: `order-${key.slice(0, 8)}` };
  const others: Document = {
    ...{ uploadId: campaign.uploadId, row: index + 1, subaccountId: campaign.subaccountId, sentAt, updatedAt: sentAt },
    ...{ messageHash: key, messageRef: `${ref}.m1`, errorRef: `${ref}.e1`, conversationId: `conversation-${key}` },
    ...{ dueAt: kind['queue'] === 'campaign' ? kind['dueAt'] : sentAt, expiresAt: sentAt },
    queue: kind['queue'] === 'campaign' ? campaign.id : kind['queue'],
  };
  for (const name in others) if (name in kind) own[name] = others[name];
  return { ...kind, ...own, _id: `${campaign.id}.${key}` };
}

async function fill(uri: string, database: string, campaigns: readonly Campaign[]): Promise<void> {
  const from = performance.now();
  // without time-outs: an index of five million takes longer than an answer may
  const client = new MongoClient(uri, { writeConcern: { w: 1 } });
  const { group, name } = CONTACTS;
  await (await openMongoViewWriter({ client, database, group, views: VIEWS, clock: systemClock })).close();
  const collection = client.db(database).collection<Document & { _id: string }>(`views.${group}.0.${name}`);
  const indexes = (await collection.indexes()).filter(({ name }) => name !== '_id_');
  await collection.dropIndexes();
  const kinds = templates();
  const batches = (function* () {
    for (const campaign of campaigns) {
      for (let n = campaign.before; n < campaign.before + campaign.size; n += BATCH) {
        const count = Math.min(BATCH, campaign.before + campaign.size - n);
        yield Array.from({ length: count }, (_, each) => documentOf(kinds, campaign, n + each));
      }
    }
  })();
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      for (const batch of batches) await collection.insertMany(batch, { ordered: false });
    }),
  );
  const inserted = performance.now();
  await collection.createIndexes(indexes.map(({ v: _, ...index }) => index as IndexDescription));
  await client.close();
  const [fillSeconds, indexSeconds] = [inserted - from, performance.now() - inserted].map((ms) =>
    Math.round(ms / 1000),
  );
  console.error(`${name}: inserted in ${fillSeconds} s, ${indexes.length} indexes in ${indexSeconds} s`);
}

/** What the dispatcher reads of who is due. */
const DUE = ['contactKey', 'ref', 'uploadId', 'row', 'correlationId', 'dueAt', 'revision'];
const BY_FILE = [{ field: 'ref' }] as const;
const BY_QUEUE = [{ field: 'dueAt' }, { field: 'row' }] as const;
const NEWEST = [{ field: 'sentAt', descending: true }] as const;

function questions(campaigns: readonly Campaign[]): Asked[] {
  const [large, middle] = campaigns as [Campaign, Campaign];
  const small = campaigns.at(-1)!;
  const key = createHash('md5').update('7').digest('base64url');
  const inCampaign = ({ id }: Campaign) => ({ field: 'campaignId', equals: id });
  const listed = (name: string, of: Campaign, more: readonly Condition[], rest: Partial<Asked> = {}): Asked => ({
    ...{ name: `the contact list: ${name}`, sort: BY_FILE, of, counted: true, ...rest },
    where: [inCampaign(of), ...more],
  });
  const inState = (...states: ContactState[]) => ({ field: 'state', in: states });
  const refs = Array.from({ length: 1000 }, (_, n) => rowRef(large.uploadId, 1 + n * Math.floor(large.size / 1000)));
  const queued = (name: string, queue: string, of?: Campaign): Asked => ({
    ...{ name, sort: BY_QUEUE, limit: ENGINE_LIMIT, fields: DUE, ...(of && { of }) },
    where: [
      { field: 'queue', equals: queue },
      { field: 'dueAt', to: START + PERIOD },
    ],
  });
  return [
    listed('a large campaign', large, []),
    listed('a middle one', middle, []),
    listed('a small one', small, []),
    listed('one state', large, [inState('read')]),
    listed('one state of few', large, [inState('retry_scheduled')]),
    listed('four states', large, [inState('error', 'sending_failed', 'delivery_failed', 'removed')]),
    listed('who was searched for', large, [{ field: 'ref', in: refs }]),
    listed('an error code', large, [{ field: 'errorCode', equals: '131026' }], { unindexed: true }),
    listed('an error code of few', large, [{ field: 'errorCode', equals: '131031' }], { unindexed: true }),
    listed('a state and an error code of few', large, [inState('error'), { field: 'errorCode', equals: '131031' }], {
      unindexed: true,
    }),
    listed('needs attention', large, [{ field: 'needsAttention', equals: true }], { unindexed: true }),
    {
      ...{ name: 'the contact search: correlation ids', of: large, limit: ENGINE_LIMIT },
      fields: ['ref'],
      sort: [{ field: 'correlationId' }],
      where: [inCampaign(large), { field: 'correlationId', set: true }, { field: 'correlationId', prefix: 'order-a' }],
    },
    queued('the dispatcher: who is due', large.id, large),
    queued('expiry', ON_THEIR_WAY),
    {
      ...{ name: 'webhooks: whose message it is', sort: [], limit: 1 },
      fields: ['messageAttempt', 'messageSender'],
      where: [
        { field: 'messageHash', set: true },
        { field: 'messageHash', equals: key },
      ],
    },
    {
      ...{ name: 'the tier: whom a number has written to', sort: NEWEST, limit: ENGINE_LIMIT },
      fields: ['contactKey', 'person', 'sentAt'],
      where: [
        { field: 'sentBy', equals: 'sender-1' },
        { field: 'sentAt', set: true },
        { field: 'sentAt', from: START },
      ],
    },
  ];
}

/** @returns whether everything is as it is wanted */
async function measureAll(client: MongoClient, database: string, campaigns: readonly Campaign[]): Promise<boolean> {
  let isWell = true;
  console.log(
    `wanted: a page p99 ≤ ${WANTED.page} ms, the capped total ≤ ${WANTED.capped} ms, the exact one ≤ ${WANTED.exact} ms\n`,
  );
  console.log('| query | first page p50, p99 | deep page p50, p99 | capped total | exact total | as wanted |');
  console.log('|---|---|---|---|---|---|');
  const reader = openMongoViewReader({ client, database, group: CONTACTS.group, views: VIEWS, clock: systemClock });
  const kinds = templates();
  for (const asked of questions(campaigns)) {
    const { where, sort, limit = LIMIT, fields } = asked;
    const first = await timesOf(asked, () => reader.find(CONTACTS, { where, sort, limit, fields }));
    const deep = await timesOf(asked, (n) =>
      reader.find(CONTACTS, { where, sort, limit, fields, after: placeOf(asked, kinds, campaigns, n) }),
    );
    const [capped, exact] = asked.counted
      ? [
          median(await timesOf(asked, () => reader.count(CONTACTS, where, CAP), 10)),
          (await timesOf(asked, () => reader.count(CONTACTS, where), 1))[0]!,
        ]
      : [undefined, undefined];
    const pages = [first, deep].map((times) => ({ p50: quantile(times, 0.5), p99: quantile(times, 0.99) }));
    const pagesFit = pages.every(({ p99 }) => p99 <= WANTED.page);
    const totalsFit = (capped ?? 0) <= WANTED.capped && (exact ?? 0) <= WANTED.exact;
    const fits = asked.unindexed === true || (pagesFit && totalsFit);
    isWell &&= fits;
    const shown = pages.map(({ p50, p99 }) => `${p50.toFixed(1)}, ${p99.toFixed(1)}`);
    const totals = [capped, exact].map((ms) => (ms === undefined ? '–' : `${ms.toFixed(0)} ms`));
    const verdict = asked.unindexed ? 'no index' : fits ? 'yes' : 'NO';
    console.log(`| ${[asked.name, ...shown, ...totals, verdict].join(' | ')} |`);
  }
  await reader.close();
  return isWell;
}

/** A place in the order of a query: that of the `n`th of so many documents it may answer. */
function placeOf({ sort, of }: Asked, kinds: readonly Document[], campaigns: readonly Campaign[], n: number): Cursor {
  const [before, size] = of ? [of.before, of.size] : [0, DOCUMENTS];
  const number = before + Math.floor(((n + 0.5) / PAGES) * size);
  const campaign = campaigns.findLast((each) => each.before <= number)!;
  const { _id: id, ...fields } = documentOf(kinds, campaign, number);
  return { id, values: sort.map(({ field }) => fields[field] ?? START) };
}

/** Milliseconds; without an end where the client gave up waiting, after 15 s. What takes long is asked less often. */
async function timesOf(asked: Asked, ask: (n: number) => Promise<unknown>, count = PAGES): Promise<number[]> {
  const times: number[] = [];
  const until = performance.now() + (asked.unindexed ? 5_000 : 30_000);
  for (let n = 0; n < count && (n === 0 || performance.now() < until); n++) {
    const from = performance.now();
    const isAnswered = await ask(n).then(
      () => true,
      (error: unknown) => {
        if (error instanceof MongoNetworkTimeoutError) return false;
        throw error;
      },
    );
    times.push(isAnswered ? performance.now() - from : Infinity);
  }
  return times;
}

function quantile(times: readonly number[], part: number): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * part) - 1]!;
}

void main().then((isWell) => (process.exitCode = isWell ? 0 : 1));
