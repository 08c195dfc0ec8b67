import { stream, suppressionDecider } from '@arauto/domain';
import { CAMPAIGN, SENDER, SmallFloor, SUBACCOUNT } from './testing/small-floor';

const SENT = ['SendAttempted', 'TemplateSent'];

let floor: SmallFloor;

beforeEach(async () => {
  floor = new SmallFloor();
  await floor.prepare({ facts: { throughput: 1000 } });
  floor.open();
  await floor.pass(100);
});
afterEach(() => floor.close());

/** Hands a test over and lets time pass until it has ended. */
async function send(contactKey: string, within = 5000): Promise<void> {
  let ended = false;
  void floor.dispatcher.sendTest(CAMPAIGN, contactKey).then(() => (ended = true));
  await floor.until(() => ended, within);
  await floor.pass(20);
}

async function optOut(): Promise<void> {
  const at = new Date(floor.clock.now()).toISOString();
  const told = { source: 'api', reason: 'x', evidence: null, ref: null, at } as const;
  const all = { type: 'SuppressPerson', category: 'all', ...told } as const;
  await floor.does(suppressionDecider, stream.suppression(SUBACCOUNT, 'person-7'), all);
}

async function endOf(contactKey: string) {
  return (await floor.events(stream.contact(CAMPAIGN, contactKey))).at(-1)!;
}

describe('a test message', () => {
  it('is sent from a draft, and all that is kept and told of it is under its person', async () => {
    await send(await floor.test(1, 'person-7'));
    expect(await floor.story('test-1')).toEqual(SENT);
    expect(floor.calls).toMatchObject([{ to: '+5511900001234', callbackData: `t1|${CAMPAIGN}|test-1|a1` }]);
    expect(floor.vault.get('test-ref-1.m1')).toMatchObject({ kind: 'message', person: 'person-7' });
    const events = await floor.events(stream.contact(CAMPAIGN, 'test-1'));
    expect(events.map(({ data }) => data['person'])).toEqual(['person-7', 'person-7', 'person-7']);
  });

  it('handed over twice is sent once, and one that another process claimed is not sent at all', async () => {
    const key = await floor.test(1, 'person-7');
    await Promise.all([send(key), send(key)]);
    await send(key);
    expect(floor.calls).toHaveLength(1);
    await floor.test(2, 'person-7');
    const at = new Date(floor.clock.now()).toISOString();
    await floor.contact('test-2', {
      type: 'ClaimAttempt',
      ...{ claim: 'of-another', senderId: SENDER, withSession: false, at, outcomeDueAt: at, expiresAfter: 1 },
      conversation: { id: 'c', type: 'business_initiated', expiresAt: at },
    });
    await send('test-2');
    expect(floor.calls).toHaveLength(1);
    expect(await floor.story('test-2')).toEqual(['SendAttempted']);
  });

  it.each([
    ['131000', 'SendErrored'],
    ['131056', 'SendErrored'],
    ['130429', 'SendErrored'],
    ['131026', 'SendingFailed'],
  ])('is one attempt: %s is %s, and nothing is tried again', async (code, type) => {
    floor.behaviour = (message, mayWrite) => {
      mayWrite();
      floor.calls.push(message);
      return Promise.resolve({ kind: 'refused', error: { code, details: '' } });
    };
    await send(await floor.test(1, 'person-7'));
    expect(await floor.story('test-1')).toEqual(['SendAttempted', type]);
    expect(floor.vault.get('test-ref-1.e1')).toMatchObject({ kind: 'error', person: 'person-7' });
    await floor.pass(600_000, 1000);
    expect(floor.calls).toHaveLength(1);
  });

  it('whose outcome is unknown is not sent again', async () => {
    floor.behaviour = (message, mayWrite) => {
      mayWrite();
      floor.calls.push(message);
      return Promise.resolve({ kind: 'unknown', error: { code: 'ENG_AMBIGUOUS', details: '' } });
    };
    await send(await floor.test(1, 'person-7'));
    await send('test-1');
    expect(await floor.story('test-1')).toEqual(['SendAttempted']);
    expect(floor.calls).toHaveLength(1);
  });

  it('goes to nobody who opted out of what the template is', async () => {
    await optOut();
    await send(await floor.test(1, 'person-7'));
    expect((await endOf('test-1')).data['error']).toEqual({ code: 'ENG_OPTED_OUT' });
    expect(floor.calls).toEqual([]);
  });

  it('is removed as erased when the vault has nothing of its person any more', async () => {
    await floor.test(1, 'person-7');
    floor.vault.delete('test-ref-1');
    await send('test-1');
    expect((await endOf('test-1')).data['cause']).toBe('erasure');
  });

  it('shares the pair limit of its person: after a burst it waits, and after a minute of it ends', async () => {
    for (let n = 1; n <= 2; n++) await send(await floor.test(n, 'person-7'));
    await floor.pass(6000, 100);
    await send(await floor.test(3, 'person-7'), 10_000);
    expect(await floor.story('test-3')).toEqual(SENT);
    for (let n = 4; n <= 17; n++) await send(await floor.test(n, 'person-8'));
    await floor.pass(6000, 100);
    await send(await floor.test(18, 'person-8'), 1000);
    expect((await endOf('test-18')).data['error']).toEqual({ code: 'ENG_TEST_UNSENT' });
    await send(await floor.test(19, 'person-9'));
    expect(await floor.story('test-19')).toEqual(SENT);
  });

  it('counts in the tier as the person it is: a campaign to the same person needs no second place, another gets none', async () => {
    await floor.sender({ type: 'ConnectSender', quality: 'GREEN', tier: 1, throughput: 1000 });
    await floor.pass(50);
    await send(await floor.test(1, 'person-1'));
    await send(await floor.test(2, 'person-7'));
    expect((await endOf('test-2')).data['error']).toEqual({ code: 'ENG_TIER' });
    await floor.upload(2);
    await floor.start();
    await floor.pass(10_000, 50);
    expect(await floor.story('person-1')).toEqual(SENT);
    expect(await floor.story('person-2')).toEqual([]);
    expect(floor.dispatcher.waiting(CAMPAIGN)).toMatchObject({ code: 'tier_full' });
  });

  it('ends when its number is paused, its template is not approved, or it was asked for too long ago', async () => {
    const [first, second, third] = [
      await floor.test(1, 'person-7'),
      await floor.test(2, 'person-7'),
      await floor.test(3, 'person-7'),
    ];
    await floor.sender({ type: 'PauseSender', by: 'admin', reason: 'holiday', remedy: null });
    await floor.pass(50);
    await send(first);
    expect((await endOf(first)).data['error']).toEqual({ code: 'ENG_TEST_UNSENT' });
    await floor.sender({ type: 'ResumeSender', by: 'admin' });
    await floor.pass(50);
    await floor.templateIs('paused');
    await send(second);
    expect((await endOf(second)).data['error']).toEqual({ code: '132015' });
    await floor.templateIs('approved');
    await floor.pass(11 * 60_000, 1000);
    await send(third);
    expect((await endOf(third)).data['error']).toEqual({ code: 'ENG_TEST_UNSENT' });
    expect(floor.calls).toEqual([]);
  });

  it('is canceled with its campaign while it waits, and nothing leaves', async () => {
    await floor.sender({ type: 'EditSender', changes: { pace: { messagesPerSecond: 0.1 } } });
    await floor.pass(50);
    await send(await floor.test(1, 'person-7'));
    await floor.test(2, 'person-8');
    const waiting = send('test-2', 60_000);
    await floor.campaign({ type: 'CancelCampaign' });
    await waiting;
    expect(await floor.story('test-2')).toEqual(['CanceledByAdmin']);
    expect(floor.calls).toHaveLength(1);
  });

  it('that could not be called is tried again, and ends within a minute', async () => {
    floor.behaviour = () => Promise.reject(new Error('no socket to be had'));
    await send(await floor.test(1, 'person-7'), 120_000);
    const story = await floor.story('test-1');
    expect(story.slice(0, 2)).toEqual(['SendAttempted', 'SendWithdrawn']);
    expect((await endOf('test-1')).data['error']).toEqual({ code: 'ENG_TEST_UNSENT' });
  });

  it('that is always too late ends within a minute, too', async () => {
    floor.behaviour = (_, mayWrite) =>
      new Promise((resolve) =>
        floor.clock.after(3000, () => {
          expect(mayWrite()).toBe(false);
          resolve({ kind: 'withdrawn' });
        }),
      );
    await send(await floor.test(1, 'person-7'), 70_000);
    expect((await endOf('test-1')).data['error']).toEqual({ code: 'ENG_TEST_UNSENT' });
  });

  it('goes to nobody who opts out after the claim, an instant before the write', async () => {
    const accepts = floor.behaviour;
    floor.behaviour = async (message, mayWrite) => {
      await optOut();
      await floor.dispatcher.seen(await floor.deps.store.head());
      return accepts(message, mayWrite);
    };
    await send(await floor.test(1, 'person-7'));
    expect(floor.calls).toEqual([]);
    expect((await endOf('test-1')).data['error']).toEqual({ code: 'ENG_OPTED_OUT' });
  });

  it('refused since its person opted out at the platform is itself the evidence of that', async () => {
    floor.behaviour = (_, mayWrite) => {
      mayWrite();
      return Promise.resolve({ kind: 'refused', error: { code: '131050', details: '' } });
    };
    await send(await floor.test(1, 'person-7'));
    const [suppressed] = await floor.events(stream.suppression(SUBACCOUNT, 'person-7'));
    expect(suppressed?.data['evidence']).toBe(stream.contact(CAMPAIGN, 'test-1'));
  });

  it('that waits when the engine stops is left for the next one', async () => {
    await floor.sender({ type: 'EditSender', changes: { pace: { messagesPerSecond: 0.1 } } });
    await floor.pass(50);
    await send(await floor.test(1, 'person-7'));
    await floor.test(2, 'person-8');
    let ended = false;
    void floor.dispatcher.sendTest(CAMPAIGN, 'test-2').then(() => (ended = true));
    await floor.pass(500);
    await floor.stop();
    expect(ended).toBe(true);
    expect(await floor.story('test-2')).toEqual([]);
  });
});
