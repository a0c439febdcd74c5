import { Command } from 'cmdk';
import {
  ArrowRight,
  FastForward,
  FilePlus2,
  FolderOpen,
  History,
  Info,
  Keyboard,
  LayoutGrid,
  Link2,
  Network,
  Play,
  RotateCcw,
  Save,
  SunMoon,
} from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { useReactFlow } from 'reactflow';
import { useStore } from 'zustand';
import { documentStore } from '../../app/documentStore.ts';
import { connectionBetween } from '../../app/graphActions.ts';
import { newScenario, openExample, saveFile } from '../../app/openActions.ts';
import { invoke, resetRun, runToEnd, togglePlay } from '../../app/runActions.ts';
import { setUi, uiStore } from '../../app/uiStore.ts';
import { addNodeInView } from '../canvas/adding.ts';
import { join } from '../canvas/connecting.ts';
import { layOut } from '../canvas/layOut.ts';
import { NODE_LOOKS, NODE_ORDER, NodeIcon } from '../canvas/nodeLooks.tsx';
import { WIRE_LOOKS } from '../canvas/wireLooks.ts';
import { chooseFile } from '../shell/openFile.ts';
import { commandScore } from './commandScore.ts';
import { galleryEntries } from './galleryEntries.ts';

const close = (): void => setUi({ dialog: null });

/** Everything that can be done, found by typing: also how to add and wire nodes without a pointer. */
export function CommandPalette() {
  return (
    <Dialog.Root open onOpenChange={close}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dialog commands" aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">Commands</Dialog.Title>
          <Command label="Commands" loop filter={(value, typed, [hint = ''] = []) => commandScore(value, hint, typed)}>
            <Command.Input className="commands-input" placeholder="What do you want to do?" />
            <Command.List className="commands-list">
              <Command.Empty className="commands-empty">Nothing fits.</Command.Empty>
              <ConnectCommands />
              <AddCommands />
              <RunCommands />
              <PageCommands />
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Item({
  icon,
  onSelect,
  hint,
  children,
}: {
  readonly icon: ReactNode;
  readonly onSelect: () => void;
  readonly hint?: string;
  readonly children: string;
}) {
  const act = () => {
    close();
    onSelect();
  };
  return (
    <Command.Item className="menu-item" value={children} keywords={[hint ?? '']} onSelect={act}>
      {icon}
      {children}
      {hint !== undefined && <span className="menu-item-hint">{hint}</span>}
    </Command.Item>
  );
}

function ConnectCommands() {
  const { nodes } = useStore(documentStore, (state) => state.scenario);
  const [from] = useStore(uiStore, (ui) => ui.selectedNodes);
  const source = nodes.find(({ id }) => id === from);
  if (!source) return null;
  const targets = nodes.flatMap((node) => {
    const connection = node.id === source.id ? null : connectionBetween(source.id, node.id);
    return connection?.ok ? connection.types.map((type) => ({ node, type })) : [];
  });
  if (targets.length === 0) return null;
  return (
    <Command.Group heading={`Connect ${source.name} to`}>
      {targets.map(({ node, type }) => (
        <Item
          key={`${node.id}-${type}`}
          icon={<ArrowRight size={15} />}
          hint={WIRE_LOOKS[type].choice}
          onSelect={() => join(source.id, node.id, type)}
        >
          {`Connect to ${node.name}`}
        </Item>
      ))}
    </Command.Group>
  );
}

function AddCommands() {
  const flow = useReactFlow();
  return (
    <Command.Group heading="Add">
      {NODE_ORDER.map((type) => (
        <Item
          key={type}
          icon={<NodeIcon type={type} size={20} />}
          hint={NODE_LOOKS[type].service}
          onSelect={() => addNodeInView(type, flow)}
        >
          {`Add ${NODE_LOOKS[type].label}`}
        </Item>
      ))}
    </Command.Group>
  );
}

function RunCommands() {
  const nodes = useStore(documentStore, (state) => state.scenario.nodes);
  return (
    <Command.Group heading="Run">
      <Item icon={<Play size={15} />} hint="Space" onSelect={togglePlay}>
        Play or pause
      </Item>
      <Item icon={<FastForward size={15} />} hint="End" onSelect={() => void runToEnd()}>
        Run to the end
      </Item>
      <Item icon={<RotateCcw size={15} />} hint="Home" onSelect={resetRun}>
        Reset the run
      </Item>
      {nodes.map(({ id, name, type }) => (
        <Item key={id} icon={<Play size={15} />} onSelect={() => invoke(id)}>
          {`${type === 'function' || type === 'client' ? 'Invoke' : 'Send one from'} ${name}`}
        </Item>
      ))}
    </Command.Group>
  );
}

function PageCommands() {
  const flow = useReactFlow();
  const theme = useStore(uiStore, (ui) => ui.theme);
  return (
    <Command.Group heading="Page">
      {galleryEntries().map(({ id, title }) => (
        <Item key={id} icon={<LayoutGrid size={15} />} onSelect={() => openExample(id)}>
          {`Open example: ${title}`}
        </Item>
      ))}
      <Item icon={<Network size={15} />} onSelect={() => void layOut(flow)}>
        Lay out the canvas
      </Item>
      <Item icon={<Link2 size={15} />} onSelect={() => setUi({ dialog: 'share' })}>
        Share
      </Item>
      <Item icon={<Save size={15} />} onSelect={saveFile}>
        Save as a file
      </Item>
      <Item icon={<FolderOpen size={15} />} onSelect={chooseFile}>
        Open a file
      </Item>
      <Item icon={<History size={15} />} onSelect={() => setUi({ dialog: 'recent' })}>
        Recent work
      </Item>
      <Item icon={<FilePlus2 size={15} />} onSelect={newScenario}>
        New, empty scenario
      </Item>
      <Item icon={<SunMoon size={15} />} onSelect={() => setUi({ theme: theme === 'light' ? 'dark' : 'light' })}>
        Switch theme
      </Item>
      <Item icon={<Keyboard size={15} />} hint="?" onSelect={() => setUi({ dialog: 'shortcuts' })}>
        Keys
      </Item>
      <Item icon={<Info size={15} />} onSelect={() => setUi({ dialog: 'about' })}>
        What is modelled
      </Item>
    </Command.Group>
  );
}
