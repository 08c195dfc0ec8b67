import { sees } from '@arauto/access';
import { instant } from '@arauto/clock';
import { type ExportOrder, type JsonValue, labelsIn } from '@arauto/domain';
import { sendersView, subaccountsView, templatesView } from '@arauto/read-models/operational';
import { type About, filterLabel, groupTitle, wallClockIn } from '@arauto/reporting';
import type { GivenFilters } from '../exports/export-filters';
import type { ExportSources } from '../exports/tables/table';
import { ConsolidatedGroups } from '../reports/consolidated-groups';

type Order = Pick<ExportOrder, 'askedBy' | 'language' | 'timeZone'>;
type Show = (value: string) => string | Promise<string>;

/**
 * Filters as people read them: words for what machines say, names for ids that the asker sees, moments by the clocks of the file. What has no other word
 * stands as it was given.
 */
export async function shownFilters(
  sources: Pick<ExportSources, 'views' | 'vault'>,
  order: Order,
  filters: GivenFilters,
): Promise<About> {
  const shows: Readonly<Record<string, Show>> = { ...wordsOf(order), ...namesOf(sources, order) };
  const shown = async (name: string, value: JsonValue): Promise<string> => {
    if (Array.isArray(value)) return (await Promise.all(value.map((each: JsonValue) => shown(name, each)))).join(', ');
    const text = value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value);
    return shows[name]?.(text) ?? text;
  };
  return Promise.all(
    Object.entries(filters).map(
      async ([name, value]) => [filterLabel(name, order.language), await shown(name, value)] as const,
    ),
  );
}

function wordsOf({ language, timeZone }: Order): Readonly<Record<string, Show>> {
  const { reportStatus, contactState, contentType, conversationType, yes, no } = labelsIn(language);
  const clock = wallClockIn(timeZone);
  const labelled = (labels: Readonly<Record<string, { readonly label: string }>>) => (value: string) =>
    labels[value]?.label ?? value;
  const called = (labels: Readonly<Record<string, string>>) => (value: string) => labels[value] ?? value;
  const flag = called({ true: yes, false: no });
  // A day is one by the clocks of the file already.
  const moment = (value: string) => (value.length === 10 ? value : (clock.text(instant(Date.parse(value))) ?? value));
  return {
    ...{ from: moment, to: moment, withSession: flag, needsAttention: flag, optOut: flag },
    ...{ status: labelled(reportStatus), state: labelled(contactState) },
    ...{ contentType: called(contentType), conversationType: called(conversationType) },
    groupBy: (value) => groupTitle(value)[language],
  };
}

/** A foreign id is one of which nothing was found, and says no more here. */
function namesOf(
  { views, vault }: Pick<ExportSources, 'views' | 'vault'>,
  order: Order,
): Readonly<Record<string, Show>> {
  const { operational } = views;
  const groups = new ConsolidatedGroups(views, vault);
  const called = async (by: 'subaccount' | 'sender' | 'template', id: string, subaccountId: string | undefined) => {
    if (subaccountId === undefined || !sees(order.askedBy, subaccountId)) return id;
    return (await groups.namesOf(by, [id], order.language))(id) ?? id;
  };
  return {
    subaccount: async (id) => called('subaccount', id, (await operational.get(subaccountsView, id)) && id),
    sender: async (id) => called('sender', id, (await operational.get(sendersView, id))?.subaccountId),
    template: async (id) => called('template', id, (await operational.get(templatesView, id))?.subaccountId),
  };
}
