import { readShape, type TemplateComponent, type TemplateShape } from './template-shape';

export type TemplateStatus = 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED' | 'DISABLED';
export type TemplateCategory = 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
export type ParameterFormat = 'POSITIONAL' | 'NAMED';

/** A template as the platform keeps it. */
export interface Template {
  readonly id: string;
  /** The account that owns it, or null when it is known to every account. */
  readonly account: string | null;
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  readonly parameterFormat: ParameterFormat;
  readonly components: readonly TemplateComponent[];
  readonly shape: TemplateShape;
  /** As it was set: seconds, or -1 for the longest. */
  readonly messageSendTtlSeconds?: number | undefined;
  status: TemplateStatus;
}

export type NewTemplate = Omit<Template, 'id' | 'shape'>;

/** All templates, by name; a name has several languages and may exist in several accounts. */
export class Templates {
  private readonly byName = new Map<string, Template[]>();
  private readonly byId = new Map<string, Template>();
  private nextId = 990_001;

  /** @param known as they were before a restart */
  constructor(known: readonly Template[] = []) {
    for (const template of known) {
      // What is kept may be of a version that saw less in a template.
      const read = { ...template, shape: readShape(template.components, template.category) };
      this.byName.set(read.name, [...this.named(read.name), read]);
      this.byId.set(read.id, read);
      this.nextId = Math.max(this.nextId, Number(template.id) + 1);
    }
  }

  all(): readonly Template[] {
    return [...this.byId.values()];
  }

  /** Makes a template known; one of the same name, language and account is replaced and keeps its id. */
  put(fresh: NewTemplate): Template {
    const known = this.named(fresh.name);
    const old = known.find(({ language, account }) => language === fresh.language && account === fresh.account);
    const template = {
      ...fresh,
      id: old?.id ?? String(this.nextId++),
      shape: readShape(fresh.components, fresh.category),
    };
    this.byName.set(fresh.name, [...known.filter((other) => other !== old), template]);
    this.byId.set(template.id, template);
    return template;
  }

  /** What an account sends when it names a template: its own one before one that every account knows. */
  find(account: string, name: string, language: string): Template | undefined {
    const matching = this.byName.get(name)?.filter((template) => template.language === language) ?? [];
    return (
      matching.find((template) => template.account === account) ??
      matching.find((template) => template.account === null)
    );
  }

  /** Every language and account of a name. */
  named(name: string): readonly Template[] {
    return this.byName.get(name) ?? [];
  }

  withId(id: string): Template | undefined {
    return this.byId.get(id);
  }

  /** What an account sees when it lists its templates. */
  of(account: string): Template[] {
    return [...this.byId.values()].filter((template) => template.account === account || template.account === null);
  }

  /** Lifts pauses and blocks; templates under review stay there. */
  restore(): void {
    for (const template of this.byId.values()) {
      if (template.status === 'PAUSED' || template.status === 'DISABLED') template.status = 'APPROVED';
    }
  }
}

const MONTH_SECONDS = 30 * 24 * 3600;

/** For how many seconds a message of the template is tried to be delivered. Of marketing, what is set holds in another API than these. */
export function lifetimeOf({ category, messageSendTtlSeconds: set }: Template): number {
  if (category === 'MARKETING' || set === -1) return MONTH_SECONDS;
  return set ?? (category === 'AUTHENTICATION' ? 600 : MONTH_SECONDS);
}
