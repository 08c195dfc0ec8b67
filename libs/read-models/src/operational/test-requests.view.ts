/**
 * Which test messages were asked for of late? Asked by the reaction that brings those to an end whose process died meanwhile.
 * Costs one put per test message.
 */
import { type CampaignEvent, contactDocumentId, idOf, streamPrefix, testContactKey } from '@arauto/domain';
import type { View } from '../port';
import { projection } from '../projection';

export const testRequestsView: View = {
  name: 'test-requests',
  version: 1,
  group: 'operational',
  fields: {
    campaignId: 'symbol',
    n: 'integer',
    ref: 'text',
    person: 'text',
    correlationId: 'text',
    requestedAt: 'integer',
  },
  indexes: [['requestedAt']],
};

/** A document is keyed as that of its contact. */
export const testRequestsProjection = projection<CampaignEvent>(testRequestsView, {
  TestMessageRequested: ({ n, ref, person = null, correlationId = null }, { stream, at }) => {
    const campaignId = idOf(stream, streamPrefix.campaign);
    const id = contactDocumentId(campaignId, testContactKey(n));
    return [
      {
        op: 'put',
        view: testRequestsView.name,
        id,
        doc: { campaignId, n, ref, person, correlationId, requestedAt: at },
      },
    ];
  },
});
