/**
 * What went wrong in this campaign, by cause? Asked by the campaign's page.
 * Costs one addition per contact that ends in a failure. A failure that a later delivery or another
 * upload overcame is taken off again.
 */
import { type ContactEvent, failureCodeOf } from '@arauto/domain';
import { add, type Change } from '../change';
import { defineView, integer, symbol } from '../view';
import { contactProjection } from './contact-event';

export const campaignErrorsView = defineView({
  name: 'campaign-errors',
  version: 3,
  group: 'operational',
  fields: { campaignId: symbol(), code: symbol(), contacts: integer() },
  indexes: [['campaignId']],
  counters: true,
});

export const campaignErrorsProjection = contactProjection(campaignErrorsView, ({ event, campaignId }) => {
  const change = (code: string | null | undefined, contacts: number): Change[] =>
    code === null || code === undefined
      ? []
      : [add(campaignErrorsView, `${campaignId}:${code}`, { contacts }, { campaignId, code })];
  return [...change(failureCodeOf(event), 1), ...change(overcomeBy(event), -1)];
});

function overcomeBy(event: ContactEvent): string | undefined {
  switch (event.type) {
    case 'Delivered':
    case 'Read':
    case 'ContactUploaded':
      return event.data.overcomes;
    default:
      return undefined;
  }
}
