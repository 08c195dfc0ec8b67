export { beginsAsWorkbook, noWorkbook, WORKBOOK_MARK_BYTES } from './foreign-container';
export { openWorkbook, type Workbook } from './open-workbook';
export type { RangedBytes } from './ranged-bytes';
