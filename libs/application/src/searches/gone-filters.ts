import { type Principal, sees } from '@arauto/access';
import { Refusal, type SearchFacts } from '@arauto/domain';
import type { ViewReader } from '@arauto/read-models';
import { campaignsView, sendersView, subaccountsView, templatesView } from '@arauto/read-models/operational';
import type { WholeFilters } from './personal-filters';
import { within } from './reach';
import { isCampaignId } from './report-question';

/** Which filters of a search name what nobody finds any more, or not this one. */
export async function goneFilters(
  views: ViewReader,
  { subaccountId, report }: Pick<SearchFacts, 'subaccountId' | 'report'>,
  whole: WholeFilters,
  principal: Principal,
): Promise<string[]> {
  const who = within(principal, subaccountId);
  const { campaign, sender, template, subaccount } = whole.filters;
  const isOne = typeof campaign === 'string' && isCampaignId(report, campaign);
  const isThere = async (id: unknown, find: (id: string) => Promise<{ readonly subaccountId: string } | undefined>) => {
    if (typeof id !== 'string') return true;
    const doc = await find(id);
    return doc !== undefined && sees(who, doc.subaccountId);
  };
  const there: readonly (readonly [filter: string, boolean])[] = [
    ['campaign', !isOne || (await isThere(campaign, (id) => views.get(campaignsView, id)))],
    ['sender', await isThere(sender, (id) => views.get(sendersView, id))],
    ['template', await isThere(template, (id) => views.get(templatesView, id))],
    [
      'subaccount',
      await isThere(subaccount, async (id) =>
        (await views.get(subaccountsView, id)) ? { subaccountId: id } : undefined,
      ),
    ],
  ];
  return [...there.flatMap(([filter, isKnown]) => (isKnown ? [] : [filter])), ...whole.erased];
}

/** What whoever runs or copies a search is told. */
export function goneFrom(filter: string): Refusal {
  const message = `The ${filter} that this search asks for is not there any more: edit its filters.`;
  return new Refusal('not_found', message, { errors: [{ path: `filters.${filter}`, code: 'gone', message }] });
}
