import { comparedWithLedger } from '../crash/judge';
import { Api, until } from '../e2e/api';
import { type Summary, summaryOf, verify } from '../e2e/campaigns';
import type { Truth } from '../e2e/truth';
import type { Fleet } from './fleet';

/** How long anything is waited for. */
export const GIVE_UP_MS = 300_000;
const SAY_EVERY_MS = 10_000;

/** Waits for a campaign, and says now and then how it is. While a store is away, as it is after a kill, nobody is told. */
export async function ended(
  api: Api,
  id: string,
  say: (line: string) => void,
  done = ({ status }: Summary) => status === 'completed',
): Promise<void> {
  let sayAt = Date.now() + SAY_EVERY_MS;
  const look = (campaign: Summary) => {
    if (Date.now() > sayAt) {
      const { status, settled, contacts: all, needsAttention, waiting, counters } = campaign;
      const states = Object.entries(counters).filter(([, count]) => count > 0);
      say(`campaign ${campaign.id}: ${JSON.stringify({ status, settled, all, needsAttention, waiting, states })}`);
      sayAt = Date.now() + SAY_EVERY_MS;
    }
    return done(campaign);
  };
  const isEnded = ({ status, body }: { readonly status: number; readonly body: Summary }) => {
    if (status !== 200 && status !== 503) throw new Error(`the campaign answered ${status}: ${JSON.stringify(body)}`);
    return status === 200 && look(body);
  };
  await until(() => api.get<Summary>(`/v1/campaigns/${id}`), isEnded, GIVE_UP_MS, 100);
}

/**
 * Nobody got anything twice, and log, views and handsets agree on every campaign.
 * @param unended campaigns that are still sending
 * @returns one sentence for each promise that was not kept
 */
export async function judge(
  fleet: Fleet,
  truth: Truth,
  campaigns: readonly string[],
  unended: readonly string[] = [],
): Promise<string[]> {
  const broken: string[] = [];
  const { doubles } = await truth.summary();
  if (doubles > 0) broken.push(`${doubles} handsets got the message twice`);
  // A recount is known to the process that does it.
  const api = new Api(fleet.stores.url, fleet.adminKey);
  for (const id of campaigns) {
    const { ok, error, differences } = await verify(api, id, GIVE_UP_MS);
    if (ok !== true) broken.push(`log and views differ: ${JSON.stringify(error ?? differences.slice(0, 5))}`);
    const { contacts: all, counters } = await summaryOf(api, id);
    const counted = Object.values(counters).reduce((sum, count) => sum + count, 0);
    if (counted !== all) broken.push(`${counted} contacts are counted, of ${all}`);
    const compared = await comparedWithLedger(api, truth, id);
    broken.push(...compared.filter((sentence) => !sentence.includes('not settled') || !unended.includes(id)));
  }
  return broken;
}
