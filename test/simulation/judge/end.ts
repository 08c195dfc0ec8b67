import type { World } from '../world';
import { isEnd } from './facts';
import type { Judge } from './judge';
import { addresseeOf } from './judging';
import { judgeFiles } from './rows';
import { judgeViews } from './views';
import { judgeNewestWords } from './words';

/** What must hold when nothing goes wrong any more and time has run out. */
export async function judgeEnd(world: World, judge: Judge): Promise<void> {
  judgeCampaigns(world, judge);
  judgeRows(world, judge);
  judgeTruth(world, judge);
  judgeFiles(world, judge);
  judgeNewestWords(world, judge);
  await judgeViews(world, judge);
  await judgeRest(world, judge);
}

const HOUR = 3_600_000;
/** How long an element waits whose message nobody knows, before it is dropped, and more. */
const UNMATCHED = 10 * 24 * HOUR;

/** Whoever has nothing left to do does nothing more. */
async function judgeRest({ scheduler, disks: { log } }: World, judge: Judge): Promise<void> {
  const waits = log.events.filter(({ type }) => type === 'UnmatchedReceived').length;
  const gone = log.events.filter(({ type }) => /^Unmatched(Matched|Dropped)$/.test(type)).length;
  // Of a campaign that has ended, what was on its way may still expire.
  const isOnItsWay = [...judge.facts.contacts.values()].some(
    ({ state, settled }) => settled === 0 || state === 'in_progress' || state === 'sent',
  );
  const look = () => judge.look();
  await scheduler.runUntil(scheduler.now() + (waits > gone || isOnItsWay ? UNMATCHED : HOUR), look);
  const before = log.events.length;
  await scheduler.runUntil(scheduler.now() + 26 * HOUR, look);
  const more = log.events.slice(before).map(({ stream, type }) => `${type} of ${stream}`);
  if (more.length > 0) judge.fail('a second look adds nothing', more.slice(0, 3).join(', '));
}

/** Every campaign has ended, or was never begun, or says why it waits. */
function judgeCampaigns({ campaigns }: World, judge: Judge): void {
  const { facts } = judge;
  for (const { id } of campaigns) {
    const campaign = facts.campaigns.get(id);
    if (!campaign) continue;
    const contacts = [...facts.contacts.values()].filter(({ campaignId }) => campaignId === id);
    const unsettled = contacts.filter(({ settled }) => settled === 0);
    if (campaign.status === 'sending' || campaign.status === 'canceling') {
      judge.fail(
        'every campaign ends',
        `${id} is ${campaign.status}, with ${unsettled.length} of ${contacts.length} unsettled`,
      );
    }
    for (const contact of contacts) {
      if (contact.isOpen && !contact.needsAttention) {
        judge.fail('nothing is open for ever', `an attempt of ${contact.key} in ${id} is open`);
      }
    }
  }
}

/** Every row of every file is in one place. */
function judgeRows({ campaigns, admin }: World, judge: Judge): void {
  for (const { id } of campaigns) {
    const campaign = judge.facts.campaigns.get(id);
    if (!campaign) continue;
    let contacts = 0;
    for (const [uploadId, said] of campaign.uploads) {
      if (!said) {
        if (!isEnd(campaign.status)) judge.fail('every file is read', `upload ${uploadId} of ${id} was never closed`);
        continue;
      }
      const { rows = 0, contacts: made = 0, again = 0, duplicates = 0 } = said;
      if (made + again + duplicates !== rows) {
        judge.fail('every row is somewhere', `upload ${uploadId} of ${id} says ${JSON.stringify(said)}`);
      }
      contacts += made;
    }
    const there = [...judge.facts.contacts.values()].filter(({ campaignId }) => campaignId === id).length;
    const wereCut = [...campaign.uploads.values()].some((said) => !said || 'error' in said);
    if (there !== contacts && !wereCut) {
      judge.fail('every row is somewhere', `${id} has ${there} contacts, and its files say ${contacts}`);
    }
    const uploaded = admin.asked.filter(({ what, answer }) => what === `upload ${id}` && answer.kind === 'done').length;
    if (uploaded > campaign.uploads.size) {
      judge.fail('every file is read', `${uploaded} files of ${id} were taken, and ${campaign.uploads.size} are known`);
    }
  }
}

/** What the platform told, and was told that it was heard, is so. */
function judgeTruth({ platform: { truth } }: World, judge: Judge): void {
  const heard = new Map<string, Set<string>>();
  for (const { id, value } of truth.news) {
    if (truth.toldAt(id) === undefined) continue;
    const statuses = (value as { statuses?: readonly { status: string; biz_opaque_callback_data?: string }[] })
      .statuses;
    for (const { status, biz_opaque_callback_data: of } of statuses ?? []) {
      const contact = contactOf(of);
      if (contact) heard.set(contact, (heard.get(contact) ?? new Set()).add(status));
    }
  }
  const taken = new Set(truth.accepted.map(({ callbackData }) => contactOf(callbackData)));
  for (const [name, contact] of judge.facts.contacts) {
    const told = heard.get(name) ?? new Set<string>();
    const { state } = contact;
    if (told.has('read') && state !== 'read') judge.fail('states are true', `${name} is ${state}, and was read`);
    else if (told.has('delivered') && !['delivered', 'read'].includes(state)) {
      judge.fail('states are true', `${name} is ${state}, and was delivered`);
    }
    if (['sent', 'delivered', 'read'].includes(state) && !taken.has(name) && !contact.isAssumed) {
      judge.fail('states are true', `${name} is ${state}, and the platform never took it`);
    }
  }
}

function contactOf(callbackData: string | undefined): string | undefined {
  const { campaignId, key } = addresseeOf(callbackData);
  return key === '' ? undefined : `${campaignId}.${key}`;
}
