import { senderDecider, streamPrefix } from '@arauto/domain';
import { LogFollower, type LogListener } from '@arauto/event-store';
import { Live } from './live';
import { LiveFold } from './live-folds';
import { CAMPAIGN, SENDER, SmallFloor } from './testing/small-floor';

let floor: SmallFloor;

beforeEach(() => {
  floor = new SmallFloor();
});
afterEach(() => floor.close());

it('is as the log says, and whoever listens hears after the gates have', async () => {
  await floor.prepare({ contacts: 20 });
  await floor.start();
  const { store } = floor.deps;
  const senders = new LiveFold(store, senderDecider, streamPrefix.sender);
  const follower = new LogFollower(store, floor.clock);
  const live = new Live({ ...floor.deps, senders, follower });
  const heard: string[] = [];
  const listeners: readonly LogListener[] = [
    senders,
    ...live.listeners,
    { prefix: 'campaign-', apply: ({ type }) => heard.push(`${type}: ${live.campaign(CAMPAIGN)?.status}`) },
    { prefix: 'sender-', apply: ({ type }) => heard.push(`${type}: ${live.sender(SENDER)?.status}`) },
  ];
  const ending = new AbortController();
  const running = follower.run(listeners, await store.head(), ending.signal);
  await floor.pass(10);
  expect(live.isOpen(CAMPAIGN, SENDER)).toBe(false);
  // Started before, so it is read and not heard of.
  await live.load(CAMPAIGN);
  expect(live.isOpen(CAMPAIGN, SENDER)).toBe(true);
  await floor.campaign({ type: 'PauseCampaign', by: 'admin', reason: 'lunch', remedy: null });
  await floor.pass(50);
  expect(live.isOpen(CAMPAIGN, SENDER)).toBe(false);
  await floor.campaign({ type: 'ResumeCampaign', by: 'admin' });
  await floor.pass(50);
  expect(live.isOpen(CAMPAIGN, SENDER)).toBe(true);
  await floor.sender({ type: 'PauseSender', by: 'admin', reason: 'holiday', remedy: null });
  await floor.pass(50);
  expect(live.isOpen(CAMPAIGN, SENDER)).toBe(false);
  expect(heard).toEqual(['CampaignPaused: paused', 'CampaignResumed: sending', 'SenderPaused: paused']);
  ending.abort();
  await Promise.all([running, floor.clock.advance(100)]);
});
