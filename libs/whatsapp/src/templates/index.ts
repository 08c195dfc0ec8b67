export { type FilledTemplate, fillProblems, fillTemplate } from './fill-template';
export type { FillProblem } from './fill-problems';
export { previewTemplate } from './preview-template';
export { renderText } from './render-text';
export { keysOf as keysOfProblem } from './text-keys';
export { readTemplate, type TemplateSource, validateTemplate } from './read-template';
export { shortestValues } from './shortest-values';
export { isOptional, LIMITS as TEMPLATE_LIMITS, type Template } from './template';
