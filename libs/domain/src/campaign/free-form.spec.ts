import type { CampaignContent, MediaContent, TextContent } from './campaign.events';
import {
  contentTypeOf,
  fillFreeForm,
  fillWords,
  placeholdersOf,
  requiredOf,
  shownFreeForm,
  templateIdOf,
  usedOf,
  wrongPlaceholders,
} from './free-form';
import type { ContactFields } from './parameter-values';

const contact: ContactFields = {
  name: 'Rui',
  phone: '+5511900001234',
  correlationId: null,
  parameters: { amount: '120,50', note: ' a\nb ', '{x}': 'no' },
};
const text = (words: string, more: Partial<TextContent> = {}): TextContent => ({
  type: 'text',
  text: words,
  parameterMapping: {},
  ...more,
});
const file = (more: Partial<MediaContent> = {}): MediaContent => ({
  type: 'media',
  media: { type: 'image', link: 'https://files.example/a.png' },
  parameterMapping: {},
  ...more,
});

describe('placeholders', () => {
  it.each([
    ['Olá', []],
    ['Olá {{name}}, {{ amount }} {{name}}', ['name', 'amount']],
    ['{{data de vencimento}}', ['data de vencimento']],
    ['{name} { {x} }', []],
  ])('of %j are %j', (words, fields) => {
    expect(placeholdersOf(words)).toEqual(fields);
    expect(wrongPlaceholders(words)).toEqual([]);
  });

  it.each([
    ['{{}}', ['{{}}']],
    ['{{  }} and {{name', ['{{  }}', '{{']],
    ['name}}', ['}}']],
    ['{{{name}}{b}}', ['}}']],
    [`{{${'x'.repeat(129)}}}`, [`{{${'x'.repeat(129)}}}`]],
  ])('of %j are wrong: %j', (words, wrong) => expect(wrongPlaceholders(words)).toEqual(wrong));

  it('are filled with clean values, and never with what a value says', () => {
    const values = { ...contact, parameters: { a: '{{name}}', b: '$& $1', note: ' x\ny ' } };
    expect(fillWords('{{a}} {{b}} {{note}}\nbye', values)).toEqual({ text: '{{name}} $& $1 x y\nbye', missing: [] });
  });

  it('say what is missing, whatever objects have by birth', () =>
    expect(fillWords('{{correlationId}} {{due}} {{constructor}} {{due}}', contact).missing).toEqual([
      'correlationId',
      'due',
      'constructor',
    ]));
});

describe('content', () => {
  const mapping = { '1': { from: 'name' }, '2': { from: 'due', default: '-' } } as const;
  const cases: [CampaignContent, string | null, string, string[], string[]][] = [
    [{ type: 'template', templateId: 't', parameterMapping: mapping }, 't', 'template', ['name'], ['name', 'due']],
    [text('Olá {{amount}}'), null, 'text', ['amount'], ['amount']],
    [
      text('{{amount}}', { fallbackTemplateId: 'f', parameterMapping: mapping }),
      'f',
      'text',
      ['amount', 'name'],
      ['amount', 'name', 'due'],
    ],
    [file({ caption: 'De {{name}}' }), null, 'image', ['name'], ['name']],
    [file(), null, 'image', [], []],
  ];

  it.each(cases)('%j', (content, templateId, type, required, used) => {
    expect(templateIdOf(content)).toBe(templateId);
    expect(contentTypeOf(content)).toBe(type);
    expect(requiredOf(content)).toEqual(required);
    expect(usedOf(content)).toEqual(used);
  });

  it('is nobody’s of whom it lacks something', () => expect(fillFreeForm(text('{{due}}'), contact)).toBeNull());

  it.each([
    [text('Olá {{name}}'), 'Olá Rui'],
    [file({ caption: '{{amount}}' }), '120,50'],
    [file({ media: { type: 'document', link: 'https://x.example/b' }, filename: 'b.pdf' }), 'b.pdf'],
    [file(), 'https://files.example/a.png'],
  ])('of %j people read %j', (content, shown) => expect(shownFreeForm(fillFreeForm(content, contact)!)).toBe(shown));
});
