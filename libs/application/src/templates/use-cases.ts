import { GetTemplateHandler } from './get-template';
import { GetTemplateHistoryHandler } from './get-template-history';
import { ListTemplatesHandler } from './list-templates';
import { PreviewTemplateHandler } from './preview-template';
import { RegisterTemplateHandler } from './register-template';
import { SyncTemplatesHandler } from './sync-templates';

export { GetTemplate } from './get-template';
export { GetTemplateHistory } from './get-template-history';
export { ListTemplates } from './list-templates';
export { PreviewTemplate, PreviewTemplateBody } from './preview-template';
export { RegisterTemplate, RegisterTemplateBody } from './register-template';
export { SyncTemplates, SyncTemplatesBody } from './sync-templates';

/** What is told and asked of templates, and what its handlers are given. */
export const templateUseCases = [
  RegisterTemplateHandler,
  SyncTemplatesHandler,
  GetTemplateHandler,
  GetTemplateHistoryHandler,
  PreviewTemplateHandler,
  ListTemplatesHandler,
] as const;
