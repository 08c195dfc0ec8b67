import type { ParameterMapping } from '@arauto/domain';
import type { TemplateValues } from '@arauto/whatsapp';

/** What a contact brings to a message. */
export interface ContactValues {
  readonly name: string | null;
  /** E.164. */
  readonly phone: string | null;
  readonly correlationId: string | null;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The value of every mapped variable: the contact's, else the default; undefined where there is neither. */
export function templateValues(mapping: ParameterMapping, contact: ContactValues): TemplateValues {
  const entries = Object.entries(mapping).map(([variable, source]) => {
    if ('value' in source) return [variable, source.value] as const;
    return [variable, valueFrom(source.from, contact) ?? source.default] as const;
  });
  return Object.fromEntries(entries);
}

function valueFrom(from: string, { name, phone, correlationId, parameters }: ContactValues): string | undefined {
  const value =
    from === 'name' ? name : from === 'phone' ? phone : from === 'correlationId' ? correlationId : parameters[from];
  return value === null || value === '' ? undefined : value;
}

/** What a row must bring: `name`, `correlationId` or a parameter that is mapped without a default. The phone always is. */
export function requiredSources(mapping: ParameterMapping): string[] {
  const required = Object.values(mapping).flatMap((source) =>
    'from' in source && source.default === undefined && source.from !== 'phone' ? [source.from] : [],
  );
  return [...new Set(required)].sort();
}
