import { oneOf, type Search, textIn } from '../../app/search-params';
import { type FreeDraft, freeDraftIn } from './free-draft';

/** In their order; up to the template nothing is on the server. */
export const STEPS = ['sender', 'template', 'audience', 'sending', 'test', 'check'] as const;
export type Step = (typeof STEPS)[number];

/** A campaign that is only in this tab: what was chosen stands in the address. */
export interface NewCampaignSearch {
  readonly step?: 'template';
  readonly sender?: string;
  readonly template?: string;
  /** What is written in place of a template. */
  readonly free?: FreeDraft;
  readonly name?: string;
  /** The campaign that it is to be a copy of. */
  readonly copy?: string;
  readonly subaccount?: string;
}

export function newCampaignSearch(search: Search): NewCampaignSearch {
  const [sender, template, name] = [textIn(search['sender']), textIn(search['template']), textIn(search['name'])];
  const [copy, subaccount] = [textIn(search['copy']), textIn(search['subaccount'])];
  const free = freeDraftIn(search['free']);
  return {
    // Without a number there are no templates to choose from.
    ...(sender !== undefined && oneOf(['template'], search['step']) && { step: 'template' }),
    ...(sender !== undefined && { sender }),
    ...(template !== undefined && { template }),
    ...(free && { free }),
    ...(name !== undefined && { name }),
    ...(copy !== undefined && { copy }),
    ...(subaccount !== undefined && { subaccount }),
  };
}

/** A campaign that the server has: at which step somebody is. */
export interface EditSearch {
  readonly step?: Step;
  /** What is to take the place of what the campaign has, until it is saved. */
  readonly sender?: string;
  readonly template?: string;
  readonly subaccount?: string;
}

export function editSearch(search: Search): EditSearch {
  const step = oneOf(STEPS, search['step']);
  const [sender, template, subaccount] = [
    textIn(search['sender']),
    textIn(search['template']),
    textIn(search['subaccount']),
  ];
  return {
    ...(step && { step }),
    ...(sender !== undefined && { sender }),
    ...(template !== undefined && { template }),
    ...(subaccount !== undefined && { subaccount }),
  };
}
