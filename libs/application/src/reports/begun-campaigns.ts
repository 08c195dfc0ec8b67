import type { Condition, ConditionOn } from '@arauto/read-models';
import { type CampaignDocument, campaignsView } from '@arauto/read-models/operational';
import type { Views } from '../views';

/** Statuses of campaigns of which some never began: a draft, and what was canceled as one. */
const BEFORE_OR_WITHOUT = ['draft', 'scheduled', 'canceling', 'canceled'] as const;

/**
 * Whether its contacts are messages of a report: once it was started, or its time came and pre-flight refused it. Before that a rejected or suppressed
 * row is a verdict of its upload, and nothing that failed.
 */
export function hasBegun({ startedAt, status }: Pick<CampaignDocument, 'startedAt' | 'status'>): boolean {
  return startedAt !== null || status === 'failed';
}

/**
 * Leaves out the rows of campaigns that never began. They are known by their campaigns, as users and templates are: a start touches no contact.
 * @param scope those who may be seen
 */
export async function ofBegunCampaigns(
  views: Views,
  scope: readonly Condition<typeof campaignsView>[],
): Promise<ConditionOn<'campaignId', string>[]> {
  const where = [...scope, { field: 'status', in: BEFORE_OR_WITHOUT }, { field: 'startedAt', equals: null }] as const;
  const fields = ['contacts', 'openUploads'] as const;
  const waiting: string[] = [];
  for await (const found of views.operational.stream(campaignsView, { where, fields })) {
    waiting.push(...found.filter(({ doc }) => doc.contacts > 0 || doc.openUploads > 0).map(({ id }) => id));
  }
  return waiting.length === 0 ? [] : [{ field: 'campaignId', notIn: waiting }];
}
