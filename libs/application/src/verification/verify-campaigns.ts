import { CONTACT_EVENT_TYPES, isTestContact, splitPair, streamPrefix } from '@arauto/domain';
import type { Views } from '../views';
import { CampaignSums } from './campaign-sums';
import { compareCampaign } from './compare-campaign';
import { compareContacts, type NamedContact } from './compare-contacts';
import { Findings } from './findings';
import type { VerificationReport } from './verification.body';
import { type Log, untilReached } from './views-at';

/** Contacts that are looked at together: one look-up in each view. They and the campaigns' sums are all that is held. */
const TOGETHER = 500;

/**
 * Recounts campaigns from the log and compares with it what the events say of themselves and what counters, contacts and messages of
 * the views say, each difference exact. Runs while everything goes on: every look at the views is compared with the log as it was at
 * that moment.
 * @param campaigns null for all that the log knows
 * @param signal ends it: it then throws the signal's reason
 * @throws ViewsBehind when the views do not get to where the log is
 */
export async function verifyCampaigns(
  log: Log,
  views: Views,
  campaigns: readonly string[] | null,
  signal?: AbortSignal,
): Promise<VerificationReport> {
  const upTo = await log.head();
  await untilReached(views, upTo);
  const findings = new Findings();
  const recount = { log, views, upTo, findings };
  const wanted = campaigns && new Set(campaigns);
  const sums = new Map<string, CampaignSums>();
  const sumsOf = (campaignId: string) => {
    let sum = sums.get(campaignId);
    if (!sum) sums.set(campaignId, (sum = new CampaignSums()));
    return sum;
  };
  campaigns?.forEach(sumsOf);
  let events = 0;
  let contacts: NamedContact[] = [];
  const compare = async () => {
    signal?.throwIfAborted();
    const some = contacts;
    contacts = [];
    await compareContacts(recount, some, sumsOf);
  };
  const [only] = campaigns?.length === 1 ? campaigns : [];
  const prefix = only === undefined ? streamPrefix.contact : streamPrefix.contactsOf(only);
  for await (const { stream, revision, position, type } of log.readAll({ filter: { streamPrefixes: [prefix] } })) {
    if (position > upTo) break;
    const { left: campaignId, right: contactKey } = splitPair(stream, streamPrefix.contact);
    if (wanted && !wanted.has(campaignId)) continue;
    if (isContactEvent(type) && !isTestContact(contactKey)) events++;
    // Every contact once, where its stream begins; what follows is read with it.
    if (revision === 0) contacts.push({ campaignId, contactKey });
    if (contacts.length === TOGETHER) await compare();
  }
  await compare();
  for (const [campaignId, sum] of sums) {
    signal?.throwIfAborted();
    await compareCampaign(recount, campaignId, sum);
  }
  return { ok: findings.none, events, differences: findings.kept };
}

const TYPES: ReadonlySet<string> = new Set(CONTACT_EVENT_TYPES);

function isContactEvent(type: string): boolean {
  return TYPES.has(type);
}
