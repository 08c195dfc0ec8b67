import { type DynamicModule, Module, type ModuleMetadata, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { CampaignCommandsController } from './campaigns/campaign-commands.controller';
import { CampaignListStreams } from './campaigns/campaign-list-streams';
import { CampaignStreams } from './campaigns/campaign-streams';
import { CampaignsController } from './campaigns/campaigns.controller';
import { ContactsController } from './contacts/contacts.controller';
import { ConversationsController } from './conversations/conversations.controller';
import { HTTP_SETTINGS, type HttpSettings } from './dependencies';
import { DocumentsController, OpenApiSource } from './documents/documents.controller';
import { EventsController } from './events/events.controller';
import { ExportsController } from './exports/exports.controller';
import { KeysController } from './keys/keys.controller';
import { MeController } from './keys/me.controller';
import { LoginsController } from './logins/logins.controller';
import { HealthController } from './operations/health.controller';
import { MetricsController } from './operations/metrics.controller';
import { OperationsController } from './operations/operations.controller';
import { ReportsController } from './reports/reports.controller';
import { Cursors } from './requests/cursors';
import { Doorkeeper } from './requests/doorkeeper';
import { KeyCheck } from './requests/key-check';
import { SearchesController } from './searches/searches.controller';
import { SendersController } from './senders/senders.controller';
import { SubaccountsController } from './subaccounts/subaccounts.controller';
import { SuppressionsController } from './suppressions/suppressions.controller';
import { TemplatesController } from './templates/templates.controller';
import { CampaignFilesController } from './campaigns/campaign-files.controller';
import { UploadContactsController } from './uploads/upload-contacts.controller';
import { UploadGate } from './uploads/upload-gate';
import { UploadsController } from './uploads/uploads.controller';

export interface HttpModuleOptions {
  /**
   * The command and query handlers of libs/application with all they inject, and for the edge itself KEY_RING, LOGIN_LINKS,
   * CampaignWatch, ENGINE_STATUS, HTTP_LOG and HTTP_SETTINGS of dependencies.ts, VIEWS, CLOCK, RANDOM and CONTACT_FILES of libs/application.
   */
  readonly providers: readonly Provider[];
  readonly imports?: NonNullable<ModuleMetadata['imports']>;
  /** Whether it serves people and providers; if not, it only says how the process is. */
  readonly serves?: boolean;
}

const OF_EVERY_PROCESS = [HealthController, MetricsController];
const OF_THE_API = [
  DocumentsController,
  OperationsController,
  SubaccountsController,
  KeysController,
  MeController,
  LoginsController,
  SendersController,
  TemplatesController,
  CampaignsController,
  CampaignCommandsController,
  CampaignFilesController,
  UploadContactsController,
  ContactsController,
  UploadsController,
  SuppressionsController,
  ConversationsController,
  ReportsController,
  SearchesController,
  ExportsController,
  EventsController,
];

@Module({})
export class HttpModule {
  static register({ providers, imports = [], serves = true }: HttpModuleOptions): DynamicModule {
    return {
      module: HttpModule,
      imports: [CqrsModule.forRoot(), ...imports],
      controllers: [...OF_EVERY_PROCESS, ...(serves ? OF_THE_API : [])],
      providers: [
        ...providers,
        OpenApiSource,
        Doorkeeper,
        KeyCheck,
        UploadGate,
        CampaignStreams,
        CampaignListStreams,
        {
          provide: Cursors,
          inject: [HTTP_SETTINGS],
          useFactory: ({ secret }: HttpSettings) => new Cursors(secret),
        },
      ],
    };
  }
}
