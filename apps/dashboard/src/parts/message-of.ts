import type { components } from '../api/schema';

/** What a person would see. The engine fills in the values of a row (`POST …/preview`); `messageOf` leaves the variables as they are. */
export type Message = Pick<components['schemas']['TemplatePreview'], 'header' | 'body' | 'footer' | 'buttons'>;

/** As far as it is looked at; the rest is the platform's. */
interface Component {
  readonly type?: unknown;
  readonly format?: unknown;
  readonly text?: unknown;
  readonly buttons?: unknown;
}

const MEDIA = ['image', 'video', 'document'] as const;

/** Of a template in the provider's own shape, whatever is in it: a list of them needs no question for each. */
export function messageOf(components: readonly object[]): Message {
  const find = (type: string) =>
    (components as readonly Component[]).find((each) => String(each.type).toUpperCase() === type);
  const header = find('HEADER');
  const format = String(header?.format ?? '').toLowerCase();
  const media = MEDIA.find((each) => each === format);
  const title = textOf(header?.text);
  const buttons = find('BUTTONS')?.buttons;
  return {
    header: media ? { type: media, value: '' } : title !== null ? { type: 'text', value: title } : null,
    body: textOf(find('BODY')?.text) ?? '',
    footer: textOf(find('FOOTER')?.text),
    buttons: (Array.isArray(buttons) ? (buttons as Record<string, unknown>[]) : []).map(buttonOf),
  };
}

function buttonOf(button: Record<string, unknown>): Message['buttons'][number] {
  const label = textOf(button['text']) ?? '';
  switch (String(button['type']).toUpperCase()) {
    case 'URL':
      return { type: 'url', label, value: textOf(button['url']) };
    case 'COPY_CODE':
    case 'OTP':
      return { type: 'copy_code', label, value: null };
    default:
      return { type: 'fixed', label, value: null };
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
