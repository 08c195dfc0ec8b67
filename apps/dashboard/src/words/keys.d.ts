import 'i18next';
import type campaign from '../pages/campaign/words/en.json';
import type campaigns from '../pages/campaigns/words/en.json';
import type conversations from '../pages/conversations/words/en.json';
import type reports from '../pages/reports/words/en.json';
import type signIn from '../pages/sign-in/words/en.json';
import type shell from './en.json';

/** So that a word that no catalogue has is an error of compilation. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: {
      readonly shell: typeof shell;
      readonly 'sign-in': typeof signIn;
      readonly campaigns: typeof campaigns;
      readonly campaign: typeof campaign;
      readonly reports: typeof reports;
      readonly conversations: typeof conversations;
    };
  }
}
