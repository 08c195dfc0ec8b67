import type { Principal } from '@arauto/access';
import { type Language, labelsIn, parameterValues } from '@arauto/domain';
import { readContactEntry, type StoredEntry, type Vault } from '@arauto/privacy';
import type { Document, Found } from '@arauto/read-models';
import { campaignsView, sendersView } from '@arauto/read-models/operational';
import type { MtRow } from '@arauto/reporting';
import { fillTemplate, readTemplate, renderText } from '@arauto/whatsapp';
import { Inject, Injectable } from '@nestjs/common';
import type { CampaignDocument } from '../campaigns/campaign.document';
import { VAULT, VIEWS } from '../tokens';
import { errorWords } from '../use-case/error-words';
import { instant } from '../use-case/instant';
import { hydrate, shownPhone, shownText } from '../use-case/personal';
import type { Views } from '../views';
import type { MessageDocument } from './message.document';

interface Around {
  readonly campaigns: ReadonlyMap<string, Document>;
  readonly senders: ReadonlyMap<string, Document>;
  readonly entries: ReadonlyMap<string, StoredEntry>;
}

/** Rows of the detailed report: joined by id with what can change, and with what the vault has. */
@Injectable()
export class MtRows {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  async show(found: readonly Found[], principal: Principal, language: Language): Promise<MtRow[]> {
    const messages = found.map(({ id, doc }) => ({ id, message: doc as unknown as MessageDocument }));
    const around = await this.lookAround(messages.map(({ message }) => message));
    return messages.map(({ id, message }) => rowOf(id, message, around, principal, language));
  }

  private async lookAround(messages: readonly MessageDocument[]): Promise<Around> {
    const campaignIds = [...new Set(messages.map(({ campaignId }) => campaignId))];
    const senderIds = [...new Set(messages.flatMap(({ senderId }) => senderId ?? []))];
    const [campaigns, senders] = await Promise.all([
      this.views.operational.getMany(campaignsView, campaignIds),
      this.views.operational.getMany(sendersView, senderIds),
    ]);
    const phoneRefs = senders.flatMap((sender) => (sender ? [sender['phoneRef'] as string] : []));
    const entries = await hydrate(this.vault, [...messages.map(({ ref }) => ref), ...phoneRefs]);
    return { campaigns: byId(campaignIds, campaigns), senders: byId(senderIds, senders), entries };
  }
}

function byId(ids: readonly string[], docs: readonly (Document | undefined)[]): ReadonlyMap<string, Document> {
  return new Map(ids.flatMap((id, index) => (docs[index] ? [[id, docs[index]] as const] : [])));
}

function rowOf(
  id: string,
  message: MessageDocument,
  { campaigns, senders, entries }: Around,
  principal: Principal,
  language: Language,
): MtRow {
  const campaign = campaigns.get(message.campaignId) as unknown as CampaignDocument | undefined;
  const phoneRef = senders.get(message.senderId ?? '')?.['phoneRef'] as string | undefined;
  const entry = entries.get(message.ref);
  const { campaignId, subaccountId, contentType, status, attempts, correlationId, withSession } = message;
  return {
    id,
    sentAt: instant(message.sentAt),
    status,
    statusLabel: labelsIn(language).reportStatus[status].label,
    phone: shownPhone(entry, principal),
    senderPhone: entries.get(phoneRef ?? '')?.phone ?? null,
    campaignId,
    campaignName: campaign?.name ?? null,
    user: campaign?.user ?? null,
    subaccountId,
    contentType,
    message: message.attempted ? shownText(textOf(campaign, entry), principal) : null,
    withSession,
    conversationId: message.conversationId,
    conversationType: message.conversationType,
    conversationExpiresAt: message.conversationExpiresAt,
    correlationId,
    attempts,
    error: errorWords(message.errorCode),
    updatedAt: instant(message.updatedAt),
  };
}

/** The message as it was sent: the template as frozen at the start, with the contact's values. Null once those are erased. */
function textOf(campaign: CampaignDocument | undefined, entry: StoredEntry | undefined): string | null {
  if (!campaign?.template || !entry) return null;
  const read = readTemplate(campaign.template);
  if (!('template' in read)) return null;
  const values = parameterValues(campaign.content.parameterMapping, readContactEntry(entry));
  const done = fillTemplate(read.template, values);
  return 'filled' in done ? renderText(done.filled) : null;
}
