import type { CampaignCommand } from '@arauto/domain';
import { CAMPAIGN, SmallFloor } from './testing/small-floor';

let floor: SmallFloor;

beforeEach(() => {
  floor = new SmallFloor();
});
afterEach(() => floor.close());

const paceIs = (messagesPerSecond: number) =>
  floor.campaign({ type: 'EditCampaign', settings: { pace: { messagesPerSecond } } });

it('goes at its own pace, and at the one that it is set to while it is paused', async () => {
  await floor.prepare({ contacts: 60 });
  await paceIs(1);
  floor.open();
  await floor.start();
  await floor.pass(3000);
  expect(floor.calls.length).toBeGreaterThanOrEqual(2);
  expect(floor.calls.length).toBeLessThanOrEqual(4);
  expect(floor.dispatcher.pace(CAMPAIGN).limit).toBe(1);
  await floor.campaign({ type: 'PauseCampaign', by: 'admin', reason: 'too slow', remedy: null });
  await paceIs(500);
  await floor.campaign({ type: 'ResumeCampaign', by: 'admin' });
  await floor.until(() => floor.calls.length === 60, 3000);
  expect(floor.dispatcher.pace(CAMPAIGN)).toEqual({ limit: 500, lastMinute: 1 });
});

it.each<[string, CampaignCommand]>([
  ['a pause', { type: 'PauseCampaign', by: 'admin', reason: 'lunch', remedy: null }],
  ['a cancel', { type: 'CancelCampaign' }],
])('counts the calls that have no answer, through %s, until each has its own', async (_, command) => {
  await floor.prepare({ contacts: 3 });
  const answers: (() => void)[] = [];
  floor.behaviour = async (message, mayWrite) => {
    mayWrite();
    await new Promise<void>((resolve) => answers.push(resolve));
    return { kind: 'accepted', messageId: `wamid.${message.callbackData}`, as: 'accepted' };
  };
  floor.open();
  await floor.start();
  await floor.until(() => answers.length === 3);
  await floor.campaign(command);
  const left: number[] = [];
  for (const answer of answers) {
    left.push(floor.dispatcher.inFlight(CAMPAIGN));
    answer();
    await floor.pass(20);
  }
  expect([...left, floor.dispatcher.inFlight(CAMPAIGN)]).toEqual([3, 2, 1, 0]);
});
