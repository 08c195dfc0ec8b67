import { type ContactFields, parameterValues, requiredFields } from './parameter-values';

const contact: ContactFields = {
  name: 'Rui',
  phone: '+5511900001234',
  correlationId: null,
  parameters: { amount: '120,50', note: '' },
};

describe('the values of a template', () => {
  it('come from the contact, its parameters, or the mapping itself', () =>
    expect(
      parameterValues(
        { '1': { from: 'name' }, '2': { from: 'amount' }, '3': { value: 'Shop' }, '4': { from: 'phone' } },
        contact,
      ),
    ).toEqual({ '1': 'Rui', '2': '120,50', '3': 'Shop', '4': '+5511900001234' }));

  it('fall back to their default where the contact has nothing, or nothing but an empty cell', () =>
    expect(
      parameterValues({ '1': { from: 'note', default: '—' }, '2': { from: 'correlationId', default: '0' } }, contact),
    ).toEqual({ '1': '—', '2': '0' }));

  it('are missing where nobody has them', () =>
    expect(parameterValues({ '1': { from: 'due' }, '2': { from: 'constructor' } }, contact)).toEqual({
      '1': undefined,
      '2': undefined,
    }));
});

describe('the fields a contact must bring', () => {
  it('are those without a default, once each', () =>
    expect(
      requiredFields({
        '1': { from: 'name' },
        '2': { from: 'amount' },
        '3': { from: 'amount' },
        '4': { from: 'note', default: '' },
        '5': { value: 'Shop' },
      }),
    ).toEqual(['name', 'amount']));
});
