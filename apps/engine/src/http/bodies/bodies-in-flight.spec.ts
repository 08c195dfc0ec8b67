import { PassThrough } from 'node:stream';
import { BodiesInFlight } from './bodies-in-flight';

const KIB = 1024;

/** A body that is sent piece by piece. */
function sender(bodies: BodiesInFlight, largest = 100 * KIB, owner?: string) {
  const payload = new PassThrough({ highWaterMark: KIB * KIB });
  const ended: { error: Error | null; body: Buffer | undefined }[] = [];
  bodies.collect(payload, largest, (error, body) => ended.push({ error, body }), owner);
  return {
    ended,
    payload,
    async send(bytes: number) {
      payload.write(Buffer.alloc(bytes, 'x'));
      await new Promise((resolve) => setImmediate(resolve));
    },
    async end() {
      payload.end();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('bodies in flight', () => {
  it('gives a body to who asked for it, whole, and holds nothing of it any more', async () => {
    const bodies = new BodiesInFlight(10 * KIB, 'oldest');
    const one = sender(bodies);
    await one.send(3000);
    await one.send(2000);
    expect(bodies.held).toBe(5000);
    await one.end();
    expect(one.ended).toEqual([{ error: null, body: Buffer.alloc(5000, 'x') }]);
    expect(bodies.held).toBe(0);
  });

  it('refuses a body that is larger than it may be, while it comes', async () => {
    const bodies = new BodiesInFlight(10 * KIB, 'oldest');
    const one = sender(bodies, 1000);
    await one.send(1000);
    expect(one.ended).toEqual([]);
    await one.send(1);
    expect(one.ended).toMatchObject([{ error: { code: 'payload_too_large' } }]);
    expect(bodies.held).toBe(0);
  });

  it('lets the one that has been coming longest give way where strangers send', async () => {
    const bodies = new BodiesInFlight(10 * KIB, 'oldest');
    const [held, also, honest] = [sender(bodies), sender(bodies), sender(bodies)];
    await held.send(6 * KIB);
    await also.send(4 * KIB);
    await honest.send(KIB);
    expect(held.ended).toMatchObject([{ error: { code: 'too_many_requests', headers: { 'retry-after': '5' } } }]);
    expect(also.ended).toEqual([]);
    await honest.end();
    expect(honest.ended).toMatchObject([{ error: null }]);
    expect(bodies.held).toBe(4 * KIB);
  });

  it('refuses the one that has just come where they are known', async () => {
    const bodies = new BodiesInFlight(10 * KIB, 'newest');
    const [nearlyThere, late] = [sender(bodies), sender(bodies)];
    await nearlyThere.send(9 * KIB);
    await late.send(2 * KIB);
    expect(late.ended).toMatchObject([{ error: { code: 'too_many_requests' } }]);
    await nearlyThere.end();
    expect(nearlyThere.ended).toMatchObject([{ error: null }]);
    expect(bodies.held).toBe(0);
  });

  it('holds nothing of a body that broke off', async () => {
    const bodies = new BodiesInFlight(10 * KIB, 'oldest');
    const one = sender(bodies);
    await one.send(KIB);
    one.payload.destroy(new Error('aborted'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(one.ended).toMatchObject([{ error: { code: 'validation_failed' } }]);
    expect(bodies.held).toBe(0);
  });

  it('refuses the owner that holds most, not who comes with little while it does', async () => {
    const bodies = new BodiesInFlight(10 * KIB, 'newest');
    const hoard = [sender(bodies, 9 * KIB, 'loja'), sender(bodies, 9 * KIB, 'loja')];
    await hoard[0]!.send(5 * KIB);
    await hoard[1]!.send(5 * KIB);
    const neighbour = sender(bodies, 9 * KIB, 'vizinha');
    await neighbour.send(KIB);
    expect(hoard.map(({ ended }) => ended.length)).toEqual([0, 1]);
    await neighbour.end();
    expect(neighbour.ended).toMatchObject([{ error: null }]);
    expect(bodies.held).toBe(5 * KIB);
  });
});
