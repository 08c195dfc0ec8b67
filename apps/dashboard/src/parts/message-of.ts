import type { components } from '../api/schema';
import { fileNameOf, type FreeContent } from './campaign-settings';

type Preview = components['schemas']['TemplatePreview'];

/** What a person would see. The engine fills in the values of a row (`POST …/preview`); `messageOf` leaves the variables as they are. */
export type Message = Omit<Pick<Preview, 'header' | 'body' | 'footer' | 'offer' | 'buttons' | 'cards'>, 'header'> & {
  /** Sound is no header of a template, but a message of its own. */
  readonly header: Preview['header'] | { readonly type: 'audio'; readonly value: string };
};

/** As far as it is looked at; the rest is the platform's. */
interface Component {
  readonly type?: unknown;
  readonly format?: unknown;
  readonly text?: unknown;
  readonly buttons?: unknown;
  readonly cards?: unknown;
  readonly components?: unknown;
  readonly limited_time_offer?: unknown;
}

const UNWRITTEN = ['image', 'video', 'document', 'location'] as const;

/** Of a template in the provider's own shape, whatever is in it: a list of them needs no question for each. */
export function messageOf(components: readonly object[]): Message {
  const find = among(components);
  const offer = recordOf(find('LIMITED_TIME_OFFER')?.limited_time_offer);
  const text = textOf(offer['text']);
  return {
    header: headerOf(find('HEADER')),
    body: textOf(find('BODY')?.text) ?? '',
    footer: textOf(find('FOOTER')?.text),
    offer: text === null ? null : { text, expires: offer['has_expiration'] === true ? '{{offer.expires}}' : null },
    buttons: buttonsOf(find('BUTTONS')?.buttons),
    cards: listOf(find('CAROUSEL')?.cards).map((card) => {
      const part = among(listOf(card['components']));
      return {
        header: headerOf(part('HEADER')) ?? { type: 'image', value: '' },
        body: textOf(part('BODY')?.text),
        buttons: buttonsOf(part('BUTTONS')?.buttons),
      };
    }),
  };
}

/** Free-form content, with what is written in it as it is handed in. */
export function messageOfFree(content: FreeContent, words: string): Message {
  const bare = { footer: null, offer: null, buttons: [], cards: [] };
  if (content.type === 'text') return { ...bare, header: null, body: words };
  return { ...bare, header: { type: content.media.type, value: fileNameOf(content) }, body: words };
}

function among(components: readonly object[]) {
  return (type: string) =>
    (components as readonly Component[]).find((each) => String(each.type).toUpperCase() === type);
}

function headerOf(header: Component | undefined): Preview['header'] {
  const format = String(header?.format ?? '').toLowerCase();
  const unwritten = UNWRITTEN.find((each) => each === format);
  if (unwritten) return { type: unwritten, value: '' };
  const title = textOf(header?.text);
  return title === null ? null : { type: 'text', value: title };
}

function buttonsOf(buttons: unknown): Message['buttons'] {
  return listOf(buttons).map(buttonOf);
}

/** Types that are called here as they are there; a type that is not known is shown as what is most common. */
const TYPES = ['phone', 'copy_code', 'flow', 'catalog', 'mpm', 'voice_call'] as const;

function buttonOf(button: Record<string, unknown>): Message['buttons'][number] {
  const label = textOf(button['text']) ?? '';
  const type = String(button['type']).toLowerCase();
  switch (type) {
    case 'url':
      return { type, label, value: textOf(button['url']) };
    case 'otp':
      return { type: 'copy_code', label, value: null };
    case 'phone_number':
      return { type: 'phone', label, value: textOf(button['phone_number']) };
    default:
      return { type: TYPES.find((each) => each === type) ?? 'quick_reply', label, value: null };
  }
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
