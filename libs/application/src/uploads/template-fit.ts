import type { Misfit } from '@arauto/contact-files';
import {
  cleanParameter,
  type ContactFields,
  parameterValues,
  type ParameterMapping,
  type ParameterSource,
  valueOf,
} from '@arauto/domain';
import {
  fillProblems,
  type FillProblem,
  readTemplate,
  TEMPLATE_LIMITS,
  type Template,
  type TemplateSource,
} from '@arauto/whatsapp';

/** A text of the template, as far as its length goes. */
interface Part {
  /** UTF-16 units of what is the same for everybody. */
  readonly fixed: number;
  readonly limit: number;
  readonly sources: readonly ParameterSource[];
}

const NONE: readonly Misfit[] = [];

/**
 * What a campaign's template cannot take of a contact once its values are filled in: asked at upload, of a test, and before a
 * start where the mapping was edited. What is wrong with the mapping itself is nobody's row.
 */
export class TemplateFit {
  private readonly parts: readonly Part[];
  /** Links and media are looked at in every row; of texts a sum of lengths is enough for nearly all. */
  private readonly lengthsSuffice: boolean;

  private constructor(
    private readonly template: Template,
    private readonly mapping: ParameterMapping,
  ) {
    const { header, body, buttons } = template;
    const texts = [{ text: body, limit: TEMPLATE_LIMITS.body }];
    if (header?.type === 'text') texts.push({ text: header.text, limit: TEMPLATE_LIMITS.header });
    this.parts = texts.map(({ text: { texts: fixed, keys }, limit }) => ({
      fixed: fixed.reduce((sum, each) => sum + each.length, 0),
      limit,
      sources: keys.flatMap((key) => (Object.hasOwn(mapping, key) ? [mapping[key]!] : [])),
    }));
    this.lengthsSuffice = (header === null || header.type === 'text') && buttons.every(({ type }) => type === 'fixed');
  }

  /** Null where the template cannot be read: pre-flight says so. */
  static of(template: TemplateSource, mapping: ParameterMapping): TemplateFit | null {
    const read = readTemplate(template);
    return 'template' in read ? new TemplateFit(read.template, mapping) : null;
  }

  misfits(contact: ContactFields): readonly Misfit[] {
    if (this.lengthsSuffice && this.surelyFits(contact)) return NONE;
    const values = parameterValues(this.mapping, contact);
    return fillProblems(this.template, values).flatMap((problem) => this.misfitOf(problem, contact));
  }

  /** Cleaning only shortens, and a text has no more characters than UTF-16 units. */
  private surelyFits(contact: ContactFields): boolean {
    for (const { fixed, limit, sources } of this.parts) {
      let length = fixed;
      for (const source of sources) {
        const value = valueOf(source, contact);
        if (value === undefined || value.trim() === '') return false;
        length += value.length;
      }
      if (length > limit) return false;
    }
    return true;
  }

  private misfitOf({ code, at, message }: FillProblem, contact: ContactFields): readonly Misfit[] {
    const field = at === 'body' || at === 'header' ? this.longestFieldOf(at, contact) : this.fieldOf(at);
    if (field === undefined) return NONE;
    if (code === 'ENG_PARAM_MISSING') {
      return [{ code: 'parameter_missing', field, message: `The required parameter "${field}" is missing.` }];
    }
    const why =
      code === '132005'
        ? (TOO_LONG[at] ?? 'link_too_long')
        : at === 'header.media'
          ? 'media_unusable'
          : 'link_with_blank';
    return [{ code: 'parameter_invalid', field, message: `The template cannot take the value: ${message}.`, why }];
  }

  private fieldOf(variable: string): string | undefined {
    const source = Object.hasOwn(this.mapping, variable) ? this.mapping[variable] : undefined;
    return source && 'from' in source ? source.from : undefined;
  }

  /** The field that a text is too long by, as far as one can say. */
  private longestFieldOf(at: 'body' | 'header', contact: ContactFields): string | undefined {
    const { header, body } = this.template;
    const keys = at === 'body' ? body.keys : header?.type === 'text' ? header.text.keys : [];
    let longest = -1;
    let found: string | undefined;
    for (const key of keys) {
      const field = this.fieldOf(key);
      const length = field === undefined ? -1 : cleanParameter(valueOf(this.mapping[key]!, contact) ?? '').length;
      if (length <= longest) continue;
      longest = length;
      found = field;
    }
    return found;
  }
}

const TOO_LONG: Readonly<Record<string, 'body_too_long' | 'header_too_long'>> = {
  body: 'body_too_long',
  header: 'header_too_long',
};
