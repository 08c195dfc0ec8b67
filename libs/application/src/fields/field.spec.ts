import { validateSync } from 'class-validator';
import { Field, FIELD_CONSTRAINT, findingsOf, kindsOf } from './field';
import { nullable, oneOf, optional, text, whole } from './kinds';

class Page {
  @Field(optional(whole(1, 500))) readonly limit?: number;
}

class Search extends Page {
  @Field(text({ max: 3 }), 'What is looked for.') readonly q!: string;
  @Field(optional(nullable(oneOf(['asc', 'desc'])))) readonly order?: 'asc' | 'desc' | null;
}

/** What is wrong, by field. */
function wrong(input: object): Record<string, string[]> {
  const errors = validateSync(Object.assign(new Search(), input), { forbidUnknownValues: false });
  return Object.fromEntries(
    errors.map(({ property, constraints }) => [
      property,
      findingsOf(constraints?.[FIELD_CONSTRAINT] ?? '[]').map(({ code }) => code),
    ]),
  );
}

describe('a field', () => {
  it('is checked, also where it is inherited', () => {
    expect(wrong({ q: 'abc', limit: 500, order: null })).toEqual({});
    expect(wrong({ q: 'abcd', limit: 501, order: 'up' })).toEqual({
      q: ['too_long'],
      limit: ['out_of_range'],
      order: ['unknown_value'],
    });
    expect(wrong({ limit: null })).toEqual({ q: ['required'], limit: ['out_of_range'] });
  });

  it('says what it takes in JSON Schema, those of the class it extends first', () => {
    expect([...kindsOf(Search)].map(([name, { schema }]) => [name, schema])).toEqual([
      ['limit', { type: 'integer', minimum: 1, maximum: 500 }],
      ['q', { type: 'string', minLength: 1, maxLength: 3, description: 'What is looked for.' }],
      ['order', { type: 'string', enum: ['asc', 'desc'] }],
    ]);
    expect([...kindsOf(Page).keys()]).toEqual(['limit']);
  });

  it('has the type of its kind, or does not compile', () => {
    class Wrong {
      // @ts-expect-error a text is no number
      @Field(text({ max: 3 })) readonly other!: number;
      // @ts-expect-error 'asc' is not every text
      @Field(oneOf(['asc'])) readonly wider!: string;
      // @ts-expect-error it may be left out
      @Field(optional(text({ max: 3 }))) readonly always!: string;
    }
    expect([...kindsOf(Wrong).keys()]).toEqual(['other', 'wider', 'always']);
  });
});
