import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';

export const SUBACCOUNT = '0190aaaa-0000-7000-8000-00000000000a';
export const COUNTRY = 'BR';
export const REQUIRED: readonly string[] = ['amount'];
export const IDENTITY_SECRET = createHash('sha256').update('upload bench').digest();

/** One upload of a run; both sides of a run get the same file. */
export interface UploadJob {
  /** The ids are the yardstick's: the engine gives its own. */
  readonly uploadId: string;
  readonly campaignId: string;
  readonly rows: number;
  /** The contact file on disk. */
  readonly file: string;
  /** Every this many rows one repeats the person of the row before it, and one has no usable number. */
  readonly badEvery: number;
}

const FIRST = ['Ana', 'Bruno', 'Carla', 'Davi', 'Elis', 'Fábio', 'Glória', 'Hugo', 'Inês', 'João'];
const LAST = ['Almeida', 'Barbosa', 'Cardoso', 'Duarte', 'Esteves', 'Freitas', 'Gonçalves', 'Henriques'];

/** Writes the file: test numbers in random order and three notations, a name, two parameters and an order number. */
export function writeJob(path: string, rows: number, seed: number): UploadJob {
  const badEvery = 200;
  const file = openSync(path, 'w');
  let text = 'telefone;nome;amount;due_date;correlation_id\r\n';
  for (let row = 0; row < rows; row++) {
    const of = row % badEvery === badEvery - 1 ? row - 1 : row;
    text += `${row % badEvery === 7 ? 'sem telefone' : phone(scattered(of, seed), row)};${FIRST[row % 10]!} ${LAST[row % 8]!};`;
    text += `${(row % 90_000) / 100};2026-03-${String((row % 28) + 1).padStart(2, '0')};order-${seed}-${row}\r\n`;
    if (text.length < 1 << 20) continue;
    writeSync(file, text);
    text = '';
  }
  writeSync(file, text);
  closeSync(file);
  // As long as the ids that the engine gives.
  const id = (first: string) => `${first}-0000-7000-8000-${String(seed).padStart(12, '0')}`;
  return { uploadId: id('0190bbbb'), campaignId: id('0190cccc'), rows, file: path, badEvery };
}

/** How many of the rows become contacts that can be sent to. */
export function acceptedOf({ rows, badEvery }: UploadJob): number {
  const whole = Math.floor(rows / badEvery);
  const rest = rows % badEvery;
  return rows - 2 * whole - (rest > 7 ? 1 : 0);
}

/** A number below 67 × 10,000,000 for each row, no two the same: a full cycle of a linear congruential generator. */
function scattered(row: number, seed: number): number {
  return (row * 387_420_489 + seed * 1009) % 670_000_000;
}

/** `+55 DD 90ddd-dddd`: the area code and seven digits are free. */
function phone(n: number, row: number): string {
  const area = AREAS[n % AREAS.length]!;
  const digits = String(Math.floor(n / AREAS.length)).padStart(7, '0');
  if (row % 3 === 0) return `+55 ${area} 90${digits.slice(0, 3)}-${digits.slice(3)}`;
  return row % 3 === 1 ? `55${area}90${digits}` : `(${area}) 90${digits.slice(0, 3)}-${digits.slice(3)}`;
}

/** Brazil's 67 area codes. */
const AREAS = [
  ...[
    11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22, 24, 27, 28, 31, 32, 33, 34, 35, 37, 38, 41, 42, 43, 44, 45, 46, 47, 48,
    49,
  ],
  ...[
    51, 53, 54, 55, 61, 62, 63, 64, 65, 66, 67, 68, 69, 71, 73, 74, 75, 77, 79, 81, 82, 83, 84, 85, 86, 87, 88, 89, 91,
  ],
  ...[92, 93, 94, 95, 96, 97, 98, 99],
];
