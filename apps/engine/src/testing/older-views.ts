import { isTestStream } from '@arauto/domain';
import { START } from '@arauto/event-store';
import { openSqliteEventReader } from '@arauto/event-store/sqlite';
import type { Clock } from '@arauto/clock';
import { boolean, type Change, type Fields, integer, json, symbol, text, type View } from '@arauto/read-models';
import { contactsView, laterMessagesView, operationalProjections } from '@arauto/read-models/operational';
import { openSqliteViewWriter } from '@arauto/read-models/sqlite';

const CONTACT = { campaignId: symbol(), contactKey: text() };

function older(name: string, version: number, fields: Fields, indexes: View['indexes']): View {
  return { name, version, group: 'operational', fields, indexes };
}

/** Of a contact these stood apart before all that is known of it became one row. */
const CONTACTS = older(
  'contacts',
  3,
  {
    ...{ ...CONTACT, ref: text(), uploadId: symbol(), row: integer(), correlationId: text() },
    ...{ state: symbol(), open: boolean(), needsAttention: boolean(), attempts: integer(), nextAttemptAt: text() },
    ...{ errorCode: symbol(), errorRef: text(), reasons: json(), messageRef: text() },
    ...{ updatedAt: integer(), revision: integer() },
  },
  [
    ['campaignId', 'ref'],
    ['campaignId', 'state', 'ref'],
    ['campaignId', 'correlationId'],
  ],
);
const OTHERS = [
  older('test-contacts', 2, CONTACTS.fields, []),
  older(
    'due-queue',
    3,
    {
      ...{ ...CONTACT, ref: text(), uploadId: symbol(), row: integer(), correlationId: text() },
      ...{ bucket: integer(), dueAt: integer(), revision: integer() },
    },
    [['campaignId', 'dueAt', 'row']],
  ),
  older(
    'deadlines',
    2,
    {
      ...{ kind: symbol(), ...CONTACT, attempt: integer(), dueAt: integer(), senderId: symbol(), person: text() },
      attemptedAt: integer(),
    },
    [['kind', 'dueAt']],
  ),
  older(
    'message-index',
    2,
    { ...CONTACT, person: text(), attempt: integer(), senderId: symbol(), acceptedAt: integer() },
    [['senderId', 'acceptedAt']],
  ),
];

/**
 * Makes the operational views of a stopped engine's folder as a version before would have left them, up to the end of its log. Of the views
 * that are no more only the tables are there: nobody asks for them.
 */
export async function writeOlderViews(folder: string, log: string, clock: Clock): Promise<void> {
  const kept = operationalProjections.filter(({ view }) => view !== contactsView && view !== laterMessagesView);
  const views = [CONTACTS, ...OTHERS, ...kept.map(({ view }) => view)];
  const writer = openSqliteViewWriter({ folder, group: 'operational', views });
  const reader = openSqliteEventReader(log, { clock });
  for await (const event of reader.readAll()) {
    for (const { handles, project, view } of operationalProjections) {
      if (!handles.includes(event.type) || view === laterMessagesView) continue;
      if (view !== contactsView) writer.gather(project(event));
      else if (!isTestStream(event.stream)) writer.gather(project(event).map(asBefore));
    }
  }
  await writer.commit(START, await reader.head());
  await writer.close();
  reader.close();
}

function asBefore(change: Change): Change {
  if (change.op !== 'put' && change.op !== 'patch') return change;
  const fields = Object.entries(change.doc).filter(([field]) => field in CONTACTS.fields);
  return { ...change, doc: Object.fromEntries(fields) };
}
