import { allOf, type Api } from '../e2e/api';
import type { Setting } from '../e2e/setting';
import { attemptOf } from '../e2e/truth';
import type { Sent } from './recount';

/** An event, as the API shows it. */
interface LoggedEvent {
  readonly stream: string;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export function eventsOf(api: Api, type: string): Promise<LoggedEvent[]> {
  return allOf(api, `/v1/events?type=${type}`);
}

/**
 * Whether so many messages of people have come, and each of them is attributed: by name, as some are said more than once to belong somewhere.
 * @param messages that people wrote, without those that change an earlier one
 */
export async function everyMessageAttributed(api: Api, messages: number): Promise<boolean> {
  const received = new Set((await eventsOf(api, 'MessageReceived')).map(messageIn));
  if (received.size < messages) return false;
  const attributed = new Set((await eventsOf(api, 'MessageAttributed')).map(messageIn));
  return [...received].every((name) => attributed.has(name));
}

function messageIn({ stream, data }: LoggedEvent): string {
  return `${stream} ${String(data['messageHash'])}`;
}

/** Attempts whose message the provider took, with what the simulator called them, whether they came to the person or not. */
export async function sentOf({ truth }: Setting, api: Api): Promise<Sent[]> {
  const taken = new Set((await eventsOf(api, 'TemplateSent')).map(attemptIn));
  const failures = [...(await eventsOf(api, 'SendingFailed')), ...(await eventsOf(api, 'DeliveryFailed'))];
  const failed = new Map(failures.map((event) => [attemptIn(event), Date.parse(event.at)]));
  const [calls, arrivals] = [byAttempt(await truth.sends()), byAttempt(await truth.ledger())];
  return (await eventsOf(api, 'SendAttempted')).flatMap((event) => {
    const { stream, data } = event;
    const name = attemptIn(event);
    const call = calls.get(name);
    const [, campaignId = '', contactKey = ''] = /^contact-([^.]+)\.(.+)$/.exec(stream) ?? [];
    if (!taken.has(name) || !call) return [];
    return [
      {
        ...{ campaignId, contactKey, handset: `+${(call.to ?? '').replace(/\D/g, '')}` },
        number: call.path.split('/').at(-2)!,
        messageId: arrivals.get(name)?.messageId ?? null,
        at: Date.parse(String(data['attemptedAt'])),
        failedAt: failed.get(name) ?? null,
        conversation: data['conversation'] as Sent['conversation'],
      },
    ];
  });
}

function attemptIn({ stream, data }: LoggedEvent): string {
  return `${stream} ${String(data['attempt'])}`;
}

function byAttempt<Item extends { readonly callbackData: string | null }>(items: readonly Item[]): Map<string, Item> {
  return new Map(
    items.flatMap((item) => {
      const attempt = attemptOf(item.callbackData);
      return attempt ? [[`contact-${attempt.campaignId}.${attempt.contactKey} ${attempt.attempt}`, item] as const] : [];
    }),
  );
}
