import type { Principal } from '@arauto/access';
import { instant } from '@arauto/clock';
import type { Vault } from '@arauto/privacy';
import type { Found } from '@arauto/read-models';
import type { repliesView } from '@arauto/read-models/reporting';
import type { MoRow } from '@arauto/reporting';
import { Inject, Injectable } from '@nestjs/common';
import { personsWords } from '../conversations/persons-words';
import { named, object, orNull, text, time } from '../fields/shapes';
import { VAULT, VIEWS } from '../tokens';
import type { Views } from '../views';
import { lookAround, namesOf } from './around-rows';

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
  } satisfies Record<keyof MoRow, unknown>),
);

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
    return found.map(({ id, doc }): MoRow => {
      const { campaignId, contactKey, correlationId, subaccountId, contentType, conversationId, conversationType } =
        doc;
      const {
        phone,
        text: message,
        buttonPayload,
      } = personsWords(doc.revoked ? undefined : around.entries.get(doc.ref), principal);
      return {
        ...{ id, answeredAt: instant(doc.answeredAt), phone, message, buttonPayload },
        ...namesOf(doc, around),
        ...{ campaignId, contactId: contactKey, correlationId, subaccountId },
        ...{ contentType, conversationId, conversationType },
      };
    });
  }
}
