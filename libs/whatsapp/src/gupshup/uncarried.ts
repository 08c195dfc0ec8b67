import { isObject } from '../json';

/**
 * A send names a template, values in the order of their occurrence, one medium or place, and postbacks: there is no place for anything else.
 * Source: Gupshup's documentation, *Template messages*.
 */
const UNCARRIED: Readonly<Record<string, string>> = {
  CAROUSEL: 'Gupshup cannot send the values of a carousel. Choose a number at Meta, or another template.',
  LIMITED_TIME_OFFER:
    'Gupshup cannot send the end of a limited-time offer. Choose a number at Meta, or another template.',
  FLOW: 'Gupshup cannot send what opens a flow. Choose a number at Meta, or another template.',
  MPM: 'Gupshup cannot send the products of a template. Choose a number at Meta, or another template.',
};
const PICTURE = 'Gupshup cannot send which product a catalogue begins with. Leave that variable unmapped.';
const PLACE = 'Gupshup sends where a place lies, and neither its name nor its address. Leave these variables unmapped.';

/** What of a template the self-serve API cannot carry. */
export function uncarried(components: unknown, mapped: readonly string[]): readonly string[] {
  const all = Array.isArray(components) ? components.filter(isObject) : [];
  const buttons = all.flatMap(({ buttons: list }): readonly unknown[] => (Array.isArray(list) ? list : []));
  const kinds = [...all, ...buttons].map((each) => (isObject(each) ? String(each['type']).toUpperCase() : ''));
  const isPictured = buttons.some(
    (each, index) =>
      isObject(each) && String(each['type']).toUpperCase() === 'CATALOG' && mapped.includes(`button.${index}`),
  );
  return [
    ...Object.entries(UNCARRIED).flatMap(([kind, sentence]) => (kinds.includes(kind) ? [sentence] : [])),
    ...(isPictured ? [PICTURE] : []),
    ...(mapped.includes('header.name') || mapped.includes('header.address') ? [PLACE] : []),
  ];
}
