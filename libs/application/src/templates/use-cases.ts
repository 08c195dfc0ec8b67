import { GetTemplateHandler } from './get-template';
import { ListTemplatesHandler } from './list-templates';
import { RegisterTemplateHandler } from './register-template';
import { SyncTemplatesHandler } from './sync-templates';

export { GetTemplate } from './get-template';
export { ListTemplates } from './list-templates';
export { RegisterTemplate, RegisterTemplateBody } from './register-template';
export { SyncTemplates, SyncTemplatesBody } from './sync-templates';

/** What is told and asked of templates, and what its handlers are given. */
export const templateUseCases = [
  RegisterTemplateHandler,
  SyncTemplatesHandler,
  GetTemplateHandler,
  ListTemplatesHandler,
] as const;
