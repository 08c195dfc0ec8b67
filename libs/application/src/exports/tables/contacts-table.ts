import { campaignsView, contactsView } from '@arauto/read-models/operational';
import { contactsReport } from '@arauto/reporting';
import { contactConditions } from '../../contacts/list-contacts';
import { ContactSearch } from '../../contacts/contact-search';
import { showContacts } from '../../contacts/show-contacts';
import type { QueryContext } from '../../context';
import { getDocument } from '../../use-case/get-document';
import type { FiltersOf } from '../export-filters';
import type { ExportSources, ExportTable } from './table';

/** The people of a campaign, in the order of the files. */
export async function contactsTable(
  { views, vault, identities }: ExportSources,
  { principal, language }: QueryContext,
  { campaign: campaignId, q = '', ...asked }: FiltersOf['contacts'],
): Promise<ExportTable> {
  const campaign = await getDocument(views, campaignsView, campaignId, principal, 'campaign');
  const search = new ContactSearch(views, vault, identities);
  const found = q.trim() === '' ? [] : [await search.refs(principal, campaignId, campaign.subaccountId, q)];
  const where = [...contactConditions({ ...asked, campaignId }), ...found];
  async function* rows() {
    for await (const page of views.operational.stream(contactsView, { where, sort: [{ field: 'ref' }] })) {
      yield await showContacts(
        vault,
        principal,
        page.map(({ doc }) => doc),
        language,
      );
    }
  }
  return {
    of: 'operational',
    name: 'contacts',
    campaignId,
    count: (cap) => views.operational.count(contactsView, where, cap),
    pour: (into) => into(contactsReport, rows()),
  };
}
