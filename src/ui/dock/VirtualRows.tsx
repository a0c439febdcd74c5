// biome-ignore-all lint/a11y/useSemanticElements: the elements of a table cannot be placed freely, as rows in sight must be
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';

export interface VirtualRowsProps {
  readonly count: number;
  readonly rowPx: number;
  readonly label: string;
  /** Names of the columns, for assistive technology and for the head line. */
  readonly columns: readonly string[];
  /** CSS class with the grid's column widths. */
  readonly className: string;
  /** The row that is marked as chosen, or -1. */
  readonly selected: number;
  /** The row that stands for the playhead, or -1; the list follows it while the user has not scrolled away. */
  readonly follow?: number;
  /** Cells of a row, each an element with `role="gridcell"`. */
  readonly row: (index: number) => ReactNode;
  readonly rowClass?: (index: number) => string;
  readonly onChoose: (index: number) => void;
}

const OVERSCAN = 6;

/** A table of any length of which only the rows in sight exist. Arrow keys walk, Enter chooses. */
export function VirtualRows(props: VirtualRowsProps) {
  const { count, rowPx, label, columns, className, selected, follow = -1, row, rowClass, onChoose } = props;
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const [window, setWindow] = useState({ top: 0, height: 0 });
  const [active, setActive] = useState(-1);
  const isPinned = useRef(true);

  const measure = useCallback(() => {
    const element = box.current;
    if (element) setWindow({ top: element.scrollTop, height: element.clientHeight });
  }, []);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [measure]);

  const show = useCallback(
    (index: number) => {
      const element = box.current;
      if (!element || index < 0) return;
      const top = index * rowPx;
      // The head line covers the first row's height.
      const room = element.clientHeight - rowPx;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + rowPx > element.scrollTop + room) element.scrollTop = top + rowPx - room;
    },
    [rowPx],
  );

  useEffect(() => show(selected), [selected, show]);
  useEffect(() => {
    if (isPinned.current && selected < 0) show(follow);
  }, [follow, selected, show]);

  const first = Math.max(0, Math.floor(window.top / rowPx) - OVERSCAN);
  const last = Math.min(count - 1, Math.ceil((window.top + window.height) / rowPx) + OVERSCAN);

  const onKeyDown = (event: KeyboardEvent) => {
    const from = active >= 0 ? active : selected >= 0 ? selected : Math.max(0, follow);
    const page = Math.max(1, Math.floor(window.height / rowPx) - 2);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -count,
      End: count,
    };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.min(count - 1, Math.max(0, active < 0 && Math.abs(step) === 1 ? from : from + step));
      isPinned.current = false;
      setActive(next);
      show(next);
    } else if ((event.key === 'Enter' || event.key === ' ') && active >= 0 && event.target === event.currentTarget) {
      event.preventDefault();
      event.stopPropagation();
      onChoose(active);
    }
  };

  const rows: ReactNode[] = [];
  for (let index = first; index <= last; index++) {
    rows.push(
      // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the grid that has the focus
      <div
        key={index}
        id={`${id}-${index}`}
        role="row"
        tabIndex={-1}
        aria-rowindex={index + 2}
        aria-selected={index === selected}
        data-active={index === active || undefined}
        data-follow={index === follow || undefined}
        className={`virtual-row ${rowClass?.(index) ?? ''}`}
        style={{ transform: `translateY(${index * rowPx}px)`, height: rowPx }}
        onClick={() => {
          setActive(index);
          onChoose(index);
        }}
      >
        {row(index)}
      </div>,
    );
  }
  return (
    <div
      ref={box}
      className={`virtual ${className}`}
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      tabIndex={0}
      aria-activedescendant={active >= first && active <= last ? `${id}-${active}` : undefined}
      onKeyDown={onKeyDown}
      onScroll={measure}
      onWheel={() => {
        isPinned.current = false;
      }}
      onBlur={() => {
        isPinned.current = true;
      }}
    >
      <div role="row" className="virtual-head" tabIndex={-1} aria-rowindex={1} style={{ height: rowPx }}>
        {columns.map((column) => (
          <span key={column} role="columnheader" tabIndex={-1}>
            {column}
          </span>
        ))}
      </div>
      <div className="virtual-body" role="rowgroup" style={{ height: count * rowPx }}>
        {rows}
      </div>
    </div>
  );
}

/** A cell of a row. */
export function Cell({
  className,
  title,
  children,
}: {
  readonly className?: string;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <span role="gridcell" tabIndex={-1} className={className} title={title}>
      {children}
    </span>
  );
}
