import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { QueryContext } from '../context';
import type { UploadBody } from './upload.body';

export interface GetUploadInput {
  readonly uploadId: string;
}

export class GetUpload extends Query<UploadBody> {
  static readonly permission: Permission = 'contact:read';

  constructor(
    readonly context: QueryContext,
    readonly input: GetUploadInput,
  ) {
    super();
  }
}
