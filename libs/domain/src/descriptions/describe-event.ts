import { accountSentences } from './account.sentences';
import { campaignSentences } from './campaign.sentences';
import { contactSentences } from './contact.sentences';
import type { Sentences } from './sentences';

const SENTENCES = {
  en: { ...campaignSentences, ...contactSentences, ...accountSentences } satisfies Sentences,
} as const;

/**
 * One readable sentence for an event of the log: `text` in history, timeline and events. Holds no personal data, since events
 * hold none. What this program does not know is named as it is.
 * @param data of today's version; undefined where only a later program knows what it means
 */
export function describeEvent(type: string, data: unknown, language: keyof typeof SENTENCES = 'en'): string {
  const sentences = SENTENCES[language];
  if (data === undefined || !Object.hasOwn(sentences, type)) return `Something of a later version happened: ${type}.`;
  const sentence = sentences[type as keyof typeof sentences] as (data: unknown) => string;
  return sentence(data);
}
