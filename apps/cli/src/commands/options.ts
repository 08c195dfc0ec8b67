import { InvalidArgumentError } from 'commander';

/** Of a campaign. */
export function pathOf(id: string): string {
  return `/v1/campaigns/${encodeURIComponent(id)}`;
}

export function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0)
    throw new InvalidArgumentError('It must be a number above 0.');
  return value;
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
