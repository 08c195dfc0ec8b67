import { shapes } from '@arauto/application/fields';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { HTTP_SETTINGS, type HttpSettings } from '../dependencies';
import { Endpoint } from '../requests/endpoint';
import { homePage } from './home';

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
  constructor(
    private readonly source: OpenApiSource,
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
  ) {}

  @Get()
  @Endpoint({ permission: 'public', summary: 'Say what runs here', mediaType: 'text/html' })
  home(@Res({ passthrough: true }) reply: FastifyReply) {
    void reply.type('text/html; charset=utf-8');
    return homePage(this.settings.version);
  }

  @Get('v1/openapi.json')
  @Endpoint({ permission: 'public', summary: 'This document', answers: openApiDocument })
  openApi(@Res({ passthrough: true }) reply: FastifyReply) {
    void reply.header('content-language', 'en');
    return this.source.document();
  }
}
