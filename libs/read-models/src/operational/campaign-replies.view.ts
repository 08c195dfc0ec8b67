/**
 * What was answered in this campaign, by kind of message and by button? Asked by the campaign's page. Costs one or two additions per message that
 * is attributed to a contact, and one per contact that taps a button.
 */
import { type MessageAttributed, type Replied, splitPair, streamPrefix } from '@arauto/domain';
import { add, type Change } from '../change';
import { type Handlers, projection } from '../projection';
import { defineView, integer, symbol } from '../view';

export const campaignRepliesView = defineView({
  name: 'campaign-replies',
  version: 1,
  group: 'operational',
  fields: {
    campaignId: symbol(),
    /** The kind of message, of a counter of all of a kind; null of one of a button. */
    contentType: symbol<string | null>(),
    /** Index among the buttons of the frozen template, as text: numbers of a counter are added up. Null of a counter of a kind. */
    button: symbol<string | null>(),
    messages: integer(),
    /** Who tapped, each counted once; null of a counter of a kind. */
    contacts: integer<number | null>(),
  },
  indexes: [['campaignId']],
  counters: true,
});

const handlers: Handlers<MessageAttributed | Replied> = {
  MessageAttributed: ({ contact, contentType, button }) => {
    if (contact === null) return [];
    const { campaignId } = contact;
    const kind = add(campaignRepliesView, `${campaignId}.${contentType}`, { messages: 1 }, { campaignId, contentType });
    return button === null ? [kind] : [kind, tapped(campaignId, button, { messages: 1 })];
  },
  Replied: ({ button }, event) => {
    if (button === undefined) return [];
    const { left: campaignId } = splitPair(event.stream, streamPrefix.contact);
    return [tapped(campaignId, button, { contacts: 1 })];
  },
};

export const campaignRepliesProjection = projection(campaignRepliesView, handlers);

function tapped(campaignId: string, button: number, amounts: { messages?: number; contacts?: number }): Change {
  return add(campaignRepliesView, `${campaignId}.button-${button}`, amounts, { campaignId, button: String(button) });
}
