export {
  type FilledTemplate,
  type FillProblem,
  fillProblems,
  fillTemplate,
  renderText,
  type TemplateValues,
} from './fill-template';
export { readTemplate, type TemplateSource, validateTemplate } from './read-template';
export type {
  ParameterFormat,
  Template,
  TemplateButton,
  TemplateHeader,
  TemplateProblem,
  TemplateVariable,
} from './template';
export { LIMITS as TEMPLATE_LIMITS } from './template';
