import { Field, optional, shapes, text } from '@arauto/application/fields';

export class LoginBody {
  @Field(optional(text({ max: 512 })), 'An API key; or else a token.') readonly key?: string;
  @Field(optional(text({ max: 1024 })), 'Of a login link, which signs in once.') readonly token?: string;
}

export const loginLink = shapes.named('LoginLink', shapes.object({ token: shapes.text, expiresAt: shapes.time }));
