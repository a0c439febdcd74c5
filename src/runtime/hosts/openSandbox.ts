/** The page's part of the sandbox: the hidden frame and the port over which the kernel worker commands it. */
import environmentScript, { workerScript } from 'virtual:environment-script';
import sandboxHtml from 'virtual:sandbox-document';
import type { SandboxStart } from './sandboxMessages.ts';

export interface Sandbox {
  readonly iframe: HTMLIFrameElement;
  /** For `createSandboxHost`; messages sent before the frame has loaded wait. */
  readonly port: MessagePort;
}

/** Adds a sandboxed frame to the document. Removing the frame ends everything in it. */
export function openSandbox(document: Document): Sandbox {
  const iframe = document.createElement('iframe');
  const channel = new MessageChannel();
  iframe.setAttribute('sandbox', 'allow-scripts');
  iframe.setAttribute('aria-hidden', 'true');
  iframe.tabIndex = -1;
  iframe.title = 'Sandbox in which handlers run';
  iframe.style.display = 'none';
  iframe.srcdoc = sandboxHtml;
  const start: SandboxStart = { workerScript, environmentScript };
  iframe.addEventListener('load', () => iframe.contentWindow?.postMessage(start, '*', [channel.port2]), { once: true });
  document.body.append(iframe);
  return { iframe, port: channel.port1 };
}
