import { describeErrorTable } from '../contract';
import { ERRORS } from './errors';
import { REFERENCE_ROWS } from './errors.golden';

describeErrorTable('Gupshup', ERRORS, REFERENCE_ROWS);
