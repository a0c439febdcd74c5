import { MoreHorizontal, Pencil, Plus, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type KeyboardEvent, useRef, useState } from 'react';
import { pathProblem, tryEdit } from '../../../app/settings.ts';
import type { SourceFile } from '../../../scenario/schema.ts';
import { Button } from '../../controls/Button.tsx';
import { IconButton } from '../../controls/IconButton.tsx';
import type { CompileProblem } from '../editor/problem.ts';

interface FileTabsProps {
  readonly nodeId: string;
  readonly files: readonly SourceFile[];
  readonly path: string | null;
  readonly problems: readonly CompileProblem[];
  readonly onChoose: (path: string) => void;
  /** Called before files are added, renamed or deleted, so that typed text is in the document. */
  readonly onBeforeEdit: () => void;
}

/** The files as tabs; a new or renamed one is typed in place. */
export function FileTabs({ nodeId, files, path, problems, onChoose, onBeforeEdit }: FileTabsProps) {
  const [naming, setNaming] = useState<'new' | 'rename' | null>(null);
  const list = useRef<HTMLDivElement>(null);

  const give = (text: string): string | null => {
    const wanted = text.trim();
    const problem = pathProblem(wanted) ?? (naming === 'rename' && wanted === path ? null : taken(files, wanted));
    if (problem) return problem;
    onBeforeEdit();
    const refused =
      naming === 'new'
        ? tryEdit({ type: 'addFile', id: nodeId, path: wanted, text: '' })
        : wanted === path || path === null
          ? null
          : tryEdit({ type: 'renameFile', id: nodeId, path, to: wanted });
    if (refused) return refused;
    setNaming(null);
    onChoose(wanted);
    return null;
  };

  const move = (event: KeyboardEvent, index: number) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = files[index + step];
    if (step === 0 || !next) return;
    event.preventDefault();
    onChoose(next.path);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[index + step]?.focus();
  };

  return (
    <div className="file-tabs">
      <div className="file-tabs-list" role="tablist" aria-label="Files" ref={list}>
        {files.map((file, index) =>
          naming === 'rename' && file.path === path ? (
            <NameField key={file.path} initial={file.path} onGive={give} onCancel={() => setNaming(null)} />
          ) : (
            <button
              key={file.path}
              type="button"
              role="tab"
              className="file-tab mono"
              aria-selected={file.path === path}
              tabIndex={file.path === path ? 0 : -1}
              onClick={() => onChoose(file.path)}
              onDoubleClick={() => setNaming('rename')}
              onKeyDown={(event) => (event.key === 'F2' ? setNaming('rename') : move(event, index))}
            >
              {file.path}
              {problems.some((problem) => problem.file === file.path) && (
                <span className="file-problem" role="img" aria-label="has a problem" />
              )}
            </button>
          ),
        )}
        {naming === 'new' && <NameField initial="" onGive={give} onCancel={() => setNaming(null)} />}
      </div>
      <IconButton label="Add a file" size="s" onClick={() => setNaming('new')}>
        <Plus size={15} aria-hidden="true" />
      </IconButton>
      <FileMenu
        isOnly={files.length === 1}
        path={path}
        onRename={() => setNaming('rename')}
        onDelete={() => {
          onBeforeEdit();
          if (path !== null) tryEdit({ type: 'removeFile', id: nodeId, path });
        }}
      />
    </div>
  );
}

const taken = (files: readonly SourceFile[], path: string) =>
  files.some((file) => file.path === path) ? 'There is already a file of this name.' : null;

function FileMenu(props: {
  readonly isOnly: boolean;
  readonly path: string | null;
  readonly onRename: () => void;
  readonly onDelete: () => void;
}) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button variant="ghost" size="s" data-icon-only="" aria-label={`Actions for ${props.path ?? 'the file'}`}>
          <MoreHorizontal size={15} aria-hidden="true" />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          <DropdownMenu.Item className="menu-item" onSelect={() => setTimeout(props.onRename)}>
            <Pencil size={14} aria-hidden="true" /> Rename {props.path}
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" disabled={props.isOnly} onSelect={props.onDelete}>
            <Trash2 size={14} aria-hidden="true" /> Delete {props.path}
            {props.isOnly && <span className="menu-item-hint">the only file</span>}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function NameField(props: {
  readonly initial: string;
  /** Takes the name, or says why it cannot be. */
  readonly onGive: (text: string) => string | null;
  readonly onCancel: () => void;
}) {
  const [text, setText] = useState(props.initial);
  const [problem, setProblem] = useState<string | null>(null);
  const give = () => setProblem(props.onGive(text));
  return (
    <span className="file-name-field">
      <input
        // The field appears because the learner asked to type a name.
        // biome-ignore lint/a11y/noAutofocus: see above
        autoFocus
        className="input mono"
        aria-label="File name"
        aria-invalid={problem !== null}
        aria-describedby={problem ? 'file-name-problem' : undefined}
        placeholder="lib/name.mjs"
        spellCheck={false}
        autoComplete="off"
        value={text}
        onFocus={(event) => event.target.setSelectionRange(0, stemLength(text))}
        onChange={(event) => {
          setText(event.target.value);
          setProblem(null);
        }}
        onBlur={() => (text.trim() === '' || text === props.initial ? props.onCancel() : give())}
        onKeyDown={(event) => {
          if (event.key === 'Enter') give();
          if (event.key === 'Escape') {
            event.stopPropagation();
            props.onCancel();
          }
        }}
      />
      {problem && (
        <span className="file-name-problem" id="file-name-problem" role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}

/** The part before the ending is what one wants to change. */
function stemLength(path: string): number {
  const dot = path.lastIndexOf('.');
  return dot > 0 ? dot : path.length;
}
