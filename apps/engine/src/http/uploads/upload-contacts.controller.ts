import { Readable } from 'node:stream';
import {
  CONTACT_FILES,
  type ContactFiles,
  RANDOM,
  type TriedContacts,
  triedContacts,
  TryContacts,
  UploadContacts,
  type UploadContactsInput,
  UploadContactsQuery,
  writeContactLines,
} from '@arauto/application';
import type { Random } from '@arauto/clock';
import { Controller, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HTTP_SETTINGS, type HttpSettings } from '../dependencies';
import { invalid } from '../problems/problem';
import { canonical, sha256 } from '../requests/canonical';
import { commandContext } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';
import { readJsonContacts } from './contacts.body';
import { receiveMultipart, type UploadLimits } from './multipart-upload';
import { receiveBeginning } from './receive-beginning';
import { subaccountOfUpload } from './upload-gate';
import { asFault } from './wrong-part';

/** Of a dry run, where nobody says how many. */
const ROWS_TRIED = 50;

/** Takes contacts in. Whatever form they come in, they are a durable file before the command knows of them. */
@Controller('v1/campaigns/:id/contacts')
export class UploadContactsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(CONTACT_FILES) private readonly files: ContactFiles,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
  ) {}

  @Post()
  @Endpoint({
    useCase: UploadContacts,
    summary: 'Upload contacts: a CSV file or a workbook (.xlsx) as multipart/form-data, or up to 10,000 as JSON',
    otherwise: { status: 200, when: 'What a dry run found', answers: triedContacts },
    status: 202,
    ownBody: 'contacts',
    etag: true,
  })
  async upload(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('id') campaignId: string,
    @Query() { dryRun = false, rows }: UploadContactsQuery,
  ) {
    if (dryRun) {
      void reply.code(200);
      return this.tryOut(request, campaignId, rows ?? ROWS_TRIED);
    }
    if (rows !== undefined) {
      throw invalid([{ path: 'rows', code: 'not_of_this_request', message: 'rows is of a dry run only.' }]);
    }
    const uploadId = this.random.id();
    const context = commandContext(request, '');
    const { source, bytes, mapping, fileName, bodyHash } = await this.receive(request, uploadId);
    const idempotency = context.idempotency && { ...context.idempotency, bodyHash };
    const input: UploadContactsInput = { campaignId, source, stored: { uploadId, bytes }, mapping, fileName };
    return this.commands.execute(new UploadContacts({ ...context, idempotency }, input));
  }

  private async tryOut(request: FastifyRequest, campaignId: string, rows: number): Promise<TriedContacts> {
    const contacts = request.isMultipart()
      ? await receiveBeginning(request, this.files, this.random.id(), this.limitsOf(request))
      : { json: readJsonContacts(request.body) };
    const context = commandContext(request, '');
    try {
      return await this.queries.execute(new TryContacts(context, { campaignId, rows, contacts }));
    } catch (error) {
      throw asFault(error);
    }
  }

  private async receive(request: FastifyRequest, uploadId: string) {
    if (request.isMultipart()) {
      const received = await receiveMultipart(request, this.files, uploadId, this.limitsOf(request));
      return { ...received, source: received.isSheet ? ('xlsx' as const) : ('csv' as const) };
    }
    const contacts = readJsonContacts(request.body);
    const lines = Readable.from(writeContactLines(contacts));
    const { bytes } = await this.files.receive(uploadId, lines, subaccountOfUpload(request));
    return {
      ...{ source: 'json' as const, bytes, mapping: null, fileName: undefined },
      bodyHash: sha256(canonical(request.body)),
    };
  }

  private limitsOf(request: FastifyRequest): UploadLimits {
    return { maxFileBytes: this.settings.maxFileBytes, subaccountId: subaccountOfUpload(request) };
  }
}
