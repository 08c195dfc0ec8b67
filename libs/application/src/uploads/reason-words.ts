import { phoneWhy } from '@arauto/privacy';
import type { ReasonCode, ReasonWhy } from '@arauto/contact-files';
import type { InvalidReason, Verdict } from '@arauto/domain';
import type { VerdictRow } from '@arauto/reporting';

/** Events keep code, column and cause of a reason only: what was in the cell is nobody's business but the vault's. */
const MESSAGES: Readonly<Record<ReasonCode, string>> = {
  phone_missing: 'The phone number is missing.',
  phone_invalid: 'The phone number is not one that exists.',
  phone_ambiguous:
    'The cell holds more than one number, or one that can be read in two ways: give each contact a row of its own, and its number ' +
    'with + and its country code.',
  country_unknown: 'The number has no country code and there is no default country.',
  parameter_missing: 'A required value is missing.',
  parameter_invalid: 'The value cannot be sent.',
  row_malformed: 'The row cannot be read.',
};

const CAUSES: Readonly<Record<ReasonWhy, string>> = {
  ...phoneWhy,
  quote_unclosed:
    'A quote (") is opened in the row and not closed where the row ends: close it, or write it twice ("") where it belongs to the value.',
  quote_followed:
    'Text follows a closing quote ("): put the whole value into quotes, and write a quote within it twice ("").',
  row_too_long: 'The row, or a quoted value in it, is too long to be read: probably a quote (") in it is not closed.',
  row_holds_nul: 'The row contains NUL characters: the file is damaged, or no text. Export it as CSV (UTF-8) again.',
  row_no_object: 'The row is no contact: it must be an object with a phone.',
  column_nameless: 'The column has a value in this row and no name in the header line.',
  value_too_long: 'The value has more characters than a template can take.',
  value_unprintable: 'The value contains control characters.',
  body_too_long: 'With this value the text of the message has more than the 1,024 characters that WhatsApp takes.',
  text_too_long: 'With this value the text has more than the 4,096 characters that WhatsApp takes.',
  caption_too_long: 'With this value the caption has more than the 1,024 characters that WhatsApp takes.',
  header_too_long: 'With this value the header of the message has more than the 60 characters that WhatsApp takes.',
  link_too_long: 'With this value the link of the button has more than 2,000 characters.',
  link_with_blank: 'The value goes into the link of a button, where no blanks may be.',
  media_unusable: 'The value is neither an https link nor a media id.',
  card_too_long: 'With this value the text of a card has more than the 160 characters that WhatsApp takes.',
  offer_too_long: 'With this value the text of the offer has more than the 600 characters that WhatsApp takes.',
  coordinate_unusable: 'The value is no latitude or longitude in degrees with a point, like -23.5505.',
  offer_end_unusable: 'The value is no moment with its zone, like 2026-12-05T23:59:00-03:00.',
  products_unusable: 'The value is no list of products like SKU1, SKU2, or of sections like Shoes: SKU1; Hats: SKU2.',
  code_too_long: 'The code has more than the 15 characters that WhatsApp takes.',
  code_unusable: 'The code holds a link or an emoji.',
};

/** Why a row was rejected, in a sentence; undefined for a code that is no such reason. */
export function messageOfReason(code: string, why?: string): string | undefined {
  if (why !== undefined && Object.hasOwn(CAUSES, why)) return CAUSES[why as ReasonWhy];
  return Object.hasOwn(MESSAGES, code) ? MESSAGES[code as ReasonCode] : undefined;
}

/** Of a row whose contact was there, and had been removed or suppressed. */
export function againWords(verdict: Verdict): VerdictRow['reasons'][number] {
  const message =
    verdict === 'suppressed'
      ? 'The person was a contact of the campaign before, and must not be messaged still.'
      : 'The person had been removed or suppressed, and is in the audience again.';
  return { code: 'uploaded_again', message, column: null };
}

export function reasonWords({ code, column, why }: InvalidReason): VerdictRow['reasons'][number] {
  const message =
    why === 'column_nameless'
      ? `Column ${column} has a value in this row and no name in the header line.`
      : (messageOfReason(code, why) ?? `The row was refused: ${code}.`);
  return { code, message, column };
}
