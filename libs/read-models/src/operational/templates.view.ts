/**
 * Which messages are approved? Asked by the template list and pre-flight.
 * Costs one small write per template event.
 */
import { idOf, streamPrefix, type TemplateEvent } from '@arauto/domain';
import type { RecordedEvent } from '@arauto/event-store';
import type { Change, Document, View } from '../port';
import { projection } from '../projection';

export const templatesView: View = {
  name: 'templates',
  version: 1,
  group: 'operational',
  fields: {
    subaccountId: 'symbol',
    senderId: 'symbol',
    name: 'text',
    language: 'symbol',
    category: 'symbol',
    parameterFormat: 'symbol',
    components: 'json',
    status: 'symbol',
    statusReason: 'text',
    createdAt: 'integer',
    revision: 'integer',
  },
  indexes: [['subaccountId', 'createdAt'], ['createdAt'], ['senderId', 'name']],
};

export const templatesProjection = projection<TemplateEvent>(templatesView, {
  TemplateRegistered: (registered, event) => [
    {
      op: 'put',
      view: templatesView.name,
      id: idOf(event.stream, streamPrefix.template),
      doc: { ...registered, createdAt: event.at, revision: event.revision },
    },
  ],
  TemplateStatusChanged: ({ status, reason }, event) => patch(event, { status, statusReason: reason }),
  TemplateCategoryChanged: ({ category }, event) => patch(event, { category }),
});

function patch(event: RecordedEvent, doc: Document): Change[] {
  const id = idOf(event.stream, streamPrefix.template);
  return [{ op: 'patch', view: templatesView.name, id, doc: { ...doc, revision: event.revision } }];
}
