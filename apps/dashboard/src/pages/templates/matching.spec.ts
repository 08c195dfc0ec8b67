import { matching } from './matching';

type Template = Parameters<typeof matching>[0][number];

const template = (name: string, changes: object = {}) =>
  ({
    ...{ name, status: 'approved', category: 'UTILITY', language: 'pt_BR', senderId: 's1' },
    ...{ components: [{ type: 'BODY', text: `Texto de ${name}` }], ...changes },
  }) as unknown as Template;

const ALL = [
  template('fatura'),
  template('promocao', { category: 'MARKETING', status: 'paused' }),
  template('order', { language: 'en_US', senderId: 's2', components: [{ type: 'HEADER', format: 'IMAGE' }] }),
];
const names = (search: Parameters<typeof matching>[1]) => matching(ALL, search).map(({ name }) => name);

describe('the templates that a search is for', () => {
  it('are all where it is for nothing', () => {
    expect(names({})).toEqual(['fatura', 'promocao', 'order']);
  });

  it('have everything that it names', () => {
    expect(names({ status: 'approved' })).toEqual(['fatura', 'order']);
    expect(names({ status: 'approved', sender: 's1' })).toEqual(['fatura']);
    expect(names({ category: 'MARKETING' })).toEqual(['promocao']);
    expect(names({ language: 'en_US' })).toEqual(['order']);
    expect(names({ q: 'TEXTO DE F' })).toEqual(['fatura']);
    expect(names({ q: 'ord' })).toEqual(['order']);
  });
});
