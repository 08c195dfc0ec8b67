import { holdsControl, isLongerThan, lengthOf } from '@arauto/domain';
import { wrongCode } from './authentication';
import { readExpiry } from './expiry';
import { fill } from './fillable-text';
import { readProducts } from './products';
import {
  type FillableText,
  LIMITS,
  type LocationHeader,
  type MediaHeader,
  type Template,
  type TemplateButton,
} from './template';

/** Why a contact cannot be sent this template; `code` is one of the error catalogue. */
export interface FillProblem {
  readonly code: 'ENG_PARAM_MISSING' | '132005' | '132012' | '132018';
  readonly what:
    | 'missing'
    | 'unprintable'
    | 'text_too_long'
    | 'link_too_long'
    | 'link_with_blank'
    | 'no_medium'
    | 'no_coordinate'
    | 'no_moment'
    | 'no_products'
    | 'code_too_long'
    | 'code_unusable';
  /** The key of the variable, or the part of the template whose text is too long: `header`, `body`, `card_1.body`. */
  readonly at: string;
  readonly message: string;
}

type ValueOf = (key: string) => string;

export function findProblems(template: Template, valueOf: ValueOf): FillProblem[] {
  const problems: FillProblem[] = [];
  for (const { key } of template.variables) {
    const value = valueOf(key);
    if (value === '') problems.push(missing(key));
    else if (holdsControl(value)) problems.push(unprintable(key));
  }
  for (const { key } of template.optional) if (holdsControl(valueOf(key))) problems.push(unprintable(key));
  return problems.length > 0 ? problems : unfit(template, valueOf);
}

/** Of values that are there. */
function unfit(template: Template, valueOf: ValueOf): FillProblem[] {
  const { header, body, buttons, offer, cards, code } = template;
  return [
    ...(header?.type === 'text' ? tooLong('header', 'header', header.text, LIMITS.header, valueOf) : []),
    ...(header?.type === 'location' ? ofLocation(header, valueOf) : []),
    ...(header && 'key' in header ? ofMedium(header, valueOf) : []),
    ...tooLong('body', 'body', body, offer ? LIMITS.offerBody : LIMITS.body, valueOf),
    ...(offer?.key && readExpiry(valueOf(offer.key)) === null ? [noMoment(offer.key)] : []),
    ...(code === null ? [] : ofCode(code, valueOf)),
    ...buttons.flatMap((button) => ofButton(button, valueOf)),
    ...cards.flatMap((card, index) => [
      ...ofMedium(card.header, valueOf),
      ...(card.body
        ? tooLong(`card_${index + 1}.body`, `text of card ${index + 1}`, card.body, LIMITS.cardBody, valueOf)
        : []),
      ...card.buttons.flatMap((button) => ofButton(button, valueOf)),
    ]),
  ];
}

function tooLong(at: string, part: string, text: FillableText, limit: number, valueOf: ValueOf): FillProblem[] {
  const filled = fill(text, valueOf);
  if (!isLongerThan(filled, limit)) return [];
  const message = `the ${part} has ${lengthOf(filled)} of ${limit} characters`;
  return [{ code: '132005', what: 'text_too_long', at, message }];
}

function ofMedium({ key }: MediaHeader, valueOf: ValueOf): FillProblem[] {
  if (isMediaId(valueOf(key)) || /^https:\/\/\S+$/.test(valueOf(key))) return [];
  const message = 'the media must be an https link or a media id';
  return [{ code: '132012', what: 'no_medium', at: key, message }];
}

function ofLocation({ latitude, longitude }: LocationHeader, valueOf: ValueOf): FillProblem[] {
  const check = (key: string, most: number): FillProblem[] => {
    const value = valueOf(key);
    if (/^[+-]?\d{1,3}(\.\d+)?$/.test(value) && Math.abs(Number(value)) <= most) return [];
    const message = `the value of variable ${key} must be degrees from -${most} to ${most}, with a point: -23.5505`;
    return [{ code: '132012', what: 'no_coordinate', at: key, message }];
  };
  return [...check(latitude, 90), ...check(longitude, 180)];
}

function ofCode(key: string, valueOf: ValueOf): FillProblem[] {
  const what = wrongCode(valueOf(key));
  if (what === 'code_too_long') {
    return [{ code: '132005', what, at: key, message: `the code has more than ${LIMITS.code} characters` }];
  }
  return what === null ? [] : [{ code: '132018', what, at: key, message: 'the code may hold no links and no emoji' }];
}

function ofButton(button: TemplateButton, valueOf: ValueOf): FillProblem[] {
  if (button.type === 'url') return ofLink(button.url, button.key, valueOf(button.key));
  if (button.type !== 'mpm') return [];
  const sections = readProducts(valueOf(button.key));
  const count = sections?.reduce((sum, { products }) => sum + products.length, 0) ?? 0;
  if (sections && sections.length <= LIMITS.sections && count <= LIMITS.products) return [];
  const message = `the products must be ids like SKU1, SKU2, or sections like Shoes: SKU1; Hats: SKU2, at most ${LIMITS.products} in ${LIMITS.sections}`;
  return [{ code: '132012', what: 'no_products', at: button.key, message }];
}

function ofLink(url: string, at: string, value: string): FillProblem[] {
  if (/\s/.test(value)) return [{ code: '132012', what: 'link_with_blank', at, message: 'a link may hold no spaces' }];
  if (!isLongerThan(url + value, LIMITS.url)) return [];
  return [{ code: '132005', what: 'link_too_long', at, message: `the link has more than ${LIMITS.url} characters` }];
}

function noMoment(at: string): FillProblem {
  const message = 'the end of the offer must be a moment with its zone, like 2026-12-05T23:59:00-03:00';
  return { code: '132012', what: 'no_moment', at, message };
}

function missing(at: string): FillProblem {
  return { code: 'ENG_PARAM_MISSING', what: 'missing', at, message: `variable ${at} has no value` };
}

function unprintable(at: string): FillProblem {
  return { code: '132012', what: 'unprintable', at, message: `the value of variable ${at} has control characters` };
}

function isMediaId(value: string): boolean {
  return /^\d{1,32}$/.test(value);
}
