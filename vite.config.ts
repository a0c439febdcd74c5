import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { environmentScript } from './src/build/environmentScript.ts';
import { DEVELOPMENT_NONCE, sandboxDocument } from './src/build/sandboxDocument.ts';
import { scenarioSchema } from './src/build/scenarioSchema.ts';

export default defineConfig(({ command }) => ({
  // Relative addresses: the built site works from any sub-path of any static host.
  base: './',
  resolve: {
    alias: {
      // Its JavaScript build: the other one is WebAssembly, which the page's policy refuses.
      'cjs-module-lexer': fileURLToPath(new URL('./node_modules/cjs-module-lexer/lexer.js', import.meta.url)),
    },
  },
  plugins: [react(), environmentScript(), sandboxDocument(), scenarioSchema()],
  html: command === 'serve' ? { cspNonce: DEVELOPMENT_NONCE } : {},
  worker: {
    format: 'es',
    plugins: () => [environmentScript(), sandboxDocument()],
  },
  build: {
    target: 'es2023',
    // The editor is far larger than the default limit; it is loaded only when it is needed.
    chunkSizeWarningLimit: 8_000,
  },
  test: {
    environment: 'node',
    // Only ends what hangs: on a busy machine a test may take many times what it takes alone.
    testTimeout: 60_000,
    include: ['src/**/*.test.{ts,tsx}', 'e2e/support/**/*.test.ts'],
  },
}));
