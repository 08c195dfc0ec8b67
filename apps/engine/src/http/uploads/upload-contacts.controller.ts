import { Readable } from 'node:stream';
import {
  CONTACT_FILES,
  type ContactFiles,
  RANDOM,
  UploadContacts,
  type UploadContactsInput,
  writeContactLines,
} from '@arauto/application';
import type { Random } from '@arauto/clock';
import { Controller, Inject, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { HTTP_SETTINGS, type HttpSettings } from '../dependencies';
import { canonical, sha256 } from '../requests/canonical';
import { commandContext } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';
import { readJsonContacts } from './contacts.body';
import { receiveMultipart } from './multipart-upload';
import { subaccountOfUpload } from './upload-gate';

/** Takes contacts in. Whatever form they come in, they are a durable file before the command knows of them. */
@Controller('v1/campaigns/:id/contacts')
export class UploadContactsController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(CONTACT_FILES) private readonly files: ContactFiles,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
  ) {}

  @Post()
  @Endpoint({
    useCase: UploadContacts,
    summary: 'Upload contacts: a CSV file as multipart/form-data, or up to 10,000 as JSON',
    status: 202,
    ownBody: true,
    etag: true,
  })
  async upload(@Req() request: FastifyRequest, @Param('id') campaignId: string) {
    const uploadId = this.random.id();
    const context = commandContext(request, '');
    const source = request.isMultipart() ? 'csv' : 'json';
    const { bytes, mapping, fileName, bodyHash } = await this.receive(request, uploadId);
    const idempotency = context.idempotency && { ...context.idempotency, bodyHash };
    const input: UploadContactsInput = { campaignId, source, stored: { uploadId, bytes }, mapping, fileName };
    return this.commands.execute(new UploadContacts({ ...context, idempotency }, input));
  }

  private async receive(request: FastifyRequest, uploadId: string) {
    if (request.isMultipart()) {
      const limits = { maxFileBytes: this.settings.maxFileBytes, subaccountId: subaccountOfUpload(request) };
      return receiveMultipart(request, this.files, uploadId, limits);
    }
    const contacts = readJsonContacts(request.body);
    const lines = Readable.from(writeContactLines(contacts));
    const { bytes } = await this.files.receive(uploadId, lines, subaccountOfUpload(request));
    return { bytes, mapping: null, fileName: undefined, bodyHash: sha256(canonical(request.body)) };
  }
}
