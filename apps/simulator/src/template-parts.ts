import { graphError, type GraphError } from './graph-error';
import { asObject, asText, type JsonObject } from './json-object';
import { type PartShape, type TextShape } from './template-shape';
import { type Template } from './templates';

const HEADER_LIMIT = 60;

export type Given = readonly (JsonObject | undefined)[];

export function parametersOf(component: JsonObject | undefined): (JsonObject | undefined)[] {
  return (Array.isArray(component?.parameters) ? (component.parameters as unknown[]) : []).map(asObject);
}

export function ofType(components: Given, type: string): JsonObject[] {
  return components.filter((component): component is JsonObject => asText(component?.type)?.toLowerCase() === type);
}

/** @param where what the part is called in refusals: `header`, `card 0 header` */
export function checkHeader(template: Template, shape: PartShape, given: Given, where: string): GraphError | undefined {
  const { headerMedia, headerText } = shape;
  const parameters = parametersOf(ofType(given, 'header')[0]);
  if (headerMedia === undefined) {
    return checkText(where, headerText ?? { variables: [], fixedLength: 0 }, parameters, template, HEADER_LIMIT);
  }
  const type = asText(parameters[0]?.type);
  const media = asObject(parameters[0]?.[headerMedia]);
  if (type !== headerMedia || media === undefined) {
    const received = type?.toUpperCase() ?? 'UNKNOWN';
    return graphError(132012, `${where}: Format mismatch, expected ${headerMedia.toUpperCase()}, received ${received}`);
  }
  return headerMedia === 'location' ? checkPlace(media, where) : undefined;
}

function checkPlace(place: JsonObject, where: string): GraphError | undefined {
  for (const [name, most] of [
    ['latitude', 90],
    ['longitude', 180],
  ] as const) {
    const value = place[name];
    if (value === undefined || value === '') return graphError(131008, `${where}: location is missing ${name}`);
    if (!(Math.abs(Number(value)) <= most)) return graphError(131009, `${where}: ${name} is not valid`);
  }
  return undefined;
}

export function checkText(
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
