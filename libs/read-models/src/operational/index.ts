import type { Projection } from '../port';
import { campaignCountersProjection } from './campaign-counters.view';
import { campaignErrorsProjection } from './campaign-errors.view';
import { campaignRepliesProjection } from './campaign-replies.view';
import { campaignsProjection } from './campaigns.view';
import { contactsProjection } from './contacts/contacts.view';
import { conversationsProjection } from './conversations.view';
import { exportsProjection } from './exports.view';
import { identitiesProjection } from './identities.view';
import { inboundProjection } from './inbound.view';
import { keysProjection } from './keys.view';
import { laterMessagesProjection } from './later-messages.view';
import { searchesProjection } from './searches.view';
import { sendersProjection } from './senders.view';
import { subaccountsProjection } from './subaccounts.view';
import { suppressionsProjection } from './suppressions.view';
import { templatesProjection } from './templates.view';
import { testRequestsProjection } from './test-requests.view';
import { timelineProjection } from './timeline.view';
import { unmatchedProjection } from './unmatched.view';
import { uploadsProjection } from './uploads.view';
import { verdictsProjection } from './verdicts.view';

export { campaignCountersView, milestoneCounter, stateCounter } from './campaign-counters.view';
export { campaignErrorsView } from './campaign-errors.view';
export { campaignRepliesView } from './campaign-replies.view';
export { type CampaignDocument, campaignsView } from './campaigns.view';
export { contactProjection, type OfContact } from './contact-event';
export { type ContactDocument, contactsView } from './contacts/contacts.view';
export { dueAtOf, ON_THEIR_WAY, OPEN_ATTEMPTS, UNKNOWN_OUTCOMES } from './contacts/due';
export { conversationsView, daysUpTo } from './conversations.view';
export { type ExportDocument, exportsView } from './exports.view';
export { identitiesView } from './identities.view';
export { conversationOf, inboundId, inboundIdOf } from './conversation-event';
export { inboundView } from './inbound.view';
export { keysView } from './keys.view';
export { laterMessagesView } from './later-messages.view';
export { type SearchDocument, searchesView } from './searches.view';
export { type SenderDocument, sendersView } from './senders.view';
export { subaccountsView } from './subaccounts.view';
export { type HeldKind, type SuppressionDocument, suppressionsView } from './suppressions.view';
export { templatesView } from './templates.view';
export { testRequestsView } from './test-requests.view';
export { timelineView } from './timeline.view';
export { unmatchedView } from './unmatched.view';
export { type UploadDocument, uploadsView } from './uploads.view';
export { verdictsView } from './verdicts.view';

/** What dispatch, reactions and the dashboard need. */
export const operationalProjections: readonly Projection[] = [
  campaignsProjection,
  timelineProjection,
  campaignCountersProjection,
  campaignErrorsProjection,
  campaignRepliesProjection,
  contactsProjection,
  testRequestsProjection,
  laterMessagesProjection,
  uploadsProjection,
  verdictsProjection,
  sendersProjection,
  templatesProjection,
  keysProjection,
  searchesProjection,
  exportsProjection,
  subaccountsProjection,
  suppressionsProjection,
  conversationsProjection,
  inboundProjection,
  unmatchedProjection,
  identitiesProjection,
];
