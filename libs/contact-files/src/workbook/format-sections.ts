/** A piece of the code of a number format. `text` is what it shows by itself, or the letters or places that it has. */
export interface FormatToken {
  readonly kind: 'literal' | 'digit' | 'point' | 'comma' | 'percent' | 'date' | 'elapsed';
  readonly text: string;
}

export interface Separators {
  readonly decimal: string;
  readonly thousands: string;
}

/** What a format has for some numbers. */
export interface Section {
  readonly tokens: readonly FormatToken[];
  readonly isGeneral: boolean;
  readonly isDate: boolean;
  /** Scientific notation, a fraction, thousands as ones. */
  readonly isForTheEye: boolean;
  /** Of a currency. */
  readonly separators: Separators | undefined;
  /** Which numbers it is for, where it says so. */
  readonly holds: ((value: number) => boolean) | undefined;
}

const POINTS: Separators = { decimal: '.', thousands: ',' };
const COMMAS: Separators = { decimal: ',', thousands: '.' };

/** Locales of Windows that write 1.234,50 (MS-LCID 2.2): Portuguese, Spanish but for that of Mexico and its neighbours, German, French, Italian, Dutch. */
const WITH_COMMAS = new Set(
  '416 816 40a c0a 1c0a 2c0a 340a 240a 380a 3c0a 300a 400a 200a 140a 407 40c 410 413'
    .split(' ')
    .map((id) => parseInt(id, 16)),
);
const CURRENCIES: readonly (readonly [RegExp, Separators])[] = [
  [/R\$|€|EUR|BRL/, COMMAS],
  [/[$£¥]|USD|MXN/, POINTS],
];

const CONDITION = /^(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)$/;
const COMPARED: Readonly<Record<string, (value: number, with_: number) => boolean>> = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
  '=': (value, bound) => value === bound,
  '<>': (value, bound) => value !== bound,
};

/** One token of a section, in the order in which they are tried: ECMA-376 part 1, 18.8.31. */
const TOKEN =
  /"([^"]*)"?|\\(.)|_.|\*.|\[([^\]]*)\]|(general)|(am\/pm|a\/p)|(e[+-])|(y+|m+|d+|h+|s+|b+|g+|a{3,})|([0#?])|(\.)|(,)|(%)|(\/)|(@)|(;)|([^])/giu;

/** The code of a format, as the file has it, in its sections. */
export function formatSections(code: string): readonly Section[] {
  const sections: Section[] = [];
  let reading = new SectionReading();
  for (const token of code.matchAll(TOKEN)) {
    if (token[14] === undefined) reading.take(token);
    else {
      sections.push(reading.section());
      reading = new SectionReading();
    }
  }
  sections.push(reading.section());
  return sections;
}

class SectionReading {
  private readonly tokens: FormatToken[] = [];
  private readonly currencies: string[] = [];
  private locale: number | undefined;
  private holds: Section['holds'];
  private isGeneral = false;
  private isForTheEye = false;

  take(token: RegExpMatchArray): void {
    const [
      all,
      quoted,
      escaped,
      bracket,
      general,
      half,
      exponent,
      letters,
      digit,
      point,
      comma,
      percent,
      slash,
      text,
      ,
      other,
    ] = token;
    if (quoted !== undefined) this.literal(quoted);
    else if (escaped !== undefined) this.literal(escaped);
    else if (bracket !== undefined) this.bracket(bracket);
    else if (general !== undefined || text !== undefined) this.isGeneral = true;
    else if (exponent !== undefined) this.isForTheEye = true;
    else if (half !== undefined || letters !== undefined) this.add('date', all.toLowerCase());
    else if (digit !== undefined) this.add('digit', digit);
    else if (point !== undefined) this.add('point', '.');
    else if (comma !== undefined) this.add('comma', ',');
    else if (percent !== undefined) this.add('percent', '%');
    else if (slash !== undefined) this.add('literal', '/');
    else if (other !== undefined) this.literal(other);
  }

  section(): Section {
    const { tokens, holds } = this;
    const isDate = tokens.some(({ kind }) => kind === 'date' || kind === 'elapsed');
    const lastDigit = tokens.findLastIndex(({ kind }) => kind === 'digit');
    const scales = tokens.some(({ kind }, index) => kind === 'comma' && index > lastDigit);
    const hasDigits = lastDigit >= 0;
    const isFraction =
      hasDigits && tokens.some(({ kind, text }, index) => kind === 'literal' && text === '/' && index < lastDigit);
    return {
      ...{ tokens, isDate, holds },
      isGeneral: !isDate && (this.isGeneral || tokens.length === 0),
      isForTheEye: this.isForTheEye || isFraction || (hasDigits && scales),
      separators: this.separators(),
    };
  }

  private separators(): Separators | undefined {
    const currency = this.currencies.join('');
    const known = CURRENCIES.find(([sign]) => sign.test(currency))?.[1];
    if (this.locale === undefined || currency === '') return known;
    return WITH_COMMAS.has(this.locale) ? COMMAS : POINTS;
  }

  private bracket(text: string): void {
    const currency = /^\$([^-]*)(?:-([0-9a-f]+))?$/i.exec(text);
    if (currency) {
      const [, sign = '', locale] = currency;
      if (locale !== undefined) this.locale = parseInt(locale, 16) & 0xffff;
      if (sign !== '') this.literal(sign);
      return;
    }
    if (/^(h+|m+|s+)$/i.test(text)) return this.add('elapsed', text.toLowerCase());
    const [, operator, bound] = CONDITION.exec(text) ?? [];
    if (operator !== undefined) this.holds = (value) => COMPARED[operator]!(value, Number(bound));
  }

  private literal(text: string): void {
    this.currencies.push(text);
    this.add('literal', text);
  }

  private add(kind: FormatToken['kind'], text: string): void {
    this.tokens.push({ kind, text });
  }
}
