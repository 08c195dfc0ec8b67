import type { Component } from './accounts';
import { problemsOf } from './template-parameters';
import { BODY, World } from './world.builders';

const text = (value: string, name?: string) => ({ type: 'text', text: value, ...(name && { parameter_name: name }) });
const body = (...parameters: Readonly<Record<string, unknown>>[]) => ({ type: 'body', parameters });

describe('parameters of a template', () => {
  const codeOf = (
    components: readonly Component[],
    sent: Parameters<typeof problemsOf>[1],
    parameterFormat: 'POSITIONAL' | 'NAMED' = 'POSITIONAL',
  ) => {
    const world = new World();
    const names = { name: 'other', language: 'es', parameterFormat };
    return problemsOf(world.platform.template(world.account(), { ...names, components }), sent)?.code;
  };
  const plain: readonly Component[] = [{ type: 'BODY', text: BODY }];

  it.each([
    ['as many as there are', [body(text('Marina'))], undefined],
    ['none', [], 132000],
    ['too many', [body(text('Marina'), text('5'))], 132000],
    ['one that is empty', [body(text(''))], 131008],
    ['one with a line break', [body(text('a\nb'))], 132018],
    ['one with five blanks in a row', [body(text('a     b'))], 132018],
    ['one of another kind', [body({ type: 'image', image: { id: '1' } })], 132012],
    ['one that is too long when it stands there', [body(text('a'.repeat(1021)))], 132005],
  ])('%s', (_, sent, code) => expect(codeOf(plain, sent)).toBe(code));

  it('have their names, where they are named', () => {
    const named: readonly Component[] = [{ type: 'BODY', text: 'Olá {{nome}}' }];
    expect(codeOf(named, [body(text('Marina', 'nome'))], 'NAMED')).toBeUndefined();
    expect(codeOf(named, [body(text('Marina'))], 'NAMED')).toBe(132012);
    expect(codeOf(named, [body(text('Marina', 'name'))], 'NAMED')).toBe(132012);
  });

  it('are files in headers, and ends of addresses in buttons', () => {
    const image: readonly Component[] = [{ type: 'HEADER', format: 'IMAGE' }];
    expect(codeOf(image, [{ type: 'header', parameters: [{ type: 'image', image: { id: '1' } }] }])).toBeUndefined();
    expect(codeOf(image, [])).toBe(132000);
    expect(codeOf(image, [{ type: 'header', parameters: [text('a')] }])).toBe(132012);
    const url = 'https://example.com/{{1}}';
    const buttons: readonly Component[] = [
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'No' },
          { type: 'URL', text: 'Look', url },
        ],
      },
    ];
    const button = { type: 'button', sub_type: 'url', index: '1', parameters: [text('a')] };
    expect(codeOf(buttons, [button])).toBeUndefined();
    expect(codeOf(buttons, [])).toBe(131008);
  });
});
