import { laneOf } from '@arauto/event-store';
import type { ViewReader } from '@arauto/read-models';
import { asOf } from './views-at';

/** A reader whose lanes are at these places, each time they are asked for. */
function at(...moments: readonly (readonly string[])[]): Pick<ViewReader, 'lanes'> {
  let asked = 0;
  return { lanes: () => Promise.resolve(moments[Math.min(asked++, moments.length - 1)]!) };
}

const STREAMS = ['contact-c1.AAAAAAAAAAAAAAAAAAAAAA', 'contact-c1.AAAAAAAAAAAAAAAAAAAABA'];

describe('views that are asked while others write them', () => {
  it('are of each stream as far as its lane, which may be further than the lowest', async () => {
    expect(STREAMS.map((stream) => laneOf(stream, 2))).toEqual([0, 1]);
    const shown = await asOf(at(['05', '09']) as ViewReader, 'operational', () => Promise.resolve('answer'));
    expect([shown.answer, shown.last, ...STREAMS.map(shown.of)]).toEqual(['answer', '09', '05', '09']);
  });

  it('are asked again when any lane went on meanwhile, also when the lowest stood still', async () => {
    let answers = 0;
    const reader = at(['05', '08'], ['05', '09'], ['05', '09']) as ViewReader;
    const shown = await asOf(reader, 'operational', () => Promise.resolve(++answers));
    expect([shown.answer, shown.last]).toEqual([2, '09']);
  });
});
