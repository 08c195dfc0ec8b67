import {
  campaignAggregate,
  type KnownCampaign,
  type KnownSender,
  Refusal,
  senderAggregate,
  stream,
} from '@arauto/domain';
import { load } from '@arauto/event-store';
import { Attempts } from './attempt';
import { Consequences } from './consequences';
import { ContactLog } from './contact-log';
import { ConversationsUnderway } from './conversations-underway';
import { DEFAULT_LIMITS } from './deps';
import { CAMPAIGN, SENDER, SmallFloor } from './testing/small-floor';
import type { Turn, TurnResult } from './turn';

let floor: SmallFloor;
let attempts: Attempts;

beforeEach(async () => {
  floor = new SmallFloor();
  await floor.prepare();
  await floor.start();
  const { store, random, contacts } = floor.deps;
  const failed = (error: unknown) => floor.logged.push(String(error));
  const log = new ContactLog(store, random, contacts, { id: 'dispatcher', name: 'dispatcher' });
  const underway = new ConversationsUnderway(floor.deps, failed);
  attempts = new Attempts(floor.deps, DEFAULT_LIMITS, log, underway, new Consequences(floor.deps, failed));
});
afterEach(() => floor.close());

async function turn(over: Partial<Turn> = {}): Promise<Turn> {
  const { state: campaign } = await load(floor.stored, campaignAggregate, CAMPAIGN);
  const { state: sender } = await load(floor.stored, senderAggregate, SENDER);
  return {
    campaignId: CAMPAIGN,
    campaign: campaign as KnownCampaign,
    senderId: SENDER,
    sender: sender as KnownSender,
    currentSender: () => sender as KnownSender,
    contactKey: 'person-1',
    person: 'person-1',
    test: false,
    revision: 0,
    entry: floor.vault.get(`up-${CAMPAIGN}.000000001`),
    refused: null,
    uploaded: undefined,
    read: { suppression: false, conversation: false },
    otherKeys: () => Promise.resolve([]),
    category: () => 'MARKETING',
    place: () => Promise.resolve(),
    gateOpen: () => true,
    written: () => undefined,
    answered: () => undefined,
    ended: () => undefined,
    ...over,
  };
}

async function run(over: Partial<Turn> = {}): Promise<TurnResult> {
  let result: TurnResult | undefined;
  const given = await turn(over);
  void attempts.run(given).then((ended) => (result = ended));
  await floor.until(() => result !== undefined);
  expect(attempts.holds(CAMPAIGN, 'person-1')).toBe(false);
  return result!;
}

function fails(): never {
  throw new Error('it broke');
}

describe('a turn ends, whatever is handed to it', () => {
  it.each<[string, Partial<Turn>]>([
    ['the wait for its place', { place: () => Promise.reject(new Error('it broke')) }],
    ['the last look at the gate', { gateOpen: fails }],
    ['what is told of the write', { written: fails }],
    ['the look at the number as it is now', { currentSender: fails }],
  ])('%s throws: nothing left, and it is withdrawn for a second', async (_, over) => {
    const { end, trouble, restMs, position } = await run(over);
    expect({ end, of: trouble?.of, restMs }).toEqual({ end: 'withdrawn', of: 'call', restMs: 1000 });
    expect(await floor.story()).toEqual(['SendAttempted', 'SendWithdrawn']);
    const [, , withdrawn] = await floor.events(stream.contact(CAMPAIGN, 'person-1'));
    expect(withdrawn!.data).toMatchObject({ reason: 'could_not_call', to: { state: 'initial', open: false } });
    expect(withdrawn!.position).toBe(position);
    expect(floor.calls).toEqual([]);
  });

  it('backs off longer each time, and from the beginning after a call that was made', async () => {
    const place = () => Promise.reject(new Error('it broke'));
    const rests: number[] = [];
    for (let revision = 0; revision < 6; revision += 2) rests.push((await run({ revision, place })).restMs);
    expect(rests).toEqual([1000, 2000, 4000]);
    floor.behaviour = (_, mayWrite) => {
      mayWrite();
      return Promise.resolve({ kind: 'refused', error: { code: '131000', details: '' } });
    };
    expect(await run({ revision: 6 })).toMatchObject({ end: 'refused', restMs: 0 });
    expect((await run({ revision: 8, place })).restMs).toBe(1000);
  });

  it('is put off for a maintenance for five minutes and no longer, though that costs no attempt', async () => {
    floor.behaviour = (_, mayWrite) => {
      mayWrite();
      return Promise.resolve({ kind: 'refused', error: { code: '131057', details: '' } });
    };
    for (let time = 0; time < 16; time++) await run({ revision: 2 * time });
    const story = (await floor.story()).filter((type) => type !== 'SendAttempted');
    expect(story).toEqual([...Array.from({ length: 15 }, () => 'RetryScheduled'), 'SendErrored']);
  });

  it('who finds no place ends without a claim', async () => {
    expect(await run({ refused: 'ENG_TIER' })).toMatchObject({ end: 'ended', trouble: null });
    expect(await floor.story()).toEqual(['SendErrored']);
    const [, errored] = await floor.events(stream.contact(CAMPAIGN, 'person-1'));
    expect(errored!.data).toMatchObject({ error: { code: 'ENG_TIER' }, to: { state: 'error' }, settles: true });
    expect(floor.calls).toEqual([]);
  });

  it('a message that cannot be made ends the contact, whose own fault it is', async () => {
    // An entry as no version has written it: there are no parameters to look into.
    const entry = { ...floor.vault.get(`up-${CAMPAIGN}.000000001`)!, data: {} };
    const { campaign } = await turn();
    const parameterMapping = { '1': { from: 'amount' } };
    const settings = { ...campaign.settings, content: { ...campaign.settings.content, parameterMapping } };
    const ended = await run({ entry, campaign: { ...campaign, settings } });
    expect(ended).toMatchObject({ end: 'ended', trouble: null });
    const [, errored] = await floor.events(stream.contact(CAMPAIGN, 'person-1'));
    expect(errored).toMatchObject({
      type: 'SendErrored',
      data: { error: { code: 'ENG_INTERNAL' }, unattempted: true },
    });
  });

  it('that breaks off gives back what it holds all the same, once, and nobody knows how far it came', async () => {
    const ended: TurnResult[] = [];
    floor.faults.at('store.append ContactRemoved', { make: () => new Refusal('wrong_status', 'it broke') });
    const result = await run({ entry: undefined, ended: (each) => ended.push(each) });
    expect(result).toMatchObject({ end: 'unknown', position: null, trouble: { of: 'claim' } });
    expect(ended).toEqual([result]);
    expect([attempts.size, floor.faults.left]).toEqual([0, []]);
  });

  it('is held as nobody else could know it, from the claim to the last word', async () => {
    const held: boolean[] = [];
    floor.behaviour = (message, mayWrite) => {
      held.push(attempts.holds(CAMPAIGN, 'person-1'));
      mayWrite();
      return Promise.resolve({ kind: 'accepted', messageId: `wamid.${message.callbackData}`, as: 'accepted' });
    };
    floor.faults.at('connections.messageHash', {
      make: () => {
        held.push(attempts.holds(CAMPAIGN, 'person-1'));
        return new Error('the log is slow');
      },
    });
    expect(await run()).toMatchObject({ end: 'accepted' });
    expect(held).toEqual([true, true]);
  });
});
