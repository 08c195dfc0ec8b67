import { graphError, type GraphError } from './graph-error';
import { asObject, asText, type JsonObject } from './json-object';
import { type Given, ofType, parametersOf } from './template-parts';
import { type ButtonShape } from './template-shape';

const MOST_SECTIONS = 10;
const MOST_PRODUCTS = 30;

/** Each button that is given must be one of the template's; each that needs something must be given it. */
export function checkButtons(shape: readonly ButtonShape[], given: Given, where: string): GraphError | undefined {
  const components = ofType(given, 'button');
  for (const component of components) {
    const button = shape[Number(component.index)];
    const subType = asText(component.sub_type)?.toLowerCase();
    if (!button) return graphError(132018, `${where}: there is no button at index ${String(component.index)}`);
    if (subType !== button.subType) {
      return graphError(
        132018,
        `${where}: the button at index ${String(component.index)} is no ${subType ?? 'button'}`,
      );
    }
  }
  for (const [index, button] of shape.entries()) {
    const component = components.find((each) => String(each.index) === String(index));
    const problem = checkButton(button, index, component && parametersOf(component)[0], where);
    if (problem) return problem;
  }
  return undefined;
}

function checkButton(
  { type, needs }: ButtonShape,
  index: number,
  parameter: JsonObject | undefined,
  where: string,
): GraphError | undefined {
  const wrong = (code: number, what: string) => graphError(code, `${where}: Button at index ${index} ${what}`);
  if (parameter === undefined) {
    return needs === undefined ? undefined : wrong(131008, `of type ${NAMES[type] ?? type} requires a parameter`);
  }
  const value = parameter[asText(parameter.type) ?? ''];
  const wanted = needs ?? OPTIONAL[type];
  if (wanted !== undefined && parameter.type !== wanted) return wrong(132012, `takes a parameter of type ${wanted}`);
  if (wanted === 'action') return type === 'MPM' ? checkProducts(asObject(value), wrong) : undefined;
  return wanted === undefined || asText(value)
    ? undefined
    : wrong(131008, `of type ${NAMES[type] ?? type} requires a parameter`);
}

const NAMES: Readonly<Record<string, string>> = { URL: 'Url', OTP: 'Url' };
/** What may be given, and need not. */
const OPTIONAL: Readonly<Record<string, string>> = { QUICK_REPLY: 'payload', CATALOG: 'action' };

function checkProducts(
  action: JsonObject | undefined,
  wrong: (code: number, what: string) => GraphError,
): GraphError | undefined {
  const sections = Array.isArray(action?.sections) ? action.sections.map(asObject) : [];
  const items = sections.flatMap((section) => (Array.isArray(section?.product_items) ? section.product_items : []));
  const hasIds = items.every((item) => asText(asObject(item)?.product_retailer_id));
  if (items.length === 0 || !hasIds || !asText(action?.thumbnail_product_retailer_id)) {
    return wrong(131008, 'requires products and a thumbnail');
  }
  if (sections.length > 1 && sections.some((section) => !asText(section?.title))) {
    return wrong(131008, 'requires a title for each of its sections');
  }
  const areTooMany = sections.length > MOST_SECTIONS || items.length > MOST_PRODUCTS;
  return areTooMany ? wrong(131009, 'has too many products or sections') : undefined;
}
