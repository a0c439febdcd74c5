/** What only code in a document could do; user code must never get to one. */
import type { Probe } from '../probes.ts';

const http = (name: string, code: string, only?: Probe['only']): Probe => ({
  name: `document-${name}`,
  sink: 'http',
  control: 'document',
  code,
  ...(only ? { only } : {}),
});

const append = (tag: string, set: string) =>
  `const e = document.createElement('${tag}'); ${set}; document.body.append(e); await roundTrip()`;

export const documentProbes: readonly Probe[] = [
  http('beacon', 'navigator.sendBeacon(sink.http)'),
  http('image', 'new Image().src = sink.http; await roundTrip()'),
  http('script', append('script', 'e.src = sink.http')),
  http('module-script', append('script', "e.type = 'module'; e.src = sink.http")),
  http('stylesheet', append('link', "e.rel = 'stylesheet'; e.href = sink.http")),
  http('preload', append('link', "e.rel = 'preload'; e.as = 'script'; e.href = sink.http")),
  http('module-preload', append('link', "e.rel = 'modulepreload'; e.href = sink.http")),
  http('style-import', append('style', "e.textContent = '@import ' + JSON.stringify(sink.http)")),
  http('background', append('div', "e.style.cssText = 'width:9px;height:9px;background:url(' + sink.http + ')'")),
  http('frame', append('iframe', 'e.src = sink.http')),
  http('object', append('object', "e.type = 'text/html'; e.data = sink.http")),
  http('video', append('video', "e.preload = 'auto'; e.src = sink.http")),
  http('audio', append('audio', "e.preload = 'auto'; e.src = sink.http")),
  http('form', append('form', "e.action = sink.http; e.method = 'post'; document.body.append(e); e.submit()")),
  http('refresh', append('meta', "e.httpEquiv = 'refresh'; e.content = '0;url=' + sink.http")),
  http('location', 'location.href = sink.http; await roundTrip()'),
  http('markup', "document.body.innerHTML = '<img src=' + JSON.stringify(sink.http) + '>'; await roundTrip()"),
  http(
    'svg',
    "document.body.innerHTML = '<svg><image href=' + JSON.stringify(sink.http) + ' /></svg>'; await roundTrip()",
  ),
  http('shared-worker', 'new SharedWorker(sink.http); await roundTrip()'),
  http('service-worker', 'await navigator.serviceWorker.register(sink.http).catch(() => {})'),
  http('parent', "parent.document.createElement('img').src = sink.http; await roundTrip()"),
  http('top', "top.document.createElement('img').src = sink.http; await roundTrip()"),
  {
    name: 'document-peer-connection',
    sink: 'udp',
    control: 'document',
    code: "const p = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:' + sink.udpPort }] }); p.createDataChannel('x'); await p.setLocalDescription(await p.createOffer()); await roundTrip()",
  },
];
