import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { checkFiles } from '../../../app/runActions.ts';
import { runStore } from '../../../app/runStore.ts';
import { tryEdits } from '../../../app/settings.ts';
import type { FunctionNode } from '../../../scenario/schema.ts';
import { Kbd } from '../../controls/Kbd.tsx';
import { type CodePlace, onReveal } from '../codePlace.ts';
import { editedEvent } from '../editor/editedEvent.ts';
import type { EditorHandle } from '../editor/editorProps.ts';
import { MonacoEditor } from '../editor/MonacoEditor.tsx';
import { PlainEditor } from '../editor/PlainEditor.tsx';
import type { CompileProblem } from '../editor/problem.ts';
import { useMonaco } from '../editor/useMonaco.ts';
import { useDrafts } from '../useDrafts.ts';
import { FileTabs } from './FileTabs.tsx';
import { InitReadout } from './InitReadout.tsx';
import { ProblemList } from './ProblemList.tsx';
import { useShades } from './useShades.ts';

/** The files of a function: written here, shaded by how often they run, checked before they run. */
export function CodeTab({ node }: { readonly node: FunctionNode }) {
  if (node.handler.kind !== 'code') throw new Error('The code tab shows functions with code.');
  const { files } = node.handler;
  const ordered = useMemo(() => handlerFileFirst(files, node.handlerName), [files, node.handlerName]);
  const [chosen, setChosen] = useState<string | null>(null);
  const path = files.some((file) => file.path === chosen) ? chosen : (ordered[0]?.path ?? null);

  const drafts = useDrafts((changed) => {
    tryEdits(changed.map(([file, text]) => ({ type: 'setFile', id: node.id, path: file, text })));
  });
  const problems = useProblems(node.id, files);
  const shades = useShades(files, node.handlerName, path ?? '');
  const handle = useRef<EditorHandle | null>(null);
  const waiting = useRef<CodePlace | null>(null);
  const [editorCount, setEditorCount] = useState(0);
  const onReady = useCallback((ready: EditorHandle | null) => {
    handle.current = ready;
    if (ready) setEditorCount((n) => n + 1);
  }, []);

  const goTo = useCallback((place: CodePlace) => {
    waiting.current = place;
    setChosen(place.file);
    setEditorCount((n) => n + 1);
  }, []);
  useEffect(() => onReveal(node.id, goTo), [node.id, goTo]);
  // The file has to be shown before its line can be.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the count says that an editor or a wish is new
  useEffect(() => {
    if (!waiting.current || waiting.current.file !== path || !handle.current) return;
    handle.current.reveal(waiting.current);
    waiting.current = null;
  }, [path, editorCount]);

  useEffect(() => {
    editedEvent.json = node.testEvent;
  }, [node.testEvent]);

  const loaded = useMonaco();
  const editor = {
    folder: node.id,
    files,
    path: path ?? '',
    label: `Code of ${node.name}, file ${path ?? ''}`,
    shades,
    problems,
    isPending: drafts.isPending,
    onType: drafts.typed,
    onSettle: drafts.commit,
    onReady,
  };
  return (
    <div className="code-tab">
      <div className="code-bar">
        <FileTabs
          nodeId={node.id}
          files={ordered}
          path={path}
          problems={problems}
          onChoose={setChosen}
          onBeforeEdit={drafts.commit}
        />
        <InitReadout nodeId={node.id} />
      </div>
      <StaleNote />
      {loaded.kind === 'ready' ? <MonacoEditor {...editor} monaco={loaded.monaco} /> : <PlainEditor {...editor} />}
      {loaded.kind === 'plain' && loaded.reason === 'failed' && (
        <p className="code-note" role="status">
          The large editor could not be loaded; this plain field does the same work.
        </p>
      )}
      <ProblemList problems={problems} onGoTo={goTo} />
      <Legend hasTabTrap={loaded.kind === 'ready'} />
    </div>
  );
}

function handlerFileFirst<T extends { readonly path: string }>(files: readonly T[], handlerName: string): readonly T[] {
  const stem = handlerName.slice(0, handlerName.lastIndexOf('.'));
  const isHandlerFile = (file: T) => file.path.replace(/\.[cm]?[jt]s$/, '') === stem;
  return [...files.filter(isHandlerFile), ...files.filter((file) => !isHandlerFile(file))];
}

/** What the compiler says about the files in the document, asked again after each change. */
function useProblems(nodeId: string, files: readonly unknown[]): readonly CompileProblem[] {
  const [problems, setProblems] = useState<readonly CompileProblem[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the files are read from the document by the check itself
  useEffect(() => {
    let isLatest = true;
    const timer = setTimeout(() => {
      checkFiles(nodeId).then(
        (found) => isLatest && setProblems(found),
        () => isLatest && setProblems([]),
      );
    }, 300);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [nodeId, files]);
  return problems;
}

/** The result on screen was made by older code (D32). */
function StaleNote() {
  const stale = useStore(runStore, (state) => state.stale);
  if (!stale) return null;
  return (
    <p className="code-note" role="status">
      The run on screen is older than this code. <Kbd keys="Ctrl+Enter" /> runs the new one.
    </p>
  );
}

function Legend({ hasTabTrap }: { readonly hasTabTrap: boolean }) {
  return (
    <div className="code-legend">
      <span>Runs once per</span>
      <span title="Code outside the handler is loaded when an environment starts. Functions written there run when they are called.">
        <i className="swatch" data-shade="per-environment" aria-hidden="true" />
        environment
      </span>
      <span title="The handler itself.">
        <i className="swatch" data-shade="per-invocation" aria-hidden="true" />
        invocation
      </span>
      {hasTabTrap && (
        <span
          className="code-keys"
          title="In the editor the Tab key indents; with Ctrl+M it moves the focus instead, and back again."
        >
          <Kbd keys="Ctrl+M" /> frees Tab
        </span>
      )}
    </div>
  );
}
