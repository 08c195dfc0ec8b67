import { systemClock } from '@arauto/clock';
import { put } from '@arauto/read-models';
import { messagesView, rareStatusOf } from '@arauto/read-models/reporting';
import type { ViewPlace } from './bench-views';
import { serve } from './child';
import { DAY, DAYS, FIRST, openReportWriter, positionAfter, rowOf } from './report.rows';

/** The projector of a campaign that sends, in a process of its own: each message becomes a row, and is delivered a tenth of a second later. */
export type ArriveRequest =
  /** Rows go on after the `rows` that are there. */
  | { readonly type: 'begin'; readonly place: ViewPlace; readonly rows: number; readonly perSecond: number }
  | { readonly type: 'end' };

export interface ArriveReply {
  /** Messages that came, and in how many seconds, so far. */
  readonly messages: number;
  readonly seconds: number;
}

const TICK_MS = 100;

const ending = new AbortController();
let work: Promise<ArriveReply> | undefined;

serve<ArriveRequest, ArriveReply>(async (request) => {
  if (request.type === 'begin') {
    work = arrive(request);
    return { messages: 0, seconds: 0 };
  }
  ending.abort();
  return (await work)!;
});

async function arrive({ place, rows, perSecond }: Extract<ArriveRequest, { type: 'begin' }>): Promise<ArriveReply> {
  const writer = await openReportWriter(place);
  const each = Math.round((perSecond * TICK_MS) / 1000);
  let position = await writer.checkpoint();
  let messages = 0;
  let sent: number[] = [];
  const begun = performance.now();
  for (let tick = 1; !ending.signal.aborted; tick++) {
    const news = Array.from({ length: each }, (_, n) => rows + messages + n);
    writer.gather([...sent.map((n) => arrived(n, rows, 'delivered')), ...news.map((n) => arrived(n, rows, 'sent'))]);
    messages += each;
    const to = positionAfter(rows + messages);
    await writer.commit(position, to);
    position = to;
    sent = news;
    await systemClock.sleep(Math.max(0, begun + tick * TICK_MS - performance.now()));
  }
  await writer.close();
  return { messages, seconds: (performance.now() - begun) / 1000 };
}

/** In the last day of those that are asked for. */
function arrived(n: number, rows: number, state: 'sent' | 'delivered') {
  const sentAt = FIRST + DAYS * DAY - DAY / 2 + (n - rows);
  const row = { ...rowOf(n, rows), state, status: state, rareStatus: rareStatusOf(state), sentAt };
  const result = state === 'sent' ? 'accepted' : state;
  return put(messagesView, `row-${n}`, { ...row, result });
}
