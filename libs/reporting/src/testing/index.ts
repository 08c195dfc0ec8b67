export { readBack, type ReadPdf, textOf } from '../pdf/testing/read-back';
export { hasLibreOffice, NO_LIBREOFFICE, sheetsInLibreOffice } from './libreoffice';
