import type { Permission } from '@arauto/access';
import { CONTACT_STATES } from '@arauto/domain';
import type { Vault } from '@arauto/privacy';
import type { Condition } from '@arauto/read-models';
import { campaignsView, contactsView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { PageInput } from '../paging';
import { VAULT, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { findPage } from '../use-case/page';
import { checkWords, Problems } from '../use-case/problems';
import type { Views } from '../views';
import { ContactSearch } from './contact-search';
import type { ContactBody } from './contact.body';
import { showContacts } from './show-contacts';

export interface ListContactsInput extends PageInput {
  readonly campaignId: string;
  readonly state?: readonly string[] | undefined;
  /** Phone in any notation, name, or the beginning of the correlation id. */
  readonly q?: string | undefined;
  /** An error code. */
  readonly error?: string | undefined;
  readonly needsAttention?: boolean | undefined;
}

export class ListContacts extends Query<Page<ContactBody>> {
  static readonly permission: Permission = 'contact:read';

  constructor(
    readonly context: QueryContext,
    readonly input: ListContactsInput,
  ) {
    super();
  }
}

const COUNT_UP_TO = 10_000;

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
    const where = [...conditions(input), ...searched];
    const sort = [{ field: 'ref' }] as const;
    const { found, nextCursor } = await findPage(this.views.operational, contactsView, { where, sort, input });
    const docs = found.map(({ doc }) => doc);
    return {
      items: await showContacts(this.vault, principal, docs),
      nextCursor,
      total: await this.views.operational.count(contactsView, where, COUNT_UP_TO),
    };
  }
}

function conditions({
  campaignId,
  state = [],
  error,
  needsAttention,
}: ListContactsInput): Condition<typeof contactsView>[] {
  const problems = new Problems();
  const states = checkWords(problems, 'state', state, CONTACT_STATES);
  problems.refuse();
  return [
    { field: 'campaignId', equals: campaignId },
    ...(states.length > 0 ? [{ field: 'state', in: states } as const] : []),
    ...(error === undefined ? [] : [{ field: 'errorCode', equals: error } as const]),
    ...(needsAttention === undefined ? [] : [{ field: 'needsAttention', equals: needsAttention } as const]),
  ];
}
