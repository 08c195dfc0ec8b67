import type { Language } from '../vocabulary/language';
import { accountSentences as enAccount } from './en/account.sentences';
import { campaignSentences as enCampaign } from './en/campaign.sentences';
import { contactSentences as enContact } from './en/contact.sentences';
import { accountSentences as esAccount } from './es/account.sentences';
import { campaignSentences as esCampaign } from './es/campaign.sentences';
import { contactSentences as esContact } from './es/contact.sentences';
import { accountSentences as ptAccount } from './pt-br/account.sentences';
import { campaignSentences as ptCampaign } from './pt-br/campaign.sentences';
import { contactSentences as ptContact } from './pt-br/contact.sentences';
import type { Sentences } from './sentences';

const SENTENCES: Readonly<Record<Language, Sentences>> = {
  en: { ...enCampaign, ...enContact, ...enAccount },
  'pt-BR': { ...ptCampaign, ...ptContact, ...ptAccount },
  es: { ...esCampaign, ...esContact, ...esAccount },
};

const OF_LATER: Readonly<Record<Language, (type: string) => string>> = {
  en: (type) => `Something of a later version happened: ${type}.`,
  'pt-BR': (type) => `Aconteceu algo de uma versão posterior: ${type}.`,
  es: (type) => `Ocurrió algo de una versión posterior: ${type}.`,
};

/**
 * One readable sentence for an event of the log: `text` in history, timeline and events. Holds no personal data, since events
 * hold none. What this program does not know is named as it is.
 * @param data of today's version; undefined where only a later program knows what it means
 */
export function describeEvent(type: string, data: unknown, language: Language = 'en'): string {
  const sentences = SENTENCES[language];
  if (data === undefined || !Object.hasOwn(sentences, type)) return OF_LATER[language](type);
  const sentence = sentences[type as keyof Sentences] as (data: unknown) => string;
  return sentence(data);
}
