import type { CampaignContent, FrozenTemplate } from '@arauto/domain';
import { contentFit } from './content-fit';

const template: FrozenTemplate = {
  ...{ name: 'aviso', language: 'pt_BR', category: 'UTILITY', parameterFormat: 'positional' },
  components: [{ type: 'BODY', text: 'Olá {{1}}' }],
};
const text = (words: string): CampaignContent => ({ type: 'text', text: words, parameterMapping: {} });

function misfits(content: CampaignContent, parameters: Record<string, string>, of: FrozenTemplate | null = null) {
  const contact = { phone: '+5511900001234', name: 'Ana', correlationId: null, parameters };
  const fit = contentFit(content, of)!;
  expect(fit.ofRow(contact)).toEqual(fit.of(contact));
  return fit.of(contact).map(({ code, field, why }) => [code, field, why].filter(Boolean).join(' '));
}

describe('what free-form content takes of a contact', () => {
  it.each([
    ['a text of 4,096 characters', text('{{a}}{{a}}{{a}}{{a}}'), { a: 'x'.repeat(1024) }, []],
    [
      'no more',
      text('{{b}}.{{a}}{{a}}{{a}}{{a}}'),
      { a: 'x'.repeat(1024), b: 'y' },
      ['parameter_invalid a text_too_long'],
    ],
    ['emoji, each one character', text('{{a}}'), { a: '🍇'.repeat(4096) }, []],
    ['no text without its values', text('{{a}} {{name}}'), {}, ['parameter_missing a']],
    [
      'no caption of more than 1,024',
      {
        ...({ type: 'media', media: { type: 'image', link: 'https://x.example/a' } } as const),
        ...{ caption: '. {{a}}', parameterMapping: {} },
      },
      { a: 'x'.repeat(1023) },
      ['parameter_invalid a caption_too_long'],
    ],
  ] as const)('is %s', (_, content, parameters, expected) => {
    expect(misfits(content, parameters as Record<string, string>)).toEqual(expected);
  });

  it('is what its template takes, too: nobody knows which it will be', () => {
    const content = {
      type: 'text',
      text: 'Oi',
      fallbackTemplateId: 't',
      parameterMapping: { '1': { from: 'a' } },
    } as const;
    expect(misfits(content, {}, template)).toEqual(['parameter_missing a']);
    expect(misfits(content, { a: 'b' }, template)).toEqual([]);
  });
});
