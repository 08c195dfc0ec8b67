import { type CampaignSettings, type PauseReason, stickySender, stream } from '@arauto/domain';
import { CAMPAIGN, SmallFloor } from './testing/small-floor';

const CONTACTS = 60;
const SENDERS = ['sender-1', 'sender-2', 'sender-3'];

describe('a campaign of several numbers', () => {
  let floor: SmallFloor;

  beforeEach(() => {
    floor = new SmallFloor();
  });
  afterEach(() => floor.close());

  const prepare = (settings: Partial<CampaignSettings> = {}) =>
    floor.prepare({ contacts: CONTACTS, settings: { senderIds: SENDERS, ...settings } });
  const pause = (senderId: string) =>
    floor.sender({ type: 'PauseSender', by: 'admin', reason: 'a rest', remedy: null }, senderId);
  const resume = (senderId: string) => floor.sender({ type: 'ResumeSender', by: 'admin' }, senderId);

  /** Of each contact the numbers that its attempts were made from. */
  async function sentFrom(): Promise<ReadonlyMap<string, readonly string[]>> {
    const all = new Map<string, readonly string[]>();
    for (let n = 1; n <= CONTACTS; n++) {
      const events = await floor.events(stream.contact(CAMPAIGN, `person-${n}`), 1);
      const attempts = events.filter(({ type }) => type === 'SendAttempted');
      all.set(
        `person-${n}`,
        attempts.map(({ data }) => String(data['senderId'])),
      );
    }
    return all;
  }

  /** The number of each person, as long as those of `among` may be used. */
  const ownOf = (person: string, among: readonly string[] = SENDERS) =>
    stickySender(
      person,
      SENDERS.map((senderId) => ({ senderId, weight: 1 })),
      (id) => among.includes(id),
    );

  it('sends to each person from its own number, once, also when it is tried again', async () => {
    await prepare();
    const accepts = floor.behaviour;
    const refused = new Set<string>();
    floor.behaviour = (message, mayWrite) => {
      const [, , key = ''] = message.callbackData.split('|');
      if (refused.has(key) || !key.endsWith('1')) return accepts(message, mayWrite);
      mayWrite();
      refused.add(key);
      return Promise.resolve({ kind: 'refused', error: { code: '131000', details: '' } });
    };
    floor.open();
    await floor.start();
    await floor.until(() => floor.calls.length === CONTACTS, 600_000);
    const from = await sentFrom();
    for (const [person, numbers] of from) {
      expect(new Set(numbers)).toEqual(new Set([ownOf(person)]));
      expect(numbers).toHaveLength(person.endsWith('1') ? 2 : 1);
    }
    expect(new Set([...from.values()].flat()).size).toBe(3);
  });

  it('lets the persons of a paused number wait, says so once nobody else is left, and sends to them when it goes on', async () => {
    await prepare();
    await pause('sender-2');
    floor.open();
    await floor.start();
    const others = Array.from({ length: CONTACTS }, (_, n) => `person-${n + 1}`).filter(
      (person) => ownOf(person) !== 'sender-2',
    );
    await floor.until(() => floor.calls.length === others.length, 5000);
    await floor.pass(3000);
    expect(floor.calls).toHaveLength(others.length);
    expect(floor.dispatcher.waiting(CAMPAIGN)).toMatchObject({
      code: 'sender_paused',
      text: 'The sender is paused (a rest).',
    });
    await resume('sender-2');
    await floor.until(() => floor.calls.length === CONTACTS, 5000);
    for (const [person, numbers] of await sentFrom()) expect(numbers).toEqual([ownOf(person)]);
  });

  it('moves the persons of a paused number to the others where it says so, and nobody else', async () => {
    await prepare({ whenSenderStops: 'move' });
    await pause('sender-2');
    floor.open();
    await floor.start();
    await floor.until(() => floor.calls.length === CONTACTS, 5000);
    for (const [person, numbers] of await sentFrom()) {
      expect(numbers).toEqual([ownOf(person, ['sender-1', 'sender-3'])]);
    }
  });

  it('gives persons who have not been sent to back to a number that goes on, and waits where all are paused', async () => {
    await prepare({ whenSenderStops: 'move', pace: { messagesPerSecond: 20 } });
    for (const id of SENDERS) await pause(id);
    floor.open();
    await floor.start();
    await floor.pass(2000);
    expect(floor.calls).toHaveLength(0);
    expect(floor.dispatcher.waiting(CAMPAIGN)?.code).toBe('sender_paused');
    await resume('sender-1');
    await floor.until(() => floor.calls.length >= 10, 5000);
    await resume('sender-2');
    await resume('sender-3');
    await floor.pass(100);
    const before = await sentFrom();
    await floor.until(() => floor.calls.length === CONTACTS, 20_000);
    let later = 0;
    for (const [person, numbers] of await sentFrom()) {
      expect(numbers).toHaveLength(1);
      if (before.get(person)!.length > 0) continue;
      later++;
      expect(numbers).toEqual([ownOf(person)]);
    }
    expect(later).toBeGreaterThan(20);
  });

  it('goes on from the others when one is paused for what the platform says', async () => {
    await prepare({ whenSenderStops: 'move', pace: { messagesPerSecond: 30 } });
    const accepts = floor.behaviour;
    let paid = false;
    floor.behaviour = (message, mayWrite) => {
      if (paid) return accepts(message, mayWrite);
      mayWrite();
      paid = true;
      return Promise.resolve({ kind: 'refused', error: { code: '131037', details: '' } });
    };
    floor.open();
    await floor.start();
    await floor.until(() => floor.calls.length >= CONTACTS - 1, 10_000);
    const reasons = (await floor.events(stream.campaign(CAMPAIGN))).flatMap(({ data }) => data['reasons'] ?? []);
    expect(reasons as unknown as readonly PauseReason[]).toEqual([]);
    const paused = await Promise.all(SENDERS.map(async (id) => (await floor.senderStory(id)).map(({ type }) => type)));
    expect(paused.flat()).toEqual(['SenderPaused']);
  });

  it('keeps to the pace of the campaign over all of them, and to that of each', async () => {
    await prepare({ pace: { messagesPerSecond: 6 } });
    expect(CONTACTS / 6).toBe(10);
    floor.open();
    await floor.start();
    await floor.pass(5000);
    expect(floor.calls.length).toBeGreaterThanOrEqual(28);
    expect(floor.calls.length).toBeLessThanOrEqual(32);
    expect(floor.dispatcher.pace(CAMPAIGN).limit).toBe(6);
  });

  it('sends its canary from all of them, and waits with it for a number that is paused', async () => {
    await prepare();
    await pause('sender-2');
    floor.open();
    await floor.start(CAMPAIGN, 20);
    await floor.pass(3000);
    const sent = floor.calls.length;
    expect(sent).toBeGreaterThan(5);
    expect(sent).toBeLessThan(20);
    expect((await floor.events(stream.campaign(CAMPAIGN))).at(-1)!.type).toBe('CampaignStarted');
    await resume('sender-2');
    await floor.until(
      async () => (await floor.events(stream.campaign(CAMPAIGN))).at(-1)!.type === 'CampaignPaused',
      5000,
    );
    expect(floor.calls).toHaveLength(20);
  });
});
