import type { Principal } from '@arauto/access';
import { instant } from '@arauto/clock';
import { type Language, labelsIn, parameterValues } from '@arauto/domain';
import { readContactEntry, type StoredEntry, type Vault } from '@arauto/privacy';
import type { Found } from '@arauto/read-models';
import {
  type CampaignDocument,
  campaignsView,
  type SenderDocument,
  sendersView,
} from '@arauto/read-models/operational';
import type { MessageDocument, messagesView } from '@arauto/read-models/reporting';
import type { MtRow } from '@arauto/reporting';
import { fillTemplate, readTemplate, renderText } from '@arauto/whatsapp';
import { Inject, Injectable } from '@nestjs/common';
import { flag, named, object, orNull, text, time, whole } from '../fields/shapes';
import { VAULT, VIEWS } from '../tokens';
import { errorWords, errorWordsBody } from '../use-case/error-words';
import { hydrate, shownPhone, shownText } from '../use-case/personal';
import type { Views } from '../views';

/** A row as the API tells of it; a field of `MtRow` that is missing does not compile. */
export const mtRow = named(
  'MtRow',
  object({
    id: text,
    sentAt: time,
    status: text,
    statusLabel: text,
    phone: orNull(text),
    senderPhone: orNull(text),
    campaignId: text,
    campaignName: orNull(text),
    user: orNull(text),
    subaccountId: text,
    contentType: text,
    message: orNull(text),
    withSession: orNull(flag),
    conversationId: orNull(text),
    conversationType: orNull(text),
    conversationExpiresAt: orNull(time),
    correlationId: orNull(text),
    attempts: whole,
    error: orNull(errorWordsBody),
    updatedAt: time,
  } satisfies Record<keyof MtRow, unknown>),
);

interface Around {
  readonly campaigns: ReadonlyMap<string, CampaignDocument>;
  readonly senders: ReadonlyMap<string, SenderDocument>;
  readonly entries: ReadonlyMap<string, StoredEntry>;
}

/** Rows of the detailed report: joined by id with what can change, and with what the vault has. */
@Injectable()
export class MtRows {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  async show(found: readonly Found<typeof messagesView>[], principal: Principal, language: Language): Promise<MtRow[]> {
    const around = await this.lookAround(found.map(({ doc }) => doc));
    return found.flatMap(({ id, doc }) => rowOf(id, doc, around, principal, language));
  }

  private async lookAround(messages: readonly MessageDocument[]): Promise<Around> {
    const campaignIds = [...new Set(messages.map(({ campaignId }) => campaignId))];
    const senderIds = [...new Set(messages.flatMap(({ senderId }) => senderId ?? []))];
    const [campaigns, senders] = await Promise.all([
      this.views.operational.getMany(campaignsView, campaignIds),
      this.views.operational.getMany(sendersView, senderIds),
    ]);
    const phoneRefs = senders.flatMap((sender) => sender?.phoneRef ?? []);
    const entries = await hydrate(this.vault, [...messages.map(({ ref }) => ref), ...phoneRefs]);
    return { campaigns: byId(campaignIds, campaigns), senders: byId(senderIds, senders), entries };
  }
}

function byId<Doc>(ids: readonly string[], docs: readonly (Doc | undefined)[]): ReadonlyMap<string, Doc> {
  return new Map(ids.flatMap((id, index) => (docs[index] ? [[id, docs[index]] as const] : [])));
}

/** Nothing for a message without a status: the report has no row of it. */
function rowOf(
  id: string,
  message: MessageDocument,
  { campaigns, senders, entries }: Around,
  principal: Principal,
  language: Language,
): MtRow | [] {
  const campaign = campaigns.get(message.campaignId);
  const phoneRef = senders.get(message.senderId ?? '')?.phoneRef;
  const entry = entries.get(message.ref);
  const { campaignId, subaccountId, contentType, status, attempts, correlationId, withSession } = message;
  if (status === null) return [];
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
