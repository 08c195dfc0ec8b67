import { graphError, type GraphError } from './graph-error';
import { asObject, asText, type JsonObject } from './json-object';
import { checkButtons } from './template-buttons';
import { checkCode } from './template-code';
import { checkHeader, checkText, type Given, ofType, parametersOf } from './template-parts';
import { type PartShape } from './template-shape';
import { type Template } from './templates';

const BODY_LIMIT = 1024;
const OFFER_BODY_LIMIT = 600;
const CARD_BODY_LIMIT = 160;
const COMPONENT_TYPES = ['header', 'body', 'button', 'carousel', 'limited_time_offer'];

/**
 * Holds the `components` of a message against the template: counts (132000), required parts (131008), formats and named
 * against positional (132012), forbidden white space and what the template has not (132018), length once filled in (132005),
 * unknown fields (100).
 */
export function checkTemplateMessage(template: Template, components: unknown): GraphError | undefined {
  const given = readGiven(components, 'template["components"]');
  if (!Array.isArray(given)) return given as GraphError;
  const { shape } = template;
  return (
    checkPart(template, shape, given, '', shape.offer ? OFFER_BODY_LIMIT : BODY_LIMIT) ??
    checkOffer(template, given) ??
    checkCards(template, given) ??
    checkCode(template, given)
  );
}

function readGiven(components: unknown, name: string): Given | GraphError {
  if (components !== undefined && !Array.isArray(components)) return graphError(100, `Param ${name} must be an array.`);
  const given = ((components ?? []) as unknown[]).map(asObject);
  for (const [index, component] of given.entries()) {
    const type = asText(component?.type)?.toLowerCase();
    if (component === undefined || type === undefined || !COMPONENT_TYPES.includes(type)) {
      return graphError(100, `Param ${name}[${index}]["type"] must be one of {${COMPONENT_TYPES.join(', ')}}.`);
    }
    if (component.parameters !== undefined && !Array.isArray(component.parameters)) {
      return graphError(100, `Param ${name}[${index}]["parameters"] must be an array.`);
    }
  }
  return given;
}

function checkPart(
  template: Template,
  shape: PartShape,
  given: Given,
  of: string,
  limit: number,
): GraphError | undefined {
  return (
    checkHeader(template, shape, given, `${of}header`) ??
    checkText(`${of}body`, shape.body, parametersOf(ofType(given, 'body')[0]), template, limit) ??
    checkButtons(shape.buttons, given, `${of}buttons`)
  );
}

function checkOffer({ shape: { offer } }: Template, given: Given): GraphError | undefined {
  const [component] = ofType(given, 'limited_time_offer');
  if (offer === undefined) return component && graphError(132018, 'limited_time_offer: the template has none');
  if (offer === 'endless') return undefined;
  const ends = asObject(parametersOf(component)[0]?.limited_time_offer)?.expiration_time_ms;
  if (ends === undefined) return graphError(131008, 'limited_time_offer: expiration_time_ms is required');
  return Number.isSafeInteger(ends) && Number(ends) > 0
    ? undefined
    : graphError(132012, 'limited_time_offer: expiration_time_ms must be a time in milliseconds');
}

function checkCards(template: Template, given: Given): GraphError | undefined {
  const { cards } = template.shape;
  const [component] = ofType(given, 'carousel');
  if (cards.length === 0) return component && graphError(132018, 'carousel: the template has no cards');
  const sent = Array.isArray(component?.cards) ? component.cards.map(asObject) : [];
  if (sent.length !== cards.length) {
    return graphError(
      132000,
      `carousel: number of cards (${sent.length}) does not match the expected (${cards.length})`,
    );
  }
  for (const [index, shape] of cards.entries()) {
    const card = sent.find((each) => each?.card_index === index);
    if (!card) return graphError(131008, `carousel: there is no card with card_index ${index}`);
    const parts = readGiven(card.components, `carousel["cards"][${index}]["components"]`);
    if (!Array.isArray(parts)) return parts as GraphError;
    const problem = checkPart(template, shape, parts, `card ${index} `, CARD_BODY_LIMIT);
    if (problem) return problem;
  }
  return undefined;
}

/** What taps on the quick replies send back: the payload of the message's own component, else the button's text. */
export function quickRepliesOf(template: Template, components: unknown): { text: string; payload: string }[] {
  const given = Array.isArray(components) ? components.map(asObject) : [];
  const [carousel] = ofType(given, 'carousel');
  const cards = Array.isArray(carousel?.cards) ? carousel.cards.map(asObject) : [];
  return [
    ...repliesOf(template.shape, given),
    ...template.shape.cards.flatMap((shape, index) => {
      const parts = cards.find((card) => card?.card_index === index)?.components;
      return repliesOf(shape, Array.isArray(parts) ? parts.map(asObject) : []);
    }),
  ];
}

function repliesOf({ buttons }: PartShape, given: Given): { text: string; payload: string }[] {
  const components: JsonObject[] = ofType(given, 'button');
  return buttons.flatMap(({ type, text }, index) => {
    if (type !== 'QUICK_REPLY') return [];
    const own = components.find((component) => String(component.index) === String(index));
    return [{ text, payload: asText(parametersOf(own)[0]?.payload) ?? text }];
  });
}
