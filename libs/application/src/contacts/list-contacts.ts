import { CONTACT_STATES, type ContactState } from '@arauto/domain';
import type { Vault } from '@arauto/privacy';
import type { Condition } from '@arauto/read-models';
import { campaignsView, contactsView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { OfCampaign } from '../campaigns/campaign-parts';
import type { Page } from '../context';
import { Field, flagInQuery, list, oneOf, optional, text } from '../fields';
import { PageQuery } from '../paging';
import { VAULT, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { COUNT_UP_TO, findPage } from '../use-case/page';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { ContactSearch } from './contact-search';
import { contactBody, type ContactBody } from './contact.body';
import { showContacts } from './show-contacts';

export class ListContactsQuery extends PageQuery {
  @Field(optional(list(oneOf(CONTACT_STATES), { max: 50 }))) readonly state?: readonly ContactState[];
  /** Phone in any notation, name, or the beginning of the correlation id. */
  @Field(optional(text({ max: 200 }))) readonly q?: string;
  /** An error code. */
  @Field(optional(text({ max: 64 }))) readonly error?: string;
  @Field(optional(flagInQuery)) readonly needsAttention?: boolean;
}

export class ListContacts extends QueryWith<ListContactsQuery & OfCampaign, Page<ContactBody>> {
  static readonly facts: UseCaseFacts = {
    permission: 'contact:read',
    query: ListContactsQuery,
    answers: { pageOf: contactBody },
    problems: ['not_found'],
  };
}

@QueryHandler(ListContacts)
export class ListContactsHandler implements IQueryHandler<ListContacts> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(ContactSearch) private readonly search: ContactSearch,
  ) {}

  /** In the order of the files. */
  async execute({ context, input }: ListContacts): Promise<Page<ContactBody>> {
    await caughtUp(this.views, 'operational', context);
    const { campaignId, q = '' } = input;
    const { principal } = context;
    const campaign = await getDocument(this.views, campaignsView, campaignId, principal, 'campaign');
    const searched = q.trim() === '' ? [] : [await this.search.refs(principal, campaignId, campaign.subaccountId, q)];
    const where = [...contactConditions(input), ...searched];
    const sort = [{ field: 'ref' }] as const;
    const { found, nextCursor } = await findPage(this.views.operational, contactsView, { where, sort, input });
    const docs = found.map(({ doc }) => doc);
    return {
      items: await showContacts(this.vault, principal, docs, context.language),
      nextCursor,
      total: await this.views.operational.count(contactsView, where, COUNT_UP_TO),
    };
  }
}

/** What contacts of a campaign are looked for by, but for a search. */
export function contactConditions({
  campaignId,
  state = [],
  error,
  needsAttention,
}: ListContactsQuery & OfCampaign): Condition<typeof contactsView>[] {
  return [
    { field: 'campaignId', equals: campaignId },
    ...(state.length > 0 ? [{ field: 'state', in: state } as const] : []),
    ...(error === undefined ? [] : [{ field: 'errorCode', equals: error } as const]),
    ...(needsAttention === undefined ? [] : [{ field: 'needsAttention', equals: needsAttention } as const]),
  ];
}
