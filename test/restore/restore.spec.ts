import { embeddedInHand } from './embedded-in-hand';
import { rehearseRestore } from './rehearsal';

describe('a backup that is put back', () => {
  it('sends to nobody by itself whom it has forgotten, the log alone or everything of it', async () => {
    const said: string[] = [];
    const options = { stores: embeddedInHand(), contacts: 400, pace: 50 };
    const { restored, broken } = await rehearseRestore({ ...options, say: (line) => said.push(line) });
    expect({ broken, said }).toEqual({ broken: [], said });
    expect(restored.map(({ what }) => what)).toEqual(['log', 'everything']);
    // Less would show nothing.
    for (const { forgotten } of restored) expect(forgotten).toBeGreaterThan(50);
  }, 300_000);
});
