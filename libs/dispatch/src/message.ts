import { type FrozenTemplate, type KnownCampaign, parameterValues } from '@arauto/domain';
import { isStillRead, readContactEntry, type VaultEntry } from '@arauto/privacy';
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

/** What is posted, but for the callback data that names the attempt. */
export type Message = Omit<OutboundMessage, 'callbackData'>;

/** What is posted for one contact; or the code of why nothing can be. */
export function messageFor(campaign: KnownCampaign, entry: VaultEntry): Message | { readonly code: string } {
  const frozen = campaign.template;
  const template = frozen && templateOf(frozen);
  if (!template) return { code: '132001' };
  const contact = readContactEntry(entry);
  if (!contact.phone || isMisread(campaign, entry.ref, contact.phone)) return { code: 'ENG_PHONE_UNPARSEABLE' };
  const done = fillTemplate(template, parameterValues(campaign.settings.content.parameterMapping, contact));
  if ('problems' in done) return { code: done.problems[0]?.code ?? 'ENG_PARAM_MISSING' };
  return { to: contact.phone, content: done.filled };
}

/** Whether a number is not the one that its text means: an older reading made it, and today's makes another of it. */
function isMisread({ olderUploads }: KnownCampaign, ref: string, phone: string): boolean {
  return olderUploads.some((uploadId) => ref.startsWith(`${uploadId}.`)) && !isStillRead(phone);
}
