/**
 * Which test messages were asked for of late? Asked by the reaction that brings those to an end whose process died meanwhile.
 * Costs one put per test message.
 */
import { type CampaignEvent, contactDocumentId, idOf, streamPrefix, testContactKey } from '@arauto/domain';
import { put } from '../change';
import { projection } from '../projection';
import { defineView, integer, symbol, text } from '../view';

export const testRequestsView = defineView({
  name: 'test-requests',
  version: 1,
  group: 'operational',
  fields: {
    campaignId: symbol(),
    n: integer(),
    ref: text(),
    /** Requests of long ago do not say whose they are. */
    person: text<string | null>(),
    correlationId: text<string | null>(),
    requestedAt: integer(),
  },
  indexes: [['requestedAt']],
});

/** A document is keyed as that of its contact. */
export const testRequestsProjection = projection<CampaignEvent>(testRequestsView, {
  TestMessageRequested: ({ n, ref, person = null, correlationId = null }, { stream, at }) => {
    const campaignId = idOf(stream, streamPrefix.campaign);
    const id = contactDocumentId(campaignId, testContactKey(n));
    return [put(testRequestsView, id, { campaignId, n, ref, person, correlationId, requestedAt: at })];
  },
});
