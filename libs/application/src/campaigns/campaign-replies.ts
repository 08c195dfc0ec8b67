import { type FrozenTemplate, INBOUND_TYPES, quickRepliesOf } from '@arauto/domain';
import type { ViewReader } from '@arauto/read-models';
import { campaignRepliesView } from '@arauto/read-models/operational';
import type { CampaignReplies } from './campaign.body';

/** Counters of one campaign: of every kind of message, and of the buttons of a template. */
const MOST_COUNTERS = 100;

/** What was answered in a campaign. @param template as frozen at the start; null before it */
export async function repliesIn(
  views: Pick<ViewReader, 'find'>,
  campaignId: string,
  template: FrozenTemplate | null,
): Promise<Omit<CampaignReplies, 'optOuts'>> {
  const where = [{ field: 'campaignId', equals: campaignId }] as const;
  const counters = await views.find(campaignRepliesView, { where, limit: MOST_COUNTERS });
  const ofKind = new Map(counters.map(({ doc }) => [doc.contentType, doc.messages]));
  const ofButton = new Map(counters.map(({ doc }) => [doc.button, doc]));
  const byType = Object.fromEntries(
    INBOUND_TYPES.map((type) => [type, ofKind.get(type) ?? 0]),
  ) as CampaignReplies['byType'];
  return {
    total: Object.values(byType).reduce((sum, count) => sum + count, 0),
    byType,
    buttons: (template ? quickRepliesOf(template) : []).map(({ index, text }) => {
      const counted = ofButton.get(String(index));
      return { text, payload: text, taps: counted?.messages ?? 0, contacts: counted?.contacts ?? 0 };
    }),
  };
}
