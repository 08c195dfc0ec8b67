import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { MOST_PDF_ROWS, type PdfDocument, type PdfRow, TooManyRows } from './document';
import { toPdf } from './to-pdf';

const report = (rows: PdfDocument['rows']): PdfDocument => ({
  title: 'Rows',
  language: 'en',
  moment: 'now',
  createdAt: new Date(0),
  subtitle: [],
  filters: [],
  totals: [],
  columns: [{ title: 'Text', weight: 1, align: 'start' }],
  rows,
});

const batch = (count: number): PdfRow[] => Array.from({ length: count }, () => [null]);

async function* counted(
  batches: number,
  size: number,
  told: { read: number; closed: boolean },
): AsyncGenerator<PdfRow[]> {
  try {
    for (; told.read < batches; told.read++) yield await Promise.resolve(batch(size));
  } finally {
    told.closed = true;
  }
}

describe('the rows of a PDF', () => {
  it('are at most a hundred thousand', async () => {
    const told = { read: 0, closed: false };
    await expect(buffer(toPdf(report(counted(1000, 1000, told))))).rejects.toThrow(TooManyRows);
    expect(told).toEqual({ read: MOST_PDF_ROWS / 1000, closed: true });
  });

  it('may be exactly as many', async () => {
    const file = await buffer(toPdf(report(counted(MOST_PDF_ROWS / 1000, 1000, { read: 0, closed: false }))));
    expect(file.subarray(-6).toString()).toBe('%%EOF\n');
  });

  it('are read on only as the document is read', async () => {
    const told = { read: 0, closed: false };
    const pdf = toPdf(report(counted(1000, 40, told)));
    await once(pdf, 'readable');
    expect(told.read).toBeLessThan(500);
    pdf.destroy();
    await once(pdf, 'close');
    expect(told.closed).toBe(true);
    expect(told.read).toBeLessThan(500);
  });

  it('destroy the stream when they fail', async () => {
    async function* failing(): AsyncGenerator<PdfRow[]> {
      yield batch(200);
      throw await Promise.resolve(new Error('the view is gone'));
    }
    await expect(buffer(toPdf(report(failing())))).rejects.toThrow('the view is gone');
  });
});
