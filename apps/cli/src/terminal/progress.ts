import type { Io } from '../io';
import { truncate, widthOf } from './width';

/** A line that is drawn over itself, on a terminal's error output only: what is piped stays clean. */
export class Progress {
  private drawn = false;

  constructor(private readonly io: Io) {}

  /** `fraction` from 0 to 1, or undefined where the end is not known. */
  show(fraction: number | undefined, text: string): void {
    const width = this.io.progressWidth;
    if (width === undefined) return;
    const bar = fraction === undefined ? '' : `${barOf(fraction, width)} ${percent(fraction)}  `;
    this.io.err(`\r\u001b[2K${bar}${truncate(text, Math.max(0, width - widthOf(bar) - 1))}`);
    this.drawn = true;
  }

  /** Takes the line away. */
  end(): void {
    if (this.drawn) this.io.err('\r\u001b[2K');
    this.drawn = false;
  }
}

function barOf(fraction: number, width: number): string {
  const length = Math.max(5, Math.min(30, Math.floor(width / 3)));
  const full = Math.round(Math.min(1, Math.max(0, fraction)) * length);
  return `${'█'.repeat(full)}${'░'.repeat(length - full)}`;
}

/** Rounded down: 100 % is the end. */
export function percent(fraction: number): string {
  return `${Math.floor(fraction * 100)}%`.padStart(4);
}
