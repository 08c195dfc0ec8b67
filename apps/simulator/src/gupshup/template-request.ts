import { type GupshupNumber } from '../business-numbers';
import { asObject, asText, type JsonObject } from '../json-object';
import { type WantedMessage } from '../take-message';
import { checkTemplateMessage } from '../template-message';
import { type Template, type Templates } from '../templates';
import { templateNumber } from './ids';
import { invalid, type Refusal } from './refusal';
import { objectIn, postbackTexts } from './send-form';

type Content = Pick<WantedMessage, 'template' | 'quickReplies' | 'fails'>;

/** The content of `POST /wa/api/v1/template/msg`: refused where it cannot be read, taken and failed where it does not fit the template. */
export function readTemplateContent(
  form: URLSearchParams,
  app: GupshupNumber,
  templates: Templates,
): Content | Refusal {
  const content = objectIn(form, 'template');
  const id = asText(content?.id);
  const params = content?.params ?? [];
  if (!id || !Array.isArray(params) || !params.every((one) => typeof one === 'string')) return invalid('Template');
  const postbacks = postbackTexts(form);
  if (!postbacks) return invalid('Postback Texts');
  const media = form.has('message') ? objectIn(form, 'message') : {};
  if (!media) return invalid('Message');
  const template = templates.withId(templateNumber(app.id, id) ?? '');
  if (!template || (template.account !== null && template.account !== app.account)) {
    return { template: undefined, quickReplies: [], fails: 4003 };
  }
  const quickReplies = template.shape.buttons.flatMap(({ type, text }, index) =>
    type === 'QUICK_REPLY' ? [{ text, payload: postbacks.get(index) ?? text }] : [],
  );
  return { template, quickReplies, fails: failureOf(template, params, media) };
}

/** The code with which a message of this template will fail, if it will. */
function failureOf(template: Template, params: readonly string[], media: JsonObject): number | undefined {
  switch (template.status) {
    case 'PENDING':
    case 'REJECTED':
      return 4003;
    case 'PAUSED':
      return 4005;
    case 'DISABLED':
      return 132016;
    case 'APPROVED':
      return mediaFailure(template, media) ?? contentFailure(template, params, media);
  }
}

function mediaFailure({ shape: { headerMedia } }: Template, media: JsonObject): number | undefined {
  const file = headerMedia && headerMedia !== 'location' ? asObject(media[headerMedia]) : undefined;
  return file && !/^https?:\/\//.test(asText(file.link) ?? '') ? 1010 : undefined;
}

/** Texts stand for variables in the order of their occurrence: header, body, buttons. */
function contentFailure(template: Template, params: readonly string[], media: JsonObject): number | undefined {
  const { headerMedia, headerText, body, buttons } = template.shape;
  const filled = buttons.flatMap(({ needs, subType }, index) =>
    needs === 'text' || needs === 'coupon_code' ? [{ needs, subType, index }] : [],
  );
  const left = [...params];
  const texts = (variables: readonly string[]) =>
    left.splice(0, variables.length).map((text, index) => ({
      type: 'text',
      text,
      ...(template.parameterFormat === 'NAMED' && { parameter_name: variables[index] }),
    }));
  const wanted = (headerText?.variables.length ?? 0) + body.variables.length + filled.length;
  if (params.length !== wanted) return 132000;
  const header = headerMedia ? [media] : texts(headerText?.variables ?? []);
  const components = [
    { type: 'header', parameters: header },
    { type: 'body', parameters: texts(body.variables) },
    ...filled.map(({ needs, subType, index }) => ({
      ...{ type: 'button', sub_type: subType, index },
      parameters: [{ type: needs, [needs]: left.shift() }],
    })),
  ];
  return checkTemplateMessage(template, components)?.code;
}
