import fc from 'fast-check';
import { type Piece, piecesOf } from './message-markup';

/** As somebody would write it down: `<bold|…>`. */
function written(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) =>
      'pieces' in piece
        ? `<${piece.kind}|${written(piece.pieces)}>`
        : piece.kind === 'plain'
          ? piece.text
          : `<${piece.kind}|${piece.text}>`,
    )
    .join('');
}

describe('the text of a message', () => {
  it.each([
    ['Olá, *Ana*!', 'Olá, <bold|Ana>!'],
    ['*_both_ of it*', '<bold|<italic|both> of it>'],
    ['~99~ 79, ```code *as it is*```, `one`', '<strike|99> 79, <mono|code *as it is*>, <mono|one>'],
    ['*{{due_date}}* and {{ 1 }}', '<bold|<variable|{{due_date}}>> and <variable|{{ 1 }}>'],
    ['_until {{due_date}}_', '<italic|until <variable|{{due_date}}>>'],
    // None of these is meant to be set off.
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['snake_case_name and a*b*c', 'snake_case_name and a*b*c'],
    ['*over\ntwo lines*', '*over\ntwo lines*'],
    ['* spaced *', '* spaced *'],
    ['', ''],
  ])('%j is %j', (text, shown) => {
    expect(written(piecesOf(text))).toBe(shown);
  });

  it('loses nothing but the marks', () => {
    const letters = (pieces: readonly Piece[]): string =>
      pieces.map((piece) => ('pieces' in piece ? letters(piece.pieces) : piece.text)).join('');
    const unmarked = (text: string) => text.replace(/[*_~`]/g, '');
    const text = fc.string({ unit: fc.constantFrom(...'ab1 *_~`\n{}') });
    fc.assert(fc.property(text, (each) => expect(unmarked(letters(piecesOf(each)))).toBe(unmarked(each))));
  });
});
