import type { TemplateProblem } from './template';

/** Notes what is wrong, and where. */
export type Report = (path: string, code: TemplateProblem['code'], message: string) => void;
