import { shapes } from '@arauto/application/fields';
import { Controller, Get, Res } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Endpoint } from '../requests/endpoint';

/** The OpenAPI document, made at the first question: it costs more than the rest of a start. */
export class OpenApiSource {
  private made: OpenAPIObject | undefined;
  private make: (() => OpenAPIObject) | undefined;

  use(make: () => OpenAPIObject): void {
    this.make = make;
  }

  document(): OpenAPIObject {
    if (!this.make) throw new Error('the app has no OpenAPI document yet');
    return (this.made ??= this.make());
  }
}

const openApiDocument = shapes.named('OpenApiDocument', shapes.opaque<OpenAPIObject>());

@Controller()
export class DocumentsController {
  constructor(private readonly source: OpenApiSource) {}

  @Get('v1/openapi.json')
  @Endpoint({ permission: 'public', summary: 'This document', answers: openApiDocument })
  openApi(@Res({ passthrough: true }) reply: FastifyReply) {
    void reply.header('content-language', 'en');
    return this.source.document();
  }
}
