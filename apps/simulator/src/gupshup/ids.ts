import { fingerprint } from '../draws';

const hex = (value: number, length: number): string => value.toString(16).padStart(length, '0');

/** A UUID that says what it was made of: the beginning in its first group, the number in its last. */
function uuid(beginning: string, variant: '8' | '9' | 'a', number: number): string {
  const noise = hex(fingerprint(`${beginning} ${variant} ${number}`), 14);
  return `${beginning}-${noise.slice(0, 4)}-4${noise.slice(4, 7)}-${variant}${noise.slice(7, 10)}-${hex(number, 12)}`;
}

const OF_MESSAGE = /^([\da-f]{8})-[\da-f]{4}-4[\da-f]{3}-[89][\da-f]{3}-([\da-f]{12})$/;
const SHORT = /^gBEG([\w-]{16})$/;

function packed(epoch: string, serial: number): string {
  return Buffer.from(epoch + hex(serial, 16), 'hex').toString('base64url');
}

/** What Gupshup answers to whoever sent the message with this serial number. */
export function gupshupMessageId(epoch: string, serial: number): string {
  return uuid(epoch.toLowerCase(), '8', serial);
}

/** What WhatsApp calls the message in callbacks: one in two is a UUID as well, so that nobody tells them apart by their looks. */
export function whatsappMessageId(epoch: string, serial: number): string {
  return serial % 2 === 0 ? `gBEG${packed(epoch, serial)}` : uuid(epoch.toLowerCase(), '9', serial);
}

/** What it calls a message that a person wrote. */
export function personMessageId(epoch: string, serial: number): string {
  return `ABEG${packed(epoch, serial)}`;
}

/** Both ids of the message of ours that either of them names; undefined when it is none of ours. */
export function bothIds(id: string): { readonly id: string; readonly gsId: string } | undefined {
  const short = SHORT.exec(id)?.[1];
  const bytes = short === undefined ? undefined : Buffer.from(short, 'base64url').toString('hex');
  const [epoch, serial] = bytes ? [bytes.slice(0, 8), bytes.slice(8)] : (OF_MESSAGE.exec(id)?.slice(1) ?? []);
  if (epoch === undefined || serial === undefined) return undefined;
  const number = parseInt(serial, 16);
  return { id: whatsappMessageId(epoch, number), gsId: gupshupMessageId(epoch, number) };
}

/** What an app calls a template; every app has its own id for it. */
export function appTemplateId(app: string, templateId: string): string {
  return uuid(hex(fingerprint(app) % 2 ** 32, 8), 'a', Number(templateId));
}

/** Number of the template that an app means with an id, as WhatsApp has it. */
export function templateNumber(app: string, id: string): string | undefined {
  const number = String(parseInt(id.slice(-12), 16));
  return appTemplateId(app, number) === id ? number : undefined;
}
