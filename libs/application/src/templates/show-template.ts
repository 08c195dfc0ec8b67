import type { TemplateStatus } from '@arauto/domain';
import type { Found } from '@arauto/read-models';
import { readTemplate } from '@arauto/whatsapp';
import { instant } from '../use-case/instant';
import type { TemplateBody } from './template.body';

type TemplateDocument = Omit<TemplateBody, 'id' | 'variables' | 'createdAt' | 'parameterFormat' | 'status'> & {
  readonly parameterFormat: 'positional' | 'named';
  readonly status: TemplateStatus;
  readonly createdAt: number;
};

export function showTemplate({ id, doc }: Found): TemplateBody {
  const template = doc as unknown as TemplateDocument;
  const { subaccountId, senderId, name, language, category, parameterFormat, components, status } = template;
  const read = readTemplate({ name, language, parameterFormat, components });
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
    variables: 'template' in read ? read.template.variables.map(({ key }) => key) : [],
    createdAt: instant(template.createdAt),
    revision: template.revision,
  };
}
