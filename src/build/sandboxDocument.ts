import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { bundleScript } from './bundleScript.ts';

const MODULE_ID = 'virtual:sandbox-document';
const ENTRY = 'src/runtime/hosts/sandboxBoot.ts';
const HASH_PLACEHOLDER = 'sha256-sandbox-boot';

/**
 * Serves the document of the sandboxed frame as text and writes the hash of its one script into the policies of both
 * the frame and the page: a `srcdoc` frame inherits the page's policy, so a script runs there only if both allow it.
 */
export function sandboxDocument(): Plugin {
  let root = '';
  let isProduction = false;
  let isServer = false;
  const bootScript = async () => {
    const script = await bundleScript(resolve(root, ENTRY), { minify: isProduction });
    return { ...script, code: inlineable(script.code) };
  };
  return {
    name: 'lambdarium:sandbox-document',
    configResolved(config) {
      root = config.root;
      isProduction = config.isProduction;
      isServer = config.command === 'serve';
    },
    resolveId: { filter: { id: /^virtual:sandbox-document$/ }, handler: () => `\0${MODULE_ID}` },
    load: {
      filter: { id: /^\0virtual:sandbox-document$/ },
      async handler() {
        const script = await bootScript();
        for (const file of script.files) this.addWatchFile(file);
        return `export default ${JSON.stringify(sandboxHtml(script.code))};`;
      },
    },
    transformIndexHtml: {
      order: 'pre',
      async handler(html) {
        const page = withBootHash(html, sha256Source((await bootScript()).code));
        return isServer ? allowDevelopmentClient(page) : page;
      },
    },
  };
}

/**
 * The whole sandbox document around its boot script; the policy comes first so that it covers the script. It does not
 * name `webrtc`: Chromium would complain about an unknown directive, and Workers have no WebRTC anyway.
 */
export function sandboxHtml(bootScript: string): string {
  const policy = [
    "default-src 'none'",
    `script-src blob: '${sha256Source(bootScript)}'`,
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><script>${bootScript}</script>`;
}

/** Puts the hash into the page's policy; fails when the page no longer has a place for it. */
export function withBootHash(html: string, hash: string): string {
  if (!html.includes(HASH_PLACEHOLDER)) {
    throw new Error(`index.html must name '${HASH_PLACEHOLDER}' in the script-src of its Content-Security-Policy.`);
  }
  return html.replaceAll(HASH_PLACEHOLDER, hash);
}

/** A script text that survives being written between script tags and hashed: no end tag, no carriage return. */
export function inlineable(code: string): string {
  return code
    .replaceAll('\r\n', '\n')
    .replace(/<\/(?=script)/gi, '<\\/')
    .replaceAll('<!--', '<\\!--');
}

/** The CSP source expression of an inline script. */
export function sha256Source(script: string): string {
  return `sha256-${createHash('sha256').update(script).digest('base64')}`;
}

export const DEVELOPMENT_NONCE = 'development';

/** The development server writes a script of its own into the page; it gets this nonce (see `html.cspNonce`). */
function allowDevelopmentClient(html: string): string {
  return html.replace("script-src 'self'", `script-src 'self' 'nonce-${DEVELOPMENT_NONCE}'`);
}
