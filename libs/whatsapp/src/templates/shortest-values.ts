import type { TemplateValues } from './fill-template';
import type { Template } from './template';

/** Values that every template can take, and none shorter: against them a constant is judged that is the same for everybody. */
export function shortestValues({ variables }: Template): TemplateValues {
  return Object.fromEntries(variables.map(({ key }) => [key, shortestOf(key)]));
}

function shortestOf(key: string): string {
  if (key.endsWith('header.media')) return '1';
  if (key === 'header.latitude' || key === 'header.longitude') return '0';
  return key === 'offer.expires' ? '2026-01-01T00:00Z' : 'x';
}
