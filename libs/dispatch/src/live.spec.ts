import { Dispatcher } from './dispatcher';
import { Live } from './live';
import { CAMPAIGN, SENDER, SmallFloor } from './testing/small-floor';

let floor: SmallFloor;

beforeEach(() => {
  floor = new SmallFloor();
});
afterEach(() => floor.close());

it('is fed by one subscription from where the log was, and whoever listens hears after the gates have', async () => {
  await floor.prepare({ contacts: 20, facts: { throughput: 2 } });
  await floor.start();
  const subscribed = jest.spyOn(floor.deps.store, 'subscribe');
  const live = new Live(floor.deps, await floor.deps.store.head());
  const heard: string[] = [];
  live.listen(
    { prefix: 'campaign-', apply: ({ type }) => heard.push(`${type}: ${live.campaign(CAMPAIGN)?.status}`) },
    { prefix: 'sender-', apply: ({ type }) => heard.push(`${type}: ${live.sender(SENDER)?.status}`) },
  );
  const ending = new AbortController();
  const running = new Dispatcher(floor.deps, live).run(ending.signal);
  // Started before, so it is known from the views and not heard of.
  await floor.until(() => floor.calls.length > 0);
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
  const { length } = floor.calls;
  await floor.pass(3000);
  expect(floor.calls).toHaveLength(length);
  expect(subscribed).toHaveBeenCalledTimes(1);
  ending.abort();
  await Promise.all([running, floor.clock.advance(100)]);
});
