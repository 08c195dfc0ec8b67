import type { Api } from '../e2e/api';
import { type CampaignEventBody, campaignEvents } from '../e2e/campaigns';
import { attemptOf, type SeenRequest } from '../e2e/truth';

/** No call starts later than 500 ms after the commit (P3); 250 ms more for its way into the provider's journal. */
const BOUND = 750;

export interface MovesCase {
  readonly api: Api;
  readonly sends: readonly SeenRequest[];
  readonly campaigns: readonly string[];
  readonly senders: readonly { readonly id: string; readonly phoneNumberId: string }[];
  readonly canceled: readonly string[];
  /** Different people that a number's portfolio may write to in any 24 hours; the run is shorter than that. */
  readonly tier: { readonly phoneNumberId: string; readonly people: number };
}

export interface MovesJudgement {
  readonly broken: readonly string[];
  /** People that the number with the tier has written to. */
  readonly written: number;
  /** Stretches in which a campaign or a number was paused. */
  readonly pauses: number;
}

/** Whether paused meant paused, canceled canceled, and the tier was kept: by the log's instants and the provider's journal. */
export async function judgeMoves(the: MovesCase): Promise<MovesJudgement> {
  const { api, sends, campaigns, senders, canceled, tier } = the;
  const broken: string[] = [];
  let pauses = 0;
  const nothingWithin = (what: string, calls: readonly SeenRequest[], from: number, to: number) => {
    const late = calls.filter(({ arrivedAt }) => arrivedAt > from + BOUND && arrivedAt < to);
    const most = Math.max(0, ...late.map(({ arrivedAt }) => arrivedAt - from));
    if (late.length > 0) broken.push(`${late.length} calls after ${what}, the last ${Math.round(most)} ms`);
  };
  for (const campaignId of campaigns) {
    const calls = sends.filter(({ callbackData }) => attemptOf(callbackData)?.campaignId === campaignId);
    const events = await campaignEvents(api, campaignId);
    for (const [from, to] of stretches(events, 'CampaignPaused', 'CampaignResumed')) {
      pauses++;
      nothingWithin('the pause of a campaign', calls, from, to);
    }
    if (!canceled.includes(campaignId)) continue;
    const asked = events.find(({ type }) => type === 'CampaignCancelRequested');
    if (asked) nothingWithin('the cancel of a campaign', calls, Date.parse(asked.at), Infinity);
    else broken.push('a campaign that was canceled does not say so');
  }
  for (const { id, phoneNumberId } of senders) {
    const calls = sends.filter(({ path }) => path.includes(`/${phoneNumberId}/`));
    const { body } = await api.get<{ items: CampaignEventBody[] }>(`/v1/streams/sender-${id}?limit=500`);
    for (const [from, to] of stretches(body.items, 'SenderPaused', 'SenderResumed')) {
      pauses++;
      nothingWithin('the pause of a number', calls, from, to);
    }
  }
  // Whoever was refused has got nothing; whoever was not answered may have.
  const written = new Set(
    sends
      .filter(({ path, status }) => path.includes(`/${tier.phoneNumberId}/`) && !isRefusal(status))
      .map(({ to }) => to),
  ).size;
  if (written > tier.people) broken.push(`${written} people were written to, the tier allows ${tier.people}`);
  return { broken, written, pauses };
}

function isRefusal(status: number | null): boolean {
  return status !== null && status >= 400 && status < 500;
}

/** From each beginning to the end that follows it, milliseconds. */
function stretches(events: readonly CampaignEventBody[], begins: string, ends: string): [from: number, to: number][] {
  const found: [number, number][] = [];
  for (const [index, event] of events.entries()) {
    if (event.type !== begins) continue;
    const end = events.slice(index).find(({ type }) => type === ends);
    found.push([Date.parse(event.at), end ? Date.parse(end.at) : Infinity]);
  }
  return found;
}
