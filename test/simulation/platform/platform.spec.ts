import { DAY, HOUR, MINUTE, SECOND } from './durations';
import { PHONE, World } from './world.builders';
import { contents } from './values';

const other = (n: number) => `+55119${String(1000 + n).padStart(8, '0')}`;

describe('the platform', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    world.template();
  });
  const add = (phone = PHONE, settings = {}) => world.platform.person({ phone, ...settings });
  const later = (ms: number) => world.clock.advance(ms);

  it('brings a message to one handset, whatever the notation it was sent to', async () => {
    const person = add('+5531900001234', { isOld: true });
    const outcomes = [await world.send('+553100001234'), await world.send('+5531900001234')];
    await later(10 * SECOND);
    expect(outcomes).toMatchObject([{ waId: '553100001234' }, { waId: '553100001234' }]);
    expect(world.platform.truth.receipts.map((receipt) => receipt.person)).toEqual([person, person]);
    expect(() => add('+553100001234')).toThrow('somebody already');
  });

  it('puts the country code of the sender in front of what has no plus', async () => {
    add('+555511900001234');
    await world.send('5511900001234');
    await later(10 * SECOND);
    expect(world.platform.truth.receipts).toHaveLength(1);
  });

  it('tells of what is sent, delivered and read', async () => {
    add(PHONE, { reads: 1 });
    await world.send();
    await later(3 * DAY);
    expect(world.told).toEqual(['sent', 'delivered', 'read']);
    expect(world.elements[0]).toMatchObject({
      ...{ messageId: world.platform.truth.accepted[0]!.id, recipientId: '5511900001234', callbackData: 'm1|c1|k1|a1' },
      recipientUserId: expect.stringMatching(/^BR\.\d{10}$/),
      pricing: { category: 'marketing', type: 'regular', billable: true },
      freeEntryPoint: false,
    });
    expect(world.platform.truth.readings).toHaveLength(1);
  });

  it.each<[string, object, (world: World) => void, string[]]>([
    ['nobody', { isOnWhatsApp: false }, () => undefined, ['failed 131026']],
    ['whom the business has blocked', {}, ({ number }) => number().blocked.add('551100001234'), []],
    ['who blocks it', {}, ({ platform, number }) => platform.block(personOf(platform), number(), true), ['sent']],
    [
      'who has stopped it',
      {},
      ({ platform, number }) => platform.prefer(personOf(platform), number(), 'stop'),
      ['failed 131050'],
    ],
    ['who is weary', {}, ({ platform }) => platform.weary(personOf(platform), true), ['failed 131049']],
    ['who is in an experiment', { isInExperiment: true }, () => undefined, ['failed 130472']],
    ['who reads without saying so', { reads: 1, tellsReading: false }, () => undefined, ['sent', 'delivered']],
  ])('tells so of %s', async (_, settings, change, told) => {
    add(PHONE, settings);
    change(world);
    await world.send();
    await later(3 * DAY);
    expect(world.told).toEqual(told);
  });

  it('holds nothing of a stop against other categories, nor of weariness inside a window', async () => {
    const person = add();
    world.platform.prefer(person, world.number(), 'stop');
    world.platform.changeTemplateCategory(world.template(), 'UTILITY');
    await world.send();
    await later(MINUTE);
    world.platform.prefer(person, world.number(), 'resume');
    world.platform.changeTemplateCategory(world.template(), 'MARKETING');
    world.platform.weary(person, true);
    world.platform.write(person, world.number(), contents.text('oi'));
    await world.send();
    await later(MINUTE);
    expect(world.told).toEqual(['sent', 'delivered', 'sent', 'delivered']);
  });

  it('keeps a message for a handset that is off, for as long as the template says', async () => {
    const person = add();
    const { platform } = world;
    platform.switch(person, false);
    await world.send();
    await later(29 * DAY);
    expect(world.told).toEqual(['sent']);
    platform.switch(person, true);
    await later(MINUTE);
    expect(world.told).toEqual(['sent', 'delivered']);
    platform.switch(person, false);
    await world.send();
    await later(31 * DAY);
    platform.switch(person, true);
    await later(MINUTE);
    expect(world.told).toEqual(['sent', 'delivered', 'sent']);
    expect(platform.truth.expiries).toHaveLength(1);
  });

  it('counts unique persons outside of service windows against the tier, for 24 h', async () => {
    world.platform.changeTier(world.portfolio(), 3);
    const people = Array.from({ length: 5 }, (_, n) => add(other(n)));
    world.platform.write(people[3]!, world.number(), contents.text('oi'));
    for (const n of [0, 1, 2, 0, 3, 4]) {
      await world.send(other(n));
      await later(10 * SECOND);
    }
    const failures = () => world.platform.truth.failures.map(({ message, code }) => [message.subscriber, code]);
    expect(failures()).toEqual([[people[4]!.subscriber, 131048]]);
    await later(DAY);
    await world.send(other(4));
    await later(10 * SECOND);
    expect(failures()).toHaveLength(1);
    expect(world.portfolio().tier.at(world.clock.now())).toBe(3);
  });

  it('has a service window of 24 h after what a person wrote, which slides', async () => {
    const person = add();
    const { windows } = world.number();
    const isOpen = () => windows.isOpen(person.subscriber, world.clock.now());
    world.platform.write(person, world.number(), contents.text('oi'));
    await later(23 * HOUR);
    world.platform.write(person, world.number(), contents.reaction('wamid.1', '👍'));
    await later(23 * HOUR);
    expect(isOpen()).toBe(true);
    world.platform.write(person, world.number(), contents.revoke('wamid.1'));
    await later(HOUR);
    expect(isOpen()).toBe(false);
  });

  it('is free of charge to answer who came from an advertisement', async () => {
    const person = add();
    const referral = { source_type: 'ad', source_id: '1', source_url: 'https://fb.me/1' };
    world.platform.write(person, world.number(), contents.text('oi'), { referral });
    await world.send();
    await later(MINUTE);
    expect(world.elements.filter(({ kind }) => kind === 'status')).toMatchObject([
      { status: 'sent', freeEntryPoint: true, pricing: { billable: false, type: 'free_entry_point' } },
      { status: 'delivered', freeEntryPoint: true },
    ]);
    await later(72 * HOUR);
    await world.send();
    await later(MINUTE);
    expect(world.elements.at(-1)).toMatchObject({ freeEntryPoint: false });
  });

  it('refuses more than 45 messages to one person within six seconds, and then any until they are paid for', async () => {
    add();
    const burst = await world.sendMany(...Array.from({ length: 50 }, () => PHONE));
    expect(burst.filter((each) => each === 'accepted')).toHaveLength(45);
    expect(new Set(burst)).toEqual(new Set(['accepted', '131056']));
    await later(44 * 6 * SECOND - 20 * SECOND);
    expect(await world.sendMany(PHONE)).toEqual(['131056']);
    await later(30 * SECOND);
    expect(await world.sendMany(PHONE)).toEqual(['accepted']);
  });

  it('refuses more than 80 messages within a second, and more than 1,000 after an upgrade', async () => {
    const everybody = Array.from({ length: 300 }, (_, n) => other(n));
    const accepted = async () => (await world.sendMany(...everybody)).filter((each) => each === 'accepted').length;
    // They arrive within half a second.
    const before = await accepted();
    expect(before).toBeGreaterThanOrEqual(80);
    expect(before).toBeLessThan(130);
    world.platform.upgradeThroughput(world.number());
    await later(10 * SECOND);
    expect(await accepted()).toBe(300);
  });

  it.each<[string, (world: World) => void, string]>([
    ['a paused template', ({ platform, template }) => platform.changeTemplateStatus(template(), 'PAUSED'), '132015'],
    ['a disabled one', ({ platform, template }) => platform.changeTemplateStatus(template(), 'DISABLED'), '132016'],
    ['a rejected one', ({ platform, template }) => platform.changeTemplateStatus(template(), 'REJECTED'), '132001'],
    ['a restricted number', ({ platform, number }) => platform.changeNumberStatus(number(), 'RESTRICTED'), '131048'],
    ['a banned number', ({ platform, number }) => platform.changeNumberStatus(number(), 'BANNED'), '131031'],
    ['a banned account', ({ platform, account }) => platform.restrict(account(), 'DISABLE', null), '368'],
    [
      'an account that may not begin',
      ({ platform, account, clock }) =>
        platform.restrict(account(), 'RESTRICTED_BIZ_INITIATED_MESSAGING', clock.now() + DAY),
      '368',
    ],
  ])('refuses %s', async (_, change, code) => {
    add();
    change(world);
    expect(await world.sendMany(PHONE)).toEqual([code]);
  });

  it('ends a restriction in its time', async () => {
    const person = add();
    world.platform.restrict(world.account(), 'RESTRICTED_BIZ_INITIATED_MESSAGING', world.clock.now() + DAY);
    world.platform.write(person, world.number(), contents.text('oi'));
    expect(await world.sendMany(PHONE)).toEqual(['accepted']);
    await later(DAY);
    expect(await world.sendMany(PHONE)).toEqual(['accepted']);
  });

  it('holds messages of a paced template back, and drops them when feedback is bad', async () => {
    add();
    world.platform.pace(world.template(), 'released');
    expect(await world.send()).toMatchObject({ kind: 'accepted', as: 'held' });
    await later(2 * HOUR);
    world.platform.pace(world.template(), 'dropped');
    await world.send();
    await later(2 * HOUR);
    expect(world.told).toEqual(['sent', 'delivered', 'failed 132015']);
  });

  it('says that something failed which has arrived, and the other way round', async () => {
    add();
    Object.assign(world.callFaults, { failsAndArrives: 1, codes: [131000] });
    await world.send();
    await later(MINUTE);
    expect(world.told).toEqual(['failed 131000', 'delivered']);
    Object.assign(world.callFaults, { failsAndArrives: 0, arrivesAndFails: 1 });
    await world.send();
    await later(2 * HOUR);
    expect(world.told.slice(2)).toEqual(['sent', 'delivered', 'failed 131000']);
    expect(world.platform.truth.receipts).toHaveLength(2);
  });

  it('knows what was true at an instant', async () => {
    const person = add();
    const from = world.clock.now();
    await later(HOUR);
    world.platform.prefer(person, world.number(), 'stop');
    await later(HOUR);
    world.platform.prefer(person, world.number(), 'resume');
    const stopped = [0, 1, 1.5, 2].map((hours) => person.stopped.at(from + hours * HOUR).has('portfolio'));
    expect(stopped).toEqual([false, true, true, false]);
  });

  it('is the same again from the same seed, and another from another', async () => {
    const story = async (seed: string) => {
      const told = new World(seed);
      Object.assign(told.callFaults, { cutAfterArrival: 0.2, refused: 0.1, failsLater: 0.2 });
      Object.assign(told.webhookFaults, { lost: 0.1, duplicated: 0.3, reordered: 0.3, batched: 0.5, broken: 0.3 });
      for (let n = 0; n < 20; n++) told.platform.person({ phone: other(n), reads: 0.5 });
      const outcomes = await told.sendMany(...Array.from({ length: 20 }, (_, n) => other(n)));
      await told.clock.advance(3 * DAY);
      return JSON.stringify([outcomes, told.webhooks.map(({ body }) => body.toString()), told.platform.truth.tellings]);
    };
    expect(await story('one')).toBe(await story('one'));
    expect(await story('one')).not.toBe(await story('another'));
  });
});

function personOf({ people }: World['platform']) {
  return people.get('551100001234')!;
}
