import type { StoredEntry, Vault } from '@arauto/privacy';
import type { Document } from '@arauto/read-models';
import {
  type CampaignDocument,
  campaignsView,
  type SenderDocument,
  sendersView,
  subaccountsView,
} from '@arauto/read-models/operational';
import type { MoRow, MtRow } from '@arauto/reporting';
import { hydrate } from '../use-case/personal';
import type { Views } from '../views';
import { documentsById } from './documents-by-id';

/** What a message of either kind names. */
interface Naming {
  readonly campaignId: string | null;
  readonly senderId: string | null;
  readonly subaccountId: string | null;
  readonly ref: string;
}

/** What rows of a report are joined with: what can change, by id, and what the vault has. */
export interface Around {
  readonly campaigns: ReadonlyMap<string, CampaignDocument>;
  readonly senders: ReadonlyMap<string, SenderDocument>;
  readonly subaccounts: ReadonlyMap<string, Document<typeof subaccountsView>>;
  readonly entries: ReadonlyMap<string, StoredEntry>;
}

/** In one look-up of each kind for a whole page. */
export async function lookAround(views: Views, vault: Vault, messages: readonly Naming[]): Promise<Around> {
  const { operational } = views;
  const idsOf = (name: 'campaignId' | 'senderId' | 'subaccountId') => messages.map((message) => message[name]);
  const [campaigns, senders, subaccounts] = await Promise.all([
    documentsById(operational, campaignsView, idsOf('campaignId')),
    documentsById(operational, sendersView, idsOf('senderId')),
    documentsById(operational, subaccountsView, idsOf('subaccountId')),
  ]);
  const phoneRefs = [...senders.values()].map(({ phoneRef }) => phoneRef);
  const entries = await hydrate(vault, [...messages.map(({ ref }) => ref), ...phoneRefs]);
  return { campaigns, senders, subaccounts, entries };
}

type Names = Pick<MtRow & MoRow, 'campaignName' | 'user' | 'subaccountName' | 'senderPhone'>;

/** How people call what a message names; null where nobody knows it. */
export function namesOf({ campaignId, senderId, subaccountId }: Naming, around: Around): Names {
  const campaign = around.campaigns.get(campaignId ?? '');
  const phoneRef = around.senders.get(senderId ?? '')?.phoneRef;
  return {
    campaignName: campaign?.name ?? null,
    user: campaign?.user ?? null,
    subaccountName: around.subaccounts.get(subaccountId ?? '')?.name ?? null,
    senderPhone: around.entries.get(phoneRef ?? '')?.phone ?? null,
  };
}
