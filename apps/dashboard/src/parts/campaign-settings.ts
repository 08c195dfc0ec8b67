import type { components } from '../api/schema';

export type ParameterMapping = NonNullable<components['schemas']['ContentBody']['parameterMapping']>;
export type SendWindow = Required<components['schemas']['SendWindowBody']>;

export type GuardRails = Required<components['schemas']['GuardRailsBody']>;

type TemplateContent = {
  readonly type: 'template';
  readonly templateId: string;
  readonly parameterMapping: ParameterMapping;
};

/** Where a file lies: where the platform fetches it, or with the engine. */
export type MediaPlace = { readonly link: string } | { readonly uploaded: string };

/** What reaches people inside an open session alone; outside it the fallback template does, where there is one. */
export type FreeContent = (
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'media';
      readonly media: { readonly type: components['schemas']['MediaBody']['type'] } & MediaPlace;
      readonly caption?: string;
      readonly filename?: string;
    }
) & { readonly fallbackTemplateId?: string; readonly parameterMapping: ParameterMapping };

export type Content = TemplateContent | FreeContent;

/** The template that it is, or that stands in for it; undefined where there is none. */
export function templateIdOf(content: Content): string | undefined {
  return content.type === 'template' ? content.templateId : content.fallbackTemplateId;
}

/** What a file is called, else where it lies. */
export function fileNameOf({ media, filename }: Extract<FreeContent, { readonly type: 'media' }>): string {
  return filename ?? ('link' in media ? media.link : media.uploaded);
}

/** What is written for people: the text, or what stands below a file. */
export function wordsOf(content: FreeContent): string {
  return content.type === 'text' ? content.text : (content.caption ?? '');
}

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** The fields of a contact that a text names as `{{name}}`, each once. */
export function placeholdersIn(words: string): string[] {
  return [...new Set([...words.matchAll(PLACEHOLDER)].map(([, field]) => field!.trim()))].filter(Boolean);
}

/** A text with the values of a person; what it has no value for stays as it is. */
export function filledIn(words: string, valueOf: (field: string) => string): string {
  return words.replace(PLACEHOLDER, (whole, field: string) => valueOf(field.trim()) || whole);
}

/** What a campaign was told, as the engine keeps it; in its document an open object. */
export interface CampaignSettings {
  readonly senderIds: readonly string[];
  readonly content: Content;
  readonly pace: { readonly messagesPerSecond: number } | null;
  readonly timeZone: string | null;
  readonly retryPolicy: { readonly maxAttempts: number };
  readonly reportingHorizonSeconds: number;
  readonly unknownOutcome: {
    readonly graceSeconds: number;
    readonly then: 'ask' | 'assume_delivered' | 'assume_not_sent';
  };
  readonly whenTierIsFull: 'wait' | 'fail';
  readonly whenWarmUpIsFull: 'wait' | 'fail';
  readonly whenSenderStops: 'wait' | 'move';
  readonly sendWindow: SendWindow | null;
  readonly guardRails: GuardRails | null;
}

export function settingsOf(campaign: Pick<components['schemas']['CampaignDetails'], 'settings'>): CampaignSettings {
  return campaign.settings as unknown as CampaignSettings;
}
