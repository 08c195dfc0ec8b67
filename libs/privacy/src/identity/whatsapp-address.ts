import { type PhoneFailure, phoneFailureBecause } from './parsed-phone';

/** Which ways of reading a number apply, the likelier first. */
export type Ways = readonly ('international' | 'national')[];

/** A number out of an address, as text that is still to be read. */
export interface AddressedNumber {
  readonly text: string;
  readonly ways: Ways;
}

const scheme = /^(tel|callto|sms|smsto|p|whatsapp)\.?\s*:\s*(?:\/\/)?\s*(.*)$/is;
const account = /^([^@]*)@\s*(s\.whatsapp\.net|c\.us)$/i;
/** Of an account: its number, then perhaps which agent and which device of it. */
const accountUser = /^(\+?\d+)(?:[._]\d+)?(?::\d+)?$/;
const nobody = /@\s*(?:lid|g\.us|broadcast|newsletter|hosted|hosted\.lid|call|bot|temp)$/i;
const link = /^(?:https?:\/\/)?(?:[\w-]+\.)?(?:wa\.me|whatsapp\.com)(?:[/?#]|$)(.*)$|^whatsapp:\/\/send\/?\?(.*)$/is;

const international: Ways = ['international'];

/**
 * The number in an address that people copy into their lists: a URI (`tel:`, `p:` of Facebook's lead forms, `whatsapp:` of Twilio),
 * WhatsApp's name of an account (`5511…:12@s.whatsapp.net`), or a link that opens a chat (`wa.me/5511…`). Undefined for a text that
 * is none of these. WhatsApp writes numbers with their country code and without `+`.
 */
export function readAddress(text: string): AddressedNumber | PhoneFailure | undefined {
  const linked = link.exec(text);
  if (linked) return readLink(linked[1] ?? linked[2]!);
  const named = account.exec(text);
  if (named) {
    const user = accountUser.exec(named[1]!.replace(/\s/g, ''));
    return user ? { text: user[1]!, ways: international } : noNumber();
  }
  if (nobody.test(text)) return noNumber();
  const uri = scheme.exec(text);
  return uri ? readUri(uri[1]!.toLowerCase(), uri[2]!) : undefined;
}

function readLink(rest: string): AddressedNumber | PhoneFailure {
  const number = /^\+?\d[\d ().-]*(?=[/?#]|$)/.exec(decoded(rest)) ?? /(?:^|[?&])phone=([^&#]*)/i.exec(rest);
  const text = decoded(number?.[1] ?? number?.[0] ?? '').trim();
  return text === '' ? noNumber() : { text, ways: international };
}

/** RFC 3966: a number without `+` is a local one; what follows `;` are its parameters. */
function readUri(name: string, rest: string): AddressedNumber {
  const [number = '', ...parameters] = decoded(rest.split('?', 1)[0]!).split(';');
  const context = parameters.map((each) => /^phone-context=(\+\d+)$/i.exec(each.trim())?.[1]).find(Boolean);
  const extension = parameters.find((each) => /^(?:ext|isub|postd)=/i.test(each.trim()));
  const text = (context && !number.startsWith('+') ? context : '') + number + (extension ? `;${extension}` : '');
  return { text, ways: name === 'whatsapp' ? ['international', 'national'] : ['national', 'international'] };
}

function decoded(text: string): string {
  return text.replace(/%2B/gi, '+').replace(/%20/g, ' ').replace(/%28/g, '(').replace(/%29/g, ')');
}

function noNumber(): PhoneFailure {
  return phoneFailureBecause('phone_invalid', 'phone_address');
}
