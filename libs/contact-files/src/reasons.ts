import type { PhoneWhy } from '@arauto/privacy';

export type ReasonCode =
  | 'phone_missing'
  | 'phone_invalid'
  | 'phone_ambiguous'
  | 'country_unknown'
  | 'parameter_missing'
  | 'parameter_invalid'
  | 'row_malformed';

/** Why a whole row cannot be read. */
export type RowWhy = 'quote_unclosed' | 'quote_followed' | 'row_too_long' | 'row_holds_nul' | 'row_no_object';

/** What lies behind a reason, where there is more to say than its code. Stored, so that the message can be made again. */
export type ReasonWhy =
  | PhoneWhy
  | 'column_nameless'
  | RowWhy
  | 'value_too_long'
  | 'value_unprintable'
  | 'text_too_long'
  | 'caption_too_long'
  | 'body_too_long'
  | 'header_too_long'
  | 'link_too_long'
  | 'link_with_blank'
  | 'media_unusable'
  | 'card_too_long'
  | 'offer_too_long'
  | 'coordinate_unusable'
  | 'offer_end_unusable'
  | 'products_unusable'
  | 'code_too_long'
  | 'code_unusable';

/** Why a contact cannot be sent to. Never repeats what the row holds: reasons end up in events. */
export interface Reason {
  readonly code: ReasonCode;
  readonly message: string;
  /** As the file calls it; a field or a parameter name where there is no file; its number, from 1, where it has no name; null: the whole row. */
  readonly column: string | null;
  readonly why?: ReasonWhy;
}
