import { VirtualClock } from '@arauto/clock';
import { ViewProgress } from './progress';

describe('view progress', () => {
  const clock = new VirtualClock();

  it('answers at once for what is reached', async () => {
    const progress = new ViewProgress(clock);
    progress.advance('0005');
    expect(await progress.reached('0005', 0)).toBe(true);
    expect(await progress.reached('', 0)).toBe(true);
  });

  it('waits for what is not', async () => {
    const progress = new ViewProgress(clock);
    const answers: boolean[] = [];
    for (const position of ['0003', '0005', '0007'])
      void progress.reached(position, 2000).then((reached) => answers.push(reached));
    progress.advance('0005');
    await clock.advance(1999);
    expect(answers).toEqual([true, true]);
    await clock.advance(1);
    expect(answers).toEqual([true, true, false]);
  });

  it('never goes back', async () => {
    const progress = new ViewProgress(clock);
    progress.advance('0005');
    progress.advance('0002');
    expect(progress.position).toBe('0005');
    expect(await progress.reached('0004', 0)).toBe(true);
  });
});
