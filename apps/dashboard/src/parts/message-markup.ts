/** A piece of a message: as it is, a variable that nothing was filled into, or something set off from the rest. */
export type Piece =
  | { readonly kind: 'plain' | 'variable' | 'mono'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly pieces: readonly Piece[] };

const MARKS = { '*': 'bold', _: 'italic', '~': 'strike' } as const;

/**
 * A mark sets off what stands between it and its like, where both touch a word on the inside and none on the outside, within a line:
 * https://faq.whatsapp.com/539178204879377
 */
const PIECE =
  /(?<variable>\{\{[^{}\n]+\}\})|```(?<block>[\s\S]+?)```|`(?<mono>[^`\n]+)`|(?<![\p{L}\p{N}])(?<mark>[*_~])(?=\S)(?<inner>[^\n]*?\S)\k<mark>(?![\p{L}\p{N}])/u;

/** The text of a message, as a phone shows it. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let rest = text;
  for (let match = PIECE.exec(rest); match; match = PIECE.exec(rest)) {
    if (match.index > 0) pieces.push({ kind: 'plain', text: rest.slice(0, match.index) });
    pieces.push(pieceOf(match.groups!));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest !== '') pieces.push({ kind: 'plain', text: rest });
  return pieces;
}

function pieceOf({ variable, block, mono, mark, inner }: Record<string, string | undefined>): Piece {
  if (variable !== undefined) return { kind: 'variable', text: variable };
  const text = block ?? mono;
  if (text !== undefined) return { kind: 'mono', text };
  return { kind: MARKS[mark as keyof typeof MARKS], pieces: piecesOf(inner!) };
}
