import { systemClock } from '@arauto/clock';
import { allOf, type Api, until } from '../e2e/api';
import { summaryOf } from '../e2e/campaigns';
import { onStoresOf } from '../e2e/engine-stores';
import type { Setting } from '../e2e/setting';
import { type Answered, compareThreads, listedThreads, type Thread, threadOf } from './compare';
import { eventsOf } from './log';
import type { Expected, Sent } from './recount';

/** One of so many persons is erased, and one of each kind of message besides. */
const ONE_OF = 50;
const PERIOD = 'from=2020-01-01T00:00:00Z&to=2090-01-01T00:00:00Z';

/** What the run knows before anybody is erased. */
interface Before {
  readonly threads: readonly Thread[];
  readonly expected: readonly Expected[];
  readonly sent: readonly Sent[];
  readonly campaigns: readonly string[];
  readonly numbers: ReadonlyMap<string, string>;
}

interface Erasure {
  readonly persons: number;
  /** One sentence for each difference. */
  readonly broken: readonly string[];
}

/** A row or contact with what is personal in it. */
interface Shown {
  readonly id: string;
  readonly phone: string | null;
  readonly [field: string]: unknown;
}

/** What is shown of a campaign, but for its threads. */
interface Pages {
  readonly rows: readonly Shown[];
  readonly contacts: readonly Shown[];
  readonly counters: string;
}

/**
 * Erases persons of every kind of message from the vault while the engine is stopped, starts it again, and looks whether anything of them is left in what
 * it shows, and everything else as it was.
 */
export async function eraseSome(setting: Setting, before: Before): Promise<Erasure> {
  const { threads, expected, sent, campaigns, numbers } = before;
  const handsets = chosen(expected);
  const keys = new Set(sent.flatMap(({ handset, contactKey }) => (handsets.has(handset) ? [contactKey] : [])));
  const persons = new Set([...keys, ...(await otherKeys(setting.api, keys))]);
  const pages = await Promise.all(campaigns.map((id) => pagesOf(setting.api, id)));
  await setting.kill();
  await onStoresOf(setting.engine, async (stores) => {
    const vault = await stores.openVault(systemClock);
    for (const person of persons) await vault.erase(person);
    await vault.close();
  });
  await setting.restart();
  const { api } = setting;
  await until(
    () => api.get('/health/ready'),
    ({ status }) => status === 200,
  );
  const broken: string[] = [];
  const same = (what: string, found: unknown, wanted: unknown) => {
    const [is, must] = [JSON.stringify(found), JSON.stringify(wanted)];
    if (is !== must) broken.push(`${what} after erasures: ${firstDifference(is, must)}`);
  };
  for (const [index, id] of campaigns.entries()) {
    const { rows, contacts, counters } = pages[index]!;
    const after = await pagesOf(api, id);
    same('counters', after.counters, counters);
    const isTheirs = (key: string) => keys.has(key.slice(key.lastIndexOf('.') + 1));
    same(
      'rows of the detailed report',
      after.rows,
      rows.map((row) => (isTheirs(row.id) ? without(row, ROW) : row)),
    );
    same(
      'contacts',
      after.contacts,
      contacts.map((one) => (isTheirs(one.id) ? without(one, CONTACT) : one)),
    );
  }
  const theirs = threads.filter(({ phone }) => handsets.has(phone ?? ''));
  same(
    'the list of conversations',
    (await listedThreads(api)).map(({ id }) => id),
    threads.filter((thread) => !theirs.includes(thread)).map(({ id }) => id),
  );
  const left: Thread[] = [];
  for (const { id } of theirs) left.push(await threadOf(api, id));
  same('threads', left, theirs.map(wordless));
  const wanted = expected.filter(({ handset }) => handsets.has(handset)).map((each) => ({ ...each, handset: null }));
  broken.push(...compareThreads(left, numbers, wanted));
  broken.push(...(await mentions(api, campaigns, handsets, keys)));
  return { persons: handsets.size, broken };
}

/** By their handsets. */
function chosen(expected: readonly Expected[]): ReadonlySet<string> {
  const all = [...new Set(expected.flatMap(({ handset, contactKey }) => (contactKey ? [handset] : [])))].sort();
  const types = new Map(expected.map(({ type, handset }) => [type, handset]));
  return new Set([...types.values(), ...all.filter((_, index) => index % ONE_OF === 0)]);
}

/** What else the persons are known under: somebody behind a username writes under another key. */
async function otherKeys(api: Api, keys: ReadonlySet<string>): Promise<string[]> {
  const attributed = await eventsOf(api, 'MessageAttributed');
  return attributed.flatMap(({ stream, data }) => {
    const contact = data['contact'] as { readonly contactKey: string } | null;
    return contact && keys.has(contact.contactKey) ? [stream.slice(stream.lastIndexOf('.') + 1)] : [];
  });
}

const ROW = ['phone', 'message'] as const;
const CONTACT = ['phone', 'name', 'parameters', 'correlationId', 'messageId'] as const;

async function pagesOf(api: Api, id: string): Promise<Pages> {
  const { contacts, settled, counters, milestones, replies } = (await summaryOf(api, id)) as Answered;
  return {
    rows: await allOf<Shown>(api, `/v1/reports/detailed?${PERIOD}&campaign=${id}`),
    contacts: await allOf<Shown>(api, `/v1/campaigns/${id}/contacts?`),
    counters: JSON.stringify({ contacts, settled, counters, milestones, replies }),
  };
}

function without(shown: Shown, personal: readonly string[]): object {
  return { ...shown, ...Object.fromEntries(personal.filter((field) => field in shown).map((field) => [field, null])) };
}

/** A thread of which nothing is left but that it was. */
function wordless(thread: Thread): Thread {
  const messages = thread.messages.map((message) => {
    const { direction, button } = message;
    if (direction === 'mt') return { ...message, text: null };
    const isKnown = button !== null && button.index !== null;
    return { ...message, text: null, button: isKnown ? { ...button, text: null, payload: null } : null, media: null };
  });
  return { ...thread, phone: null, messages };
}

/** Where anything of the persons can still be read, as text. */
async function mentions(
  api: Api,
  campaigns: readonly string[],
  handsets: ReadonlySet<string>,
  keys: ReadonlySet<string>,
): Promise<string[]> {
  const found: string[] = [];
  const look = (where: string, text: string) => {
    for (const handset of handsets) if (text.includes(handset.slice(1))) found.push(`${handset} stands in ${where}`);
  };
  for (const path of [
    `/v1/reports/detailed.csv?${PERIOD}`,
    '/v1/reports/records.csv?campaign=all',
    '/v1/suppressions?limit=500',
  ]) {
    look(path, JSON.stringify((await api.get<unknown>(path)).body));
  }
  for (const id of campaigns) {
    for (const key of keys) {
      const path = `/v1/campaigns/${id}/contacts/${key}/history`;
      look(path, JSON.stringify((await api.get<unknown>(path)).body));
    }
  }
  for (const handset of handsets) {
    const phone = encodeURIComponent(handset);
    const rows = await allOf(api, `/v1/reports/detailed?${PERIOD}&phone=${phone}`);
    const lists = [...(await allOf(api, `/v1/conversations?phone=${phone}`)), ...rows];
    look(`lists of ${handset}`, JSON.stringify(lists));
  }
  return found;
}

function firstDifference(is: string, must: string): string {
  let at = 0;
  while (at < is.length && is[at] === must[at]) at++;
  const from = Math.max(0, at - 120);
  return `${is.slice(from, at + 120)} instead of ${must.slice(from, at + 120)}`;
}
