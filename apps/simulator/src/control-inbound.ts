import { ControlError } from './control-error';
import { onlyFields, optionalText, phoneDigits, text } from './control-fields';
import { Draws } from './draws';
import { tellOptIn } from './gupshup/opt-in';
import { handsetOf } from './handsets';
import { type InboundContent } from './inbound-update';
import { asObject, type JsonObject } from './json-object';
import { anyPerson } from './people';
import { type World } from './world';
import { writeTo } from './write-to';

/**
 * `{ from, to, text | button | media, contextId? }`: a person writes to a number (its id or its digits). With `optIn` instead of a
 * message, an app of Gupshup is told that the person opted in or out.
 */
export function inboundFromControl(world: World, body: JsonObject): object {
  onlyFields(body, ['from', 'to', 'text', 'button', 'media', 'contextId', 'optIn']);
  const number = world.known.numbers.find(text(body, 'to'));
  if (!number) throw new ControlError(404, `no number ${text(body, 'to')} is connected`);
  const digits = phoneDigits(body, 'from');
  if (body.optIn !== undefined) return tellOptIn(world, number, digits, body);
  const content = readContent(body);
  const handset = handsetOf(digits);
  const person = anyPerson(world, handset);
  const contextId = optionalText(body, 'contextId');
  const at = world.clock.now();
  const draws = new Draws(`${world.settings.seed}|${number.id}|${handset}|${at}`);
  const { id, update } = writeTo(world, { number, handset, person, content, at, contextId, draws });
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
