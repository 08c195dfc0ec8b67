import { oneOf, type Search, textIn } from '../../app/search-params';
import { TEMPLATE_STATUSES, type TemplateStatus } from '../../parts/template-statuses';

export interface TemplatesSearch {
  readonly q?: string;
  readonly status?: TemplateStatus;
  readonly category?: string;
  readonly language?: string;
  readonly sender?: string;
  readonly subaccount?: string;
}

export function templatesSearch(search: Search): TemplatesSearch {
  const q = textIn(search['q']);
  const status = oneOf(TEMPLATE_STATUSES, search['status']);
  const category = textIn(search['category']);
  const language = textIn(search['language']);
  const sender = textIn(search['sender']);
  const subaccount = textIn(search['subaccount']);
  return {
    ...(q !== undefined && { q }),
    ...(status && { status }),
    ...(category !== undefined && { category }),
    ...(language !== undefined && { language }),
    ...(sender !== undefined && { sender }),
    ...(subaccount !== undefined && { subaccount }),
  };
}

/** Whether anything is left out of the gallery by choice. */
export function isFiltered({ subaccount: _, ...filters }: TemplatesSearch): boolean {
  return Object.keys(filters).length > 0;
}
