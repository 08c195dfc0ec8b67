import fc from 'fast-check';
import { hear, type Heard, NOTHING_HEARD, withNewest } from './newest';

interface Counted {
  readonly id: string;
  /** The position at which it was so. */
  readonly at: number;
}

const positionOf = (at: number) => String(at).padStart(20, '0');
const message = fc.record({ at: fc.nat(50), ids: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')) });
const heardOf = (messages: readonly { readonly at: number; readonly ids: readonly string[] }[]) =>
  messages.reduce<Heard<Counted>>(
    (heard, { at, ids }) =>
      hear(
        heard,
        positionOf(at),
        ids.map((id) => ({ id, at })),
      ),
    NOTHING_HEARD,
  );

describe('what was heard last', () => {
  it('is the newest, whatever order messages come in, and however often', () => {
    fc.assert(
      fc.property(fc.array(message), (messages) => {
        const heard = heardOf(messages);
        for (const id of ['a', 'b', 'c']) {
          const ats = messages.filter(({ ids }) => (ids as readonly string[]).includes(id)).map(({ at }) => at);
          expect(heard.things.get(id)?.thing.at).toBe(ats.length > 0 ? Math.max(...ats) : undefined);
        }
        expect(heard.position).toBe(messages.length > 0 ? positionOf(Math.max(...messages.map(({ at }) => at))) : '');
      }),
    );
  });

  it('never goes back, message by message', () => {
    fc.assert(
      fc.property(fc.array(message), (messages) => {
        let shown = -1;
        for (let n = 0; n <= messages.length; n++) {
          const at = heardOf(messages.slice(0, n)).things.get('a')?.thing.at ?? -1;
          expect(at).toBeGreaterThanOrEqual(shown);
          shown = at;
        }
      }),
    );
  });

  it('gives way to an answer that was asked for after it, and to no other', () => {
    fc.assert(
      fc.property(fc.array(message), fc.nat(50), (messages, asked) => {
        const heard = heardOf(messages);
        // An answer is at least as new as what was known when it was asked for.
        const shown = withNewest({ id: 'a', at: asked }, positionOf(asked), heard);
        expect(shown.at).toBe(Math.max(asked, heard.things.get('a')?.thing.at ?? -1));
      }),
    );
  });

  it('stays the same object when nothing is new, so that nothing is drawn again', () => {
    const heard = hear(NOTHING_HEARD, positionOf(7), [{ id: 'a', at: 7 }]);
    expect(hear(heard, positionOf(6), [{ id: 'a', at: 6 }])).toBe(heard);
    expect(hear(heard, positionOf(7), [])).toBe(heard);
  });
});
