import type { Api, Reply } from '../e2e/api';
import type { Setting } from '../e2e/setting';
import { attemptOf } from '../e2e/truth';
import type { Sent } from './recount';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** An event, as the API shows it. */
interface LoggedEvent {
  readonly stream: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Every item of a list. @param path with a query */
export async function allOf<Item>(api: Api, path: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  for (;;) {
    const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body }: Reply<Page<Item>> = await api.get(`${path}&limit=500${after}`);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    items.push(...body.items);
    // The log has a cursor after its last page, too.
    if (body.nextCursor === null || body.items.length === 0) return items;
    cursor = body.nextCursor;
  }
}

export function eventsOf(api: Api, type: string): Promise<LoggedEvent[]> {
  return allOf(api, `/v1/events?type=${type}`);
}

/** Attempts whose message the provider took, with what the simulator called them. */
export async function sentOf({ truth }: Setting, api: Api): Promise<Sent[]> {
  const taken = new Set(
    (await eventsOf(api, 'TemplateSent')).map(({ stream, data }) => `${stream} ${String(data['attempt'])}`),
  );
  const arrivals = await truth.ledger();
  const arrived = new Map<string, (typeof arrivals)[number]>(
    arrivals.flatMap((arrival) => {
      const attempt = attemptOf(arrival.callbackData);
      return attempt
        ? [[`contact-${attempt.campaignId}.${attempt.contactKey} ${attempt.attempt}`, arrival] as const]
        : [];
    }),
  );
  return (await eventsOf(api, 'SendAttempted')).flatMap(({ stream, data }) => {
    const name = `${stream} ${String(data['attempt'])}`;
    const arrival = arrived.get(name);
    const [, campaignId = '', contactKey = ''] = /^contact-([^.]+)\.(.+)$/.exec(stream) ?? [];
    if (!taken.has(name) || !arrival) return [];
    return [
      {
        ...{ campaignId, contactKey, handset: arrival.handset, number: arrival.sender, messageId: arrival.messageId },
        at: Date.parse(String(data['attemptedAt'])),
        conversation: data['conversation'] as Sent['conversation'],
      },
    ];
  });
}
