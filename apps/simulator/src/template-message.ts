import { graphError, type GraphError } from './graph-error';
import { asObject, asText, type JsonObject } from './json-object';
import { type TextShape } from './template-shape';
import { type Template } from './templates';

const HEADER_LIMIT = 60;
const BODY_LIMIT = 1024;
const COMPONENT_TYPES = ['header', 'body', 'button', 'carousel', 'limited_time_offer'];

/**
 * Holds the `components` of a message against the template: counts (132000), required parts (131008), formats and named
 * against positional (132012), forbidden white space (132018), length once filled in (132005), unknown fields (100).
 */
export function checkTemplateMessage(template: Template, components: unknown): GraphError | undefined {
  if (components !== undefined && !Array.isArray(components)) {
    return graphError(100, 'Param template["components"] must be an array.');
  }
  const given = ((components ?? []) as unknown[]).map(asObject);
  for (const [index, component] of given.entries()) {
    const type = asText(component?.type)?.toLowerCase();
    if (component === undefined || type === undefined || !COMPONENT_TYPES.includes(type)) {
      return graphError(
        100,
        `Param template["components"][${index}]["type"] must be one of {${COMPONENT_TYPES.join(', ')}}.`,
      );
    }
    if (component.parameters !== undefined && !Array.isArray(component.parameters)) {
      return graphError(100, `Param template["components"][${index}]["parameters"] must be an array.`);
    }
  }
  return checkHeader(template, given) ?? checkBody(template, given) ?? checkButtons(template, given);
}

function parametersOf(component: JsonObject | undefined): (JsonObject | undefined)[] {
  return ((component?.parameters ?? []) as unknown[]).map(asObject);
}

function ofType(components: readonly (JsonObject | undefined)[], type: string): JsonObject[] {
  return components.filter((component): component is JsonObject => asText(component?.type)?.toLowerCase() === type);
}

function checkHeader(template: Template, components: readonly (JsonObject | undefined)[]): GraphError | undefined {
  const { headerMedia, headerText } = template.shape;
  const parameters = parametersOf(ofType(components, 'header')[0]);
  if (headerMedia === undefined) {
    return checkText('header', headerText ?? { variables: [], fixedLength: 0 }, parameters, template, HEADER_LIMIT);
  }
  const type = asText(parameters[0]?.type);
  if (type === headerMedia && asObject(parameters[0]?.[headerMedia]) !== undefined) return undefined;
  const received = type?.toUpperCase() ?? 'UNKNOWN';
  return graphError(132012, `header: Format mismatch, expected ${headerMedia.toUpperCase()}, received ${received}`);
}

function checkBody(template: Template, components: readonly (JsonObject | undefined)[]): GraphError | undefined {
  return checkText('body', template.shape.body, parametersOf(ofType(components, 'body')[0]), template, BODY_LIMIT);
}

function checkText(
  part: string,
  shape: TextShape,
  parameters: readonly (JsonObject | undefined)[],
  template: Template,
  limit: number,
): GraphError | undefined {
  if (parameters.length !== shape.variables.length) {
    const counts = `number of localizable_params (${parameters.length}) does not match the expected number of params`;
    return graphError(132000, `${part}: ${counts} (${shape.variables.length})`);
  }
  let length = shape.fixedLength;
  for (const [index, parameter] of parameters.entries()) {
    const problem = checkName(part, index, parameter, shape, template) ?? checkValue(part, index, parameter);
    if (problem) return problem;
    length += valueOf(parameter)!.length;
  }
  if (length <= limit) return undefined;
  return graphError(
    132005,
    `${part}: the text is ${length} characters long once filled in, at most ${limit} are allowed`,
  );
}

function checkName(
  part: string,
  index: number,
  parameter: JsonObject | undefined,
  shape: TextShape,
  template: Template,
): GraphError | undefined {
  const name = parameter?.parameter_name;
  if (template.parameterFormat === 'POSITIONAL') {
    return name === undefined
      ? undefined
      : graphError(
          132012,
          `${part}: parameter ${index + 1} has a parameter_name, but the template's parameters are positional`,
        );
  }
  if (typeof name !== 'string' || name === '') {
    return graphError(
      132012,
      `${part}: parameter ${index + 1} lacks its parameter_name, the template's parameters are named`,
    );
  }
  return shape.variables.includes(name)
    ? undefined
    : graphError(132012, `${part}: the template has no parameter named ${JSON.stringify(name)}`);
}

/** The text a parameter puts into the message; undefined when it has none. */
function valueOf(parameter: JsonObject | undefined): string | undefined {
  switch (parameter?.type) {
    case 'text':
      return asText(parameter.text);
    case 'currency':
      return asText(asObject(parameter.currency)?.fallback_value);
    case 'date_time':
      return asText(asObject(parameter.date_time)?.fallback_value);
    default:
      return undefined;
  }
}

function checkValue(part: string, index: number, parameter: JsonObject | undefined): GraphError | undefined {
  const type = asText(parameter?.type);
  if (type !== 'text' && type !== 'currency' && type !== 'date_time') {
    return graphError(132012, `${part}: Format mismatch, expected TEXT, received ${type?.toUpperCase() ?? 'UNKNOWN'}`);
  }
  const value = valueOf(parameter);
  if (value === undefined || value === '') {
    return graphError(131008, `${part}: Parameter ${index + 1} of type ${type} is missing text value`);
  }
  return /[\n\r\t]| {5}/.test(value)
    ? graphError(132018, `${part}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces`)
    : undefined;
}

function checkButtons(template: Template, components: readonly (JsonObject | undefined)[]): GraphError | undefined {
  const given = ofType(components, 'button');
  for (const index of template.shape.urlButtons) {
    const button = given.find((component) => String(component.index) === String(index));
    if (!asText(parametersOf(button)[0]?.text)) {
      return graphError(131008, `buttons: Button at index ${index} of type Url requires a parameter`);
    }
  }
  return undefined;
}

/** What taps on the quick replies send back: the payload of the message's own component, else the button's text. */
export function quickRepliesOf(template: Template, components: unknown): { text: string; payload: string }[] {
  const given = Array.isArray(components) ? ofType(components.map(asObject), 'button') : [];
  return template.shape.quickReplies.map(({ index, text }) => {
    const own = given.find((component) => String(component.index) === String(index));
    return { text, payload: asText(parametersOf(own)[0]?.payload) ?? text };
  });
}
