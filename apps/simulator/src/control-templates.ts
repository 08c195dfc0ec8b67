import { ControlError } from './control-error';
import { onlyFields, optionalText } from './control-fields';
import { type JsonObject } from './json-object';
import { announceTemplate } from './platform-events';
import { readDefinition } from './template-api';
import { type Template } from './templates';
import { type World } from './world';

/**
 * Approves a template. With a body like that of the engine's `POST /v1/templates` it is made known first, to the account in
 * `businessAccountId` or to every account; without one it must be known, and pauses and blocks end.
 */
export function approveTemplate(world: World, name: string, body: JsonObject): object {
  onlyFields(body, [
    'subaccountId',
    'senderId',
    'businessAccountId',
    'name',
    'language',
    'status',
    'category',
    'parameterFormat',
    'parameter_format',
    'components',
    'message_send_ttl_seconds',
    'messageSendTtlSeconds',
  ]);
  if (body.components === undefined) {
    return change(world, name, body, 'APPROVED', (template) => {
      announceTemplate(world, template, 'APPROVED');
    });
  }
  if (body.name !== undefined && body.name !== name) {
    throw new ControlError(400, `name must be "${name}" as in the address, not ${JSON.stringify(body.name)}`);
  }
  const definition = readDefinition({ ...body, name });
  if ('problem' in definition) throw new ControlError(400, definition.problem);
  const account = optionalText(body, 'businessAccountId') ?? null;
  const template = world.known.templates.put({ ...definition, account, status: 'APPROVED' });
  announceTemplate(world, template, 'APPROVED');
  return described([template]);
}

/** Pauses all languages of a template, or the one in `{ language }`: sends are refused with 132015. */
export function pauseTemplate(world: World, name: string, body: JsonObject): object {
  onlyFields(body, ['language']);
  return change(world, name, body, 'PAUSED', (template) => {
    announceTemplate(world, template, 'PAUSED', {
      title: 'FIRST_PAUSE',
      description: 'Paused for 3 hours after low quality.',
    });
  });
}

/** Disables all languages of a template, or the one in `{ language }`: sends are refused with 132016. */
export function disableTemplate(world: World, name: string, body: JsonObject): object {
  onlyFields(body, ['language']);
  return change(world, name, body, 'DISABLED', (template) => {
    announceTemplate(world, template, 'DISABLED', {
      title: 'DISABLED',
      description: 'Disabled after repeated low quality.',
    });
  });
}

function change(
  world: World,
  name: string,
  body: JsonObject,
  status: Template['status'],
  announce: (template: Template) => void,
): object {
  const language = optionalText(body, 'language');
  const templates = world.known.templates
    .named(name)
    .filter((one) => language === undefined || one.language === language);
  if (templates.length === 0) {
    throw new ControlError(404, `no template ${name}${language === undefined ? '' : ` in ${language}`} is known`);
  }
  for (const template of templates) {
    template.status = status;
    announce(template);
  }
  return described(templates);
}

function described(templates: readonly Template[]): object {
  return {
    templates: templates.map(({ id, name, language, status, category, account }) => ({
      id,
      name,
      language,
      status,
      category,
      businessAccountId: account,
    })),
  };
}
