import { columnMapping, foundColumns, mappingFor, unmapped } from './draft';

describe('a draft', () => {
  it('maps every variable of its template and nothing else, and keeps what was said of those it had', () => {
    const before = { '1': { from: 'name', default: 'cliente' }, old: { value: 'x' } };
    const variables = { variables: ['1', '2'], optionalVariables: ['button.0', 'button.1'] };
    const kept = { '1': { from: 'name', default: 'cliente' }, '2': { from: '2' } };
    expect(mappingFor(variables, before)).toEqual(kept);
    const payload = { 'button.1': { value: 'YES' } };
    expect(mappingFor(variables, { ...before, ...payload })).toEqual({ ...kept, ...payload });
  });

  it('says which variables nothing would be filled into', () => {
    const mapping = {
      a: { from: 'amount' },
      b: { from: 'gone' },
      c: { from: 'gone', default: 'soon' },
      d: { value: 'fixed' },
      e: { value: '' },
      f: { from: 'correlationId' },
    };
    expect(unmapped(mapping, ['amount'])).toEqual(['b', 'e']);
    expect(unmapped({}, [])).toEqual([]);
  });
});

describe('columns of a file', () => {
  const tried = (mapping: { phone: string; name: string | null; correlationId: string | null } | null) => ({
    delimiter: ';',
    encoding: 'utf-8',
    columns: ['Celular', 'Nome', 'Valor', ''],
    mapping: mapping && { ...mapping, parameters: {} },
    problem: null,
    rows: [],
    sheet: null,
    sheets: [],
  });

  it('are those that the reader found, until somebody chooses', () => {
    const found = foundColumns(tried({ phone: 'Celular', name: 'Nome', correlationId: null }));
    expect(found).toEqual({ phone: 'Celular', name: 'Nome', correlationId: null });
    expect(foundColumns(tried(null))).toEqual({ phone: null, name: null, correlationId: null });
  });

  it('that must not be taken for a name are named as parameters', () => {
    const { columns } = tried(null);
    expect(columnMapping({ phone: 'Celular', name: null, correlationId: null }, columns)).toEqual({
      phone: 'Celular',
      parameters: { Nome: 'Nome', Valor: 'Valor' },
    });
    expect(columnMapping({ phone: 'Celular', name: 'Nome', correlationId: 'Valor' }, columns)).toEqual({
      phone: 'Celular',
      name: 'Nome',
      correlationId: 'Valor',
    });
  });
});
