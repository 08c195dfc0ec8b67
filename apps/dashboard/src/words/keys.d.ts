import 'i18next';
import type campaign from '../pages/campaign/words/en.json';
import type campaigns from '../pages/campaigns/words/en.json';
import type contact from '../pages/contact/words/en.json';
import type contacts from '../pages/contacts/words/en.json';
import type conversations from '../pages/conversations/words/en.json';
import type newCampaign from '../pages/new-campaign/words/en.json';
import type reports from '../pages/reports/words/en.json';
import type sender from '../pages/sender/words/en.json';
import type senders from '../pages/senders/words/en.json';
import type template from '../pages/template/words/en.json';
import type templates from '../pages/templates/words/en.json';
import type suppressions from '../pages/suppressions/words/en.json';
import type events from '../pages/events/words/en.json';
import type stream from '../pages/stream/words/en.json';
import type verification from '../pages/verification/words/en.json';
import type projections from '../pages/projections/words/en.json';
import type keys from '../pages/keys/words/en.json';
import type subaccounts from '../pages/subaccounts/words/en.json';
import type system from '../pages/system/words/en.json';
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
      readonly contact: typeof contact;
      readonly contacts: typeof contacts;
      readonly 'new-campaign': typeof newCampaign;
      readonly reports: typeof reports;
      readonly conversations: typeof conversations;
      readonly sender: typeof sender;
      readonly senders: typeof senders;
      readonly template: typeof template;
      readonly templates: typeof templates;
      readonly suppressions: typeof suppressions;
      readonly events: typeof events;
      readonly stream: typeof stream;
      readonly verification: typeof verification;
      readonly projections: typeof projections;
      readonly keys: typeof keys;
      readonly subaccounts: typeof subaccounts;
      readonly system: typeof system;
    };
  }
}
