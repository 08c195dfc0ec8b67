import {
  type FilledFreeForm,
  fillFreeForm,
  type FreeFormType,
  type FrozenTemplate,
  isFreeForm,
  type KnownCampaign,
  parameterValues,
} from '@arauto/domain';
import { type ContactEntry, isStillRead, readContactEntry, type VaultEntry } from '@arauto/privacy';
import { fillTemplate, type OutboundMessage, readTemplate, type Template } from '@arauto/whatsapp';

/** Frozen templates taken apart: once per campaign, not once per contact. */
const read = new WeakMap<FrozenTemplate, Template | null>();

function templateOf(frozen: FrozenTemplate): Template | null {
  let template = read.get(frozen);
  if (template === undefined) {
    const result = readTemplate(frozen);
    template = 'template' in result ? result.template : null;
    read.set(frozen, template);
  }
  return template;
}

/** What a template is posted as. */
type FilledTemplate = Extract<OutboundMessage['content'], { readonly template: unknown }>;

/** What is posted, but for the callback data that names the attempt, and the id that the number's platform has for a file. */
export interface Message {
  readonly to: string;
  readonly content: FilledTemplate | FilledFreeForm;
}

/** A message; or the code of why there is none. */
export type MessageOrCode = Message | { readonly code: string };

/** What a contact gets. Which of the two is known only when its session is. */
export interface Messages {
  readonly inSession: MessageOrCode;
  readonly outside: MessageOrCode;
}

/** What is posted for one contact. */
export function messagesFor(campaign: KnownCampaign, entry: VaultEntry): Messages {
  const contact = readContactEntry(entry);
  const { phone } = contact;
  if (!phone || isMisread(campaign, entry.ref, phone)) return both({ code: 'ENG_PHONE_UNPARSEABLE' });
  const { content } = campaign.settings;
  if (!isFreeForm(content)) return both(templateFor(campaign, phone, contact));
  const filled = fillFreeForm(content, contact);
  // A row brings what its text names, whichever way it is sent to.
  if (filled === null) return both({ code: 'ENG_PARAM_MISSING' });
  const fallback = content.fallbackTemplateId !== undefined;
  return {
    inSession: { to: phone, content: filled },
    outside: fallback ? templateFor(campaign, phone, contact) : { code: 'ENG_NO_SESSION' },
  };
}

function both(message: MessageOrCode): Messages {
  return { inSession: message, outside: message };
}

function templateFor({ template: frozen, settings }: KnownCampaign, to: string, contact: ContactEntry): MessageOrCode {
  const template = frozen && templateOf(frozen);
  if (!template) return { code: '132001' };
  const done = fillTemplate(template, parameterValues(settings.content.parameterMapping, contact));
  return 'problems' in done ? { code: done.problems[0]?.code ?? 'ENG_PARAM_MISSING' } : { to, content: done.filled };
}

/** Whether it is a file that its number must have left with the platform before. */
export function isUploaded({ content }: Message): boolean {
  return !('template' in content) && content.type !== 'text' && 'uploaded' in content.file;
}

/**
 * A message for its number.
 * @param mediaId what the platform calls the campaign's file there
 * @throws Error for such a file where there is no id
 */
export function posted({ to, content }: Message, mediaId: string | undefined): Omit<OutboundMessage, 'callbackData'> {
  if ('template' in content || content.type === 'text') return { to, content };
  const { file, ...rest } = content;
  if ('link' in file) return { to, content: { ...rest, file } };
  if (mediaId === undefined) throw new Error('the file of the campaign was not left with the platform');
  return { to, content: { ...rest, file: { id: mediaId } } };
}

/** As what a message is recorded; undefined of a template. */
export function freeFormTypeOf({ content }: Message): FreeFormType | undefined {
  return 'template' in content ? undefined : content.type;
}

/** Whether a number is not the one that its text means: an older reading made it, and today's makes another of it. */
function isMisread({ olderUploads }: KnownCampaign, ref: string, phone: string): boolean {
  return olderUploads.some((uploadId) => ref.startsWith(`${uploadId}.`)) && !isStillRead(phone);
}
