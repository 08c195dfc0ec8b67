import { allOf, type Api, until } from './api';

export interface Summary {
  readonly id: string;
  readonly status: string;
  readonly statusReason: string | null;
  readonly remedy: string | null;
  readonly contacts: number;
  readonly settled: number;
  readonly progress: number;
  readonly needsAttention: number;
  readonly counters: Readonly<Record<string, number>>;
  readonly milestones: Readonly<Record<string, number>>;
  readonly waiting: { readonly code: string; readonly until: string | null } | null;
  readonly revision: number;
}

export interface ContactRow {
  readonly id: string;
  readonly phone: string | null;
  readonly state: string;
  readonly needsAttention: boolean;
  readonly attempts: number;
  readonly error: { readonly code: string } | null;
}

export interface Verification {
  readonly status: string;
  readonly ok: boolean | null;
  readonly events: number | null;
  readonly differences: readonly unknown[];
  readonly error: string | null;
}

export async function summaryOf(api: Api, campaignId: string): Promise<Summary> {
  const reply = await api.get<Summary>(`/v1/campaigns/${campaignId}`);
  if (reply.status !== 200) throw new Error(`the campaign answered ${reply.status}: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** Waits for a campaign to come to something, and answers it as it is then. */
export function campaignUntil(
  api: Api,
  campaignId: string,
  done: (campaign: Summary) => boolean,
  timeoutMs = 60_000,
): Promise<Summary> {
  return until(() => summaryOf(api, campaignId), done, timeoutMs, 100);
}

/** Every contact of a campaign, page by page. */
export function contactsOf(api: Api, campaignId: string, filter = ''): Promise<ContactRow[]> {
  return allOf(api, `/v1/campaigns/${campaignId}/contacts?${filter.replace(/^&/, '')}`);
}

/** Recounts a campaign from the log and waits for what comes of it. */
export async function verify(api: Api, campaignId: string, timeoutMs = 60_000): Promise<Verification> {
  const { id } = await api.make('/v1/verify', { campaign: campaignId });
  const { body } = await until(
    () => api.get<Verification>(`/v1/verify/${id}`),
    (reply) => reply.body.status !== 'running',
    timeoutMs,
    100,
  );
  return body;
}

export interface CampaignEventBody {
  readonly type: string;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly actor: { readonly name: string };
}

/** The campaign's own stream, event by event. */
export async function campaignEvents(api: Api, campaignId: string): Promise<CampaignEventBody[]> {
  const { body } = await api.get<{ items: CampaignEventBody[] }>(`/v1/streams/campaign-${campaignId}?limit=500`);
  return body.items;
}
