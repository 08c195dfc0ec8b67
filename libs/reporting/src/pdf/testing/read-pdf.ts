import { readFile } from 'node:fs/promises';
import type { ReadPdf, ReadText } from './read-back';

/**
 * A program: reads the PDF at a path with pdf.js and prints what it found as JSON. A process of its own, because pdf.js is a module that
 * Jest here cannot import.
 */
async function readPdf(path: string): Promise<ReadPdf> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const data = new Uint8Array(await readFile(path));
  const file = await getDocument({ data, verbosity: VerbosityLevel.ERRORS, isEvalSupported: false }).promise;
  const pages: ReadText[][] = [];
  let annotations = 0;
  for (let number = 1; number <= file.numPages; number++) {
    const page = await file.getPage(number);
    annotations += (await page.getAnnotations()).length;
    const { items } = await page.getTextContent({ disableNormalization: true });
    pages.push(
      items.flatMap((item) =>
        'str' in item && item.str !== ''
          ? [{ text: item.str, x: item.transform[4] as number, y: item.transform[5] as number, width: item.width }]
          : [],
      ),
    );
  }
  const { info } = await file.getMetadata();
  return { pages, annotations, title: (info as { readonly Title: string }).Title };
}

readPdf(process.argv[2]!).then(
  (read) => process.stdout.write(JSON.stringify(read)),
  (error: unknown) => {
    process.stderr.write(String(error));
    process.exitCode = 1;
  },
);
