/**
 * The words of an expression, and a reader over them.
 *
 * @assumed DynamoDB says where a syntax error is by the token and its surroundings ("near"): taken as the token with its
 * neighbours; the documents show examples only.
 */
import { utf8Length } from '../bytes.ts';
import { invalid } from '../failure.ts';

export type TokenKind = 'word' | 'name' | 'value' | 'number' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What the parameter is called in messages, such as `UpdateExpression`. */
export type ExpressionKind =
  | 'UpdateExpression'
  | 'ConditionExpression'
  | 'KeyConditionExpression'
  | 'FilterExpression'
  | 'ProjectionExpression';

const EXPRESSION_BYTES_MAX = 4096;
const TOKEN =
  /(?<space>[ \t\r\n]+)|(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<name>#[A-Za-z0-9_]+)|(?<value>:[A-Za-z0-9_]+)|(?<number>[0-9]+)|(?<symbol><>|<=|>=|[=<>()[\],.+-])/y;
/** Deeper parentheses are refused, so that a parser cannot run out of stack. */
const DEPTH_MAX = 100;

/** A place in the tokens of an expression; the parsers move it on. */
export class Reader {
  readonly kind: ExpressionKind;
  private readonly source: string;
  private readonly tokens: readonly Token[];
  private at = 0;
  private depth = 0;

  /** Throws a ValidationException for an expression that is empty, too long, or has a character that no token has. */
  constructor(kind: ExpressionKind, source: string) {
    this.kind = kind;
    this.source = source;
    if (source === '') throw this.error('The expression can not be empty;');
    const bytes = utf8Length(source);
    if (bytes > EXPRESSION_BYTES_MAX)
      throw this.error(`Expression size has exceeded the maximum allowed size; expression size: ${bytes}`);
    this.tokens = this.read();
  }

  private read(): readonly Token[] {
    const tokens: Token[] = [];
    for (let start = 0; start < this.source.length; ) {
      TOKEN.lastIndex = start;
      const groups = TOKEN.exec(this.source)?.groups;
      const [kind, text] = Object.entries(groups ?? {}).find(([, found]) => found !== undefined) ?? [];
      if (kind === undefined || text === undefined) throw this.strayCharacter(tokens.at(-1), start);
      const end = start + text.length;
      // The names of the groups are the kinds of tokens.
      if (kind !== 'space') tokens.push({ kind: kind as TokenKind, text, start, end });
      start = end;
    }
    const { length } = this.source;
    return [...tokens, { kind: 'end', text: '<EOF>', start: length, end: length }];
  }

  private strayCharacter(before: Token | undefined, start: number): Error {
    const character = String.fromCodePoint(this.source.codePointAt(start) ?? 0);
    const near = this.source.slice(before?.start ?? start, start + character.length);
    return this.error(`Syntax error; token: "${character}", near: "${near}"`);
  }

  /** The next token, not taken yet. */
  get next(): Token {
    return this.peek(0);
  }

  peek(ahead: number): Token {
    const token = this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)];
    if (!token) throw new Error('There is always a last token.');
    return token;
  }

  take(): Token {
    const token = this.next;
    this.at++;
    return token;
  }

  isSymbol(...texts: readonly string[]): boolean {
    return this.next.kind === 'symbol' && texts.includes(this.next.text);
  }

  /** Keywords are read in any case. */
  isWord(...words: readonly string[]): boolean {
    return this.next.kind === 'word' && words.includes(this.next.text.toUpperCase());
  }

  takeSymbol(text: string): boolean {
    return this.isSymbol(text) && this.take() !== undefined;
  }

  takeWord(word: string): boolean {
    return this.isWord(word) && this.take() !== undefined;
  }

  expectSymbol(text: string): void {
    if (!this.takeSymbol(text)) throw this.unexpected();
  }

  expectEnd(): void {
    if (this.next.kind !== 'end') throw this.unexpected();
  }

  /** Runs a parser one level deeper. */
  nested<T>(parse: () => T): T {
    if (++this.depth > DEPTH_MAX) throw this.error('The expression is nested too deeply;');
    const result = parse();
    this.depth--;
    return result;
  }

  /** The next token is not what the grammar wants. */
  unexpected(): Error {
    const token = this.next;
    const before = this.tokens[this.at - 1] ?? token;
    const after = token.kind === 'end' ? token : this.peek(1);
    const near = this.source.slice(before.start, after.end);
    return this.error(`Syntax error; token: "${token.text}", near: "${near}"`);
  }

  error(message: string): Error {
    return invalid(`Invalid ${this.kind}: ${message}`);
  }
}
