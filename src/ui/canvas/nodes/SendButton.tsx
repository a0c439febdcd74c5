import { Play, Send, Upload, Zap } from 'lucide-react';
import type { MouseEvent } from 'react';
import { invoke } from '../../../app/runActions.ts';
import type { NodeType, ScenarioNode } from '../../../scenario/schema.ts';
import { Button } from '../../controls/Button.tsx';
import { IconButton } from '../../controls/IconButton.tsx';
import { useIsStarter } from './useIsStarter.ts';

const SENDS: Readonly<
  Record<Exclude<NodeType, 'function' | 'table' | 'endpoint'>, { readonly word: string; readonly Icon: typeof Play }>
> = {
  client: { word: 'Invoke', Icon: Play },
  api: { word: 'Send one request', Icon: Send },
  schedule: { word: 'Fire once now', Icon: Zap },
  bucket: { word: 'Upload one object', Icon: Upload },
  topic: { word: 'Publish one message', Icon: Send },
  queue: { word: 'Send one message', Icon: Send },
  eventBus: { word: 'Put one event', Icon: Send },
  stream: { word: 'Put one record', Icon: Send },
  stateMachine: { word: 'Start one execution', Icon: Play },
};

/** Makes a trigger fire once, now. */
export function SendButton({
  node,
  wide = false,
}: {
  readonly node: Exclude<ScenarioNode, { type: 'function' | 'table' | 'endpoint' }>;
  readonly wide?: boolean;
}) {
  const starter = useIsStarter(node.id);
  const { word, Icon } = SENDS[node.type];
  const send = (event: MouseEvent) => {
    // The button is not the node: pressing it selects nothing.
    event.stopPropagation();
    invoke(node.id);
  };
  if (wide) {
    return (
      <Button className="node-invoke nodrag" size="s" variant={starter ? 'primary' : 'default'} onClick={send}>
        <Icon size={11} fill="currentColor" aria-hidden="true" />
        {word}
      </Button>
    );
  }
  return (
    <IconButton
      className="nodrag"
      label={word}
      side="top"
      size="s"
      variant={starter ? 'primary' : 'default'}
      onClick={send}
    >
      <Icon size={13} />
    </IconButton>
  );
}
