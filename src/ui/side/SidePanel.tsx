import { useEffect } from 'react';
import { useStore } from 'zustand';
import { documentStore } from '../../app/documentStore.ts';
import { type SideTab, setUi, uiStore } from '../../app/uiStore.ts';
import type { ScenarioNode } from '../../scenario/schema.ts';
import { Tab, TabList, TabPanel, Tabs } from '../controls/Tabs.tsx';
import { CodeTab } from './code/CodeTab.tsx';
import { ModelledHandler } from './code/ModelledHandler.tsx';
import { NodeForm } from './configure/NodeForm.tsx';
import { ScenarioForm } from './configure/ScenarioForm.tsx';
import { WireForm } from './configure/WireForm.tsx';
import { BucketContents } from './contents/BucketContents.tsx';
import { QueueContents } from './contents/QueueContents.tsx';
import { TableContents } from './contents/TableContents.tsx';
import { TopicContents } from './contents/TopicContents.tsx';
import { EnvironmentsTab } from './environments/EnvironmentsTab.tsx';
import { EventTab } from './event/EventTab.tsx';
import { Fallback } from './Fallback.tsx';
import { SeveralSelected } from './SeveralSelected.tsx';
import './side.css';

/** Everything about what is selected: code, settings, test event and environments; with nothing selected, the scenario. */
export function SidePanel() {
  return (
    <Fallback what="This panel">
      <Selected />
    </Fallback>
  );
}

function Selected() {
  const selectedNodes = useStore(uiStore, (ui) => ui.selectedNodes);
  const selectedWires = useStore(uiStore, (ui) => ui.selectedWires);
  const nodes = useStore(documentStore, (document) => document.scenario.nodes);
  const wires = useStore(documentStore, (document) => document.scenario.wires);
  const loadedTimes = useStore(documentStore, (document) => document.loadedTimes);
  // What was selected may have been deleted by an undo.
  const node = nodes.find(({ id }) => id === selectedNodes[0]);
  const wire = wires.find(({ id }) => id === selectedWires[0]);

  if (selectedNodes.length + selectedWires.length > 1) {
    return <SeveralSelected nodes={selectedNodes.length} wires={selectedWires.length} />;
  }
  if (node) return <NodePanel key={`${loadedTimes} ${node.id}`} node={node} />;
  if (wire) return <WireForm key={`${loadedTimes} ${wire.id}`} wire={wire} />;
  return <ScenarioForm key={loadedTimes} />;
}

const TITLES: Readonly<Record<Exclude<SideTab, 'contents'>, string>> = {
  code: 'Code',
  configure: 'Configure',
  event: 'Event',
  environments: 'Environments',
};

const titleOf = (tab: SideTab, node: ScenarioNode): string => {
  if (tab !== 'contents') return TITLES[tab];
  return node.type === 'bucket' ? 'Objects' : node.type === 'table' ? 'Items' : 'Messages';
};

/** The first is shown when the user's last choice is none of them. */
function tabsOf({ type }: ScenarioNode): readonly SideTab[] {
  if (type === 'function') return ['code', 'configure', 'event', 'environments'];
  // What they hold is why one looks at them.
  if (type === 'table') return ['contents', 'configure'];
  if (type === 'endpoint') return ['configure'];
  if (type === 'queue' || type === 'bucket') return ['contents', 'configure', 'event'];
  return type === 'topic' ? ['configure', 'event', 'contents'] : ['configure', 'event'];
}

function NodePanel({ node }: { readonly node: ScenarioNode }) {
  const wished = useStore(uiStore, (ui) => ui.sideTab);
  const tabs = tabsOf(node);
  // A trigger has no code; the wish stays, for the next function that is selected.
  const tab = tabs.includes(wished) ? wished : (tabs[0] ?? 'configure');
  useScrollToTop(node.id, tab);
  return (
    // The wish is always one of the tabs of this list.
    <Tabs className="side" value={tab} onValueChange={(value) => setUi({ sideTab: value as SideTab })}>
      <TabList aria-label={`About ${node.name}`}>
        {tabs.map((each) => (
          <Tab key={each} value={each}>
            {titleOf(each, node)}
          </Tab>
        ))}
      </TabList>
      {node.type === 'function' && (
        <TabPanel value="code" className="side-fill">
          {node.handler.kind === 'code' ? (
            <CodeTab node={node} />
          ) : (
            <ModelledHandler node={node} handler={node.handler} />
          )}
        </TabPanel>
      )}
      {tabs.includes('contents') && (
        <TabPanel value="contents" className="side-scroll">
          <Contents node={node} />
        </TabPanel>
      )}
      <TabPanel value="configure" className="side-scroll">
        <NodeForm node={node} />
      </TabPanel>
      <TabPanel value="event" className="side-scroll">
        <EventTab node={node} />
      </TabPanel>
      {node.type === 'function' && (
        <TabPanel value="environments" className="side-scroll">
          <EnvironmentsTab node={node} />
        </TabPanel>
      )}
    </Tabs>
  );
}

function Contents({ node }: { readonly node: ScenarioNode }) {
  switch (node.type) {
    case 'queue':
      return <QueueContents node={node} />;
    case 'bucket':
      return <BucketContents node={node} />;
    case 'table':
      return <TableContents node={node} />;
    case 'topic':
      return <TopicContents node={node} />;
    default:
      return null;
  }
}

function useScrollToTop(nodeId: string, tab: SideTab): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another node or tab begins at its top
  useEffect(() => {
    document.querySelector('.side .tab-panel[data-state="active"]')?.scrollTo(0, 0);
  }, [nodeId, tab]);
}
