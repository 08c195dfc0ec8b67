import type { ParameterMapping } from '@arauto/domain';
import { TemplateFit } from './template-fit';

const template = (...components: object[]) => ({
  name: 'aviso',
  language: 'pt_BR',
  parameterFormat: 'positional' as const,
  components,
});
const body = { type: 'BODY', text: 'Olá {{1}}: {{2}}' };
const mapping: ParameterMapping = { '1': { from: 'name', default: 'cliente' }, '2': { from: 'amount' } };

function misfits(
  { name, ...parameters }: Readonly<Record<string, string>>,
  components: object[] = [body],
  of: ParameterMapping = mapping,
): string[] {
  const fit = TemplateFit.read(template(...components), of)!;
  const contact = { phone: '+5511900001234', name: name ?? null, correlationId: null, parameters };
  const shown = fit.of(contact).map(({ code, field, why }) => [code, field, why].filter(Boolean).join(' '));
  // The shortcut for rows says the same of what a row can be: trimmed, and without control characters.
  if (!/[\u0000-\u001f]/.test(Object.values(parameters).join(''))) expect(fit.ofRow(contact)).toEqual(fit.of(contact));
  return shown;
}

describe('what a template takes of a contact', () => {
  it.each([
    ['a body of 1,024 characters', { amount: 'x'.repeat(1024 - 13) }, []],
    ['one more', { amount: 'x'.repeat(1024 - 12) }, ['parameter_invalid amount body_too_long']],
    ['emoji, each one character', { amount: '🍇'.repeat(1024 - 13) }, []],
    [
      'two that are too long together',
      { name: 'x'.repeat(600), amount: 'y'.repeat(500) },
      ['parameter_invalid name body_too_long'],
    ],
    ['what is short once it is cleaned', { amount: `a${' '.repeat(2000)}b` }, []],
  ])('is %s', (_, contact, expected) => expect(misfits(contact)).toEqual(expected));

  it('is no control character', () => {
    expect(misfits({ amount: 'a\u0007b' })).toEqual(['parameter_invalid amount value_unprintable']);
    expect(misfits({ amount: 'a\nb' })).toEqual([]);
  });

  it('is a header of 60 characters', () => {
    const components = [{ type: 'HEADER', format: 'TEXT', text: 'Oi {{1}}' }, body];
    const all: ParameterMapping = { ...mapping, 'header.1': { from: 'store' } };
    expect(misfits({ amount: '1', store: '🍇'.repeat(57) }, components, all)).toEqual([]);
    expect(misfits({ amount: '1', store: 'x'.repeat(58) }, components, all)).toEqual([
      'parameter_invalid store header_too_long',
    ]);
  });

  it('is a link without blanks', () => {
    const buttons = [{ type: 'URL', text: 'Ver', url: 'https://example.com/{{1}}' }];
    const components = [body, { type: 'BUTTONS', buttons }];
    const all: ParameterMapping = { ...mapping, 'button.0': { from: 'path' } };
    expect(misfits({ amount: '1', path: 'a/b?c=d' }, components, all)).toEqual([]);
    expect(misfits({ amount: '1', path: 'a b' }, components, all)).toEqual(['parameter_invalid path link_with_blank']);
    expect(misfits({ amount: '1', path: 'a\u00a0b' }, components, all)).toEqual([
      'parameter_invalid path link_with_blank',
    ]);
    expect(misfits({ amount: '1', path: 'x'.repeat(2000) }, components, all)).toEqual([
      'parameter_invalid path link_too_long',
    ]);
  });

  it('is a medium that can be fetched', () => {
    const components = [{ type: 'HEADER', format: 'IMAGE' }, body];
    const all: ParameterMapping = { ...mapping, 'header.media': { from: 'photo' } };
    expect(misfits({ amount: '1', photo: 'https://example.com/a.png' }, components, all)).toEqual([]);
    expect(misfits({ amount: '1', photo: 'a.png' }, components, all)).toEqual([
      'parameter_invalid photo media_unusable',
    ]);
  });

  it('is a value for every variable, where the default is none', () => {
    const all: ParameterMapping = { '1': { from: 'name', default: ' ' }, '2': { from: 'amount' } };
    expect(misfits({ amount: '1' }, [body], all)).toEqual(['parameter_missing name']);
  });

  it('is not judged by what is wrong with the mapping itself', () => {
    expect(misfits({}, [body], { '1': { value: 'x'.repeat(1100) }, '2': { value: '' } })).toEqual([]);
    expect(misfits({ amount: '1' }, [body], { '2': { from: 'amount' } })).toEqual([]);
    expect(TemplateFit.read(template({ type: 'BODY', text: '' }), {})).toBeNull();
  });
});
