/**
 * The grammar of condition, filter and key-condition expressions:
 *
 *     condition := condition OR condition | condition AND condition | NOT condition | ( condition ) | call
 *                | operand comparator operand | operand BETWEEN operand AND operand | operand IN ( operand, … )
 *     operand   := path | :value | call | ( operand )
 *
 * @source Amazon DynamoDB Developer Guide, "Condition and filter expressions, operators, and functions":
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html (October 2026)
 */
import { parsePath, parseSteps, type WrittenPath } from './paths.ts';
import type { Reader } from './tokens.ts';

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** An expression as it is written: nothing is resolved or checked. */
export type Written =
  | { readonly kind: 'path'; readonly path: WrittenPath }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Written[] }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Written[] }
  | { readonly kind: 'not'; readonly part: Written }
  | { readonly kind: 'compare'; readonly operator: Comparator; readonly args: readonly Written[] }
  | { readonly kind: 'between' | 'in'; readonly args: readonly Written[] };

const COMPARATORS: readonly string[] = ['=', '<>', '<', '<=', '>', '>='] satisfies readonly Comparator[];

/** What the grammar makes of the whole text, and whether some parentheses say nothing. Throws a ValidationException. */
export function parseConditionSyntax(reader: Reader): {
  readonly written: Written;
  readonly hasRedundantParentheses: boolean;
} {
  const parser = new Parser(reader);
  const written = parser.or();
  reader.expectEnd();
  return { written, hasRedundantParentheses: parser.hasRedundantParentheses };
}

/** These words are operators here and never names. */
const isKeyword = (reader: Reader) => reader.isWord('AND', 'OR', 'NOT', 'IN', 'BETWEEN');

/** A path or a value: no condition, and only parentheses may stand around it alone. */
const isPlain = ({ kind }: Written) => kind === 'path' || kind === 'value';

class Parser {
  private readonly reader: Reader;
  /** What stood in parentheses. */
  private readonly grouped = new Set<Written>();
  hasRedundantParentheses = false;

  constructor(reader: Reader) {
    this.reader = reader;
  }

  /** `inGroup`: an operand alone is fine, as a group may be one. */
  or(inGroup = false): Written {
    return this.chain('or', 'OR', (alone) => this.and(alone), inGroup);
  }

  private and(inGroup: boolean): Written {
    return this.chain('and', 'AND', (alone) => this.not(alone), inGroup);
  }

  private chain(kind: 'and' | 'or', word: string, part: (inGroup: boolean) => Written, inGroup: boolean): Written {
    const first = part(inGroup);
    if (!this.reader.isWord(word)) return first;
    if (isPlain(first)) throw this.reader.unexpected();
    const parts = [first];
    while (this.reader.takeWord(word)) parts.push(part(false));
    return { kind, parts };
  }

  private not(inGroup: boolean): Written {
    if (!this.reader.takeWord('NOT')) return this.comparison(inGroup);
    return { kind: 'not', part: this.reader.nested(() => this.not(false)) };
  }

  private comparison(inGroup: boolean): Written {
    const { reader } = this;
    const left = this.primary();
    if (!isPlain(left) && left.kind !== 'call') return left;
    if (reader.next.kind === 'symbol' && COMPARATORS.includes(reader.next.text)) {
      // The list above holds the comparators.
      const operator = reader.take().text as Comparator;
      return { kind: 'compare', operator, args: [left, this.operand()] };
    }
    if (reader.takeWord('BETWEEN')) return { kind: 'between', args: [left, ...this.bounds()] };
    if (reader.takeWord('IN')) return { kind: 'in', args: [left, ...this.options()] };
    if (isPlain(left) && !inGroup) throw reader.unexpected();
    return left;
  }

  private bounds(): readonly Written[] {
    const low = this.operand();
    if (!this.reader.takeWord('AND')) throw this.reader.unexpected();
    return [low, this.operand()];
  }

  private options(): readonly Written[] {
    this.reader.expectSymbol('(');
    return this.operandsUntilClose();
  }

  private operandsUntilClose(): readonly Written[] {
    const operands: Written[] = [];
    do operands.push(this.operand());
    while (this.reader.takeSymbol(','));
    this.reader.expectSymbol(')');
    return operands;
  }

  private operand(): Written {
    const operand = this.primary();
    if (!isPlain(operand) && operand.kind !== 'call') throw this.reader.unexpected();
    return operand;
  }

  private primary(): Written {
    const { reader } = this;
    if (reader.isSymbol('(')) return reader.nested(() => this.group());
    if (reader.next.kind === 'value') return { kind: 'value', name: reader.take().text };
    const opens = reader.peek(1);
    if (reader.next.kind === 'word' && !isKeyword(reader) && opens.kind === 'symbol' && opens.text === '(')
      return reader.nested(() => this.call());
    return { kind: 'path', path: parsePath(reader, isKeyword) };
  }

  private call(): Written {
    const name = this.reader.take().text;
    this.reader.take();
    return { kind: 'call', name, args: this.operandsUntilClose() };
  }

  private group(): Written {
    const { reader } = this;
    reader.expectSymbol('(');
    const inner = this.or(true);
    reader.expectSymbol(')');
    if (this.grouped.has(inner)) this.hasRedundantParentheses = true;
    this.grouped.add(inner);
    if (inner.kind !== 'path' || !reader.isSymbol('.', '[')) return inner;
    return { kind: 'path', path: parseSteps(reader, isKeyword, inner.path) };
  }
}
