import { VirtualClock } from '@arauto/clock';
import { never } from '../testing/look';
import { type DueRow, DueRows, type PageOf } from './due-rows';

/** Rows that are gone when they are settled; some never are. */
class Watch {
  readonly clock = new VirtualClock();
  readonly rows: { id: string; dueAt: number }[] = [];
  readonly tries: string[] = [];
  private readonly due: DueRows<DueRow>;
  private isSorted = true;

  constructor() {
    const page: PageOf<DueRow> = (until, after, limit) => {
      const isAfter = ({ id, dueAt }: (typeof this.rows)[number]) =>
        !after || dueAt > Number(after.values[0]) || (dueAt === after.values[0] && id > after.id);
      const found: typeof this.rows = [];
      for (const row of this.sorted()) {
        if (found.length === limit) break;
        if (row.dueAt <= until && isAfter(row)) found.push(row);
      }
      return Promise.resolve(found.map(({ id, dueAt }) => ({ id, doc: { dueAt, row: 1 } })));
    };
    this.due = new DueRows(page, this.clock);
  }

  add(id: string, inMs: number): void {
    this.rows.push({ id, dueAt: this.clock.now() + inMs });
    this.isSorted = false;
  }

  private sorted() {
    if (!this.isSorted) this.rows.sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1));
    this.isSorted = true;
    return this.rows;
  }

  async look(): Promise<boolean> {
    const more = await this.due.look((rows) => Promise.resolve(this.settle(rows)), never);
    await this.clock.advance(500);
    return more;
  }

  private settle(rows: readonly DueRow[]): number {
    let settled = 0;
    for (const { id } of rows) {
      this.tries.push(id);
      const at = this.rows.findIndex((row) => row.id === id && !id.startsWith('stuck'));
      if (at >= 0) settled += this.rows.splice(at, 1).length;
    }
    return settled;
  }
}

describe('rows whose time has come', () => {
  it('each have a turn in the look after they are due, whatever stands before them', async () => {
    const watch = new Watch();
    for (let n = 0; n < 3000; n++) watch.add(`stuck-${n}`, n - 10_000);
    watch.add('last', 0);
    watch.add('later', 10_000);
    await watch.look();
    expect(watch.tries.filter((id) => id === 'last')).toHaveLength(1);
    for (let looks = 0; looks < 18; looks++) await watch.look();
    expect(watch.tries).not.toContain('later');
    await watch.look();
    await watch.look();
    expect(watch.tries).toContain('later');
  });

  it('are looked at so many at a time, and the rest at once after', async () => {
    const watch = new Watch();
    for (let n = 0; n < 15_000; n++) watch.add(`stuck-${n}`, n - 20_000);
    expect(await watch.look()).toBe(true);
    expect(watch.tries).toHaveLength(10_000);
    expect(await watch.look()).toBe(false);
    expect(new Set(watch.tries).size).toBe(15_000);
  });

  it('that come late, due before others that had their turn, are in the next round', async () => {
    const watch = new Watch();
    watch.add('stuck', -1000);
    await watch.look();
    watch.add('late', -5000);
    for (let looks = 0; looks < 10; looks++) await watch.look();
    expect(watch.rows.map(({ id }) => id)).toEqual(['stuck']);
  });

  it('that cannot be settled are tried less and less often, and some at a time', async () => {
    const watch = new Watch();
    for (let n = 0; n < 1000; n++) watch.add(`stuck-${n}`, n - 10_000);
    const ofALook: number[] = [];
    for (let looks = 0; looks < 3600; looks++) {
      const before = watch.tries.length;
      await watch.look();
      ofALook.push(watch.tries.length - before);
    }
    expect(Math.max(...ofALook.slice(1))).toBe(250);
    const tries = watch.tries.filter((id) => id === 'stuck-999').length;
    expect(tries).toBeGreaterThan(6);
    expect(tries).toBeLessThan(20);
  });

  it('have their turn also when the clock was set back', async () => {
    const watch = new Watch();
    watch.add('stuck', 0);
    await watch.look();
    const now = watch.clock.now();
    watch.clock.now = () => now - 3_600_000;
    for (let n = 0; n < 2000; n++) watch.add(`row-${n}`, 0);
    await watch.look();
    await watch.look();
    expect(watch.rows.map(({ id }) => id)).toEqual(['stuck']);
  });
});
