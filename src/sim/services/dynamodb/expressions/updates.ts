/**
 * Update expressions: `SET`, `REMOVE`, `ADD` and `DELETE`, each once, in any order.
 *
 * @source Amazon DynamoDB Developer Guide, "Update expressions":
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html (October 2026)
 */
import type { AttributeType, AttributeValue, SetValue } from '../values.ts';
import { isSet } from '../values.ts';
import { checkApart, checkReserved, type Path, parsePath, resolvePath, type WrittenPath } from './paths.ts';
import type { Placeholders } from './placeholders.ts';
import { Reader } from './tokens.ts';

/** What SET gives an attribute. */
export type UpdateOperand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'if_not_exists'; readonly path: Path; readonly otherwise: UpdateOperand }
  | { readonly kind: 'list_append' | '+' | '-'; readonly args: readonly [UpdateOperand, UpdateOperand] };

export type UpdateAction =
  | { readonly kind: 'set'; readonly path: Path; readonly operand: UpdateOperand }
  | { readonly kind: 'remove'; readonly path: Path }
  | { readonly kind: 'add'; readonly path: Path; readonly value: AttributeValue }
  | { readonly kind: 'delete'; readonly path: Path; readonly value: SetValue };

type WrittenOperand =
  | { readonly kind: 'path'; readonly path: WrittenPath }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly WrittenOperand[] };

interface WrittenAction {
  readonly section: Section;
  readonly path: WrittenPath;
  readonly operand: WrittenOperand | undefined;
}

type Section = 'SET' | 'REMOVE' | 'ADD' | 'DELETE';

/** The actions in the order of the text. Throws a ValidationException. */
export function parseUpdate(source: string, placeholders: Placeholders): readonly UpdateAction[] {
  const reader = new Reader('UpdateExpression', source);
  const { actions, repeated } = parseSections(reader);
  const operands = actions.flatMap(({ operand }) => (operand ? operandsOf(operand) : []));
  for (const { path, operand } of actions) {
    checkReserved(reader, path);
    for (const one of operand ? operandsOf(operand) : []) if (one.kind === 'path') checkReserved(reader, one.path);
  }
  for (const operand of operands) if (operand.kind === 'call') checkName(reader, operand.name);
  if (repeated) throw reader.error(`The "${repeated}" section can only be used once in an update expression;`);
  return new Resolver(reader, placeholders).actions(actions);
}

// ------------------------------------------------------------------------------------------ syntax

const isSection = (reader: Reader) => reader.isWord('SET', 'REMOVE', 'ADD', 'DELETE');

function parseSections(reader: Reader) {
  const actions: WrittenAction[] = [];
  const seen = new Set<Section>();
  let repeated: Section | undefined;
  do {
    if (!isSection(reader)) throw reader.unexpected();
    // The line above has seen one of the four words.
    const section = reader.take().text.toUpperCase() as Section;
    if (seen.has(section)) repeated ??= section;
    seen.add(section);
    do actions.push(parseAction(reader, section));
    while (reader.takeSymbol(','));
  } while (reader.next.kind !== 'end');
  return { actions, repeated };
}

function parseAction(reader: Reader, section: Section): WrittenAction {
  const path = parsePath(reader, isSection);
  if (section === 'REMOVE') return { section, path, operand: undefined };
  if (section === 'SET') {
    reader.expectSymbol('=');
    return { section, path, operand: parseSum(reader) };
  }
  if (reader.next.kind !== 'value') throw reader.unexpected();
  return { section, path, operand: { kind: 'value', name: reader.take().text } };
}

/** One operand, or two with + or - between; all of it may stand in parentheses. */
function parseSum(reader: Reader): WrittenOperand {
  const first = parseOperand(reader, true);
  return reader.isSymbol('+', '-') ? parseRest(reader, first) : first;
}

function parseRest(reader: Reader, first: WrittenOperand): WrittenOperand {
  const name = reader.take().text;
  return { kind: 'call', name, args: [first, parseOperand(reader, false)] };
}

function parseOperand(reader: Reader, mayBeSum: boolean): WrittenOperand {
  if (reader.isSymbol('(')) return reader.nested(() => parseGroup(reader, mayBeSum));
  if (reader.next.kind === 'value') return { kind: 'value', name: reader.take().text };
  const opens = reader.peek(1);
  if (reader.next.kind === 'word' && !isSection(reader) && opens.kind === 'symbol' && opens.text === '(')
    return reader.nested(() => parseCall(reader));
  return { kind: 'path', path: parsePath(reader, isSection) };
}

function parseGroup(reader: Reader, mayBeSum: boolean): WrittenOperand {
  reader.expectSymbol('(');
  const inner = parseOperand(reader, false);
  const whole = mayBeSum && reader.isSymbol('+', '-') ? parseRest(reader, inner) : inner;
  reader.expectSymbol(')');
  return whole;
}

function parseCall(reader: Reader): WrittenOperand {
  const name = reader.take().text;
  reader.expectSymbol('(');
  const args: WrittenOperand[] = [];
  do args.push(parseOperand(reader, false));
  while (reader.takeSymbol(','));
  reader.expectSymbol(')');
  return { kind: 'call', name, args };
}

function operandsOf(operand: WrittenOperand): readonly WrittenOperand[] {
  return operand.kind === 'call' ? [operand, ...operand.args.flatMap(operandsOf)] : [operand];
}

function checkName(reader: Reader, name: string): void {
  if (!['if_not_exists', 'list_append', '+', '-'].includes(name))
    throw reader.error(`Invalid function name; function: ${name}`);
}

// ------------------------------------------------------------------------------------------ resolved

class Resolver {
  private readonly reader: Reader;
  private readonly placeholders: Placeholders;

  constructor(reader: Reader, placeholders: Placeholders) {
    this.reader = reader;
    this.placeholders = placeholders;
  }

  /** Placeholders first, then paths that overlap, then types: that is the order of the messages. */
  actions(written: readonly WrittenAction[]): readonly UpdateAction[] {
    const paths = written.map(({ path }) => resolvePath(this.reader, path, this.placeholders));
    const operands = written.flatMap(({ operand }) => (operand ? operandsOf(operand) : []));
    for (const operand of operands)
      if (operand.kind === 'path') resolvePath(this.reader, operand.path, this.placeholders);
    for (const operand of operands) if (operand.kind === 'value') this.placeholders.value(this.reader, operand.name);
    checkApart(this.reader, paths);
    for (const action of written) this.checkMembers(action);
    return written.map((action, i) => this.action(action, paths[i] ?? []));
  }

  private action({ section, operand: written }: WrittenAction, path: Path): UpdateAction {
    if (!written) return { kind: 'remove', path };
    const operand = this.operand(written);
    if (section === 'SET') return { kind: 'set', path, operand };
    if (operand.kind !== 'value') throw new Error('The grammar lets only values be added and deleted.');
    const { value } = operand;
    if (section === 'DELETE' && isSet(value)) return { kind: 'delete', path, value };
    return { kind: 'add', path, value };
  }

  /** DELETE takes sets, ADD numbers too. */
  private checkMembers({ section, operand }: WrittenAction): void {
    if (operand?.kind !== 'value' || section === 'SET') return;
    const value = this.placeholders.value(this.reader, operand.name);
    if (isSet(value) || (section === 'ADD' && value.type === 'N')) return;
    throw this.reader.error(
      `Incorrect operand type for operator or function; operator: ${section}, operand type: ${TYPE_WORDS[value.type]}, typeSet: ALLOWED_FOR_${section}_OPERAND`,
    );
  }

  private operand(written: WrittenOperand): UpdateOperand {
    switch (written.kind) {
      case 'path':
        return { kind: 'path', path: resolvePath(this.reader, written.path, this.placeholders) };
      case 'value':
        return { kind: 'value', value: this.placeholders.value(this.reader, written.name) };
      case 'call':
        return this.call(
          written.name,
          written.args.map((arg) => this.operand(arg)),
        );
    }
  }

  private call(name: string, args: readonly UpdateOperand[]): UpdateOperand {
    const [first, second] = args;
    if (!first || !second || args.length !== 2)
      throw this.reader.error(
        `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${args.length}`,
      );
    if (name === 'if_not_exists') {
      if (first.kind !== 'path')
        throw this.reader.error(`Operator or function requires a document path; operator or function: ${name}`);
      return { kind: 'if_not_exists', path: first.path, otherwise: second };
    }
    this.checkTypes(name, args, name === 'list_append' ? 'L' : 'N');
    // The names were checked before: what is left are these three.
    return { kind: name as 'list_append' | '+' | '-', args: [first, second] };
  }

  private checkTypes(name: string, args: readonly UpdateOperand[], wanted: AttributeType): void {
    const wrong = args.find((arg) => arg.kind === 'value' && arg.value.type !== wanted);
    if (wrong?.kind !== 'value') return;
    throw this.reader.error(
      `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${wrong.value.type}`,
    );
  }
}

const TYPE_WORDS: Readonly<Record<AttributeType, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
  L: 'LIST',
  M: 'MAP',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
};
