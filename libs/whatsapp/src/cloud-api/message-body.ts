import type { FreeForm, OutboundMessage } from '../provider';
import type { FilledTemplate } from '../templates';
import { readExpiry } from '../templates/expiry';
import { parametersOf } from '../templates/fill-template';
import { readProducts } from '../templates/products';
import type { FillableText, MediaHeader, TemplateButton, TemplateHeader } from '../templates/template';

/** The body of `POST /messages`. `to` keeps its `+`: without it the sender's country code would be put in front. */
export function messageBody({ to, content, callbackData }: OutboundMessage): string {
  return JSON.stringify({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to,
    biz_opaque_callback_data: callbackData,
    ...('template' in content ? templateOf(content) : freeFormOf(content)),
  });
}

function templateOf(content: FilledTemplate): object {
  const { name, language } = content.template;
  const template = { name, language: { code: language }, components: componentsOf(content) };
  return { type: 'template', template };
}

function freeFormOf(content: FreeForm): object {
  if (content.type === 'text') return { type: 'text', text: { preview_url: false, body: content.text } };
  const { type, file, caption, filename } = content;
  // What a type does not have is refused, not overlooked.
  const said = type !== 'audio' && caption ? { caption } : {};
  const named = type === 'document' && filename ? { filename } : {};
  return { type, [type]: { ...file, ...said, ...named } };
}

/** The components with their parameters, as Meta has them on the page of each kind of template; parts without variables are left out. */
export function componentsOf(content: FilledTemplate): readonly unknown[] {
  const { header, body, offer, buttons, cards } = content.template;
  const ends = offer?.key ? readExpiry(content.valueOf(offer.key)) : null;
  return [
    ...(header ? headerOf(header, content) : []),
    ...(ends === null ? [] : [{ type: 'limited_time_offer', parameters: [offerParameter(ends)] }]),
    ...bodyOf(body, content),
    ...buttonsOf(buttons, content),
    ...(cards.length === 0
      ? []
      : [{ type: 'carousel', cards: cards.map((card, index) => cardOf(card, index, content)) }]),
  ];
}

function cardOf(
  { header, body, buttons }: FilledTemplate['template']['cards'][number],
  index: number,
  content: FilledTemplate,
): unknown {
  const components = [
    ...headerOf(header, content),
    ...(body ? bodyOf(body, content) : []),
    ...buttonsOf(buttons, content),
  ];
  return { card_index: index, components };
}

function headerOf(header: TemplateHeader, content: FilledTemplate): readonly unknown[] {
  if (header.type !== 'text') return [{ type: 'header', parameters: [unwritten(header, content)] }];
  return header.text.keys.length === 0 ? [] : [{ type: 'header', parameters: textsOf(header.text, content) }];
}

/** A header that is no text. */
function unwritten(header: Exclude<TemplateHeader, { type: 'text' }>, { valueOf }: FilledTemplate): unknown {
  if (header.type !== 'location') return { type: header.type, [header.type]: mediumOf(header, valueOf) };
  const { latitude, longitude } = header;
  const [name, address] = [valueOf(header.name), valueOf(header.address)];
  const location = { latitude: valueOf(latitude), longitude: valueOf(longitude) };
  return { type: 'location', location: { ...location, ...(name && { name }), ...(address && { address }) } };
}

function mediumOf({ key }: MediaHeader, valueOf: FilledTemplate['valueOf']): unknown {
  const value = valueOf(key);
  return value.startsWith('https://') ? { link: value } : { id: value };
}

function bodyOf(body: FillableText, content: FilledTemplate): readonly unknown[] {
  return body.keys.length === 0 ? [] : [{ type: 'body', parameters: textsOf(body, content) }];
}

function textsOf(text: FillableText, { template, valueOf }: FilledTemplate): readonly unknown[] {
  const isNamed = template.format === 'named';
  return parametersOf(text).map((key) => ({
    type: 'text',
    // The name as the template has it: each card counts by itself.
    ...(isNamed && { parameter_name: key.replace(/^card_\d+\./, '') }),
    text: valueOf(key),
  }));
}

function offerParameter(ends: number): unknown {
  return { type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: ends } };
}

function buttonsOf(buttons: readonly TemplateButton[], { valueOf }: FilledTemplate): readonly unknown[] {
  return buttons.flatMap((button, index) => {
    const parameter = 'key' in button ? parameterOf(button.type, valueOf(button.key)) : null;
    return parameter === null
      ? []
      : [{ type: 'button', sub_type: button.type, index: String(index), parameters: [parameter] }];
  });
}

type Filled = Extract<TemplateButton, { key: string }>['type'];

/** Null where there is nothing to say of the button. */
function parameterOf(type: Filled, value: string): unknown {
  switch (type) {
    case 'url':
      return { type: 'text', text: value };
    case 'copy_code':
      return { type: 'coupon_code', coupon_code: value };
    case 'quick_reply':
      return value === '' ? null : { type: 'payload', payload: value };
    // A flow is named in every message: without a token of ours by the one that Meta gives itself.
    case 'flow':
      return { type: 'action', action: { flow_token: value || 'unused' } };
    case 'catalog':
      return value === '' ? null : { type: 'action', action: { thumbnail_product_retailer_id: value } };
    case 'mpm':
      return { type: 'action', action: productsOf(value) };
  }
}

/** The picture is that of the first product. */
function productsOf(value: string): unknown {
  const sections = readProducts(value) ?? [];
  return {
    thumbnail_product_retailer_id: sections[0]?.products[0],
    sections: sections.map(({ title, products }) => ({
      ...(title !== '' && { title }),
      product_items: products.map((id) => ({ product_retailer_id: id })),
    })),
  };
}
