import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import type { components } from '../../api/schema';
import { afterWritten, noted } from '../../api/written';
import { ofCampaign } from '../../live/one-campaign';

export type Contact = components['schemas']['Contact'];
export type Event = components['schemas']['Event'];
export type Conversation = components['schemas']['Conversation'];
export type Outcome = components['schemas']['AssumeOutcomeBody']['outcome'];

const AT_ONCE = 500;

export function contactQuery(campaignId: string, contactId: string) {
  return queryOptions({
    queryKey: [...ofCampaign(campaignId), 'contact', contactId],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/campaigns/{id}/contacts/{contactId}', {
          signal,
          params: { path: { id: campaignId, contactId }, query: afterWritten() },
        }),
      ),
  });
}

/** All of it: a contact has tens of events. */
export function historyQuery(campaignId: string, contactId: string) {
  return queryOptions({
    queryKey: [...ofCampaign(campaignId), 'history', contactId],
    queryFn: async ({ signal }) => {
      const events: Event[] = [];
      let cursor: string | null = null;
      do {
        const query = { limit: AT_ONCE, ...(cursor !== null && { cursor }) };
        const page: { items: Event[]; nextCursor: string | null } = await answerOf(
          api.GET('/v1/campaigns/{id}/contacts/{contactId}/history', {
            signal,
            params: { path: { id: campaignId, contactId }, query },
          }),
        );
        events.push(...page.items);
        cursor = page.items.length === AT_ONCE ? page.nextCursor : null;
      } while (cursor !== null);
      return events;
    },
  });
}

export function conversationQuery(campaignId: string, id: string) {
  return queryOptions({
    // With the campaign's: what changes it may be in the conversation, too.
    queryKey: [...ofCampaign(campaignId), 'conversation', id],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/conversations/{id}', { signal, params: { path: { id } } })),
  });
}

export async function assume(campaignId: string, contactId: string, outcome: Outcome): Promise<void> {
  const path = { id: campaignId, contactId };
  noted(
    await answerOf(api.POST('/v1/campaigns/{id}/contacts/{contactId}/assume', { params: { path }, body: { outcome } })),
  );
}

export async function remove(campaignId: string, contactId: string): Promise<void> {
  const path = { id: campaignId, contactId };
  noted(await answerOf(api.DELETE('/v1/campaigns/{id}/contacts/{contactId}', { params: { path } })));
}
