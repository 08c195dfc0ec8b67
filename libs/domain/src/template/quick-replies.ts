import type { FrozenTemplate } from '../campaign/campaign.events';

/** A button of a template whose tap comes back as a message of the person. */
export interface QuickReply {
  /** Among all buttons of the template. */
  readonly index: number;
  readonly text: string;
}

/** Links and calls are not among them: nobody hears of a tap on one. */
export function quickRepliesOf({ components }: Pick<FrozenTemplate, 'components'>): readonly QuickReply[] {
  return components.flatMap((component) => {
    if (!isRecord(component) || typeIn(component) !== 'BUTTONS' || !Array.isArray(component['buttons'])) return [];
    return component['buttons'].flatMap((button: unknown, index) => {
      if (!isRecord(button) || typeIn(button) !== 'QUICK_REPLY' || typeof button['text'] !== 'string') return [];
      return [{ index, text: button['text'] }];
    });
  });
}

function typeIn(object: Readonly<Record<string, unknown>>): string {
  return String(object['type']).toUpperCase();
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
