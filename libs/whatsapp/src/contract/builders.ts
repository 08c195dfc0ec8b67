import type { ProviderHosts } from '../hosts/provider-hosts';
import type { OutboundMessage } from '../provider';
import { type FilledTemplate, fillTemplate, readTemplate, type TemplateSource } from '../templates';
import type { TemplateValues } from '../templates/fill-template';

/** For tests of what has nothing to do with hosts. */
export const ANY_HOST: ProviderHosts = { allows: () => true };

/** A template with these components and values. @throws Error when it cannot be filled in */
export function filled(
  components: unknown,
  values: TemplateValues,
  parameterFormat: TemplateSource['parameterFormat'] = 'positional',
): FilledTemplate {
  const read = readTemplate({ name: 'invoice_reminder', language: 'pt_BR', parameterFormat, components });
  const done = 'template' in read ? fillTemplate(read.template, values) : read;
  if ('problems' in done) throw new Error(JSON.stringify(done.problems));
  return done.filled;
}

/** A message to somebody: a body with one variable, unless a test says otherwise. */
export function messageOf(changes: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    to: '+5511900001234',
    content: filled([{ type: 'BODY', text: 'Olá {{1}}' }], { '1': 'Açaí 🍇' }),
    callbackData: 'm1|c1|k1|a1',
    ...changes,
  };
}
