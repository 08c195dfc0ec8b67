import { Readable } from 'node:stream';
import { PDFDocument } from 'pdfkit';
import { MOST_PDF_ROWS, type PdfDocument, TooManyRows } from './document';
import type { PdfFonts } from './font-files';
import { MUTED } from './inks';
import { Lettering, MARK } from './lettering';
import { Pages } from './pages';
import { Table } from './table';
import { textsIn } from './texts';
import { drawSums, drawTitleBlock, paragraph } from './title-block';
import { Typefaces } from './typeface';

const BUFFERED = 64 * 1024;

/**
 * A document as PDF: A4, landscape, in embedded fonts, with a row of titles and *page x of y* on each page. A cell is cut at three lines.
 * Rows are read on only as the stream is read, a page at a time, so memory does not grow with them but for some kilobytes a page.
 * The stream is destroyed by the error of the rows, by `TooManyRows`, or by that of a font that cannot be read; what was
 * read of it by then is no document.
 *
 * It is work of the processor: some 0.2 ms a row.
 */
export function toPdf(document: PdfDocument, fonts: PdfFonts = {}): Readable {
  return Readable.from(partsOf(document, fonts), { objectMode: false, highWaterMark: BUFFERED });
}

async function* partsOf(document: PdfDocument, fonts: PdfFonts): AsyncGenerator<Buffer, void> {
  const pdf = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: document.language,
    displayTitle: true,
    font: null,
    info: { Title: document.title, Creator: 'Arauto', CreationDate: document.createdAt },
  });
  // It would put the title into XML as it is, `<` and `&` among it.
  pdf.endMetadata = () => undefined;
  const typefaces = new Typefaces(pdf);
  const letterings = {
    regular: new Lettering(typefaces, 'regular', fonts),
    bold: new Lettering(typefaces, 'bold', fonts),
  };
  const pages = new Pages(pdf, typefaces, document, letterings.regular);
  drawTitleBlock(pages, document, letterings);
  const table = new Table(pages, document.columns, letterings);
  let count = 0;
  for await (const batch of document.rows) {
    for (const row of batch) {
      if (++count > MOST_PDF_ROWS) throw new TooManyRows();
      table.add(row);
      if (pdf.readableLength > 0) yield pdf.read() as Buffer;
    }
  }
  drawSums(pages, document.sums?.() ?? [], letterings);
  drawNotes(pages, document, letterings.regular, count);
  pages.end();
  yield pdf.read() as Buffer;
}

function drawNotes(pages: Pages, { language }: PdfDocument, lettering: Lettering, rows: number): void {
  const texts = textsIn(language);
  const style = { lettering, size: 8 };
  pages.y += 8;
  if (rows === 0) paragraph(pages, texts.noRows, style, MUTED);
  const { missing } = pages;
  if (missing > 0) paragraph(pages, texts.notShown(missing, MARK), style, MUTED);
}
