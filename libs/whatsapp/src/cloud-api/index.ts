export { cloudApi, type CloudApiOptions } from './cloud-api.provider';
export { listTemplates, type ListedTemplate } from './list-templates';
export { type CloudApiConnection, cloudApiProblems, type CloudApiSettings } from './connection';
