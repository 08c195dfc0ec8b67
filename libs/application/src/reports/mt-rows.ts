import type { Principal } from '@arauto/access';
import { instant, instantOrNull } from '@arauto/clock';
import {
  type ContentType,
  fillFreeForm,
  isFreeForm,
  type Language,
  labelsIn,
  parameterValues,
  quickRepliesOf,
  shownFreeForm,
} from '@arauto/domain';
import { readContactEntry, type StoredEntry, type Vault } from '@arauto/privacy';
import type { Found } from '@arauto/read-models';
import type { CampaignDocument } from '@arauto/read-models/operational';
import type { MessageDocument, messagesView } from '@arauto/read-models/reporting';
import type { MtRow } from '@arauto/reporting';
import { fillTemplate, readTemplate, renderText } from '@arauto/whatsapp';
import { Inject, Injectable } from '@nestjs/common';
import { flag, named, object, orNull, text, time, whole } from '../fields/shapes';
import { VAULT, VIEWS } from '../tokens';
import { errorWords, errorWordsBody } from '../use-case/error-words';
import { shownPhone, shownText } from '../use-case/personal';
import type { Views } from '../views';
import { type Around, lookAround, namesOf } from './around-rows';

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
    contactId: text,
    subaccountName: orNull(text),
    template: orNull(text),
    deliveredAt: orNull(time),
    readAt: orNull(time),
    costCategory: orNull(text),
    button: orNull(text),
  } satisfies Record<keyof MtRow, unknown>),
);

/** Rows of the detailed report: joined by id with what can change, and with what the vault has. */
@Injectable()
export class MtRows {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  async show(found: readonly Found<typeof messagesView>[], principal: Principal, language: Language): Promise<MtRow[]> {
    const around = await lookAround(
      this.views,
      this.vault,
      found.map(({ doc }) => doc),
    );
    return found.flatMap(({ id, doc }) => rowOf(id, doc, around, principal, language));
  }
}

/** Nothing for a message without a status: the report has no row of it. */
function rowOf(
  id: string,
  message: MessageDocument,
  around: Around,
  principal: Principal,
  language: Language,
): MtRow | [] {
  const campaign = around.campaigns.get(message.campaignId);
  const entry = around.entries.get(message.ref);
  const { senderPhone, campaignName, user, subaccountName } = namesOf(message, around);
  const { campaignId, subaccountId, contentType, status, attempts, correlationId, withSession } = message;
  if (status === null) return [];
  return {
    id,
    sentAt: instant(message.sentAt),
    status,
    statusLabel: labelsIn(language).reportStatus[status].label,
    phone: shownPhone(entry, principal),
    senderPhone,
    campaignId,
    campaignName,
    user,
    subaccountId,
    contentType,
    message: message.attempted ? shownText(textOf(contentType, campaign, entry), principal) : null,
    withSession,
    conversationId: message.conversationId,
    conversationType: message.conversationType,
    conversationExpiresAt: message.conversationExpiresAt,
    correlationId,
    attempts,
    error: errorWords(message.errorCode, { language }),
    updatedAt: instant(message.updatedAt),
    contactId: message.contactKey,
    subaccountName,
    template: contentType === 'template' ? (campaign?.template?.name ?? null) : null,
    deliveredAt: instantOrNull(message.deliveredAt),
    readAt: instantOrNull(message.readAt),
    costCategory: message.costCategory,
    button: buttonOf(campaign, message),
  };
}

/** What stands on the button that was tapped. */
function buttonOf(campaign: CampaignDocument | undefined, { button }: MessageDocument): string | null {
  if (button === null || !campaign?.template) return null;
  return quickRepliesOf(campaign.template).find(({ index }) => index === button)?.text ?? null;
}

/** The message as it was sent: content as frozen at the start, with the contact's values. Null once those are erased. */
function textOf(
  contentType: ContentType,
  campaign: CampaignDocument | undefined,
  entry: StoredEntry | undefined,
): string | null {
  if (!campaign || !entry) return null;
  if (contentType !== 'template') {
    const filled = isFreeForm(campaign.content) ? fillFreeForm(campaign.content, readContactEntry(entry)) : null;
    return filled && shownFreeForm(filled);
  }
  if (!campaign.template) return null;
  const read = readTemplate(campaign.template);
  if (!('template' in read)) return null;
  const values = parameterValues(campaign.content.parameterMapping, readContactEntry(entry));
  const done = fillTemplate(read.template, values);
  return 'filled' in done ? renderText(done.filled) : null;
}
