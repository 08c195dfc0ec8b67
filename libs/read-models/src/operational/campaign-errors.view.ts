/**
 * What went wrong in this campaign, by cause? Asked by the campaign's page.
 * Costs one addition per contact that ends in a failure. A failure that a later delivery superseded stays counted: it happened.
 */
import type { View } from '../port';
import { contactProjection } from './contact-event';

export const campaignErrorsView: View = {
  name: 'campaign-errors',
  version: 1,
  group: 'operational',
  fields: { campaignId: 'symbol', code: 'symbol', contacts: 'integer' },
  indexes: [['campaignId']],
};

export const campaignErrorsProjection = contactProjection(campaignErrorsView, ({ event, campaignId }) => {
  const code = failureCode(event);
  if (code === undefined) return [];
  const id = `${campaignId}:${code}`;
  return [{ op: 'add', view: campaignErrorsView.name, id, amounts: { contacts: 1 }, key: { campaignId, code } }];
});

function failureCode(event: Parameters<Parameters<typeof contactProjection>[1]>[0]['event']): string | undefined {
  switch (event.type) {
    case 'SendErrored':
    case 'SendingFailed':
    case 'DeliveryFailed':
      return event.data.error.code;
    case 'Expired':
      return 'ENG_TTL_EXPIRED';
    default:
      return undefined;
  }
}
