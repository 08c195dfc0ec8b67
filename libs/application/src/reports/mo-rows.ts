import type { Principal } from '@arauto/access';
import { instant } from '@arauto/clock';
import { parsePhone, type StoredEntry, type Vault } from '@arauto/privacy';
import type { Found } from '@arauto/read-models';
import { messagesView, type repliesView } from '@arauto/read-models/reporting';
import type { MoRow } from '@arauto/reporting';
import { Inject, Injectable } from '@nestjs/common';
import { personsWords } from '../conversations/persons-words';
import type { StoredMessage } from '../conversations/stored-message';
import { flag, named, object, orNull, text, time } from '../fields/shapes';
import { VAULT, VIEWS } from '../tokens';
import { hydrate, shownPhone } from '../use-case/personal';
import type { Views } from '../views';
import { type Around, lookAround, namesOf } from './around-rows';

/** A row as the API tells of it; a field of `MoRow` that is missing does not compile. */
export const moRow = named(
  'MoRow',
  object({
    id: text,
    answeredAt: time,
    phone: orNull(text),
    senderPhone: orNull(text),
    campaignId: orNull(text),
    campaignName: orNull(text),
    user: orNull(text),
    contactId: orNull(text),
    correlationId: orNull(text),
    subaccountId: orNull(text),
    subaccountName: orNull(text),
    contentType: text,
    message: orNull(text),
    conversationId: orNull(text),
    conversationType: orNull(text),
    buttonPayload: orNull(text),
    optOut: flag,
  } satisfies Record<keyof MoRow, unknown>),
);

/**
 * As a file of contacts is read, so that one person is one number beside what was sent: with Brazil's ninth digit where the platform leaves it out. What is
 * masked stays as it is, and what is read as no number.
 */
function wholeNumber(phone: string | null): string | null {
  const read = phone === null ? undefined : parsePhone(phone, { defaultCountry: null });
  return read?.ok ? read.e164 : phone;
}

/** Rows of what people wrote: joined by id with what can change, and with what the vault has. */
@Injectable()
export class MoRows {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  async show(found: readonly Found<typeof repliesView>[], principal: Principal): Promise<MoRow[]> {
    const around = await lookAround(
      this.views,
      this.vault,
      found.map(({ doc }) => doc),
    );
    const contacts = await this.contactsOf(found, around);
    return found.map(({ id, doc }): MoRow => {
      const { campaignId, contactKey, correlationId, subaccountId } = doc;
      const { contentType, conversationId, conversationType, optOut } = doc;
      const entry = around.entries.get(doc.ref);
      const { phone, text, buttonPayload } = personsWords(entry, principal);
      // Who took back what it wrote has still written.
      const words = doc.revoked ? { message: null, buttonPayload: null } : { message: text, buttonPayload };
      return {
        ...{ id, answeredAt: instant(doc.answeredAt), ...words },
        phone: wholeNumber(phone) ?? shownPhone(contacts.get(id), principal),
        ...namesOf(doc, around),
        ...{ campaignId, contactId: contactKey, correlationId, subaccountId },
        ...{ contentType, conversationId, conversationType, optOut },
      };
    });
  }

  /** Contacts of rows whose person the platform named by a user id only: the number it has there, by the rows' ids. */
  private async contactsOf(
    found: readonly Found<typeof repliesView>[],
    { entries }: Around,
  ): Promise<ReadonlyMap<string, StoredEntry>> {
    const unnamed = found.flatMap(({ id, doc: { ref, campaignId, contactKey } }) => {
      const entry = entries.get(ref);
      const isUnnamed = entry && (entry.data as StoredMessage).from === undefined;
      return isUnnamed && campaignId !== null && contactKey !== null ? [{ id, of: `${campaignId}.${contactKey}` }] : [];
    });
    if (unnamed.length === 0) return new Map();
    const sent = await this.views.reporting.getMany(
      messagesView,
      unnamed.map(({ of }) => of),
    );
    const known = await hydrate(
      this.vault,
      sent.map((message) => message?.ref),
    );
    return new Map(
      unnamed.flatMap(({ id }, at) => {
        const entry = known.get(sent[at]?.ref ?? '');
        return entry ? [[id, entry] as const] : [];
      }),
    );
  }
}
