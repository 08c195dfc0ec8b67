import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MOST_PDF_ROWS, type PdfDocument, toPdf } from '@arauto/reporting/pdf';
import type { Scale } from './bench.options';
import { measure } from './measure';
import { type Row, toOwnRow } from './row';

const ROWS_AT_ONCE = 500;
const WARM_UP = 1000;

/**
 * B11-pdf: a detailed report of twelve columns as PDF into a file, with the memory that the process grew by. One row in twenty has a text
 * in a script that is shaped, one in ten an emoji. Before each run a short one, so that fonts and compiled code are not counted.
 */
export async function runB11Pdf({ runs, scale }: Scale): Promise<Row[]> {
  const rows = Math.round(MOST_PDF_ROWS * scale);
  const seconds: number[] = [];
  const growths: number[] = [];
  for (let run = 0; run < Math.min(runs, 3); run++) {
    await written(WARM_UP);
    const before = process.memoryUsage().rss;
    let most = before;
    const measured = await measure(async () => {
      most = Math.max(most, await written(rows));
    });
    seconds.push(measured.seconds);
    growths.push((most - before) / 2 ** 20);
    console.error(`B11-pdf run ${run + 1}: ${seconds.at(-1)!.toFixed(1)} s, ${growths.at(-1)!.toFixed(0)} MB`);
  }
  const job = `PDF of ${rows} rows × ${COLUMNS.length} columns`;
  return [
    toOwnRow({ id: 'B11-pdf', name: job, unit: 's', must: 60, moonshot: 60 }, seconds, 'less'),
    // The worst run counts: later ones have the memory of the first.
    toOwnRow(
      { id: 'B11-pdf memory', name: `${job}: growth`, unit: 'MB', must: 256, moonshot: 256 },
      [Math.max(...growths)],
      'less',
    ),
  ];
}

/** Writes it to a file, checks that the file is whole, and returns the most memory that the process held, bytes. */
async function written(rows: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'arauto-bench-'));
  const path = join(folder, 'report.pdf');
  let most = 0;
  const watched = new Transform({
    transform(chunk, _, done) {
      most = Math.max(most, process.memoryUsage.rss());
      done(null, chunk);
    },
  });
  try {
    await pipeline(toPdf(report(rows)), watched, createWriteStream(path));
    await checkPages(path);
    return most;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The file says how many pages it has, and has them. */
async function checkPages(path: string): Promise<void> {
  let pages = 0;
  let told = NaN;
  let rest = '';
  for await (const chunk of createReadStream(path, 'latin1')) {
    const text = rest + String(chunk);
    const end = text.lastIndexOf('endobj');
    const whole = text.slice(0, Math.max(0, end));
    pages += whole.split('/Type /Page\n').length - 1;
    told = Number(/\/Type \/Pages\n\/Count (\d+)/.exec(whole)?.[1] ?? told);
    rest = text.slice(Math.max(0, end));
  }
  if (pages === 0 || pages !== told) throw new Error(`the PDF has ${pages} pages and says ${told}`);
}

const COLUMNS = [
  'Message',
  'Campaign',
  'Phone',
  'Name',
  'Text',
  'Sender',
  'Status',
  'Description',
  'Sent at',
  'Delivered at',
  'Conversation',
  'Subaccount',
];

function report(rows: number): PdfDocument {
  return {
    title: 'Detailed report',
    language: 'pt-BR',
    moment: '28/11/2026 09:00:00',
    createdAt: new Date(0),
    subtitle: [],
    filters: [['De', '01/11/2026']],
    totals: [['Mensagens', String(rows)]],
    columns: COLUMNS.map((title) => ({ title, weight: 1, align: 'start' })),
    rows: rowsUpTo(rows),
  };
}

async function* rowsUpTo(count: number): AsyncGenerator<string[][]> {
  for (let from = 0; from < count; from += ROWS_AT_ONCE) {
    const size = Math.min(ROWS_AT_ONCE, count - from);
    yield await Promise.resolve(Array.from({ length: size }, (_, n) => rowOf(from + n)));
  }
}

const STATUSES = ['Entregue', 'Lida', 'Enviada', 'Falha de comunicação'] as const;
const SHAPED = ['مرحبا بك في متجرنا', 'שלום וברכה', 'नमस्ते, आपका ऑर्डर', 'Olá 👍🏽'] as const;

function rowOf(n: number): string[] {
  const digits = String(n).padStart(8, '0');
  const minute = String(n % 60).padStart(2, '0');
  const greeting =
    n % 20 === 0 ? `${SHAPED[(n / 20) % 4]!} ${digits}` : `Olá, cliente ${digits}${n % 10 === 1 ? ' 🎉' : ''}`;
  return [
    `wamid.HBgM${digits}${digits}`,
    'Black Friday 2026',
    `+5511${digits}0`,
    `Maria da Conceição ${digits}`,
    `${greeting}: seu pedido ${n} saiu para entrega.`,
    '+551140028922',
    STATUSES[n % 4]!,
    'A mensagem chegou ao aparelho do destinatário',
    `28/11/2026 09:${minute}:12`,
    `28/11/2026 09:${minute}:${String((n * 7) % 60).padStart(2, '0')}`,
    `conversa-${digits}`,
    'Varejo Sul',
  ];
}
