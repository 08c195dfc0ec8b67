import { ControlError } from './control-error';
import { onlyFields, optionalText, text } from './control-fields';
import { controlDigits, handsetOf } from './handsets';
import { type InboundContent } from './inbound-update';
import { asObject, type JsonObject } from './json-object';
import { anyPerson } from './people';
import { type World } from './world';
import { writeTo } from './write-to';

/** `{ from, to, text | button | media, contextId? }`: a person writes to a number (its id or its digits). */
export function inboundFromControl(world: World, body: JsonObject): object {
  onlyFields(body, ['from', 'to', 'text', 'button', 'media', 'contextId']);
  const number = world.known.numbers.find(text(body, 'to'));
  if (!number) throw new ControlError(404, `no number ${text(body, 'to')} is connected`);
  const digits = controlDigits(text(body, 'from'));
  if (!/^[1-9]\d{6,17}$/.test(digits)) throw new ControlError(400, 'from must be an international number');
  const content = readContent(body);
  const handset = handsetOf(digits);
  const person = anyPerson(world, handset);
  const contextId = optionalText(body, 'contextId');
  const { id, update } = writeTo(world, { number, handset, person, content, at: world.clock.now(), contextId });
  world.outboxOf(number).put(update);
  return { messageId: id, from: person.waId };
}

function readContent(body: JsonObject): InboundContent {
  const given = ['text', 'button', 'media'].filter((name) => body[name] !== undefined);
  if (given.length !== 1) throw new ControlError(400, 'exactly one of text, button and media is wanted');
  if (body.text !== undefined) return { text: text(body, 'text') };
  const object = asObject(body.button ?? body.media);
  if (!object) throw new ControlError(400, `${given[0]} must be an object`);
  if (body.button !== undefined) {
    onlyFields(object, ['text', 'payload']);
    return { button: { text: text(object, 'text'), payload: text(object, 'payload') } };
  }
  onlyFields(object, ['type', 'mimeType', 'caption']);
  return {
    media: { type: text(object, 'type'), mimeType: text(object, 'mimeType'), caption: optionalText(object, 'caption') },
  };
}
