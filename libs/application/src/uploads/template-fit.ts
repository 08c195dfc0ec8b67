import type { Misfit } from '@arauto/contact-files';
import {
  cleanParameter,
  type ContactFields,
  fieldOf,
  parameterValues,
  type ParameterMapping,
  valueOf,
} from '@arauto/domain';
import {
  fillProblems,
  type FillProblem,
  isOptional,
  keysOfProblem,
  readTemplate,
  TEMPLATE_LIMITS,
  type Template,
  type TemplateSource,
} from '@arauto/whatsapp';

/** A text of the template, as far as its length goes; lengths in UTF-16 units, of which there are no fewer than characters. */
interface Part {
  /** Of what is the same for everybody. */
  readonly fixed: number;
  readonly limit: number;
  readonly fields: readonly { readonly from: string; readonly default: number | null }[];
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
    const { header, body, offer, code, buttons, cards } = template;
    const texts = [{ text: body, limit: offer ? TEMPLATE_LIMITS.offerBody : TEMPLATE_LIMITS.body }];
    if (header?.type === 'text') texts.push({ text: header.text, limit: TEMPLATE_LIMITS.header });
    this.parts = texts.map(({ text, limit }) => partOf(text, limit, mapping));
    const constants = Object.values(mapping).flatMap((source) => ('value' in source ? [source.value] : []));
    this.lengthsSuffice =
      (header === null || header.type === 'text') &&
      !offer?.key &&
      code === null &&
      cards.length === 0 &&
      buttons.every((button) => !('key' in button) || isOptional(button)) &&
      constants.every((value) => cleanParameter(value) !== '') &&
      template.variables.every(({ key }) => Object.hasOwn(mapping, key));
  }

  /** Null where the template cannot be read: pre-flight says so. */
  static read(template: TemplateSource, mapping: ParameterMapping): TemplateFit | null {
    const read = readTemplate(template);
    return 'template' in read ? new TemplateFit(read.template, mapping) : null;
  }

  /** Of a row whose values were judged and cleaned one by one: nearly always a sum of lengths is enough. */
  ofRow(row: ContactFields): readonly Misfit[] {
    return this.lengthsSuffice && this.surelyFits(row) ? NONE : this.of(row);
  }

  /** Of values that nobody has looked at. */
  of(contact: ContactFields): readonly Misfit[] {
    const values = parameterValues(this.mapping, contact);
    return fillProblems(this.template, values).flatMap((problem) => this.misfitOf(problem, contact));
  }

  /** Cleaning only shortens. Rows come trimmed and without empty values. */
  private surelyFits(contact: ContactFields): boolean {
    for (const { fixed, limit, fields } of this.parts) {
      let length = fixed;
      for (const { from, default: fallback } of fields) {
        const given = fieldOf(contact, from)?.length ?? 0;
        if (given === 0 && fallback === null) return false;
        length += given === 0 ? fallback! : given;
      }
      if (length > limit) return false;
    }
    return true;
  }

  private misfitOf({ what, at, message }: FillProblem, contact: ContactFields): readonly Misfit[] {
    const keys = keysOfProblem({ what, at }, this.template);
    const field = what === 'text_too_long' ? this.longestFieldOf(keys, contact) : this.sourceFieldOf(at);
    if (field === undefined) return NONE;
    if (what === 'missing') {
      return [{ code: 'parameter_missing', field, message: `The required parameter "${field}" is missing.` }];
    }
    const why = what === 'text_too_long' ? tooLongIn(at, this.template) : WHY[what];
    return [{ code: 'parameter_invalid', field, message: `The template cannot take the value: ${message}.`, why }];
  }

  private sourceFieldOf(variable: string): string | undefined {
    const source = Object.hasOwn(this.mapping, variable) ? this.mapping[variable] : undefined;
    return source && 'from' in source ? source.from : undefined;
  }

  /** The field that a text is too long by, as far as one can say. */
  private longestFieldOf(keys: readonly string[], contact: ContactFields): string | undefined {
    let longest = -1;
    let found: string | undefined;
    for (const key of keys) {
      const field = this.sourceFieldOf(key);
      const length = field === undefined ? -1 : cleanParameter(valueOf(this.mapping[key]!, contact) ?? '').length;
      if (length <= longest) continue;
      longest = length;
      found = field;
    }
    return found;
  }
}

function partOf({ texts, keys }: Template['body'], limit: number, mapping: ParameterMapping): Part {
  let fixed = texts.reduce((sum, each) => sum + each.length, 0);
  const fields: Part['fields'][number][] = [];
  for (const key of keys) {
    const source = Object.hasOwn(mapping, key) ? mapping[key] : undefined;
    if (source && 'value' in source) fixed += source.value.length;
    else if (source) {
      const fallback =
        source.default === undefined || cleanParameter(source.default) === '' ? null : source.default.length;
      fields.push({ from: source.from, default: fallback });
    }
  }
  return { fixed, limit, fields };
}

function tooLongIn(at: string, { offer }: Template) {
  if (at === 'header') return 'header_too_long';
  if (at !== 'body') return 'card_too_long';
  return offer ? 'offer_too_long' : 'body_too_long';
}

const WHY = {
  unprintable: 'value_unprintable',
  link_too_long: 'link_too_long',
  link_with_blank: 'link_with_blank',
  no_medium: 'media_unusable',
  no_coordinate: 'coordinate_unusable',
  no_moment: 'offer_end_unusable',
  no_products: 'products_unusable',
  code_too_long: 'code_too_long',
  code_unusable: 'code_unusable',
} as const;
