import { InvalidArgumentError } from 'commander';

/** Of a campaign. */
export function pathOf(id: string): string {
  return `/v1/campaigns/${encodeURIComponent(id)}`;
}

/** Of a command's argument or option. */
export function id(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('The id is empty.');
  return text;
}

/** `a,b`, which may be repeated. */
export function ids(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(',').map((each) => id(each.trim()))];
}

/** People see the number beside the id, and take it for one. */
export function campaignId(text: string): string {
  if (/^\d+$/.test(text))
    throw new InvalidArgumentError('This is a number of a campaign: take its ID, as arauto campaign status lists it.');
  return id(text);
}

export function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0)
    throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

export function whole(text: string): number {
  if (!/^[1-9]\d*$/.test(text.trim())) throw new InvalidArgumentError('It must be a whole number above 0.');
  return Number(text);
}

/** `50,100,250`. */
export function wholes(text: string): readonly number[] {
  if (!/^\s*[1-9]\d*(\s*,\s*[1-9]\d*)*\s*$/.test(text))
    throw new InvalidArgumentError('It must be whole numbers above 0, like 50,100,250.');
  return text.split(',').map(Number);
}

/** An option that may be repeated. */
export function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

/** `1=name`, gathered. */
export function pairs(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It must be like 1=name.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

/** `image=https://…`: what is a type and what a link the API says. */
export function media(text: string): { readonly type: string; readonly link: string } {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It must be like image=https://files.example/a.png.');
  return { type: text.slice(0, at), link: text.slice(at + 1) };
}

/** `09:00-20:00`: what is a time the API says. */
export function hours(text: string): { readonly from: string; readonly to: string } {
  const [from, to, ...more] = text.split('-').map((part) => part.trim());
  if (!from || !to || more.length > 0) throw new InvalidArgumentError('It must be like 09:00-20:00.');
  return { from, to };
}

/** `mon,tue`: what is a day the API says. */
export function days(text: string): readonly string[] {
  return text.split(',').map((day) => day.trim().toLowerCase());
}
