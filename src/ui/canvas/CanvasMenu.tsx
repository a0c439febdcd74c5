import {
  ArrowRight,
  ClipboardPaste,
  Copy,
  CopyPlus,
  Maximize,
  Network,
  PenLine,
  Play,
  Plus,
  Settings2,
  Trash2,
} from 'lucide-react';
import { ContextMenu, DropdownMenu } from 'radix-ui';
import { type ComponentType, type ReactNode, useState } from 'react';
import { useReactFlow } from 'reactflow';
import { createStore, useStore } from 'zustand';
import { documentStore } from '../../app/documentStore.ts';
import {
  connectionBetween,
  copySelected,
  duplicateNodes,
  pasteCopied,
  removeParts,
  select,
} from '../../app/graphActions.ts';
import { invoke } from '../../app/runActions.ts';
import { setUi, uiStore } from '../../app/uiStore.ts';
import type { ScenarioNode } from '../../scenario/schema.ts';
import { Kbd } from '../controls/Kbd.tsx';
import { addNodeAt } from './adding.ts';
import { focusNode, join } from './connecting.ts';
import { showAll } from './fit.ts';
import { layOut } from './layOut.ts';
import { NODE_LOOKS, NODE_ORDER, NodeIcon } from './nodeLooks.tsx';
import { startRenaming } from './nodes/NodeName.tsx';
import { WIRE_LOOKS } from './wireLooks.ts';

type Subject =
  | { readonly kind: 'node' | 'wire'; readonly id: string }
  | { readonly kind: 'pane'; readonly x: number; readonly y: number };

/** The right-click menu of nodes, wires and the empty canvas. */
export function CanvasMenu({ children }: { readonly children: ReactNode }) {
  const [subject, setSubject] = useState<Subject>({ kind: 'pane', x: 0, y: 0 });
  return (
    <>
      <ContextMenu.Root>
        <ContextMenu.Trigger
          asChild
          onContextMenu={(event) => {
            const next = subjectOf(event.target, { x: event.clientX, y: event.clientY });
            setSubject(next);
            if (next.kind === 'node' && !uiStore.getState().selectedNodes.includes(next.id)) select([next.id]);
            if (next.kind === 'wire') select([], [next.id]);
          }}
        >
          <div>{children}</div>
        </ContextMenu.Trigger>
        <ContextMenu.Portal>
          <ContextMenu.Content className="menu">
            {subject.kind === 'node' && <NodeItems id={subject.id} />}
            {subject.kind === 'wire' && <WireItems id={subject.id} />}
            {subject.kind === 'pane' && <PaneItems x={subject.x} y={subject.y} />}
          </ContextMenu.Content>
        </ContextMenu.Portal>
      </ContextMenu.Root>
      <ConnectMenu />
    </>
  );
}

function subjectOf(target: EventTarget, point: { readonly x: number; readonly y: number }): Subject {
  if (target instanceof Element) {
    const node = target.closest<HTMLElement>('.react-flow__node')?.dataset.id;
    if (node !== undefined) return { kind: 'node', id: node };
    const wire =
      target.closest('.react-flow__edge')?.getAttribute('data-id') ??
      target.closest<HTMLElement>('.wire-label')?.dataset.wire;
    if (wire) return { kind: 'wire', id: wire };
  }
  return { kind: 'pane', ...point };
}

interface ItemProps {
  readonly icon: ComponentType<{ size: number }>;
  readonly keys?: string;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

function Item({ icon: Icon, keys, onSelect, children }: ItemProps) {
  return (
    <ContextMenu.Item className="menu-item" onSelect={onSelect}>
      <Icon size={15} />
      {children}
      {keys !== undefined && <Kbd keys={keys} />}
    </ContextMenu.Item>
  );
}

function NodeItems({ id }: { readonly id: string }) {
  const node = useStore(documentStore, ({ scenario }) => scenario.nodes.find((one) => one.id === id));
  const ids = () => uiStore.getState().selectedNodes;
  if (!node) return null;
  return (
    <>
      <Item icon={Play} keys="Ctrl+Enter" onSelect={() => invoke(id)}>
        {node.type === 'function' || node.type === 'client' ? 'Invoke' : 'Send one'}
      </Item>
      {node.type === 'function' && (
        <Item icon={Play} onSelect={() => invoke(id, { mode: 'async' })}>
          Invoke asynchronously
        </Item>
      )}
      <ContextMenu.Sub>
        <ContextMenu.SubTrigger className="menu-item">
          <ArrowRight size={15} />
          Connect to …
        </ContextMenu.SubTrigger>
        <ContextMenu.Portal>
          <ContextMenu.SubContent className="menu" sideOffset={4}>
            <TargetItems from={id} Item={ContextMenu.Item} />
          </ContextMenu.SubContent>
        </ContextMenu.Portal>
      </ContextMenu.Sub>
      <ContextMenu.Separator className="menu-separator" />
      <Item icon={Settings2} onSelect={() => setUi({ sideOpen: true, sideTab: 'configure', selectedNodes: [id] })}>
        Configure
      </Item>
      {/* The menu gives the focus back when it closes; the name takes it after that. */}
      <Item icon={PenLine} keys="F2" onSelect={() => setTimeout(() => startRenaming(id), 0)}>
        Rename
      </Item>
      <Item icon={CopyPlus} keys="Ctrl+D" onSelect={() => duplicateNodes(ids())}>
        Duplicate
      </Item>
      <Item icon={Copy} keys="Ctrl+C" onSelect={() => copySelected()}>
        Copy
      </Item>
      <ContextMenu.Separator className="menu-separator" />
      <Item icon={Trash2} keys="Delete" onSelect={() => removeParts(ids(), [])}>
        Delete
      </Item>
    </>
  );
}

function WireItems({ id }: { readonly id: string }) {
  return (
    <>
      <Item
        icon={Settings2}
        onSelect={() => setUi({ sideOpen: true, sideTab: 'configure', selectedNodes: [], selectedWires: [id] })}
      >
        Configure
      </Item>
      <Item icon={Trash2} keys="Delete" onSelect={() => removeParts([], [id])}>
        Delete the wire
      </Item>
    </>
  );
}

function PaneItems(point: { readonly x: number; readonly y: number }) {
  const flow = useReactFlow();
  return (
    <>
      <ContextMenu.Sub>
        <ContextMenu.SubTrigger className="menu-item">
          <Plus size={15} />
          Add …
        </ContextMenu.SubTrigger>
        <ContextMenu.Portal>
          <ContextMenu.SubContent className="menu" sideOffset={4}>
            {NODE_ORDER.map((type) => (
              <ContextMenu.Item key={type} className="menu-item" onSelect={() => addNodeAt(type, point, flow)}>
                <NodeIcon type={type} size={20} />
                {NODE_LOOKS[type].label}
              </ContextMenu.Item>
            ))}
          </ContextMenu.SubContent>
        </ContextMenu.Portal>
      </ContextMenu.Sub>
      <Item icon={ClipboardPaste} keys="Ctrl+V" onSelect={pasteCopied}>
        Paste
      </Item>
      <ContextMenu.Separator className="menu-separator" />
      <Item icon={Network} onSelect={() => void layOut(flow)}>
        Lay out
      </Item>
      <Item icon={Maximize} keys="F" onSelect={() => showAll(flow)}>
        Fit into view
      </Item>
    </>
  );
}

/** Every other node as a target: possible ones by kind of wire, impossible ones with the reason. */
function TargetItems({
  from,
  Item: MenuItem,
}: {
  readonly from: string;
  readonly Item: typeof ContextMenu.Item | typeof DropdownMenu.Item;
}) {
  const nodes = useStore(documentStore, ({ scenario }) => scenario.nodes);
  const targets = nodes.filter(({ id }) => id !== from);
  if (targets.length === 0) return <div className="menu-label">There is no other node yet.</div>;
  const rows = targets.map((node) => ({ node, connection: connectionBetween(from, node.id) }));
  const possible = rows.flatMap(({ node, connection }) =>
    connection.ok ? connection.types.map((type) => ({ node, type })) : [],
  );
  const impossible = rows.filter(({ connection }) => !connection.ok);
  return (
    <>
      {possible.map(({ node, type }) => (
        <MenuItem key={`${node.id}-${type}`} className="menu-item" onSelect={() => join(from, node.id, type)}>
          <NodeIcon type={node.type} size={20} />
          {node.name}
          <span className="menu-item-hint">{WIRE_LOOKS[type].choice}</span>
        </MenuItem>
      ))}
      {possible.length > 0 && impossible.length > 0 && <div className="menu-separator" />}
      {impossible.map(({ node, connection }) => (
        <MenuItem key={node.id} className="menu-item" disabled title={connection.ok ? '' : connection.reason}>
          <NodeIcon type={node.type} size={20} />
          {node.name}
          <span className="menu-item-hint menu-item-reason">{connection.ok ? '' : connection.reason}</span>
        </MenuItem>
      ))}
    </>
  );
}

const connectMenuStore = createStore<{ readonly from: string | null }>(() => ({ from: null }));

/** Opens the list of targets beside a node: the keyboard's way to draw a wire. */
export const openConnectMenu = (from: string): void => connectMenuStore.setState({ from });

function ConnectMenu() {
  const from = useStore(connectMenuStore, (state) => state.from);
  const node = useStore(documentStore, ({ scenario }): ScenarioNode | undefined =>
    scenario.nodes.find((one) => one.id === from),
  );
  if (from === null || !node) return null;
  const box = document.querySelector(`.react-flow__node[data-id="${from}"]`)?.getBoundingClientRect();
  const close = () => connectMenuStore.setState({ from: null });
  return (
    <DropdownMenu.Root open onOpenChange={(open) => !open && close()} modal={false}>
      <DropdownMenu.Trigger asChild>
        <span className="connect-choice-anchor" style={{ left: box?.right ?? 200, top: (box?.top ?? 200) + 20 }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu"
          side="right"
          align="start"
          sideOffset={8}
          onCloseAutoFocus={(event) => focusNode(event, from)}
        >
          <DropdownMenu.Label className="menu-label">Connect {node.name} to</DropdownMenu.Label>
          <TargetItems from={from} Item={DropdownMenu.Item} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
