import { createHash } from 'node:crypto';
import { RANDOM, ReceiveCampaignFile, VAULT } from '@arauto/application';
import type { Random } from '@arauto/clock';
import { CAMPAIGN_FILES, type CampaignFile, kindOfFile } from '@arauto/domain';
import { CampaignFiles, type Vault } from '@arauto/privacy';
import type { MultipartFile } from '@fastify/multipart';
import { Controller, Inject, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { HttpProblem, invalid } from '../problems/problem';
import { canonical } from '../requests/canonical';
import { commandContext } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';
import { readParts } from '../uploads/multipart-parts';
import { nameOf } from '../uploads/multipart-upload';
import { wrongPart } from '../uploads/wrong-part';

const MB = 1024 * 1024;

/** Takes files that campaigns send. They are durable before the command knows of them. */
@Controller('v1/campaigns/:id/media')
export class CampaignFilesController {
  private readonly files: CampaignFiles;

  constructor(
    private readonly commands: CommandBus,
    @Inject(VAULT) vault: Vault,
    @Inject(RANDOM) private readonly random: Random,
  ) {
    this.files = new CampaignFiles(vault);
  }

  @Post()
  @Endpoint({
    useCase: ReceiveCampaignFile,
    summary: 'Upload a file that the campaign is to send, as multipart/form-data; its content names it then',
    status: 201,
    ownBody: 'media',
    etag: true,
  })
  async receive(@Req() request: FastifyRequest, @Param('id') campaignId: string) {
    if (!request.isMultipart()) {
      const message = 'The file is missing: send it in the part file of multipart/form-data.';
      throw invalid([{ path: 'file', code: 'required', message }]);
    }
    const { file, bodyHash } = await this.keep(request, campaignId);
    const context = commandContext(request, '');
    const idempotency = context.idempotency && { ...context.idempotency, bodyHash };
    return this.commands.execute(new ReceiveCampaignFile({ ...context, idempotency }, { campaignId, file }));
  }

  private async keep(request: FastifyRequest, campaignId: string) {
    const fileId = this.random.id();
    const hash = createHash('sha256');
    let kept: CampaignFile | undefined;
    try {
      const { fields } = await readParts(request, async (part) => {
        const mimeType = part.mimetype.split(';', 1)[0]!.trim().toLowerCase();
        const content = limited(part, mimeType, (chunk) => void hash.update(chunk));
        const { bytes } = await this.files.keep(fileId, campaignId, content);
        kept = { fileId, mimeType, bytes, filename: nameOf(part.filename) ?? 'file' };
      });
      const strange = Object.entries(fields).find(([, value]) => value !== undefined);
      if (strange) throw strangeField(strange[0]);
      const { mimeType, filename } = kept!;
      hash.update(`\n${canonical({ mimeType, filename })}`);
      return { file: kept!, bodyHash: hash.digest('hex') };
    } catch (error) {
      if (kept) await this.files.discard(kept);
      throw error;
    }
  }
}

/** @throws HttpProblem for a type that cannot be sent, and what is empty or too large for its type */
async function* limited(
  { file }: MultipartFile,
  mimeType: string,
  heard: (chunk: Buffer) => void,
): AsyncGenerator<Buffer> {
  const kind = kindOfFile(mimeType);
  if (!kind) {
    const message = `Files of the type ${mimeType} cannot be sent. The platform takes JPEG and PNG, MP4 and 3GP, AAC, AMR, MP3, M4A and OGG, PDF, text and Office files.`;
    throw wrongPart('file', 'type_unknown', message);
  }
  const { maxBytes } = CAMPAIGN_FILES[kind];
  let bytes = 0;
  for await (const chunk of file as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      const message = `A file of the type ${mimeType} may have ${maxBytes / MB} MB, and this one has more.`;
      throw new HttpProblem('payload_too_large', message);
    }
    heard(chunk);
    yield chunk;
  }
  if (bytes === 0) throw wrongPart('file', 'empty', 'The file is empty.');
}

function strangeField(name: string): HttpProblem {
  return wrongPart(name, 'unknown_field', `The field is called "${name}": it must be called file.`);
}
