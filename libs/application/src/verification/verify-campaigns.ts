import { streamPrefix } from '@arauto/domain';
import { type EventReader, START } from '@arauto/event-store';
import { ViewsBehind } from '../errors';
import type { Views } from '../views';
import { compare } from './compare';
import { recount } from './recount';
import type { Difference, VerificationReport } from './verification.body';

/** A campaign that is being sent changes while it is counted: it is counted again, this often at most. */
const TRIES = 5;
/** How long the views may take to get to where the log was, milliseconds. */
const PATIENCE = 60_000;

/**
 * Recounts campaigns from the log and compares counters, contacts and messages of the views with it, each difference exact.
 * Runs while everything goes on: a difference counts only if nothing was written about the campaign meanwhile.
 * @throws ViewsBehind when the views do not get to where the log is
 */
export async function verifyCampaigns(
  reader: Pick<EventReader, 'readAll' | 'head'>,
  views: Views,
  campaignIds: AsyncIterable<string> | Iterable<string>,
): Promise<VerificationReport> {
  let events = 0;
  const differences: Difference[] = [];
  for await (const campaignId of campaignIds) {
    const verified = await verifyCampaign(reader, views, campaignId);
    events += verified.events;
    differences.push(...verified.differences);
  }
  return { ok: differences.length === 0, events, differences };
}

async function verifyCampaign(reader: Pick<EventReader, 'readAll' | 'head'>, views: Views, campaignId: string) {
  for (let attempt = 1; ; attempt++) {
    const log = await recount(reader, campaignId);
    for (const group of ['operational', 'reporting'] as const) {
      if (log.position === START || (await views.reached(group, log.position, PATIENCE))) continue;
      throw new ViewsBehind(group, log.position);
    }
    const differences = await compare(views, campaignId, log);
    const moved = differences.length > 0 && (await hasMoved(reader, campaignId, log.position));
    if (!moved || attempt === TRIES) return { events: log.events, differences };
  }
}

async function hasMoved(reader: Pick<EventReader, 'readAll'>, campaignId: string, after: string): Promise<boolean> {
  const filter = { streamPrefixes: [streamPrefix.contactsOf(campaignId)] };
  for await (const _ of reader.readAll({ after, filter, limit: 1 })) return true;
  return false;
}
