/** What a piece of work took. */
export interface Measured {
  readonly seconds: number;
  /** Of all threads of this process, seconds: says what a job costs whatever else the machine is doing. */
  readonly cpuSeconds: number;
}

export async function measure(work: () => Promise<unknown>): Promise<Measured> {
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  await work();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, cpuSeconds: (user + system) / 1e6 };
}

/** Ours and the yardstick's, one after the other; in odd runs the other way round, for whoever goes second finds a warmer machine. */
export async function bothSides(
  run: number,
  ours: () => Promise<Measured>,
  yardstick: () => Promise<Measured>,
): Promise<{ readonly ours: Measured; readonly yardstick: Measured }> {
  if (run % 2 === 0) return { ours: await ours(), yardstick: await yardstick() };
  const bare = await yardstick();
  return { ours: await ours(), yardstick: bare };
}

/** Microseconds of CPU for each of `count` things. */
export function cpuEach({ cpuSeconds }: Measured, count: number): number {
  return Math.round((cpuSeconds * 1e6) / count);
}
