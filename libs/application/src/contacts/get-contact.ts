import { contactDocumentId, stream } from '@arauto/domain';
import { type EventStore, START } from '@arauto/event-store';
import type { Vault } from '@arauto/privacy';
import { ViewsBeingMade } from '@arauto/read-models';
import { campaignsView, contactsView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { OfContact } from '../campaigns/campaign-parts';
import { EVENT_STORE, VAULT, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { notFound } from '../use-case/problems';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { contactBody, type ContactBody } from './contact.body';
import { showContacts } from './show-contacts';

export class GetContact extends QueryWith<OfContact, ContactBody> {
  static readonly facts: UseCaseFacts = { permission: 'contact:read', answers: contactBody, problems: ['not_found'] };
}

@QueryHandler(GetContact)
export class GetContactHandler implements IQueryHandler<GetContact> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async execute({ context, input: { campaignId, contactId } }: GetContact): Promise<ContactBody> {
    await caughtUp(this.views, 'operational', context);
    await getDocument(this.views, campaignsView, campaignId, context.principal, 'campaign');
    const doc = await this.views.operational.get(contactsView, contactDocumentId(campaignId, contactId));
    const [contact] = doc ? await showContacts(this.vault, context.principal, [doc], context.language) : [];
    if (contact) return contact;
    // Views of a version before, read until they are made again, do not have test messages where those of this one do.
    const { exists } = await this.store.readStream(stream.contact(campaignId, contactId), { limit: 1 });
    throw exists ? new ViewsBeingMade('operational', START, START) : notFound('contact');
  }
}
