import { ColorSchemeMenu } from './color-scheme-menu';
import { LanguageMenu } from './language-menu';

/** What everybody chooses for themselves, signed in or not. */
export function Preferences() {
  return (
    <>
      <LanguageMenu />
      <ColorSchemeMenu />
    </>
  );
}
