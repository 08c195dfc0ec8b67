import { messageOf } from '@arauto/whatsapp/contract';
import { Chance } from '../chance';
import type { CallFaults } from './calls';
import { DAY } from './durations';
import { contents } from './values';
import { World } from './world.builders';

const phone = (n: number) => `+55319${String(n).padStart(8, '0')}`;

/** Everything that can go wrong, as often as the seed says. */
async function stormy(seed: string) {
  const world = new World(seed);
  const chance = new Chance(seed).branch('weather');
  world.template();
  for (const name of Object.keys(world.callFaults) as (keyof CallFaults)[]) {
    if (name !== 'codes') world.callFaults[name] = chance.fraction() / 20;
  }
  for (const name of Object.keys(world.webhookFaults) as (keyof typeof world.webhookFaults)[]) {
    world.webhookFaults[name] = chance.fraction() / 2;
  }
  const people = Array.from({ length: 30 }, (_, n) =>
    world.platform.person({ phone: phone(n), isOld: chance.happens(0.5), reads: chance.fraction() }),
  );
  const provider = world.open();
  const outcomes = new Map<string, Awaited<ReturnType<typeof provider.send>>>();
  for (let n = 0; n < 60; n++) {
    const person = chance.pick(people);
    if (chance.happens(0.1)) world.platform.switch(person, !person.isOn.now);
    if (chance.happens(0.1)) world.platform.write(person, world.number(), contents.text('oi'));
    const to = chance.pick([`+${person.waId}`, `+${person.subscriber}`]);
    const message = messageOf({ to, callbackData: `m${n}` });
    const options = { mayWrite: () => chance.happens(0.95), timeoutMs: 20_000 };
    void provider.send(message, options).then((outcome) => outcomes.set(`m${n}`, outcome));
    await world.clock.advance(chance.between(0, 200));
  }
  await world.clock.advance(2 * DAY);
  for (const person of people) world.platform.switch(person, true);
  await world.clock.advance(20 * DAY);
  return { world, outcomes };
}

describe.each(Array.from({ length: 20 }, (_, n) => `storm ${n}`))('in %s', (seed) => {
  let done: Awaited<ReturnType<typeof stormy>>;
  beforeAll(async () => {
    done = await stormy(seed);
  });

  it('the adapter says of every message what is true, or that it does not know', () => {
    const { requests, accepted } = done.world.platform.truth;
    const kinds = new Set([...done.outcomes.values()].map(({ kind }) => kind));
    expect([done.outcomes.size, kinds.has('accepted'), kinds.has('unknown')]).toEqual([60, true, true]);
    for (const [data, outcome] of done.outcomes) {
      const arrived = requests.filter(({ callbackData }) => callbackData === data);
      const taken = accepted.filter(({ callbackData }) => callbackData === data);
      expect(arrived.length).toBeLessThanOrEqual(1);
      switch (outcome.kind) {
        case 'accepted':
          expect(taken.map(({ id }) => id)).toEqual([outcome.messageId]);
          break;
        case 'refused':
          expect(arrived.map(({ decision }) => decision)).toMatchObject([
            { kind: 'refused', code: Number(outcome.error.code) },
          ]);
          break;
        case 'withdrawn':
        case 'unreached':
          expect(arrived).toEqual([]);
          break;
        case 'unknown':
      }
    }
  });

  it('nobody receives what was not taken, and nobody twice what was sent once', () => {
    const { receipts, accepted } = done.world.platform.truth;
    const ids = receipts.map(({ message }) => message.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { message, person, at } of receipts) {
      expect(accepted).toContain(message);
      expect([person.subscriber, at > message.acceptedAt]).toEqual([message.subscriber, true]);
    }
  });

  it('all news is lost, or told and understood', () => {
    const { truth } = done.world.platform;
    const untold = truth.news.filter(({ id }) => truth.toldAt(id) === undefined).map(({ id }) => id);
    expect(untold).toEqual(truth.lost);
    const heard = new Set(
      done.world.elements.flatMap((each) => (each.kind === 'status' ? [`${each.messageId} ${each.status}`] : [])),
    );
    const lost = new Set(truth.lost);
    const isRead = truth.readings.map(({ message }) => message.id);
    const toldReadings = truth.news.filter(
      ({ id, value }) => !lost.has(id) && JSON.stringify(value).includes('"read"'),
    );
    expect(isRead.filter((id) => heard.has(`${id} read`))).toHaveLength(toldReadings.length);
  });
});
