import {
  campaignAggregate,
  type CampaignContent,
  type KnownCampaign,
  messageDecider,
  type KnownSender,
  Refusal,
  senderAggregate,
  stream,
  suppressionDecider,
} from '@arauto/domain';
import { load } from '@arauto/event-store';
import { Attempts } from './attempt';
import { Consequences } from './consequences';
import { ContactLog } from './contact-log';
import { ConversationsUnderway } from './conversations-underway';
import { DEFAULT_LIMITS } from './deps';
import { CAMPAIGN, SENDER, SmallFloor, SUBACCOUNT } from './testing/small-floor';
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

describe('free-form content', () => {
  const HOUR = 3600_000;
  const TEXT = { type: 'text', text: 'Olá {{name}}', parameterMapping: {} } as const;
  const WITH_FALLBACK = {
    ...TEXT,
    fallbackTemplateId: 'template-1',
    parameterMapping: { '1': { from: 'name' } },
  } as const;
  const READ = { suppression: true, conversation: true };

  async function sends(content: CampaignContent, over: Partial<Turn> = {}): Promise<TurnResult> {
    const { campaign } = await turn();
    const template = 'fallbackTemplateId' in content ? campaign.template : null;
    return run({
      campaign: { ...campaign, template, settings: { ...campaign.settings, content } },
      read: READ,
      category: () => template?.category,
      ...over,
    });
  }

  async function writes(ago: number): Promise<void> {
    const receivedAt = new Date(floor.clock.now() - ago).toISOString();
    const said = { messageHash: `#${receivedAt}`, ref: 'said', contentType: 'text', receivedAt, quotedHash: null };
    const command = { type: 'ReceiveMessage', senderId: SENDER, subaccountId: SUBACCOUNT, ...said } as const;
    await floor.does(messageDecider, stream.conversation(SENDER, 'person-1'), command);
  }

  function optOut(): Promise<void> {
    const at = new Date(floor.clock.now()).toISOString();
    const said = { source: 'api', reason: 'asked', evidence: null, ref: 'said', at } as const;
    const command = { type: 'SuppressPerson', category: 'marketing', ...said } as const;
    return floor.does(suppressionDecider, stream.suppression(SUBACCOUNT, 'person-1'), command);
  }

  const attempted = async () => (await floor.events(stream.contact(CAMPAIGN, 'person-1'), 1))[0]!.data;
  const posted = () => floor.calls.map(({ content }) => ('template' in content ? content.template.name : content));

  it('goes out while the window of the person is open, and says so', async () => {
    await writes(23 * HOUR);
    expect(await sends(WITH_FALLBACK)).toMatchObject({ end: 'accepted' });
    expect(posted()).toEqual([{ type: 'text', text: 'Olá Ana' }]);
    expect(await floor.story()).toEqual(['SendAttempted', 'SessionMessageSent']);
    expect(await attempted()).toMatchObject({ withSession: true, contentType: 'text', expiresAfter: 259_200 });
  });

  it('gives way to its template where none is', async () => {
    expect(await sends(WITH_FALLBACK)).toMatchObject({ end: 'accepted' });
    expect(posted()).toEqual(['aviso']);
    expect(await floor.story()).toEqual(['SendAttempted', 'TemplateSent']);
    expect(await attempted()).toMatchObject({ withSession: false });
    expect(await attempted()).not.toHaveProperty('contentType');
  });

  it('gives way a minute before the window closes, as the platform closes it sooner than we would', async () => {
    await writes(24 * HOUR - 60_000);
    await sends(WITH_FALLBACK);
    expect(posted()).toEqual(['aviso']);
  });

  it('ends before any claim where no template stands in for it', async () => {
    await writes(25 * HOUR);
    expect(await sends(TEXT)).toMatchObject({ end: 'ended' });
    expect(await floor.story()).toEqual(['SendErrored']);
    expect(await attempted()).toMatchObject({
      error: { code: 'ENG_NO_SESSION' },
      unattempted: true,
      contentType: 'text',
      to: { state: 'error' },
    });
    expect(floor.calls).toEqual([]);
  });

  it('is judged anew by a retry', async () => {
    await writes(23.5 * HOUR);
    floor.behaviour = (message, mayWrite) => {
      mayWrite();
      floor.calls.push(message);
      return Promise.resolve({ kind: 'refused', error: { code: '131000', details: '' } });
    };
    await sends(WITH_FALLBACK);
    await floor.pass(HOUR, HOUR);
    await sends(WITH_FALLBACK, { revision: 2 });
    expect(posted()).toEqual([{ type: 'text', text: 'Olá Ana' }, 'aviso']);
  });

  it('is chosen by what is so when the claim is made, however long the number was in coming', async () => {
    await writes(24 * HOUR - 65_000);
    const { provider } = floor.deps.connections;
    const slowly = async (...given: Parameters<typeof provider>) => {
      Object.assign(floor.deps.connections, { provider });
      await floor.clock.sleep(10_000);
      return provider(...given);
    };
    Object.assign(floor.deps.connections, { provider: slowly });
    await sends(WITH_FALLBACK);
    expect(posted()).toEqual(['aviso']);
    expect(await attempted()).toMatchObject({ withSession: false });
  });

  it('reaches nobody who wants no marketing; what stands in for it goes by its category', async () => {
    await optOut();
    await writes(HOUR);
    expect(await sends(WITH_FALLBACK)).toMatchObject({ end: 'ended' });
    expect(await attempted()).toMatchObject({ error: { code: 'ENG_OPTED_OUT' } });
  });

  it('gives way to a template of utility for who wants no marketing and has no session', async () => {
    await optOut();
    expect(await sends(WITH_FALLBACK)).toMatchObject({ end: 'accepted' });
    expect(posted()).toEqual(['aviso']);
  });

  it('is the opt-out’s to stop, not the session’s', async () => {
    await optOut();
    await sends(TEXT);
    expect(await attempted()).toMatchObject({ error: { code: 'ENG_OPTED_OUT' } });
  });

  it('that the platform refuses for want of a session ends, and is not sent again', async () => {
    await writes(HOUR);
    floor.behaviour = (_, mayWrite) => {
      mayWrite();
      return Promise.resolve({ kind: 'refused', error: { code: '131047', details: '' } });
    };
    expect(await sends(WITH_FALLBACK)).toMatchObject({ end: 'refused' });
    expect(await floor.story()).toEqual(['SendAttempted', 'SendErrored']);
  });
});
