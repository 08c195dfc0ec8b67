import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Puts a script in front of everything else in the page, as a file: modules are deferred, and this one must have run before anything is painted. Inline
 * it would need a hole in the content security policy.
 * @param file from the root of the page
 */
export function classicScript(root: string, file: string): Plugin {
  const source = readFileSync(`${root}/${file}`, 'utf8');
  const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
  const built = `assets/${basename(file, '.js')}-${hash}.js`;
  let serving = false;
  return {
    name: 'classic-script',
    configResolved: ({ command }) => void (serving = command === 'serve'),
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: built, source });
    },
    transformIndexHtml: () => [
      { tag: 'script', attrs: { src: serving ? `/${file}` : `/${built}` }, injectTo: 'head-prepend' },
    ],
  };
}
