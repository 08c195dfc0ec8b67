import { type Principal, sees } from '@arauto/access';
import { instant } from '@arauto/clock';
import type { Found } from '@arauto/read-models';
import {
  campaignsView,
  keysView,
  type SearchDocument,
  type searchesView,
  sendersView,
  subaccountsView,
  templatesView,
} from '@arauto/read-models/operational';
import { Inject, Injectable } from '@nestjs/common';
import { documentsById } from '../reports/documents-by-id';
import { VIEWS } from '../tokens';
import { shownPhone, shownText } from '../use-case/personal';
import type { Views } from '../views';
import { PersonalFilters, type WholeFilters } from './personal-filters';
import { within } from './reach';
import { type Filters, isCampaignId } from './report-question';
import type { SearchBody } from './search.body';

/** Filters as a report takes them. Who was erased is nobody: a phone that is not there any more finds nothing, and not everything. */
export function questionFilters({ filters, phones, name }: WholeFilters): Filters {
  return { ...filters, ...(phones && { phone: phones }), ...(name !== null && { name }) };
}

/** Searches as people read them. */
@Injectable()
export class ShowSearches {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(PersonalFilters) private readonly personal: PersonalFilters,
  ) {}

  async show(found: readonly Found<typeof searchesView>[], principal: Principal): Promise<SearchBody[]> {
    const docs = found.map(({ doc }) => doc);
    const keys = await documentsById(
      this.views.operational,
      keysView,
      docs.map(({ owner }) => owner),
    );
    const wholes = await this.personal.read(docs);
    const gone = await Promise.all(docs.map((doc, at) => this.goneOf(doc, wholes[at]!, principal)));
    return found.map(({ id, doc }, at) => {
      const { subaccountId, name, report, period, columns, format, language, timeZone, shared, owner, revision } = doc;
      return {
        ...{ id, subaccountId, name, report, filters: shownFilters(wholes[at]!, principal) },
        ...{ period, columns, format, language, timeZone, shared, own: owner === principal.id },
        owner: { id: owner, name: keys.get(owner)?.name ?? null },
        gone: gone[at]!,
        createdAt: instant(doc.createdAt),
        updatedAt: instant(doc.updatedAt),
        revision,
      };
    });
  }

  /** What a search asks for and nobody, or not this one, finds any more. */
  async goneOf({ subaccountId, report }: SearchDocument, whole: WholeFilters, principal: Principal): Promise<string[]> {
    const who = within(principal, subaccountId);
    const { operational } = this.views;
    const { campaign, sender, template, subaccount } = whole.filters;
    const isOne = typeof campaign === 'string' && isCampaignId(report, campaign);
    const isThere = async (
      id: unknown,
      find: (id: string) => Promise<{ readonly subaccountId: string } | undefined>,
    ) => {
      if (typeof id !== 'string') return true;
      const doc = await find(id);
      return doc !== undefined && sees(who, doc.subaccountId);
    };
    const there: readonly (readonly [filter: string, boolean])[] = [
      ['campaign', !isOne || (await isThere(campaign, (id) => operational.get(campaignsView, id)))],
      ['sender', await isThere(sender, (id) => operational.get(sendersView, id))],
      ['template', await isThere(template, (id) => operational.get(templatesView, id))],
      [
        'subaccount',
        await isThere(subaccount, async (id) =>
          (await operational.get(subaccountsView, id)) ? { subaccountId: id } : undefined,
        ),
      ],
    ];
    return [...there.flatMap(([filter, isKnown]) => (isKnown ? [] : [filter])), ...whole.erased];
  }
}

function shownFilters(whole: WholeFilters, principal: Principal): Filters {
  const { phones, name } = whole;
  return {
    ...whole.filters,
    ...(phones && { phone: phones.map((phone) => shownPhone({ phone }, principal)) }),
    ...(name !== null && { name: shownText(name, principal) }),
  };
}
