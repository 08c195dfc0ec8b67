import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { classicScript } from './build/classic-script';
import { compressed } from './build/compressed';
import { PAGE_SEGMENTS } from './src/app/page-segments';

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');
/** For `npm run dev:dashboard`: the engine that the pages talk to. */
const engine = process.env['ARAUTO_URL'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root,
  base: '/',
  publicDir: false,
  build: {
    outDir: fileURLToPath(new URL('../../dist/dashboard', import.meta.url)),
    emptyOutDir: true,
    manifest: 'manifest.json',
    sourcemap: false,
    // What is inlined as a data: address needs a hole in the policy for every kind of it.
    assetsInlineLimit: 0,
    // Says which file is for what; the engine looks at names with a hash only to cache them.
    chunkSizeWarningLimit: 700,
  },
  plugins: [
    classicScript(root, 'src/app/color-scheme.js'),
    {
      name: 'page-segments',
      generateBundle() {
        this.emitFile({ type: 'asset', fileName: 'pages.json', source: JSON.stringify(PAGE_SEGMENTS) });
      },
    },
    compressed(),
  ],
  server: { port: 5173, proxy: { '^/(v1|docs|health|metrics)': { target: engine, changeOrigin: true } } },
});
