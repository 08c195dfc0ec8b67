import {
  each,
  eitherOf,
  list,
  named,
  object,
  oneOf,
  orNull,
  partOf,
  refTo,
  sentence,
  type Shown,
  text,
  whole,
} from './shapes';

const person = named('Person', object({ name: text, age: orNull(whole) }));
const party = object({
  host: refTo(person),
  guests: list(object({ mood: oneOf(['gay', 'sad']) })),
  drinks: each(['beer', 'wine'], whole),
});
type Party = Shown<typeof party>;

describe('a shape', () => {
  it('is JSON Schema in which everything is always there', () => {
    expect(person).toEqual({
      name: 'Person',
      schema: {
        type: 'object',
        required: ['name', 'age'],
        properties: { name: { type: 'string' }, age: { type: ['integer', 'null'], minimum: 0 } },
      },
    });
    expect(party.schema).toMatchObject({
      properties: {
        host: { $ref: '#/components/schemas/Person' },
        guests: { type: 'array', items: { properties: { mood: { enum: ['gay', 'sad'] } } } },
        drinks: { required: ['beer', 'wine'] },
      },
    });
    expect(orNull(oneOf(['up'])).schema).toEqual({ type: ['string', 'null'], enum: ['up', null] });
  });

  it('knows which of its texts are sentences of the engine, however deep', () => {
    const error = named('Error', object({ code: text, message: sentence }));
    const answer = object({
      name: text,
      errors: list(refTo(error)),
      advice: orNull(sentence),
      worst: orNull(refTo(error)),
    });
    const said = {
      name: 'no',
      errors: [{ code: 'no', message: 'no' }],
      advice: null,
      worst: { code: 'no', message: 'no' },
    };
    const reword = (english: string) => (english === 'no' ? 'não' : english);
    expect(answer.reworded!(said, reword)).toEqual({
      name: 'no',
      errors: [{ code: 'no', message: 'não' }],
      advice: null,
      worst: { code: 'no', message: 'não' },
    });
    const either = eitherOf(partOf(answer, ['name']), partOf(party, ['host']));
    expect(either.reworded!({ name: 'no', advice: 'no' }, reword)).toEqual({ name: 'no', advice: 'não' });
    expect(party.reworded).toBeUndefined();
  });

  it('has the type of what it describes', () => {
    const quiet: Party = { host: { name: 'Ana', age: null }, guests: [{ mood: 'sad' }], drinks: { beer: 0, wine: 1 } };
    // @ts-expect-error nobody is 'bored'
    const wrong: Party = { ...quiet, guests: [{ mood: 'bored' }] };
    // @ts-expect-error a person has an age, if only null
    const less: Party = { ...quiet, host: { name: 'Ana' } };
    expect([quiet, wrong, less]).toHaveLength(3);
  });
});
