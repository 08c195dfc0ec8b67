import type { Outcome } from './crew';

const DAY = 86_400_000;
/** Seconds between two lines where nobody looks at a terminal. */
const QUIET = 20;

/** Says how far it is: on a terminal in one line that is written anew, elsewhere in a line now and then; and at the end in figures. */
export class Progress {
  private readonly begun = performance.now();
  private readonly isTerminal = process.stdout.isTTY;
  private readonly timer: NodeJS.Timeout;
  private steps = 0;
  private lived = 0;
  private received = 0;
  passed = 0;
  failed = 0;

  constructor(private readonly worlds: number) {
    this.timer = setInterval(() => this.write(), this.isTerminal ? 200 : QUIET * 1000);
  }

  /** A world has ended. */
  count(outcomes: readonly Outcome[], isGood: boolean): void {
    if (isGood) this.passed++;
    else this.failed++;
    for (const { steps, lived, received } of outcomes) {
      this.steps += steps;
      this.lived += lived;
      this.received += received;
    }
  }

  say(text: string): void {
    if (this.isTerminal) process.stdout.write('\r\x1b[K');
    console.log(text);
  }

  /** Stops, and says the figures. */
  end(): void {
    clearInterval(this.timer);
    const seconds = this.seconds();
    const rows: readonly (readonly [string, string])[] = [
      ['worlds a minute', this.perMinute()],
      ['simulated days a second', (this.lived / DAY / seconds).toFixed(1)],
      ['steps', this.steps.toLocaleString('en')],
      ['messages received', this.received.toLocaleString('en')],
      ['in all', `${seconds.toFixed(0)} s`],
    ];
    this.say(rows.map(([name, value]) => `  ${name.padEnd(30)} ${value}`).join('\n'));
  }

  private write(): void {
    const done = this.passed + this.failed;
    const days = Math.round(this.lived / DAY).toLocaleString('en');
    const line = `${done} of ${this.worlds} worlds, ${this.failed} failed, ${this.perMinute()} a minute, ${days} simulated days`;
    if (this.isTerminal) process.stdout.write(`\r\x1b[K${line}`);
    else console.log(line);
  }

  private perMinute(): string {
    return (((this.passed + this.failed) / this.seconds()) * 60).toFixed(0);
  }

  private seconds(): number {
    return (performance.now() - this.begun) / 1000;
  }
}
