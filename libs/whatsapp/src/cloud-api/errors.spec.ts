import { describeErrorTable } from '../contract';
import { ERRORS } from './errors';
import { REFERENCE_ROWS } from './errors.golden';

describeErrorTable('the Cloud API', ERRORS, REFERENCE_ROWS);
