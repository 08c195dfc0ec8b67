import { type BusinessNumber } from './business-numbers';
import { graphError, type GraphError } from './graph-error';
import { type StatusName } from './journey';
import { type JsonObject } from './json-object';
import { outboundMessageId } from './message-ids';

/** Messages that are remembered, of all numbers: how long the platform does is not known. */
const MOST = 10_000;
const LARGEST_PAGE = 100;
const FIELDS = /^[a-z_,]+(\{[a-z_,]+\})?$/;

interface Remembered {
  readonly number: string;
  readonly digits: string;
  readonly events: { readonly status: StatusName; readonly at: number; readonly code: number }[];
}

/** What the platform tells of messages that it took, whether or not its webhooks arrived. It is not kept over a restart. */
export class MessageHistory {
  /** By serial, in the order in which they were taken. */
  private readonly messages = new Map<number, Remembered>();

  constructor(private readonly epoch: string) {}

  /** @param code of `failed` */
  note(
    message: { readonly number: BusinessNumber; readonly digits: string; readonly serial: number },
    status: StatusName,
    at: number,
    code: number,
  ): void {
    const { number, digits, serial } = message;
    let known = this.messages.get(serial);
    if (!known) this.messages.set(serial, (known = { number: number.id, digits, events: [] }));
    known.events.push({ status, at, code });
    if (this.messages.size > MOST) for (const oldest of this.messages.keys()) return void this.messages.delete(oldest);
  }

  /** A page, the newest first (platform reference, 1.7). */
  page(number: string, query: URLSearchParams): { readonly json: JsonObject } | GraphError {
    const limit = Number(query.get('limit') ?? 25);
    if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_PAGE) {
      return graphError(100, `Param limit must be a whole number from 1 to ${LARGEST_PAGE}.`);
    }
    if (!FIELDS.test(query.get('fields') ?? 'id')) return graphError(100, 'Param fields cannot be read.');
    const wanted = query.get('message_id');
    const own = [...this.messages].filter(([, message]) => message.number === number).reverse();
    const found = own.filter(([serial, { digits }]) => wanted === null || this.idOf(serial, digits) === wanted);
    const after = query.get('after');
    const last = after === null ? Infinity : Number(Buffer.from(after, 'base64').toString());
    const from = found.filter(([serial]) => serial < last);
    const page = from.slice(0, limit);
    const cursor = (at: number): string => Buffer.from(String(page.at(at)?.[0] ?? '')).toString('base64');
    return {
      json: {
        data: page.map(([serial, message]) => this.entry(serial, message)),
        ...(page.length > 0 && {
          paging: {
            cursors: { before: cursor(0), after: cursor(-1) },
            ...(from.length > limit && { next: 'https://graph.facebook.com/next' }),
          },
        }),
      },
    };
  }

  private entry(serial: number, { digits, events }: Remembered): JsonObject {
    return {
      id: String(71_000 + serial),
      message_id: this.idOf(serial, digits),
      events: {
        data: events.map(({ status, at, code }, index) => ({
          id: String((71_000 + serial) * 10 + index),
          delivery_status: status.toUpperCase(),
          timestamp: Math.floor(at / 1000),
          webhook_update_state: 'DELIVERED',
          ...(status === 'failed' && { error_description: `(#${code}) ${graphError(code).title}` }),
        })),
      },
    };
  }

  private idOf(serial: number, digits: string): string {
    return outboundMessageId(digits, this.epoch, serial);
  }
}
