import type { Code } from './errors';

/** What happened to a message, in the words of a history. */
interface Told {
  readonly status: string;
  readonly at: number;
  readonly code?: Code | undefined;
}

/** What the platform remembers of the messages of a number, whether or not it told of them. Source: section 1.7, *Message history*. */
export class MessageHistory {
  private readonly messages = new Map<string, Told[]>();

  note(messageId: string, told: Told): void {
    const known = this.messages.get(messageId);
    if (known) known.push(told);
    else this.messages.set(messageId, [told]);
  }

  /** The newest first. @param shortPage fewer than were asked for though there are more */
  page(url: URL, shortPage: boolean): object {
    const newest = [...this.messages].reverse();
    const asked = Number(url.searchParams.get('limit') ?? 25);
    const before = Buffer.from(url.searchParams.get('after') ?? '', 'base64').toString();
    // By id and not by place: what is sent meanwhile would come twice.
    const from = newest.findIndex(([id]) => id === before) + 1;
    const page = newest.slice(from, from + (shortPage ? Math.ceil(asked / 2) : asked));
    const cursor = (id = ''): string => Buffer.from(id).toString('base64');
    const next = new URL(url.href);
    next.searchParams.set('after', cursor(page.at(-1)?.[0]));
    return {
      data: page.map(([message_id, events]) => ({ message_id, events: { data: events.map(eventOf) } })),
      paging: {
        cursors: { before: cursor(page[0]?.[0]), after: cursor(page.at(-1)?.[0]) },
        ...(from + page.length < newest.length && { next: next.href }),
      },
    };
  }
}

function eventOf({ status, at, code }: Told): object {
  const why = code === undefined ? {} : { error_description: `(#${code}) It failed.` };
  return { delivery_status: status.toUpperCase(), timestamp: Math.floor(at / 1000), ...why };
}
