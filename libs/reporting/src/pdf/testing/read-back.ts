import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';

/** A text where it stands, in points from the lower left corner. */
export interface ReadText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** What another program reads in a PDF. */
export interface ReadPdf {
  readonly pages: readonly (readonly ReadText[])[];
  readonly annotations: number;
  readonly title: string;
}

const MOST_OUTPUT = 256 * 1024 * 1024;

export async function readBack(pdf: Readable): Promise<ReadPdf> {
  const folder = await mkdtemp(join(tmpdir(), 'arauto-pdf-'));
  try {
    const path = join(folder, 'report.pdf');
    await writeFile(path, await buffer(pdf));
    const program = join(__dirname, 'read-pdf.js');
    const { stdout } = await promisify(execFile)(process.execPath, [program, path], { maxBuffer: MOST_OUTPUT });
    return JSON.parse(stdout) as ReadPdf;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const LEFT = 36;
const WIDTH = 841.89 - 2 * LEFT;

/** Marks are raised and lowered by less, the next line is further. Points. */
const SAME_LINE = 4;
/** Narrower than the blank of any of our fonts at seven points. */
const A_BLANK = 1;

/** The lines of a page from top to bottom, each with the texts of `columns` equal columns. */
export function linesOf(page: readonly ReadText[], columns: number): string[][] {
  const lines: { readonly y: number; readonly cells: ReadText[][] }[] = [];
  for (const item of [...page].sort((one, other) => other.y - one.y)) {
    if (item.text.trim() === '') continue;
    if (lines.length === 0 || lines.at(-1)!.y - item.y > SAME_LINE) {
      lines.push({ y: item.y, cells: Array.from({ length: columns }, () => []) });
    }
    lines.at(-1)!.cells[Math.min(columns - 1, Math.floor(((item.x - LEFT) / WIDTH) * columns))]!.push(item);
  }
  return lines.map(({ cells }) => cells.map(joined));
}

/** From left to right; pdf.js makes blanks of gaps, so they are told from the gaps here. */
function joined(items: readonly ReadText[]): string {
  let text = '';
  let end = Infinity;
  for (const item of [...items].sort((one, other) => one.x - other.x)) {
    text += (item.x - end > A_BLANK ? ' ' : '') + item.text.trim();
    end = item.x + item.width;
  }
  return text;
}

/** All words of a page, whatever stands where. */
export function textOf(page: readonly ReadText[]): string {
  return page.map(({ text }) => text).join('');
}
