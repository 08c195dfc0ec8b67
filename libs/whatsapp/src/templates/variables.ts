import { isOptional, type Template, type TemplateButton, type TemplateVariable } from './template';

type Parts = Pick<Template, 'header' | 'offer' | 'body' | 'buttons' | 'cards'>;

/** Every variable once: those that need a value, and those that may go without one. */
export function variablesOf({ header, body, offer, buttons, cards }: Parts): Pick<Template, 'variables' | 'optional'> {
  const needed = new Map<string, TemplateVariable>();
  const optional = new Map<string, TemplateVariable>();
  const add = (key: string, place: TemplateVariable['in'], into = needed) => {
    if (!into.has(key)) into.set(key, { key, in: place });
  };
  const addButton = (button: TemplateButton, place: TemplateVariable['in']) => {
    if ('key' in button) add(button.key, place, isOptional(button) ? optional : needed);
  };
  if (header?.type === 'text') header.text.keys.forEach((key) => add(key, 'header'));
  else if (header?.type === 'location') {
    const { latitude, longitude, name, address } = header;
    [latitude, longitude].forEach((key) => add(key, 'header'));
    [name, address].forEach((key) => add(key, 'header', optional));
  } else if (header) add(header.key, 'header');
  if (offer?.key) add(offer.key, 'offer');
  body.keys.forEach((key) => add(key, 'body'));
  for (const button of buttons) addButton(button, 'button');
  for (const card of cards) {
    add(card.header.key, 'card');
    card.body?.keys.forEach((key) => add(key, 'card'));
    for (const button of card.buttons) addButton(button, 'card');
  }
  return { variables: [...needed.values()], optional: [...optional.values()] };
}
