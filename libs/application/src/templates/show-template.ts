import { instant } from '@arauto/clock';
import { timeToLiveOf } from '@arauto/domain';
import type { Found } from '@arauto/read-models';
import type { templatesView } from '@arauto/read-models/operational';
import { readTemplate } from '@arauto/whatsapp';
import type { TemplateBody } from './template.body';

export function showTemplate({ id, doc: template }: Found<typeof templatesView>): TemplateBody {
  const { subaccountId, senderId, name, language, category, parameterFormat, components, status } = template;
  const { messageSendTtlSeconds: ttl } = template;
  const read = readTemplate({ name, language, category, parameterFormat, components });
  return {
    id,
    subaccountId,
    senderId,
    name,
    language,
    category,
    parameterFormat,
    components,
    status,
    statusReason: template.statusReason,
    messageSendTtlSeconds: ttl ?? null,
    timeToLiveSeconds: timeToLiveOf({ category, ...(typeof ttl === 'number' && { messageSendTtlSeconds: ttl }) }),
    variables: 'template' in read ? read.template.variables.map(({ key }) => key) : [],
    optionalVariables: 'template' in read ? read.template.optional.map(({ key }) => key) : [],
    createdAt: instant(template.createdAt),
    revision: template.revision,
  };
}
