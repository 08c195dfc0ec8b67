/**
 * Which messages are approved? Asked by the template list and pre-flight.
 * Costs one small write per template event.
 */
import { type FrozenTemplate, idOf, streamPrefix, type TemplateEvent, type TemplateStatus } from '@arauto/domain';
import type { RecordedEvent } from '@arauto/event-store';
import { type Change, patch, put } from '../change';
import { projection } from '../projection';
import { defineView, type Draft, integer, json, symbol, text } from '../view';

export const templatesView = defineView({
  name: 'templates',
  version: 2,
  group: 'operational',
  fields: {
    subaccountId: symbol(),
    senderId: symbol(),
    name: text(),
    language: symbol(),
    category: symbol(),
    parameterFormat: symbol<FrozenTemplate['parameterFormat']>(),
    components: json<FrozenTemplate['components']>(),
    messageSendTtlSeconds: integer<number | null>(),
    status: symbol<TemplateStatus>(),
    statusReason: text<string | null>(),
    createdAt: integer(),
    revision: integer(),
  },
  indexes: [['subaccountId', 'createdAt'], ['createdAt'], ['senderId', 'name']],
});

export const templatesProjection = projection<TemplateEvent>(templatesView, {
  TemplateRegistered: (registered, event) => [
    put(templatesView, idOf(event.stream, streamPrefix.template), {
      ...registered,
      createdAt: event.at,
      revision: event.revision,
    }),
  ],
  TemplateStatusChanged: ({ status, reason }, event) => changed(event, { status, statusReason: reason }),
  TemplateCategoryChanged: ({ category }, event) => changed(event, { category }),
  TemplateTtlChanged: ({ messageSendTtlSeconds }, event) => changed(event, { messageSendTtlSeconds }),
});

function changed(event: RecordedEvent, doc: Draft<typeof templatesView>): Change[] {
  const id = idOf(event.stream, streamPrefix.template);
  return [patch(templatesView, id, { ...doc, revision: event.revision })];
}
