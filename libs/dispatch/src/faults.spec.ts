import { campaignAggregate, rowRef, stream, suppressionDecider } from '@arauto/domain';
import { load, OutcomeUnknown, Unavailable, WrittenByLaterVersion } from '@arauto/event-store';
import { UnfitSettings } from '@arauto/whatsapp';
import { persist } from './persist';
import type { Plan } from './testing/faults';
import { CAMPAIGN, SmallFloor, SUBACCOUNT } from './testing/small-floor';

const SENT = ['SendAttempted', 'TemplateSent'];
const WITHDRAWN_THEN_SENT = ['SendAttempted', 'SendWithdrawn', ...SENT];

const unavailable = { make: () => new Unavailable('the disk is busy') };
const lost = { make: () => new OutcomeUnknown('the answer is lost') };

let floor: SmallFloor;

beforeEach(() => {
  floor = new SmallFloor();
});
afterEach(() => floor.close());

/** Whoever was in hand is in nobody's hand any more. */
function expectSettled(): void {
  expect([floor.dispatcher.inFlight(CAMPAIGN), floor.dispatcher.openAttempts]).toEqual([0, 0]);
  expect(floor.dispatcher.holds(CAMPAIGN, 'person-1')).toBe(false);
  expect(floor.faults.left).toEqual([]);
}

/** The person has a stream of each kind that an attempt must read, and nothing in them stops it. */
async function beTalkedAbout(): Promise<void> {
  const at = new Date(floor.clock.now()).toISOString();
  const told = { source: 'api', reason: 'x', evidence: null, ref: null, at } as const;
  const marketing = { type: 'SuppressPerson', category: 'marketing', ...told } as const;
  await floor.does(suppressionDecider, stream.suppression(SUBACCOUNT, 'person-1'), marketing);
}

describe('whatever fails once on the way of an attempt', () => {
  it.each<[string, string, Partial<Plan>, readonly string[]]>([
    ['the reading of the opt-outs', 'store.readStream suppression', {}, SENT],
    ['the connection, before the claim', 'connections.provider sender-1', {}, SENT],
    ['the connection, after the claim', 'connections.provider sender-1', { skip: 1 }, WITHDRAWN_THEN_SENT],
    ['the claim, which was not taken', 'store.append SendAttempted', unavailable, SENT],
    ['the claim, of which nobody knows', 'store.append SendAttempted', { ...lost, times: 4 }, WITHDRAWN_THEN_SENT],
    ['the answer to the claim', 'store.appended SendAttempted', { ...lost, times: 4 }, WITHDRAWN_THEN_SENT],
    ['an odd error of the claim', 'store.append SendAttempted', {}, SENT],
    ['the name of the message', 'connections.messageHash', { times: 3 }, SENT],
    ['the vault, after an acceptance', 'vault.put message', { times: 3 }, SENT],
    ['the append of an acceptance', 'store.append TemplateSent', { ...unavailable, times: 3 }, SENT],
    ['the answer to it', 'store.appended TemplateSent', { ...lost, times: 4 }, SENT],
    ['the vault, when a page is read', 'vault.getMany', { times: 2 }, SENT],
    ['the due queue', 'views.find contacts', { times: 3 }, SENT],
    ['the reading of the campaign that is started', 'store.readStream campaign', { times: 2 }, SENT],
    ['the reading of the number', 'store.readStream sender', { times: 2 }, SENT],
    ['the head of the log, at the start', 'store.head', {}, SENT],
    ['the look for campaigns under way', 'views.stream campaigns', { times: 2 }, SENT],
  ])('%s: it is sent once, and settled', async (_, point, plan, story) => {
    await floor.prepare();
    await beTalkedAbout();
    floor.faults.at(point, plan);
    floor.open();
    await floor.pass(100);
    await floor.start();
    await floor.until(async () => (await floor.story()).at(-1) === 'TemplateSent');
    await floor.pass(2000);
    expect(await floor.story()).toEqual(story);
    expect(floor.calls).toHaveLength(1);
    expect(await floor.senderStory()).toEqual([]);
    expectSettled();
  });

  it.each<[string, Partial<Plan>]>([
    ['vault.put error', { times: 3 }],
    ['store.append SendingFailed', { ...unavailable, times: 3 }],
    ['store.appended SendingFailed', { ...lost, times: 4 }],
  ])('a refusal is recorded although %s fails', async (point, plan) => {
    await floor.prepare();
    floor.behaviour = (message, mayWrite) => {
      mayWrite();
      floor.calls.push(message);
      return Promise.resolve({ kind: 'refused', error: { code: '131026', details: 'no account' } });
    };
    floor.faults.at(point, plan);
    floor.open();
    await floor.start();
    await floor.until(async () => (await floor.story()).includes('SendingFailed'));
    await floor.pass(2000);
    expect(await floor.story()).toEqual(['SendAttempted', 'SendingFailed']);
    expect(floor.calls).toHaveLength(1);
    expectSettled();
  });

  it.each<[string, Partial<Plan>]>([
    ['store.append SenderPaused', { ...unavailable, times: 3 }],
    ['views.stream campaigns', { times: 3, skip: 1 }],
    ['store.append CampaignPaused', { ...unavailable, times: 3 }],
  ])('what a refusal asks for comes about although %s fails', async (point, plan) => {
    await floor.prepare();
    floor.behaviour = (_, mayWrite) => {
      mayWrite();
      return Promise.resolve({ kind: 'refused', error: { code: '131031', details: 'locked' } });
    };
    floor.faults.at(point, plan);
    floor.open();
    await floor.start();
    await floor.until(async () =>
      (await floor.events(stream.campaign(CAMPAIGN))).some(({ type }) => type === 'CampaignPaused'),
    );
    expect((await floor.senderStory()).map(({ data }) => data['reason'])).toEqual(['error_131031']);
    await floor.until(() => floor.dispatcher.openAttempts === 0);
    expectSettled();
  });

  it('a withdrawal is recorded although the append fails', async () => {
    await floor.prepare();
    floor.behaviour = async (_, mayWrite) => {
      await floor.campaign({ type: 'PauseCampaign', by: 'admin', reason: 'lunch', remedy: null });
      await floor.clock.sleep(50);
      return mayWrite() ? { kind: 'unknown', error: { code: 'ENG_AMBIGUOUS', details: '' } } : { kind: 'withdrawn' };
    };
    floor.faults.at('store.append SendWithdrawn', { ...unavailable, times: 3 });
    floor.open();
    await floor.start();
    await floor.until(async () => (await floor.story()).includes('SendWithdrawn'));
    expect((await floor.events(stream.contact(CAMPAIGN, 'person-1'))).at(-1)?.data['reason']).toBe('gate_closed');
    await floor.pass(100);
    expectSettled();
  });
});

it('lets nobody wait for a person whose opt-outs cannot be read, and says that they wait', async () => {
  await floor.prepare({ contacts: 3 });
  await beTalkedAbout();
  floor.faults.at('store.readStream suppression', { times: 100_000 });
  floor.open();
  await floor.start();
  await floor.pass(5000);
  expect(floor.calls).toHaveLength(2);
  expect(await floor.story('person-1')).toEqual([]);
  expect(floor.dispatcher.waiting(CAMPAIGN)).toMatchObject({ code: 'backing_off' });
  floor.faults.end();
  await floor.until(() => floor.calls.length === 3);
});

it('lets nobody wait for long for a contact whose stream takes no claim', async () => {
  await floor.prepare({ contacts: 30, facts: { throughput: 20 } });
  const { append } = floor.deps.store;
  const refusing = jest.spyOn(floor.deps.store, 'append');
  refusing.mockImplementation((name, events, options) =>
    name.endsWith('.person-1')
      ? Promise.reject(new Unavailable('this page is damaged'))
      : append(name, events, options),
  );
  floor.open();
  await floor.start();
  await floor.until(() => floor.calls.length === 29, 20_000);
  expect(await floor.story('person-1')).toEqual([]);
  refusing.mockRestore();
  await floor.until(() => floor.calls.length === 30, 120_000);
});

describe('a call that throws', () => {
  it('before the write is withdrawn, and made again', async () => {
    await floor.prepare();
    const accepts = floor.behaviour;
    floor.behaviour = () => {
      floor.behaviour = accepts;
      return Promise.reject(new Error('no socket to be had'));
    };
    floor.open();
    await floor.start();
    await floor.until(async () => (await floor.story()).at(-1) === 'TemplateSent');
    expect(await floor.story()).toEqual(WITHDRAWN_THEN_SENT);
    const withdrawn = (await floor.events(stream.contact(CAMPAIGN, 'person-1')))[2]!;
    expect(withdrawn.data).toMatchObject({ reason: 'could_not_call', attempts: 0 });
    expectSettled();
  });

  it('after the write is an unknown outcome, and never made again', async () => {
    await floor.prepare();
    floor.behaviour = (message, mayWrite) => {
      mayWrite();
      floor.calls.push(message);
      return Promise.reject(new Error('the process ran out of something'));
    };
    floor.open();
    await floor.start();
    await floor.pass(20 * 60_000, 500);
    expect(await floor.story()).toEqual(['SendAttempted']);
    expect(floor.calls).toHaveLength(1);
    expectSettled();
  });
});

it('gives back what it holds of an unknown outcome although the end of the log cannot be had', async () => {
  await floor.prepare({ contacts: 3 });
  const accepts = floor.behaviour;
  floor.behaviour = (message, mayWrite) => {
    if (!message.callbackData.includes('person-1')) return accepts(message, mayWrite);
    mayWrite();
    return Promise.resolve({ kind: 'unknown', error: { code: 'ENG_AMBIGUOUS', details: '' } });
  };
  floor.open();
  await floor.pass(100);
  floor.faults.at('store.head', { times: 5 });
  await floor.start();
  await floor.until(() => floor.calls.length === 2);
  await floor.pass(2000);
  expect(await floor.story('person-1')).toEqual(['SendAttempted']);
  expectSettled();
});

describe('a number that cannot be called', () => {
  const paused = async () => (await floor.senderStory()).find(({ type }) => type === 'SenderPaused')?.data;

  it('pauses at once, and nobody is claimed for it, when its settings are unfit', async () => {
    await floor.prepare({ contacts: 40 });
    const problem = { path: 'credentials.accessToken', expected: 'visible ASCII characters without blanks' };
    floor.faults.at('connections.provider sender-1', { times: 1000, make: () => new UnfitSettings([problem]) });
    floor.open();
    await floor.start();
    await floor.until(async () => (await paused()) !== undefined);
    expect(await paused()).toMatchObject({ by: 'system', reason: 'error_ENG_CONNECTION' });
    expect((await paused())?.['remedy']).toContain('credentials.accessToken must be visible ASCII');
    await floor.pass(2000);
    for (let n = 1; n <= 40; n++) expect(await floor.story(`person-${n}`)).toEqual([]);
    const campaign = await floor.events(stream.campaign(CAMPAIGN));
    expect(campaign.at(-1)).toMatchObject({ type: 'CampaignPaused', data: { reason: 'error_ENG_CONNECTION' } });

    floor.faults.end();
    await floor.sender({ type: 'ResumeSender', by: 'admin' });
    await floor.campaign({ type: 'ResumeCampaign', by: 'admin' });
    await floor.until(() => floor.calls.length === 40);
    await floor.pass(500);
    for (let n = 1; n <= 40; n++) expect(await floor.story(`person-${n}`)).toEqual(SENT);
    expectSettled();
  });

  it('whose messages of late cannot be read sends nothing, and says why, until they can', async () => {
    await floor.prepare();
    floor.faults.at('views.stream contacts', { times: 100_000 });
    floor.open();
    await floor.start();
    await floor.pass(3000);
    expect(floor.calls).toEqual([]);
    expect(floor.dispatcher.waiting(CAMPAIGN)).toMatchObject({ code: 'catching_up' });
    floor.faults.end();
    await floor.until(() => floor.calls.length === 1, 3000);
    expect(floor.dispatcher.waiting(CAMPAIGN)).toBeNull();
  });

  it('is tried again after 1, 2, 4 and 8 s, says so, and pauses the fifth time, however many fail at once', async () => {
    await floor.prepare({ contacts: 40 });
    floor.faults.at('connections.provider sender-1', { times: 100_000 });
    floor.open();
    await floor.start();
    await floor.pass(500);
    expect(floor.dispatcher.waiting(CAMPAIGN)).toMatchObject({ code: 'number_troubled' });
    await floor.pass(13_500);
    expect(await paused()).toBeUndefined();
    await floor.pass(3000);
    expect(await paused()).toMatchObject({ reason: 'error_ENG_CONNECTION' });
    for (let n = 1; n <= 40; n++) expect(await floor.story(`person-${n}`)).toEqual([]);
    floor.faults.end();
    expectSettled();
  });

  it('pauses after five calls in a row that could not be begun, too, and each was withdrawn', async () => {
    await floor.prepare();
    floor.behaviour = () => Promise.reject(new Error('no socket to be had'));
    floor.open();
    await floor.start();
    await floor.until(async () => (await paused()) !== undefined, 60_000);
    expect(await floor.story()).toEqual(Array.from({ length: 5 }, () => ['SendAttempted', 'SendWithdrawn']).flat());
    expect(await paused()).toMatchObject({ reason: 'error_ENG_CONNECTION' });
    await floor.pass(1000);
    expectSettled();
  });

  it('backs off and pauses when its connection lets nothing out, too', async () => {
    await floor.prepare();
    floor.behaviour = () => Promise.resolve({ kind: 'withdrawn' });
    floor.open();
    await floor.start();
    await floor.until(async () => (await paused()) !== undefined, 60_000);
    expect(await floor.story()).toEqual(Array.from({ length: 5 }, () => ['SendAttempted', 'SendWithdrawn']).flat());
    await floor.pass(1000);
    expectSettled();
  });

  it('does not pause while it is the log that takes nothing', async () => {
    await floor.prepare({ contacts: 3 });
    floor.faults.at('store.append SendAttempted', { times: 100_000, ...unavailable });
    floor.open();
    await floor.start();
    await floor.pass(60_000, 50);
    expect(await paused()).toBeUndefined();
    expect(floor.calls).toEqual([]);
    floor.faults.end();
    await floor.until(() => floor.calls.length === 3, 120_000);
    await floor.pass(500);
    expect(await floor.story('person-2')).toEqual(SENT);
    expectSettled();
  });

  it('holds up no other number', async () => {
    await floor.prepare({ contacts: 5 });
    await floor.prepare({ campaignId: 'campaign-2', senderId: 'sender-2', first: 6, contacts: 5 });
    floor.faults.at('connections.provider sender-1', { times: 100_000 });
    floor.open();
    await floor.start();
    await floor.start('campaign-2');
    await floor.until(() => floor.calls.length === 5, 1000);
    expect(floor.calls.every(({ callbackData }) => callbackData.includes('campaign-2'))).toBe(true);
    expect(floor.dispatcher.waiting('campaign-2')).toBeNull();
  });
});

it('nothing is kept of a campaign that has ended', async () => {
  await floor.prepare();
  await floor.sender({ type: 'PauseSender', by: 'admin', reason: 'holiday', remedy: null });
  floor.open();
  await floor.start();
  await floor.pass(500);
  expect(floor.dispatcher.waiting(CAMPAIGN)).toMatchObject({ code: 'sender_paused' });
  await floor.campaign({ type: 'CancelCampaign' });
  await floor.pass(500);
  expect(floor.dispatcher.waiting(CAMPAIGN)).toBeNull();
});

it('a number that is back keeps nobody, though nobody is left to send to', async () => {
  await floor.prepare();
  floor.open();
  await floor.start();
  await floor.pass(500);
  expect(floor.calls).toHaveLength(1);
  await floor.sender({ type: 'PauseSender', by: 'admin', reason: 'holiday', remedy: 'Resume the sender.' });
  await floor.pass(500);
  expect(floor.dispatcher.waiting(CAMPAIGN)).toMatchObject({
    code: 'sender_paused',
    text: 'The sender is paused (holiday). Resume the sender.',
  });
  await floor.sender({ type: 'ResumeSender', by: 'admin' });
  await floor.pass(500);
  expect(floor.dispatcher.waiting(CAMPAIGN)).toBeNull();
});

it('while the due queue cannot be read it says so, and goes on by itself', async () => {
  await floor.prepare();
  floor.faults.at('views.find contacts', { times: 20 });
  floor.open();
  await floor.start();
  await floor.pass(1_000);
  expect(floor.dispatcher.waiting(CAMPAIGN)).toMatchObject({ code: 'store_unavailable' });
  await floor.pass(2_000);
  expect(floor.dispatcher.waiting(CAMPAIGN)).toBeNull();
  expect(floor.calls).toHaveLength(1);
});

it('a contact whose entry in the vault is damaged waits for a person, and the others are sent to', async () => {
  await floor.prepare({ contacts: 3 });
  const ref = rowRef(`up-${CAMPAIGN}`, 2);
  floor.damaged.add(ref);
  floor.open();
  await floor.start();
  await floor.pass(2_000);
  expect(floor.calls).toHaveLength(2);
  expect(await floor.story('person-2')).toEqual([]);
  expect(floor.dispatcher.waiting(CAMPAIGN)).toMatchObject({
    code: 'vault_damaged',
    text: expect.stringMatching(/^What the vault has of 1 contact cannot be opened/),
  });
  expect(floor.logged).toContain('what the vault has of a contact cannot be opened');
  floor.damaged.clear();
  await floor.pass(6_000);
  expect(floor.calls).toHaveLength(3);
  expect(floor.dispatcher.waiting(CAMPAIGN)).toBeNull();
});

it('a claim that gets to the log only when everybody has given it up leaves nobody behind', async () => {
  await floor.prepare();
  const { store } = floor.deps;
  const append = store.append.bind(store);
  let late: () => Promise<unknown> = () => Promise.reject(new Error('nothing was claimed'));
  let lost = 4;
  store.append = (name, events, options) => {
    if (events[0]!.type !== 'SendAttempted' || lost-- <= 0) return append(name, events, options);
    late = () => append(name, events, options);
    return Promise.reject(new OutcomeUnknown('the connection stands still'));
  };
  floor.open();
  await floor.start();
  await floor.pass(500);
  await late();
  await floor.pass(10_000);
  expect(await floor.story()).toEqual(WITHDRAWN_THEN_SENT);
  expect(floor.calls).toHaveLength(1);
  expectSettled();
});

describe('while the log cannot be followed', () => {
  /** Breaks off at the next word of the log, and then as often as it is begun again: after 200, 400, 800, 1,600 and 3,200 ms. */
  const breakOff = () => floor.faults.at('store.subscribe', { times: 5 });

  it('nothing is claimed or sent, since a pause would not be heard, and it goes on by itself afterwards', async () => {
    await floor.prepare({ contacts: 30, facts: { throughput: 10 } });
    await floor.start();
    floor.open();
    await floor.until(() => floor.calls.length === 3);
    breakOff();
    await floor.campaign({ type: 'PauseCampaign', by: 'admin', reason: 'lunch', remedy: null });
    const sent = floor.calls.length;
    await floor.pass(2000);
    expect(floor.deps.follower.status).toBe('retrying');
    expect(floor.dispatcher.waiting(CAMPAIGN)).toMatchObject({ code: 'store_unavailable' });
    await floor.pass(5000);
    expect([floor.deps.follower.status, floor.calls.length]).toEqual(['live', sent]);
    await floor.campaign({ type: 'ResumeCampaign', by: 'admin' });
    await floor.until(() => floor.calls.length === 30);
    await floor.pass(500);
    for (let n = 1; n <= 30; n++) expect(await floor.story(`person-${n}`)).toEqual(SENT);
    expectSettled();
  });

  it('a claim whose call has not begun is withdrawn', async () => {
    await floor.prepare();
    const { behaviour } = floor;
    let call: () => void = () => undefined;
    floor.behaviour = async (message, mayWrite) => {
      await new Promise<void>((resolve) => (call = resolve));
      return behaviour(message, mayWrite);
    };
    floor.open();
    await floor.start();
    await floor.until(async () => (await floor.story()).length === 1);
    breakOff();
    await floor.sender({ type: 'EditSender', changes: { name: 'Suporte' } });
    floor.behaviour = behaviour;
    call();
    await floor.pass(2000);
    expect([floor.calls.length, await floor.story()]).toEqual([0, WITHDRAWN_THEN_SENT.slice(0, 2)]);
    await floor.until(() => floor.calls.length === 1);
    await floor.pass(500);
    expect(await floor.story()).toEqual(WITHDRAWN_THEN_SENT);
    expectSettled();
  });

  it('a test message waits', async () => {
    await floor.prepare();
    floor.open();
    await floor.pass(100);
    breakOff();
    const contactKey = await floor.test(1, 'person-1');
    const sent = floor.dispatcher.sendTest(CAMPAIGN, contactKey);
    await floor.pass(2000);
    expect(await floor.story(contactKey)).toEqual([]);
    await floor.until(() => floor.calls.length === 1);
    await floor.pass(100);
    await sent;
    expect(await floor.story(contactKey)).toEqual(SENT);
  });
});

describe('once a later program has written to the log', () => {
  /** Nothing that this program writes, or its views, can come after it. */
  const writeLater = async (name: string, type: string) => {
    const event = { id: floor.random.uuid(), type, data: {}, metadata: { v: 2 } };
    await floor.stored.append(name, [event], { expected: 'any' });
  };

  it('nothing is sent any more: nobody would hear of a pause', async () => {
    await floor.prepare({ contacts: 5, facts: { throughput: 1 } });
    await floor.start();
    floor.open();
    await floor.until(() => floor.calls.length > 0);
    await writeLater(stream.campaign('campaign-2'), 'CampaignPaused');
    await floor.clock.advance(100);
    const sent = floor.calls.length;
    await floor.clock.advance(60_000);
    expect([floor.calls.length, floor.deps.follower.status]).toEqual([sent, 'stopped']);
    expect(floor.dispatcher.waiting(CAMPAIGN)).toMatchObject({ code: 'later_version' });
    expect(floor.logged).toContain('the log cannot be followed');
    expectSettled();
  });

  it('what it wrote of is read once, and not over and over', async () => {
    await floor.prepare();
    await writeLater(stream.campaign(CAMPAIGN), 'CampaignStarted');
    let readings = 0;
    const read = () => {
      readings += 1;
      return load(floor.deps.store, campaignAggregate, CAMPAIGN);
    };
    const reading = persist(read, floor.clock, (error) => floor.logged.push(String(error)));
    await expect(reading).rejects.toThrow(WrittenByLaterVersion);
    expect([readings, floor.logged]).toEqual([1, []]);
  });
});

it('a campaign that cannot be read at the start holds up no other', async () => {
  await floor.prepare({ contacts: 1 });
  await floor.prepare({ campaignId: 'campaign-2', senderId: 'sender-2', first: 2, contacts: 1 });
  await floor.start();
  await floor.start('campaign-2');
  const { readStream } = floor.deps.store;
  floor.deps.store.readStream = (name, options) =>
    name === stream.campaign(CAMPAIGN) ? Promise.reject(new Error('the disk is busy')) : readStream(name, options);
  floor.open();
  await floor.until(() => floor.calls.length === 1, 5000);
  floor.deps.store.readStream = readStream;
  await floor.until(() => floor.calls.length === 2, 10_000);
});
