import { isLongerThan } from '@arauto/domain';
import { AUTHENTICATION_CODE } from './read-buttons';
import type { Report } from './report';
import { LIMITS, type Template } from './template';

type Parts = Pick<Template, 'header' | 'body' | 'buttons' | 'cards' | 'offer'>;

/** What the platform asks of a template that brings a code, whatever category it was registered in. */
export function checkAuthentication(parts: Parts, isCategory: boolean, report: Report): string | null {
  const { header, body, buttons, cards, offer } = parts;
  const repeats = buttons.filter((button) => button.type === 'url' && button.key === AUTHENTICATION_CODE);
  if (repeats.length === 0 && !isCategory) return null;
  if (!body.keys.includes(AUTHENTICATION_CODE)) {
    report('components', 'missing', 'the BODY must have {{1}}, the code of the authentication button');
  } else if (isCategory && body.keys.length > 1) {
    report('components', 'too_many', 'may have one variable only in the BODY of an authentication template: the code');
  }
  if (isCategory && (header || offer || cards.length > 0)) {
    report('components', 'invalid', 'may have BODY, FOOTER and BUTTONS only in an authentication template');
  }
  if (isCategory && (buttons.length !== 1 || repeats.length !== 1)) {
    report('components', 'invalid', 'must have one button in an authentication template, of type OTP');
  }
  return AUTHENTICATION_CODE;
}

/** Why a code cannot be sent, or null. Source: Meta, *Authentication templates*: no links, media or emoji, and 15 characters at most. */
export function wrongCode(code: string): 'code_too_long' | 'code_unusable' | null {
  if (isLongerThan(code, LIMITS.code)) return 'code_too_long';
  return /\p{Extended_Pictographic}|\p{Regional_Indicator}|:\/\/|^www\./iu.test(code) ? 'code_unusable' : null;
}
