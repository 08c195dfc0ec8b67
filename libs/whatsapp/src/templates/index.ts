export {
  type FilledTemplate,
  type FillProblem,
  fillProblems,
  fillTemplate,
  previewTemplate,
  renderText,
} from './fill-template';
export { readTemplate, type TemplateSource, validateTemplate } from './read-template';
export { LIMITS as TEMPLATE_LIMITS, type Template } from './template';
