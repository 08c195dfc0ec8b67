import { parse } from 'csv-parse/sync';
import { allOf } from '../e2e/api';
import { type Asked, asked, PERIOD, ZONES } from './asking';
import type { Comparison } from './comparison';
import { type Figures, figuresOf, type GroupBy, grouped, GROUPINGS } from './figures';
import { subscriber } from './people';
import type { Campaign } from './known';
import type { Recount, Row } from './rows';
import { type Contact, failureOf, resultOf, sentAt } from './sent-rows';

interface Group {
  readonly group: string | null;
  readonly label: string | null;
}
type Item = Group & Figures & { readonly second: Group | null };

/** One consolidated report. @param query its filters */
export async function compareConsolidated(
  api: Asked,
  comparison: Comparison,
  rows: readonly Row[],
  { query, groupBy, zone, type }: { query: string; groupBy: readonly GroupBy[]; zone: string; type: Row['type'] },
): Promise<void> {
  const groups = groupBy.map((by) => `&groupBy=${by}`).join('');
  const path = `/v1/reports/consolidated?${query}&type=${type}&timeZone=${encodeURIComponent(zone)}${groups}`;
  const { items, totals } = await asked<{ items: Item[]; totals: Figures }>(api, path);
  const counted = [...grouped(rows, groupBy, zone)].map(([name, own]) => [name, figuresOf(own)] as const);
  const told = items.map(({ group, label: _, second, total, counts, replied, needsAttention, rates }) => {
    const name = JSON.stringify([group, ...(second ? [second.group] : [])]);
    return [name, { total, counts, replied, needsAttention, rates }] as const;
  });
  comparison.same(`${path}: groups`, told.length, counted.length);
  comparison.same(path, Object.fromEntries(told), Object.fromEntries(counted));
  const empty = { ...figuresOf([]), ...(type === 'MO' && { replied: null, needsAttention: null, rates: null }) };
  comparison.same(`${path}: in all`, totals, rows.length === 0 ? empty : figuresOf(rows));
}

/** The totals of both detailed reports, and the consolidated ones in every grouping alone and in pairs. */
export async function compareTotals(api: Asked, comparison: Comparison, rows: Recount['rows']): Promise<void> {
  for (const type of ['MT', 'MO'] as const) {
    const { total } = await asked<{ total: object }>(
      api,
      `/v1/reports/detailed?${PERIOD}&type=${type}&total=exact&limit=1`,
    );
    comparison.same(`total of ${type}`, total, { value: rows[type].length, relation: 'exact' });
    const known = GROUPINGS.filter((by) => type === 'MT' || by !== 'status');
    for (const zone of ZONES) {
      for (const by of known) {
        if (zone !== 'UTC' && by !== 'day' && by !== 'hour') continue;
        await compareConsolidated(api, comparison, rows[type], { query: PERIOD, groupBy: [by], zone, type });
      }
    }
    for (const [at, first] of known.entries()) {
      for (const second of known.slice(at + 1)) {
        const zone = ZONES[(at + second.length) % ZONES.length]!;
        await compareConsolidated(api, comparison, rows[type], {
          ...{ query: PERIOD, groupBy: at % 2 === 0 ? [first, second] : [second, first], zone, type },
        });
      }
    }
  }
}

interface RecordShown {
  readonly campaignId: string;
  readonly telephone: string | null;
  readonly result: string | null;
  readonly error: string | null;
  readonly date: string;
  readonly lastUpdate: string;
}

/** The records report of each campaign and of all, and its file. */
export async function compareRecords(api: Asked, comparison: Comparison, { contacts, known }: Recount): Promise<void> {
  const recorded = contacts.filter((contact) => resultOf(contact) !== null);
  const line = (cells: readonly (string | null)[]) => cells.map((cell) => cell ?? '').join(' | ');
  const codeOf = (error: string | null) => error?.split(' ', 1)[0] ?? null;
  const lineOf = (contact: Contact) =>
    line([
      ...[contact.campaign.id, contact.isErased ? null : subscriber(contact.person.phone!), resultOf(contact)],
      ...[contact.error, new Date(sentAt(contact)).toISOString(), new Date(contact.updatedAt).toISOString()],
    ]);
  for (const campaign of [...known.campaigns.map(({ id }) => id), 'all']) {
    const path = `/v1/reports/records?campaign=${campaign}`;
    const shown = await allOf<RecordShown>(api, path);
    const own = recorded.filter((contact) => campaign === 'all' || contact.campaign.id === campaign);
    comparison.sameRows(
      path,
      shown.map(({ campaignId, telephone, result, error, date, lastUpdate }) =>
        line([campaignId, telephone && subscriber(telephone), result, codeOf(error), date, lastUpdate]),
      ),
      own.map(lineOf),
    );
    const { total } = await asked<{ total: { value: number; relation: string } }>(api, `${path}&limit=1`);
    // It is exact up to ten thousand.
    const counted =
      own.length <= 10_000 ? { value: own.length, relation: 'exact' } : { value: 10_000, relation: 'atLeast' };
    comparison.same(`total of ${path}`, total, counted);
  }
  const file = await asked<string>(api, '/v1/reports/records.csv?campaign=all');
  const [titles, ...cells] = parse(file, { bom: true }) as string[][];
  comparison.same('titles of records', titles?.join(), 'CAMPAIGN_ID,TELEPHONE,RESULT,ERROR,DATE,LAST_UPDATE');
  comparison.sameRows(
    'the file of records',
    cells.map((row) => row.slice(0, 3).join()),
    recorded.map((contact) => {
      const phone = contact.isErased ? '' : phoneShown(cells, contact);
      const result = resultOf(contact)!;
      return [contact.campaign.id, phone, result.slice(0, 1).toUpperCase() + result.slice(1)].join();
    }),
  );
}

let phonesShown: { readonly of: readonly string[][]; readonly phones: ReadonlyMap<string, string> } | undefined;

/** A number as the file has it: how a subscriber's is written is not what is compared here. */
function phoneShown(cells: readonly string[][], { person }: Contact): string {
  if (phonesShown?.of !== cells) {
    phonesShown = { of: cells, phones: new Map(cells.map(([, phone]) => [subscriber(phone!), phone!])) };
  }
  return phonesShown.phones.get(subscriber(person.phone!)) ?? 'missing';
}

interface Summary {
  readonly contacts: number;
  readonly settled: number;
  readonly needsAttention: number;
  readonly counters: Readonly<Record<string, number>>;
  readonly milestones: Readonly<Record<string, number>>;
  readonly errors: readonly { readonly code: string; readonly contacts: number }[];
  readonly replies: {
    readonly total: number;
    readonly byType: Readonly<Record<string, number>>;
    readonly buttons: readonly object[];
    readonly optOuts: number;
  };
}

/** What each campaign says of itself, with its buttons. */
export async function compareSummaries(api: Asked, comparison: Comparison, recount: Recount): Promise<void> {
  for (const campaign of recount.known.campaigns) {
    const shown = await asked<Summary>(api, `/v1/campaigns/${campaign.id}`);
    const own = recount.contacts.filter((contact) => contact.campaign === campaign);
    const count = (which: (contact: Contact) => boolean) => own.filter(which).length;
    const what = `campaign ${campaign.name}`;
    const { contacts, settled, needsAttention, counters, milestones, errors } = shown;
    comparison.same(
      what,
      { contacts, settled, needsAttention },
      {
        ...{ contacts: own.length, settled: count((contact) => contact.settled) },
        needsAttention: count((contact) => contact.needsAttention),
      },
    );
    for (const [state, told] of Object.entries(counters))
      comparison.same(
        `${what}, ${state}`,
        told,
        count((contact) => contact.state === state),
      );
    for (const [milestone, told] of Object.entries(milestones))
      comparison.same(
        `${what}, ${milestone}`,
        told,
        count((contact) => contact.milestones.has(milestone as 'read')),
      );
    const causes = new Map<string, number>();
    for (const contact of own) {
      const code = failureOf(contact);
      if (code !== null) causes.set(code, (causes.get(code) ?? 0) + 1);
    }
    comparison.same(
      `${what}, errors`,
      Object.fromEntries(errors.map((cause) => [cause.code, cause.contacts])),
      Object.fromEntries(causes),
    );
    compareReplies(comparison, what, shown.replies, recount, campaign);
  }
}

/** From the ledger alone: not from what the engine attributed. */
function compareReplies(
  comparison: Comparison,
  what: string,
  { total, byType, buttons, optOuts }: Summary['replies'],
  { expected }: Recount,
  { id, template, user }: Campaign,
): void {
  const own = expected.filter(({ campaignId }) => campaignId === id);
  const contactsIn = (some: typeof own) => new Set(some.map(({ contactKey }) => contactKey)).size;
  const stopped = contactsIn(own.filter(({ optOut }) => optOut));
  comparison.same(`${what}, replies`, { total, optOuts }, { total: own.length, optOuts: stopped });
  for (const [type, told] of Object.entries(byType))
    comparison.same(`${what}, ${type}`, told, own.filter((each) => each.type === type).length);
  // Of a campaign that never began no template is frozen.
  const replies = user === null ? [] : [...template.replies];
  const tapped = replies.map(([index, text]) => {
    const taps = own.filter(({ button }) => button === index);
    return { text, payload: text, taps: taps.length, contacts: contactsIn(taps) };
  });
  comparison.same(`${what}, buttons`, buttons, tapped);
}

/**
 * What the simulator knows to be true against what the log tells: who received something, and every message that somebody wrote, with the contact,
 * the button and the session that it belongs to.
 */
export function compareWithLedger(comparison: Comparison, { known, contacts, replies, expected }: Recount): void {
  const arrived = known.ledger.flatMap(({ callbackData }) => {
    const [kind, campaignId, contactId] = (callbackData ?? '').split('|');
    return kind === 'm1' ? [`${campaignId}.${contactId}`] : [];
  });
  comparison.sameRows(
    'who received a message',
    contacts.filter(({ milestones }) => milestones.has('delivered')).map(({ id }) => id),
    arrived,
  );
  const session = (type: string, from: number, to: number) => `${type} ${from} ${to}`;
  comparison.sameRows(
    'what people wrote',
    replies.map(({ line, person, at, contentType, by, contact, button, conversation }) =>
      [
        ...[line.number, person, at, contentType, by, contact?.id ?? null, button],
        session(conversation!.type, Date.parse(conversation!.openedAt), Date.parse(conversation!.expiresAt)),
      ].join(' '),
    ),
    expected.map(({ number, handset, at, type, by, campaignId, contactKey, button, conversation }) =>
      [
        ...[number, handset, at, type, by, campaignId && `${campaignId}.${contactKey}`, button],
        session(conversation.type, conversation.openedAt, conversation.expiresAt),
      ].join(' '),
    ),
  );
}

interface Written {
  readonly phone: string | null;
  readonly senderPhone: string;
  readonly answeredAt: string;
  readonly contentType: string;
  readonly message: string | null;
  readonly buttonPayload: string | null;
}

/** What people wrote, word by word, as far as the ledger has it: of everybody who is not erased. */
export async function compareWords(api: Asked, comparison: Comparison, { known, replies }: Recount): Promise<void> {
  const shown = await allOf<Written>(api, `/v1/reports/detailed?${PERIOD}&type=MO`);
  const numbers = new Map([...known.tenants.first, known.tenants.second].map(({ number, phone }) => [number, phone]));
  const gone = new Set(replies.flatMap(({ isErased, line, person }) => (isErased ? [`${line.number} ${person}`] : [])));
  const corrected = new Set(known.written.map(({ corrects }) => corrects));
  const written = known.written.filter(
    ({ number, handset, messageId, corrects }) =>
      !gone.has(`${number} ${handset}`) && corrects === null && !corrected.has(messageId),
  );
  const shownOf = (type: string) =>
    shown
      .filter(({ contentType, phone }) => contentType === type && phone !== null)
      .map(({ senderPhone, phone, answeredAt, message, buttonPayload }) =>
        JSON.stringify([senderPhone, subscriber(phone!), Date.parse(answeredAt), message, buttonPayload]),
      );
  const writtenOf = (type: string) =>
    written
      .filter((message) => message.type === type)
      .map(({ number, handset, timestamp, text, payload }) =>
        JSON.stringify([numbers.get(number), handset, timestamp * 1000, text, payload]),
      );
  comparison.sameRows('taps, word by word', shownOf('button'), writtenOf('button'));
  // Of what somebody changed the ledger has no words.
  const texts = new Set(writtenOf('text'));
  comparison.sameRows(
    'texts, word by word',
    shownOf('text').filter((text) => texts.has(text)),
    writtenOf('text'),
  );
}
