import { componentsIn, componentsOf, parameterFormatOf } from './components-of';

describe('a template written in fields', () => {
  it('is what the provider has, without what was left empty', () => {
    const none = { header: ' ', footer: '', quickReplies: '\n' };
    expect(componentsOf({ ...none, body: ' Olá {{1}} ' })).toEqual([{ type: 'BODY', text: 'Olá {{1}}' }]);
    expect(componentsOf({ header: 'A', body: 'B', footer: 'C', quickReplies: 'Sim\n\n Não ' })).toEqual([
      { type: 'HEADER', format: 'TEXT', text: 'A' },
      { type: 'BODY', text: 'B' },
      { type: 'FOOTER', text: 'C' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Sim' },
          { type: 'QUICK_REPLY', text: 'Não' },
        ],
      },
    ]);
  });

  it('has variables by name or by number', () => {
    expect(parameterFormatOf([{ type: 'BODY', text: 'Olá {{nome}}' }])).toBe('named');
    expect(parameterFormatOf([{ type: 'BODY', text: 'Olá {{1}}' }])).toBe('positional');
    expect(parameterFormatOf([{ type: 'BODY', text: 'Olá' }])).toBe('positional');
  });

  it('may be JSON as well, if it is a list of objects', () => {
    expect(componentsIn('[{"type": "BODY"}]')).toEqual([{ type: 'BODY' }]);
    expect(['', '{', '{}', '[1]', '[null]'].map(componentsIn)).toEqual(Array(5).fill(undefined));
  });
});
