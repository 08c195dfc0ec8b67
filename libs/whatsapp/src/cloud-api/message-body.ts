import type { OutboundTemplate } from '../provider';
import type { FilledTemplate } from '../templates';
import { parametersOf } from '../templates/fill-template';

/** The body of `POST /messages`. `to` keeps its `+`: without it the sender's country code would be put in front. */
export function messageBody({ to, content, callbackData }: OutboundTemplate): string {
  const { name, language } = content.template;
  return JSON.stringify({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to,
    type: 'template',
    biz_opaque_callback_data: callbackData,
    template: { name, language: { code: language }, components: componentsOf(content) },
  });
}

/** Header, body and button components with their parameters; parts without variables are left out. */
export function componentsOf({ template, valueOf }: FilledTemplate): readonly unknown[] {
  const parameter = (key: string) =>
    template.format === 'named'
      ? { type: 'text', parameter_name: key, text: valueOf(key) }
      : { type: 'text', text: valueOf(key) };
  const components: unknown[] = [];
  const { header, body, buttons } = template;
  if (header && header.type !== 'text') {
    const value = valueOf(header.key);
    const media = value.startsWith('https://') ? { link: value } : { id: value };
    components.push({ type: 'header', parameters: [{ type: header.type, [header.type]: media }] });
  } else if (header && header.text.keys.length > 0) {
    components.push({ type: 'header', parameters: parametersOf(header.text).map(parameter) });
  }
  if (body.keys.length > 0) components.push({ type: 'body', parameters: parametersOf(body).map(parameter) });
  buttons.forEach((button, index) => {
    if (button.type === 'fixed') return;
    const value = valueOf(button.key);
    const filled = button.type === 'url' ? { type: 'text', text: value } : { type: 'coupon_code', coupon_code: value };
    components.push({ type: 'button', sub_type: button.type, index: String(index), parameters: [filled] });
  });
  return components;
}
