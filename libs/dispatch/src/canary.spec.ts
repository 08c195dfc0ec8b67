import { CAMPAIGN, SmallFloor } from './testing/small-floor';

describe('a campaign with a canary', () => {
  let floor: SmallFloor;

  beforeEach(() => {
    floor = new SmallFloor();
  });
  afterEach(() => floor.close());

  const paused = async () => {
    const last = (await floor.events(`campaign-${CAMPAIGN}`)).at(-1)!;
    return last.type === 'CampaignPaused' ? last.data : undefined;
  };
  /** Whoever is sent to, by the keys of the floor. */
  const sentTo = async (contacts: number) => {
    const stories = await Promise.all(Array.from({ length: contacts }, (_, n) => floor.story(`person-${n + 1}`)));
    return stories.flatMap((story, n) => (story.includes('TemplateSent') ? [`person-${n + 1}`] : []));
  };

  it('sends to the least keys alone, pauses, and goes on with the others once somebody has resumed it', async () => {
    await floor.prepare({ contacts: 30 });
    floor.open();
    await floor.start(CAMPAIGN, 5);
    await floor.until(async () => (await paused()) !== undefined, 3000);
    expect(await paused()).toMatchObject({
      ...{ by: 'system', reason: 'canary_sent' },
      remedy: expect.stringContaining('The first 5 contacts have been sent to.'),
    });
    expect(await sentTo(30)).toEqual(['person-1', 'person-10', 'person-11', 'person-12', 'person-13']);
    await floor.pass(2000);
    expect(floor.calls).toHaveLength(5);
    await floor.campaign({ type: 'ResumeCampaign', by: 'admin' });
    await floor.until(() => floor.calls.length === 30, 3000);
    await floor.pass(2000);
    expect(await paused()).toBeUndefined();
  });

  it('that is paused and resumed in the midst of its canary goes on with it', async () => {
    await floor.prepare({ contacts: 30, facts: { throughput: 10 } });
    floor.open();
    await floor.start(CAMPAIGN, 8);
    await floor.until(() => floor.calls.length >= 3, 3000);
    await floor.campaign({ type: 'PauseCampaign', by: 'admin', reason: 'lunch', remedy: null });
    await floor.pass(500);
    await floor.campaign({ type: 'ResumeCampaign', by: 'admin' });
    await floor.until(async () => (await paused()) !== undefined, 3000);
    expect(await sentTo(30)).toHaveLength(8);
  });

  it('does not wait for retries of its canary, which go on with the others', async () => {
    await floor.prepare({ contacts: 10 });
    const accepts = floor.behaviour;
    floor.behaviour = (message, mayWrite) => {
      if (floor.calls.length > 0) return accepts(message, mayWrite);
      mayWrite();
      floor.behaviour = accepts;
      return Promise.resolve({ kind: 'refused', error: { code: '131000', details: '' } });
    };
    floor.open();
    await floor.start(CAMPAIGN, 3);
    await floor.until(async () => (await paused()) !== undefined, 3000);
    expect(floor.calls).toHaveLength(2);
    await floor.campaign({ type: 'ResumeCampaign', by: 'admin' });
    await floor.until(() => floor.calls.length === 10, 400_000);
  });

  it('has nobody in it who is uploaded afterwards, whatever their key', async () => {
    await floor.prepare({ contacts: 9, first: 5, facts: { throughput: 10 } });
    floor.open();
    await floor.start(CAMPAIGN, 3);
    await floor.until(() => floor.calls.length >= 1, 3000);
    await floor.campaign({ type: 'PauseCampaign', by: 'admin', reason: 'one more', remedy: null });
    await floor.campaign({ type: 'OpenUpload', uploadId: 'later', source: 'csv' });
    await floor.upload(1, CAMPAIGN, 'later');
    const counts = { rows: 1, contacts: 1, invalid: 0, suppressed: 0, duplicates: 0 };
    await floor.campaign({ type: 'CloseUpload', uploadId: 'later', ...counts });
    await floor.campaign({ type: 'ResumeCampaign', by: 'admin' });
    await floor.until(async () => (await paused()) !== undefined, 3000);
    expect(await sentTo(13)).toEqual(['person-10', 'person-11', 'person-12']);
  });
});
