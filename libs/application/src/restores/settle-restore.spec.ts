import { VirtualClock } from '@arauto/clock';
import { campaignAggregate, type Mark, stream } from '@arauto/domain';
import { type EventStore, load, START, Unavailable } from '@arauto/event-store';
import { CancelCampaign } from '../campaigns/cancel-campaign';
import { PauseCampaign } from '../campaigns/pause-campaign';
import { ResumeCampaign } from '../campaigns/resume-campaign';
import { ScheduleCampaign } from '../campaigns/schedule-campaign';
import { makeCampaign, makeTenant, rowsOf, startCampaign, type Tenant } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { HighWaterMark } from './high-water-mark';
import type { Marks } from './marks';
import { settleRestore } from './settle-restore';

/** Marks in memory, of one process. */
class Remembered implements Marks {
  readonly marks: Mark[] = [];
  readonly logs = new Set<string>();
  keeps = 0;
  read(log: string): Promise<readonly Mark[]> {
    this.logs.add(log);
    return Promise.resolve(this.marks);
  }
  keep(log: string, mark: Mark): Promise<void> {
    this.logs.add(log);
    this.keeps++;
    this.marks.splice(0, 1, mark);
    return Promise.resolve();
  }
}

const AT = '2026-03-02T12:00:00.000Z';

describe('a log that was put back', () => {
  let engine: SmallEngine;
  let tenant: Tenant;
  let marks: Remembered;

  beforeEach(async () => {
    engine = await openSmallEngine();
    tenant = await makeTenant(engine);
    marks = new Remembered();
  });
  afterEach(() => engine.close());

  /** As if so many events more had been there. */
  const lose = async (events: number) => {
    const head = await engine.store.head();
    marks.marks.push({ course: '', position: String(Number(head) + events).padStart(head.length, '0'), at: AT });
  };
  const settle = (store: EventStore = engine.store) => settleRestore(store, marks, engine.random);
  const campaign = async (id: string) => (await load(engine.store, campaignAggregate, id)).state;
  const resume = (campaignId: string) => engine.run(new ResumeCampaign(engine.command(), { campaignId }));

  const started = async () => (await startCampaign(engine, tenant, rowsOf(2))).campaignId;

  async function scheduled(): Promise<string> {
    const campaignId = await makeCampaign(engine, tenant);
    const at = { localTime: '2030-01-01T12:00:00', timeZone: 'UTC' };
    await engine.run(new ScheduleCampaign(engine.command(), { campaignId, ...at }));
    return campaignId;
  }

  it('pauses what is under way until a person resumes it, takes schedules back, and leaves alone what has ended', async () => {
    const sending = await started();
    const paused = await started();
    await engine.run(new PauseCampaign(engine.command(), { campaignId: paused }));
    const canceled = await started();
    await engine.run(new CancelCampaign(engine.command(), { campaignId: canceled }));
    const waiting = await scheduled();
    await lose(1);
    expect(await settle()).toMatchObject({ isMarked: true, restore: { paused: 2, unscheduled: 1 } });
    const reason = { by: 'system', reason: 'log_restored', remedy: expect.stringContaining(AT) as string };
    expect(await campaign(sending)).toMatchObject({ status: 'paused', pauseReasons: [reason] });
    expect(await campaign(paused)).toMatchObject({ status: 'paused', pauseReasons: [{ by: 'admin' }, reason] });
    expect(await campaign(canceled)).toMatchObject({ status: 'canceling' });
    expect(await campaign(waiting)).toMatchObject({ status: 'draft' });
    await resume(sending);
    expect(await campaign(sending)).toMatchObject({ status: 'sending', pauseReasons: [] });
    const head = await engine.store.head();
    expect((await settle()).restore).toBeUndefined();
    expect(await engine.store.head()).toBe(head);
  });

  it('is not one that goes as far as its marks, and then nothing is written', async () => {
    await started();
    await lose(0);
    const head = await engine.store.head();
    expect(await settle()).toEqual({ course: '', head, isMarked: true, restore: undefined });
    expect(await settleRestore(engine.store, undefined, engine.random)).toMatchObject({ isMarked: false });
    expect(await engine.store.head()).toBe(head);
  });

  it('is held to its end, at whatever write the first try of it is cut short, and nothing is held twice', async () => {
    const ids = [await started(), await started(), await scheduled()];
    // Fewer than what holding it appends: the log passes its marks in the middle.
    await lose(2);
    for (let writes = 0; writes < 5; writes++) {
      let left = 1;
      const dying: EventStore = Object.assign(Object.create(engine.store) as EventStore, {
        append: (...append: Parameters<EventStore['append']>) =>
          left-- > 0 ? engine.store.append(...append) : Promise.reject(new Unavailable('the process died')),
      });
      if (writes < 4) await expect(settle(dying)).rejects.toThrow('the process died');
      else await settle(dying);
    }
    expect(await Promise.all(ids.map(async (id) => (await campaign(id)).status))).toEqual([
      'paused',
      'paused',
      'draft',
    ]);
    for (const id of ids.slice(0, 2)) {
      let pauses = 0;
      for await (const { type } of await engine.store.readStream(stream.campaign(id)))
        pauses += +(type === 'CampaignPaused');
      expect(pauses).toBe(1);
    }
    expect((await settle()).restore).toBeUndefined();
  });

  it('lets alone what a person resumed between two tries', async () => {
    const id = await started();
    await started();
    await lose(1);
    let left = 2;
    const dying: EventStore = Object.assign(Object.create(engine.store) as EventStore, {
      append: (...append: Parameters<EventStore['append']>) =>
        left-- > 0 ? engine.store.append(...append) : Promise.reject(new Unavailable('the process died')),
    });
    await expect(settle(dying)).rejects.toThrow('the process died');
    await resume(id);
    expect((await settle()).restore).toMatchObject({ paused: 1 });
    expect((await campaign(id)).status).toBe('sending');
  });

  it('is not one where another process goes on, and its mark with it, while this one compares', async () => {
    const sending = await started();
    await lose(0);
    const { read } = marks;
    jest.spyOn(marks, 'read').mockImplementation(async (log) => {
      await makeCampaign(engine, tenant);
      await lose(0);
      return read.call(marks, log);
    });
    expect(await settle()).toMatchObject({ isMarked: true, restore: undefined });
    expect(await campaign(sending)).toMatchObject({ status: 'sending' });
  });

  it('is noticed once by processes that start at the same time', async () => {
    await started();
    await lose(1);
    await Promise.all([settle(), settle(), settle()]);
    const types: string[] = [];
    for await (const { type } of await engine.store.readStream(stream.log())) types.push(type);
    expect(types).toEqual(['LogRestored', 'LogRestoreSettled']);
  });

  describe('its high-water mark', () => {
    const clock = new VirtualClock();
    const told: unknown[] = [];
    beforeEach(() => void told.splice(0));
    const keeper = () => new HighWaterMark(engine.store, marks, '', START, clock, (error) => told.push(error));

    it('is moved once a second at most, never beyond what was heard, and not at all while nothing happens', async () => {
      const stopping = new AbortController();
      const follower = { at: '' };
      const running = keeper().run(() => engine.store.head(), follower, stopping.signal);
      await clock.advance(2_000);
      expect(marks.marks).toEqual([]);
      const heard = await engine.store.head();
      follower.at = heard;
      await makeCampaign(engine, tenant);
      await clock.advance(1_000);
      expect(marks.marks).toMatchObject([{ course: '', position: heard }]);
      follower.at = '9'.repeat(heard.length);
      await clock.advance(1_000);
      expect(marks.marks).toMatchObject([{ position: await engine.store.head() }]);
      const { keeps } = marks;
      await clock.advance(60_000);
      expect(marks.keeps).toBe(keeps);
      // It says which log it is of, always the same.
      expect(marks.logs.size).toBe(1);
      stopping.abort();
      await running;
    });

    it('never goes back to what is heard again after a start', async () => {
      const head = await engine.store.head();
      const mark = new HighWaterMark(engine.store, marks, '', head, clock, (error) => told.push(error));
      await mark.keep(START);
      expect(marks.marks).toMatchObject([{ position: head }]);
    });

    it('that cannot be kept is told of once, and kept again with the next', async () => {
      const mark = keeper();
      const keep = jest.spyOn(marks, 'keep').mockRejectedValue(new Error('the disk is full'));
      await mark.keep(await engine.store.head());
      await mark.keep(await engine.store.head());
      expect([told.length, mark.isStuck]).toEqual([1, true]);
      keep.mockRestore();
      await mark.keep(await engine.store.head());
      expect([marks.marks.length, mark.isStuck]).toEqual([1, false]);
    });

    it('whose disk hangs is told of after five seconds, and is kept once it answers', async () => {
      const mark = keeper();
      let answer = () => {};
      const keep = marks.keep.bind(marks);
      jest.spyOn(marks, 'keep').mockImplementationOnce(async (...args) => {
        await new Promise<void>((resolve) => (answer = resolve));
        await keep(...args);
      });
      const keeping = mark.keep(await engine.store.head());
      await clock.advance(4_999);
      expect([told, mark.isStuck]).toEqual([[], false]);
      await clock.advance(1);
      expect([told, mark.isStuck]).toEqual([[new Error('its folder has not answered for 5000 ms')], true]);
      answer();
      await keeping;
      expect([marks.marks.length, mark.isStuck]).toEqual([1, false]);
    });

    it('is of the course that another process has begun, once that was heard', async () => {
      const mark = keeper();
      await mark.keep(await engine.store.head());
      await lose(5);
      const { course } = await settle();
      for await (const event of await engine.store.readStream(stream.log())) mark.apply(event);
      await mark.keep(await engine.store.head());
      expect(marks.marks[0]).toMatchObject({ course, position: await engine.store.head() });
    });
  });
});
