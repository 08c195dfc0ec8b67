import type { JsonObject } from '../json';

/** Where the owner of a template leaves the text to the platform, as one of authentication is created: in its own words. */
const WORDS: Readonly<Record<string, readonly [says: string, warns: string]>> = {
  en: ['*{{1}}* is your verification code.', 'For your security, do not share this code.'],
  es: ['Tu código de verificación es *{{1}}*.', 'Por tu seguridad, no lo compartas.'],
  pt: ['Seu código de verificação é *{{1}}*.', 'Para sua segurança, não o compartilhe.'],
};

/** The body as it is listed: one that was registered as it is created has no text. Source: Meta, *Authentication templates*. */
export function withWords(body: JsonObject, language: string): JsonObject {
  if (body['text'] !== undefined) return body;
  const [says, warns] = WORDS[language.split('_')[0]!] ?? WORDS['en']!;
  return { ...body, text: body['add_security_recommendation'] === true ? `${says} ${warns}` : says };
}
