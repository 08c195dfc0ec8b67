import type { Misfit } from '@arauto/contact-files';
import {
  type CampaignContent,
  cleanParameter,
  type ContactFields,
  fieldOf,
  fillWords,
  type FrozenTemplate,
  isFreeForm,
  isLongerThan,
  lengthOf,
  longestWords,
  placeholdersOf,
  wordsOf,
} from '@arauto/domain';
import { TemplateFit } from './template-fit';

/** What of a contact a campaign's messages cannot take. `ofRow` is asked of rows whose values were judged one by one, `of` of any. */
export type ContentFit = Pick<TemplateFit, 'of' | 'ofRow'>;

/**
 * Of free-form content both count, the words and the template that stands in for them: nobody knows before an attempt which it will be.
 * @param template that of the content; null where there is none, or it is not there: pre-flight says so
 */
export function contentFit(content: CampaignContent, template: FrozenTemplate | null): ContentFit | null {
  const ofTemplate = template && TemplateFit.read(template, content.parameterMapping);
  if (!isFreeForm(content)) return ofTemplate;
  const ofWords = (contact: ContactFields) => wordsMisfits(content, contact);
  return {
    of: (contact) => [...ofWords(contact), ...(ofTemplate?.of(contact) ?? [])],
    ofRow: (contact) => [...ofWords(contact), ...(ofTemplate?.ofRow(contact) ?? [])],
  };
}

function wordsMisfits(
  content: Extract<CampaignContent, { readonly type: 'text' | 'media' }>,
  contact: ContactFields,
): Misfit[] {
  const words = wordsOf(content);
  const { text, missing } = fillWords(words, contact);
  if (missing.length > 0) {
    return missing.map((field) => ({
      code: 'parameter_missing',
      field,
      message: `The required parameter "${field}" is missing.`,
    }));
  }
  if (!isLongerThan(text, longestWords(content))) return [];
  const field = longestFieldOf(words, contact);
  if (field === undefined) return [];
  const why = content.type === 'text' ? 'text_too_long' : 'caption_too_long';
  const what = content.type === 'text' ? 'text' : 'caption';
  const message = `With it the ${what} has ${lengthOf(text)} characters; at most ${longestWords(content)} are possible.`;
  return [{ code: 'parameter_invalid', field, message, why }];
}

/** The field that the words are too long by, as far as one can say. */
function longestFieldOf(words: string, contact: ContactFields): string | undefined {
  const lengths = placeholdersOf(words).map(
    (field) => [field, cleanParameter(fieldOf(contact, field) ?? '').length] as const,
  );
  return lengths.sort(([, one], [, other]) => other - one)[0]?.[0];
}
