/**
 * Puts the cost counter, the call-depth counter and the guards against swallowed aborts into a source.
 *
 * In the compiled code `__$k` is the counter: `n` ticks so far, `max` the budget, `trip()` ends the step, `d` the
 * stack in use, `dmax` its limit, `deep(size)` throws the RangeError of a full stack, `w(x)` charges an `await` and
 * gives `x` back, `m` the bytes of small objects made so far, `s(x)` sees to the size of a text or an array, `b(x)` to that of a
 * BigInt, `p(x, y)` is a power, `c` is the asynchronous context (what AsyncLocalStorage reads). An `await` keeps the context in the
 * function's `__$c`, and `r(x, c)` puts it back with the result; so do `catch`, `finally` and the turns of `for await`,
 * which may be entered when an `await` fails. Once the budget is passed (or the process has ended, which sets `max`
 * below zero) every loop turn, function entry, `catch` and `finally` trips again, so that no code can go on.
 */
import type MagicString from 'magic-string';
import {
  type AnyNode,
  childrenOf,
  type FunctionNode,
  isFunction,
  type ParsedSource,
  patternNames,
  varNames,
} from './syntax.ts';
import {
  ASYNC_ENTRY_TICKS,
  CALLBACK_TICKS,
  CATCH_TICKS,
  ENTRY_TICKS,
  smallBytesOf,
  TURN_TICKS,
  TURN_TICKS_MIN,
  ticksOf,
} from './weights.ts';

/** An async function leaves the stack at its first `await`; `__$a` is what it takes there, then 0. */
const LEAVE_STACK = '__$k.d-=__$a,__$a=0';
const KEEP_CONTEXT = '__$c=__$k.c';
/** Declared once for a function that awaits, or a module. */
export const CONTEXT_VARIABLE = `let ${KEEP_CONTEXT};`;
const RESTORE_CONTEXT = '__$k.c=__$c;';
/** Marked, so that the text of a function can be given as it was written. */
const PAREN = ['(/*$*/', '/*$*/)'] as const;
const BRACE = ['{/*$*/', '}/*$*/'] as const;
const GUARD = '__$k.n>__$k.max&&__$k.trip();';

/** What a `try` keeps on the stack, in variables. */
const TRY_LOCALS = 6;
/** The same of a loop over an iterator, of a pattern that takes one apart, and of a class. */
const ITERATION_LOCALS = 14;
/** Results of parts of expressions are there for a moment each: not all of a long function at once. */
const TEMPORARIES_MAX = 24;
const deeper = (size: number) => `(__$k.d+=${size})>__$k.dmax&&__$k.deep(${size});`;
const bump = (ticks: number, bytes = 0) =>
  `(${bytes > 0 ? `__$k.m+=${bytes},` : ''}__$k.n+=${Math.ceil(ticks)})>__$k.max&&__$k.trip()`;

type Loop = Extract<AnyNode, { type: `${'While' | 'DoWhile' | 'For' | 'ForIn' | 'ForOf'}Statement` }>;

/** What the code around a node belongs to. */
interface Region {
  /** An async function whose depth is counted; its awaits leave the stack. */
  readonly leavesStack: boolean;
  /** The top level of a module whose awaits are carried out by the registry (see `linkage.ts`). */
  readonly yieldsAwaits?: boolean;
  /** An async function or a module: it has the variable for its context. */
  readonly keepsContext: boolean;
  /** Whether the function calls something, so that its depth must be counted. */
  calls: boolean;
  /** Stack that calls take beside that of what they call, through a built-in or with arguments from a list. */
  indirect: number;
  /** Results of parts of expressions. */
  temporaries: number;
  /** Declared variables and what counts as such; each takes its place on the stack. */
  locals: number;
}

/** Instruments `source` in `code`; lines stay where they are. Insertions nest because children come first. */
export function instrument(
  code: MagicString,
  { program, tokens }: ParsedSource,
  text: string,
  { yieldsAwaits = false } = {},
): void {
  const arrowEnds = new ArrowEnds(tokens, text);
  const sizes = new Sizes(code, tokens, text);
  /** Of small objects that the function or loop in hand makes, as far as it has been visited. */
  let bytes = 0;
  const callbacks = new Set<AnyNode>();

  /** The cost of something that is charged by itself and not with the code around it. */
  function apart(visitIt: () => number): { readonly ticks: number; readonly bytes: number } {
    const outer = bytes;
    bytes = 0;
    const ticks = visitIt();
    const own = bytes;
    bytes = outer;
    return { ticks, bytes: own };
  }

  const impliedSizes = new Map<AnyNode, number>();

  /** Instruments what is below `node` and gives the ticks of one run of it, nested functions and loops left out. */
  function visit(node: AnyNode, region: Region): number {
    if (isFunction(node)) return visitFunction(node);
    noteImpliedCalls(node);
    switch (node.type) {
      case 'WhileStatement':
      case 'DoWhileStatement':
        return visitLoop(node, [node.test, node.body], [], region);
      case 'ForStatement':
        return visitLoop(node, [node.test, node.update, node.body], [node.init], region);
      case 'ForInStatement':
        region.locals += TRY_LOCALS;
        return visitLoop(node, [node.left, node.body], [node.right], region);
      case 'ForOfStatement':
        region.calls = true;
        region.locals += ITERATION_LOCALS;
        return node.await
          ? visitAwaitLoop(node, region)
          : visitLoop(node, [node.left, node.body], [node.right], region);
      case 'CatchClause':
        return visitGuarded(node, node.body.start + 1, `${bump(CATCH_TICKS)};${mending(node.param)}`, region);
      case 'LabeledStatement':
        if (isAwaitLoop(unlabelled(node))) return visitAwaitLoop(node, region);
        break;
      case 'TryStatement':
        region.locals += TRY_LOCALS;
        if (node.finalizer) return visitGuarded(node, node.finalizer.start + 1, GUARD, region);
        break;
      case 'AwaitExpression':
        return visitAwait(node, region);
      case 'AssignmentExpression':
        if (node.operator === '**=') replacePowerAssignment(node);
        break;
      case 'VariableDeclarator':
        region.locals += 1;
        break;
      case 'CallExpression':
      case 'NewExpression':
        for (const argument of node.arguments) if (isFunction(argument)) callbacks.add(argument);
        region.calls = true;
        region.indirect = Math.max(region.indirect, indirectSize(node));
        region.temporaries += node.arguments.length + 1;
        break;
      case 'TaggedTemplateExpression':
        region.calls = true;
        region.temporaries += node.quasi.expressions.length + 2;
        break;
      case 'RestElement':
        region.locals += TRY_LOCALS;
        break;
      case 'SpreadElement':
        region.calls = true;
        region.locals += ITERATION_LOCALS;
        break;
      case 'ArrayPattern':
        region.calls = true;
        region.locals += ITERATION_LOCALS;
        break;
      case 'ObjectPattern':
      case 'ClassBody':
        region.locals += ITERATION_LOCALS;
        break;
      case 'ObjectExpression':
      case 'ArrayExpression':
      case 'BinaryExpression':
        region.temporaries += 1;
        break;
      default:
    }
    return visitChildren(node, region);
  }

  function visitChildren(node: AnyNode, region: Region): number {
    let ticks = ticksOf(node);
    bytes += smallBytesOf(node);
    sizes.enter(node);
    for (const child of childrenOf(node)) ticks += visit(child, region);
    // After its parts, so that what is put around it comes outside of them.
    sizes.leave(node);
    return ticks;
  }

  function visitAll(nodes: readonly (AnyNode | null | undefined)[], region: Region): number {
    let ticks = 0;
    for (const node of nodes) if (node) ticks += visit(node, region);
    return ticks;
  }

  function visitLoop(
    loop: Loop,
    repeated: (AnyNode | null | undefined)[],
    once: (AnyNode | null | undefined)[],
    region: Region,
    restore = '',
  ): number {
    const { body } = loop;
    const onceTicks = visitAll(once, region);
    const turn = apart(() => TURN_TICKS + ticksOf(loop) + visitAll(repeated, region));
    const charge = `${bump(Math.max(TURN_TICKS_MIN, turn.ticks), turn.bytes)};${restore}`;
    if (body.type === 'BlockStatement') {
      code.prependRight(body.start + 1, charge);
    } else {
      code.prependRight(body.start, `${BRACE[0]}${charge}`);
      code.appendLeft(body.end, BRACE[1]);
    }
    return onceTicks + ENTRY_TICKS;
  }

  /** A `for await`, with its labels: they must stay where they are for `continue`. */
  function visitAwaitLoop(statement: AnyNode, region: Region): number {
    const node = unlabelled(statement);
    if (node.type !== 'ForOfStatement') throw new Error('Only a for-of statement awaits.');
    const ticks = visitLoop(node, [node.left, node.body], [node.right], region, RESTORE_CONTEXT);
    code.prependRight(node.right.start, `(${leaving(region)},`);
    code.appendLeft(node.right.end, PAREN[1]);
    code.prependRight(statement.start, BRACE[0]);
    code.appendLeft(statement.end, RESTORE_CONTEXT + BRACE[1]);
    return ticks;
  }

  function visitGuarded(node: AnyNode, at: number, guard: string, region: Region): number {
    const ticks = visitChildren(node, region);
    code.prependRight(at, region.keepsContext ? guard + RESTORE_CONTEXT : guard);
    return ticks;
  }

  function visitAwait(node: Extract<AnyNode, { type: 'AwaitExpression' }>, region: Region): number {
    const { argument } = node;
    const ticks = visit(argument, region);
    // A parenthesised sequence would otherwise become several arguments.
    const [open, close] = argument.type === 'SequenceExpression' ? PAREN : ['', ''];
    code.prependRight(argument.start, `__$k.w(${open}`);
    code.appendLeft(argument.end, `${close},(${leaving(region)}))`);
    code.prependRight(node.start, '__$k.r(');
    if (region.yieldsAwaits) {
      code.update(node.start, node.start + 'await'.length, '(yield ');
      code.appendLeft(node.end, ')');
    }
    code.appendLeft(node.end, ',__$c)');
    return ticks;
  }

  /** What happens just before an `await` gives the stack up. */
  function leaving(region: Region): string {
    return region.leavesStack ? `${LEAVE_STACK},${KEEP_CONTEXT}` : KEEP_CONTEXT;
  }

  /** `a **= b` becomes `a = __$k.p(a, b)` where reading the target twice cannot be noticed. */
  function replacePowerAssignment({ end, left, right }: { end: number; left: AnyNode; right: AnyNode }): void {
    if (!isSimpleTarget(left)) return;
    const at = operatorStart(left.end, right.start, '**=');
    code.update(at, at + 3, `=/*$q*/__$k.p(${text.slice(left.start, left.end)}/*$r*/,`);
    code.appendLeft(end, PAREN[1]);
  }

  function operatorStart(from: number, to: number, operator: string): number {
    const token = tokens.find(({ start, end }) => start >= from && end <= to && text.slice(start, end) === operator);
    if (!token) throw new Error(`There is a ${operator} between its operands.`);
    return token.start;
  }

  /** Functions that the engine calls by itself, with frames of its own that nobody counts. */
  function noteImpliedCalls(node: AnyNode): void {
    if (node.type !== 'Property' && node.type !== 'MethodDefinition') return;
    if (node.value && isFunction(node.value)) impliedSizes.set(node.value, impliedSize(node));
  }

  function visitFunction(node: FunctionNode): number {
    const mayWrap = !node.generator && canMoveIntoBlock(node);
    const region: Region = {
      leavesStack: node.async && mayWrap,
      keepsContext: node.async,
      calls: false,
      indirect: 0,
      temporaries: 0,
      locals: 2 * node.params.length,
    };
    const implied = impliedSizes.get(node) ?? 0;
    const entry = (node.async ? ASYNC_ENTRY_TICKS : ENTRY_TICKS) + (callbacks.has(node) ? CALLBACK_TICKS : 0);
    const call = apart(() => visitAll(node.params, region) + visit(node.body, region) + entry);
    bytes += smallBytesOf(node);
    // A function expression's own name has no cost; computed keys belong to the class or object around it.
    const [before, after] = wrapping(
      bump(call.ticks, call.bytes),
      mayWrap && (region.calls || node.async || implied > 0) ? frameSize(node, region) + implied : 0,
      node.async,
    );
    if (node.body.type === 'BlockStatement') {
      insertAround(prologueEnd(node.body), node.body.end - 1, hasDirectives(node.body) ? `;${before}` : before, after);
    } else if (after === '') {
      code.prependRight(arrowEnds.before(node.body.start), `(${before.slice(0, -1)},`);
      code.appendLeft(node.end, PAREN[1]);
    } else {
      code.prependRight(arrowEnds.before(node.body.start), `{${before}return (`);
      code.appendLeft(node.end, `)${after.slice(0, -1)};}}`);
    }
    return ticksOf(node);
  }

  /** In an empty body both ends are one place, where what is put to its left would come first. */
  function insertAround(start: number, end: number, before: string, after: string): void {
    code.prependRight(start, start === end ? before + after : before);
    if (start !== end) code.appendLeft(end, after);
  }

  visitChildren(program, {
    leavesStack: false,
    yieldsAwaits,
    keepsContext: program.sourceType === 'module',
    calls: false,
    indirect: 0,
    temporaries: 0,
    locals: 0,
  });
}

const isAwaitLoop = (node: AnyNode) => node.type === 'ForOfStatement' && node.await;

function unlabelled(node: AnyNode): AnyNode {
  return node.type === 'LabeledStatement' ? unlabelled(node.body) : node;
}

/** Whether reading an assignment's target once more has no effect of its own. */
function isSimpleTarget(node: AnyNode): boolean {
  if (node.type === 'Identifier' || node.type === 'ThisExpression') return true;
  if (node.type !== 'MemberExpression') return false;
  const isSimpleKey = !node.computed || node.property.type === 'Identifier' || node.property.type === 'Literal';
  return isSimpleKey && isSimpleTarget(node.object);
}

/** What goes before and after a function's body; a size of 0 means that its depth is not counted. */
function wrapping(charge: string, size: number, isAsync: boolean): [string, string] {
  const entry = `${charge};`;
  if (size === 0) return [isAsync ? entry + CONTEXT_VARIABLE : entry, ''];
  if (isAsync) return [`${entry}${deeper(size)}let __$a=${size},${KEEP_CONTEXT};try{`, '}finally{__$k.d-=__$a}'];
  return [`${entry}${deeper(size)}try{`, `}finally{__$k.d-=${size}}`];
}

/** What conversions and `instanceof` look for, and the traps of proxies. */
const CONVERSIONS = /^(toString|valueOf|toJSON|toPrimitive|hasInstance)$/;
const TRAPS =
  /^(get|set|has|apply|construct|ownKeys|deleteProperty|defineProperty|getOwnPropertyDescriptor|getPrototypeOf)$/;
/** Chosen so that our limit comes before that of any engine: Firefox converts 551 times within itself, Chromium reads 269 getters
 * in `Object.assign`. */
const IMPLIED_SIZE = 55;

/** Stack that the engine itself takes to call a function of this place in an object or class; 0 where code calls it. */
function impliedSize(node: Extract<AnyNode, { type: 'Property' | 'MethodDefinition' }>): number {
  const key = node.computed && node.key.type === 'MemberExpression' ? node.key.property : node.key;
  const name = key.type === 'Identifier' || key.type === 'PrivateIdentifier' ? key.name : '';
  const isImplied = node.kind === 'get' || node.kind === 'set' || CONVERSIONS.test(name) || TRAPS.test(name);
  return isImplied ? IMPLIED_SIZE : 0;
}

/** Stack that a call takes, in units of about 64 bytes, after measurements in Chromium; every function may be called bound. */
function frameSize(node: FunctionNode, { locals, temporaries, indirect }: Region): number {
  return (node.async ? 6 : 3) + Math.ceil((locals + Math.min(temporaries, TEMPORARIES_MAX)) / 4) + indirect;
}

/** `f.call()` and `f.apply()` are calls of a built-in that calls, as is `new`; the arguments of `f(...list)` are copied twice. */
function indirectSize(node: Extract<AnyNode, { type: 'CallExpression' | 'NewExpression' }>): number {
  const { callee } = node;
  const name = callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
  const throughBuiltIn = node.type === 'NewExpression' ? 4 : name === 'call' || name === 'apply' ? 1 : 0;
  return throughBuiltIn + (node.arguments.some((argument) => argument.type === 'SpreadElement') ? 2 : 0);
}

/**
 * Whether the statements of a body may stand in a block: function declarations there are lexical, and clash with a
 * `var` or another function of the same name, which they may repeat at the top of a body.
 */
function canMoveIntoBlock(node: FunctionNode): boolean {
  if (node.body.type !== 'BlockStatement') return true;
  const functions = node.body.body.flatMap((statement) =>
    statement.type === 'FunctionDeclaration' ? patternNames(statement.id) : [],
  );
  if (functions.length === 0) return true;
  const others = new Set([...varNames(node.body), ...node.params.flatMap((param) => patternNames(param))]);
  return new Set(functions).size === functions.length && !functions.some((name) => others.has(name));
}

/** What is caught may be an error in another engine's words; the environment puts it into those of V8. */
function mending(param: AnyNode | null | undefined): string {
  return param?.type === 'Identifier' ? `${param.name}=__$k.e(${param.name});` : '__$k.e();';
}

type Block = Extract<AnyNode, { type: 'BlockStatement' }>;

function hasDirectives(body: Block): boolean {
  const [first] = body.body;
  return first?.type === 'ExpressionStatement' && first.directive !== undefined;
}

/** Where the statements after `'use strict'` and the like begin. */
function prologueEnd(body: Block): number {
  let end = body.start + 1;
  for (const statement of body.body) {
    if (statement.type !== 'ExpressionStatement' || statement.directive === undefined) break;
    end = statement.end;
  }
  return end;
}

/** Constructors whose instances are as large as they are told to be. */
const SIZED = /^(Array|ArrayBuffer|DataView|(Big)?(Int|Uint|Float)\d+(Clamped)?Array)$/;
/** Operators whose results may be long texts or large BigInts, and the check for each. */
const GROWING: Readonly<Record<string, string>> = {
  '+': '__$k.s(',
  '+=': '__$k.s(',
  '*': '__$k.b(',
  '*=': '__$k.b(',
  '<<': '__$k.b(',
  '<<=': '__$k.b(',
  '**=': '__$k.b(',
};

/** Puts checks around expressions that can make something large: texts, arrays, BigInts. */
class Sizes {
  /** Parts of a longer sum, whose whole is checked, and templates that belong to a tag. */
  private readonly covered = new Set<AnyNode>();

  constructor(
    private readonly code: MagicString,
    private readonly tokens: ParsedSource['tokens'],
    private readonly text: string,
  ) {}

  enter(node: AnyNode): void {
    if (node.type === 'TaggedTemplateExpression') this.covered.add(node.quasi);
    if (node.type === 'BinaryExpression' && node.operator === '+') {
      this.covered.add(node.left);
      this.covered.add(node.right);
    }
  }

  leave(node: AnyNode): void {
    switch (node.type) {
      case 'BinaryExpression':
        if (node.operator === '**') return this.power(node.start, node.left.end, node.end);
        if (isNumber(node.left) || isNumber(node.right)) return;
        if (node.operator === '+' && this.covered.has(node)) return;
        return this.wrap(node, GROWING[node.operator]);
      case 'AssignmentExpression':
        return isNumber(node.right) ? undefined : this.wrap(node, GROWING[node.operator]);
      case 'TemplateLiteral':
        return node.expressions.length > 0 && !this.covered.has(node) ? this.wrap(node, '__$k.s(') : undefined;
      case 'NewExpression':
      case 'CallExpression':
        return node.callee.type === 'Identifier' && SIZED.test(node.callee.name)
          ? this.wrap(node, '__$k.s(')
          : undefined;
      default:
    }
  }

  private wrap(node: AnyNode, check: string | undefined): void {
    if (check === undefined) return;
    this.code.prependRight(node.start, check);
    this.code.appendLeft(node.end, PAREN[1]);
  }

  /** Becomes a call: engines differ in its last bit, and its size must be known before it is made. The comment keeps the operator for the text. */
  private power(start: number, afterLeft: number, end: number): void {
    const operator = this.tokens.find((token) => token.start >= afterLeft && this.text.startsWith('**', token.start));
    if (!operator) throw new Error('A power has its operator between its operands.');
    this.code.prependRight(start, '__$k.p(');
    this.code.update(operator.start, operator.start + 2, '/*$p*/,');
    this.code.appendLeft(end, PAREN[1]);
  }
}

/** A number written out: whatever is combined with it is no BigInt, and no text that it makes much longer. */
function isNumber(node: AnyNode): boolean {
  return node.type === 'Literal' && typeof node.value === 'number';
}

/** Finds the end of the `=>` before an arrow function's body: the body may be in parentheses, with comments before. */
class ArrowEnds {
  private readonly ends: number[] = [];

  constructor(tokens: ParsedSource['tokens'], text: string) {
    for (const token of tokens) {
      if (token.end - token.start === 2 && text.startsWith('=>', token.start)) this.ends.push(token.end);
    }
  }

  before(bodyStart: number): number {
    let low = 0;
    let high = this.ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ends[middle] ?? 0) <= bodyStart) low = middle + 1;
      else high = middle;
    }
    const end = this.ends[low - 1];
    if (end === undefined) throw new Error('An arrow function has an arrow before its body.');
    return end;
  }
}
