import { type GupshupNumber } from '../business-numbers';
import { type TemplateButton } from '../template-shape';
import { type Template, type Templates } from '../templates';
import { appTemplateId } from './ids';

/** `GET /wa/app/{appId}/template`: every template that the app knows. */
export function listAppTemplates(templates: Templates, app: GupshupNumber): string {
  return JSON.stringify({
    status: 'success',
    templates: templates.of(app.account).map((template) => describe(template, app)),
  });
}

function describe(template: Template, app: GupshupNumber): object {
  const { shape, components } = template;
  const textOf = (type: string) => components.find((one) => one.type.toUpperCase() === type)?.text;
  const buttons = components.find((one) => one.type.toUpperCase() === 'BUTTONS')?.buttons ?? [];
  const body = textOf('BODY') ?? '';
  return {
    id: appTemplateId(app.id, template.id),
    externalId: template.id,
    appId: app.id,
    elementName: template.name,
    languageCode: template.language,
    languagePolicy: 'deterministic',
    category: template.category,
    templateType: shape.headerMedia?.toUpperCase() ?? 'TEXT',
    status: template.status,
    // The whole message as one text, which nobody can take apart again; its parts stand in containerMeta.
    data: [textOf('HEADER'), body, textOf('FOOTER'), ...buttons.map(shown)].filter(Boolean).join('\n'),
    meta: JSON.stringify({ example: body }),
    containerMeta: JSON.stringify({
      data: body,
      header: textOf('HEADER'),
      footer: textOf('FOOTER'),
      buttons: buttons.length > 0 ? buttons : undefined,
    }),
  };
}

function shown({ text = '' }: TemplateButton): string {
  return `| [${text}]`;
}
