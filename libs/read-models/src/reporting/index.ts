import type { Projection } from '../port';
import { campaignSeriesProjection } from './campaign-series.view';
import { messagesProjection, type ReportWords } from './messages.view';
import { repliesProjection } from './replies.view';

export { campaignSeriesView, minuteAt, minuteText } from './campaign-series.view';
export {
  type MessageDocument,
  messagesView,
  rareContentTypeOf,
  rareConversationTypeOf,
  rareStatusOf,
  type ReportWords,
} from './messages.view';
export { repliesView, tapOf } from './replies.view';

/** What reports need. */
export function reportingProjections(words: ReportWords): readonly Projection[] {
  return [messagesProjection(words), repliesProjection, campaignSeriesProjection];
}
