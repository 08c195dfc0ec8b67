import { errorWording } from './errors.wording';
import { fieldWording } from './fields.wording';
import { fileWording } from './files.wording';
import { refusalWording } from './refusals.wording';
import { templateWording } from './templates.wording';
import { waitingWording } from './waiting.wording';
import type { Wording } from './wording';

/** All that is said, room by room; nothing stands in two of them. */
export const WORDINGS: readonly Wording[] = [
  errorWording,
  fieldWording,
  fileWording,
  refusalWording,
  templateWording,
  waitingWording,
];
