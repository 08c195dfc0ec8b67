import { isLongerThan } from '@arauto/domain';
import { isObject, type JsonObject } from '../json';
import type { Report } from './report';
import { LIMITS, type Template, type TemplateOffer } from './template';

/** What a limited-time offer says of itself, and whether it is told when it ends. Source: Meta, *Limited-time offer templates*. */
export function readOffer(component: JsonObject, path: string, report: Report): TemplateOffer {
  const offer = component['limited_time_offer'];
  const text = isObject(offer) ? offer['text'] : undefined;
  if (typeof text !== 'string' || text.trim() === '') {
    report(`${path}.limited_time_offer.text`, 'missing', 'must be a text');
    return { text: '', key: null };
  }
  if (isLongerThan(text, LIMITS.offerText)) {
    report(`${path}.limited_time_offer.text`, 'too_long', `may have ${LIMITS.offerText} characters`);
  }
  return { text, key: isObject(offer) && offer['has_expiration'] === true ? 'offer.expires' : null };
}

/** What the rest of a template with such an offer may be. */
export function checkOffer(
  { offer, header, footer, buttons }: Pick<Template, 'offer' | 'header' | 'footer' | 'buttons'>,
  report: Report,
): void {
  if (!offer) return;
  if (header && header.type !== 'image' && header.type !== 'video') {
    report('components', 'invalid', 'may have beside a limited-time offer a HEADER with an image or a video only');
  }
  if (footer !== null) report('components', 'invalid', 'may have no FOOTER beside a limited-time offer');
  if (!buttons.some(({ type }) => type === 'url' || type === 'link')) {
    report('components', 'missing', 'must have a link beside a limited-time offer');
  }
}
