export {
  MOST_PDF_ROWS,
  type PdfColumn,
  type PdfDocument,
  type PdfFact,
  type PdfRow,
  TooManyColumns,
  TooManyRows,
} from './document';
export { fontFiles, type PdfFonts } from './font-files';
export { toPdf } from './to-pdf';
