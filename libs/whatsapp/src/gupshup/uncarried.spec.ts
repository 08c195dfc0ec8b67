import { uncarried } from './uncarried';

const body = { type: 'BODY', text: 'Oi {{1}}' };
const buttons = (...types: string[]) => ({ type: 'BUTTONS', buttons: types.map((type) => ({ type, text: 'x' })) });

describe('what Gupshup cannot carry', () => {
  it.each<[object[], string[], number]>([
    [[{ type: 'HEADER', format: 'LOCATION' }, body, buttons('URL', 'QUICK_REPLY', 'COPY_CODE')], ['1', 'button.1'], 0],
    [[body, { type: 'CAROUSEL' }], ['1'], 1],
    [[body, { type: 'LIMITED_TIME_OFFER' }, buttons('FLOW', 'MPM')], ['1'], 3],
    [[body, buttons('CATALOG')], ['1'], 0],
    [[body, buttons('CATALOG')], ['1', 'button.0'], 1],
    [[{ type: 'HEADER', format: 'LOCATION' }, body], ['header.name'], 1],
  ])('of %j with %j is told in a sentence', (components, mapped, count) => {
    const said = uncarried(components, mapped);
    expect(said).toHaveLength(count);
    for (const sentence of said) expect(sentence).toMatch(/^Gupshup .*\.$/);
  });

  it('is nothing of what is no template', () => expect(uncarried(null, [])).toEqual([]));
});
