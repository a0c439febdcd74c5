import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../steps.ts';
import { DynamoDbFailure } from '../failure.ts';
import { itemToJson, parseItem } from '../values.ts';
import { applyUpdate } from './applyUpdate.ts';
import { parseCondition } from './conditions.ts';
import { holds } from './evaluate.ts';
import { parseKeyConditions } from './keyConditions.ts';
import { Placeholders } from './placeholders.ts';
import { parseProjection, project } from './projection.ts';
import { isReserved } from './reservedWords.ts';
import { parseUpdate } from './updates.ts';

type Values = Readonly<Record<string, JsonValue>>;

/** The product of the developer guide's examples. */
const PRODUCT = {
  Id: { N: '789' },
  ProductCategory: { S: 'Home Improvement' },
  Price: { N: '52' },
  InStock: { BOOL: true },
  Brand: { S: 'Acme' },
  Color: { SS: ['Black', 'Green', 'Red'] },
  RelatedItems: { L: [{ N: '341' }, { N: '472' }, { N: '649' }] },
  ProductReviews: { M: { FiveStar: { L: [{ S: "Can't live without it!" }] }, OneStar: { L: [{ S: 'Bad' }] } } },
};

const placeholders = (names?: Values, values?: Values) => new Placeholders(names, values);

function check(text: string, values?: Values, names?: Values, item: Values = PRODUCT): boolean {
  return holds(parseCondition('ConditionExpression', text, placeholders(names, values)), parseItem(item));
}

function update(text: string, values?: Values, item: Values = PRODUCT, names?: Values): Values {
  return itemToJson(applyUpdate(parseItem(item), parseUpdate(text, placeholders(names, values))));
}

const shown = (text: string, paths: string) =>
  itemToJson(project(parseItem(PRODUCT), parseProjection(paths, placeholders({ '#p': text }))));

describe('conditions', () => {
  it.each<[string, Values | undefined, boolean]>([
    ['attribute_not_exists(Price)', undefined, false],
    ['attribute_exists(ProductReviews.OneStar)', undefined, true],
    ['attribute_exists(RelatedItems[3])', undefined, false],
    ['attribute_type(Color, :t)', { ':t': { S: 'SS' } }, true],
    ['begins_with(ProductCategory, :v)', { ':v': { S: 'Home' } }, true],
    ['contains(Color, :c)', { ':c': { S: 'Red' } }, true],
    ['contains(Brand, :c)', { ':c': { S: 'cm' } }, true],
    ['contains(RelatedItems, :c)', { ':c': { N: '472.0' } }, true],
    ['size(Color) = :n AND size(Brand) < :m', { ':n': { N: '3' }, ':m': { N: '5' } }, true],
    ['Price BETWEEN :a AND :b', { ':a': { N: '51.99' }, ':b': { N: '52' } }, true],
    ['Price IN (:a, :b)', { ':a': { N: '1' }, ':b': { N: '5.2e1' } }, true],
    ['(ProductCategory IN (:a)) and (Price > :b)', { ':a': { S: 'Home Improvement' }, ':b': { N: '9' } }, true],
    ['NOT InStock = :v OR Nowhere <> :v', { ':v': { BOOL: true } }, true],
    ['Nowhere = :v OR Nowhere < :v', { ':v': { N: '1' } }, false],
    ['Price < :v', { ':v': { S: '99' } }, false],
    ['NOT NOT Price = :v', { ':v': { N: '52' } }, true],
    ['Id = :v AND Brand = :w OR Price = :x', { ':v': { N: '0' }, ':w': { S: '' }, ':x': { N: '52' } }, true],
  ])('says of %s', (text, values, expected) => {
    expect(check(text, values)).toBe(expected);
  });

  it('binds AND closer than OR, and NOT closest', () => {
    const item = { a: { N: '1' } };
    expect(check('a = :t OR a = :f AND a = :f', { ':t': { N: '1' }, ':f': { N: '2' } }, undefined, item)).toBe(true);
    expect(check('(a = :t OR a = :f) AND a = :f', { ':t': { N: '1' }, ':f': { N: '2' } }, undefined, item)).toBe(false);
    expect(check('NOT a = :f AND a = :t', { ':t': { N: '1' }, ':f': { N: '2' } }, undefined, item)).toBe(true);
  });

  it('takes placeholders for names, and operands in parentheses', () => {
    expect(check('(#n) = :v', { ':v': { S: 'x' } }, { '#n': 'a.b' }, { 'a.b': { S: 'x' } })).toBe(true);
    expect(check('(#n).b[0] = :v', { ':v': { N: '1' } }, { '#n': 'a' }, { a: { M: { b: { L: [{ N: '1' }] } } } })).toBe(
      true,
    );
  });

  it.each<[string, string]>([
    ['', 'The expression can not be empty;'],
    ['a = ', 'Syntax error; token: "<EOF>", near: "= "'],
    ['a == :v', 'Syntax error; token: "=", near: "== :v"'],
    ['a ? :v', 'Syntax error; token: "?", near: "a ?"'],
    ['a', 'Syntax error; token: "<EOF>", near: "a"'],
    ['a AND b', 'Syntax error; token: "AND", near: "a AND b"'],
    ['Name = :v', 'Attribute name is a reserved keyword; reserved keyword: Name'],
    ['#x = :v', 'An expression attribute name used in the document path is not defined; attribute name: #x'],
    ['a = :z', 'An expression attribute value used in expression is not defined; attribute value: :z'],
    ['((a = :v))', 'The expression has redundant parentheses;'],
    ['exists(a)', 'Invalid function name; function: exists'],
    ['size(a)', 'The function is not allowed to be used this way in an expression; function: size'],
    ['contains(a, b) = :v', 'The function is not allowed to be used this way in an expression; function: contains'],
    [
      'attribute_exists(a, b)',
      'Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2',
    ],
    ['attribute_exists(:v)', 'Operator or function requires a document path; operator or function: attribute_exists'],
    [
      'begins_with(a, :n)',
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    [
      'a = a',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]',
    ],
    [
      'a BETWEEN :n AND :m',
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}',
    ],
    [`${'('.repeat(2000)}a`, 'The expression is nested too deeply;'],
    [
      `a = :v ${'OR a = :v '.repeat(500)}`,
      'Expression size has exceeded the maximum allowed size; expression size: 5007',
    ],
  ])('refuses %j as DynamoDB words it', (text, message) => {
    const values = { ':v': { S: 'x' }, ':n': { N: '2' }, ':m': { N: '1' } };
    expect(() => check(text, values)).toThrow(`Invalid ConditionExpression: ${message}`);
  });

  it('names placeholders that no expression uses', () => {
    const given = placeholders({ '#a': 'a', '#b': 'b' }, { ':v': { N: '1' }, ':w': { N: '2' } });
    parseCondition('ConditionExpression', '#a = :v AND #b = :v', given);
    expect(() => given.checkAllUsed()).toThrow(
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}',
    );
    expect(() => placeholders({}, undefined)).toThrow('ExpressionAttributeNames must not be empty');
    expect(() => placeholders(undefined, { v: { N: '1' } })).toThrow(
      'ExpressionAttributeValues contains invalid key: Syntax error; key: "v"',
    );
    expect(() => placeholders(undefined, { ':v': { N: 'x' } })).toThrow(
      'ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :v',
    );
  });

  it('knows the 573 reserved words in any case', () => {
    expect(['status', 'Name', 'COUNT', 'date', 'user', 'ttl'].every(isReserved)).toBe(true);
    expect(['id', 'email', 'likes', 'constructors'].some(isReserved)).toBe(false);
  });
});

describe('updates', () => {
  it.each<[string, Values | undefined, Values]>([
    [
      'SET Brand = :b, Price = Price - :p',
      { ':b': { S: 'X' }, ':p': { N: '15.5' } },
      { Brand: { S: 'X' }, Price: { N: '36.5' } },
    ],
    [
      'SET RelatedItems[1] = :v',
      { ':v': { S: 'Hammer' } },
      { RelatedItems: { L: [{ N: '341' }, { S: 'Hammer' }, { N: '649' }] } },
    ],
    [
      'SET RelatedItems[9] = :v',
      { ':v': { N: '1' } },
      { RelatedItems: { L: [...PRODUCT.RelatedItems.L, { N: '1' }] } },
    ],
    [
      'SET RelatedItems = list_append(:v, RelatedItems)',
      { ':v': { L: [{ S: 'a' }] } },
      { RelatedItems: { L: [{ S: 'a' }, ...PRODUCT.RelatedItems.L] } },
    ],
    [
      'SET Price = if_not_exists(Price, :p), Stock = if_not_exists(Stock, :p)',
      { ':p': { N: '0' } },
      { Stock: { N: '0' } },
    ],
    ['SET Stock = if_not_exists(Stock, :z) + :one', { ':z': { N: '0' }, ':one': { N: '1' } }, { Stock: { N: '1' } }],
    ['REMOVE RelatedItems[0], RelatedItems[2]', undefined, { RelatedItems: { L: [{ N: '472' }] } }],
    ['REMOVE Nothing, RelatedItems[7]', undefined, {}],
    ['ADD Price :n', { ':n': { N: '5' } }, { Price: { N: '57' } }],
    ['ADD Color :c', { ':c': { SS: ['Blue', 'Red'] } }, { Color: { SS: ['Black', 'Green', 'Red', 'Blue'] } }],
    ['DELETE Color :c', { ':c': { SS: ['Green', 'Pink'] } }, { Color: { SS: ['Black', 'Red'] } }],
    [
      'set ProductReviews.OneStar[0] = Brand',
      undefined,
      { ProductReviews: { M: { ...PRODUCT.ProductReviews.M, OneStar: { L: [{ S: 'Acme' }] } } } },
    ],
  ])('does %s', (text, values, changed) => {
    expect(update(text, values)).toEqual({ ...PRODUCT, ...changed });
  });

  it('reads all operands from the item as it was', () => {
    const item = { a: { N: '1' }, b: { N: '2' } };
    expect(update('SET a = b, b = a', undefined, item)).toEqual({ a: { N: '2' }, b: { N: '1' } });
    expect(update('REMOVE a SET c = a', undefined, item)).toEqual({ b: { N: '2' }, c: { N: '1' } });
  });

  it('removes a set with its last member, and appends what is set beyond the end in order', () => {
    expect(update('DELETE s :v', { ':v': { NS: ['1.0'] } }, { s: { NS: ['1'] } })).toEqual({});
    expect(
      update('SET l[7] = :b, l[5] = :a', { ':a': { N: '5' }, ':b': { N: '7' } }, { l: { L: [{ N: '0' }] } }),
    ).toEqual({
      l: { L: [{ N: '0' }, { N: '5' }, { N: '7' }] },
    });
  });

  it.each<[string, string]>([
    ['SET a', 'Syntax error; token: "<EOF>", near: "a"'],
    ['UPDATE a = :v', 'Syntax error; token: "UPDATE", near: "UPDATE a"'],
    ['SET a = :v b = :v', 'Syntax error; token: "b", near: ":v b ="'],
    ['SET status = :v', 'Attribute name is a reserved keyword; reserved keyword: status'],
    ['SET a = :v SET b = :v', 'The "SET" section can only be used once in an update expression;'],
    [
      'SET a = :v, a.b = :v',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]',
    ],
    [
      'SET a.b = :v, a[0] = :v',
      'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [0]]',
    ],
    [
      'ADD a :v',
      'Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND',
    ],
    [
      'SET a = list_append(a, :v)',
      'Incorrect operand type for operator or function; operator or function: list_append, operand type: S',
    ],
    ['SET a = append(a, :v)', 'Invalid function name; function: append'],
  ])('refuses %j as DynamoDB words it', (text, message) => {
    expect(() => update(text, { ':v': { S: 'x' } })).toThrow(`Invalid UpdateExpression: ${message}`);
  });

  it.each<[string, string]>([
    ['SET x = y', 'The provided expression refers to an attribute that does not exist in the item'],
    ['SET x.y = :n', 'The document path provided in the update expression is invalid for update'],
    ['SET Brand.y = :n', 'The document path provided in the update expression is invalid for update'],
    ['SET x = Brand + :n', 'An operand in the update expression has an incorrect data type'],
    ['ADD Brand :n', 'An operand in the update expression has an incorrect data type'],
  ])('cannot do %s to this item', (text, message) => {
    expect(() => update(text, { ':n': { N: '1' } })).toThrow(message);
  });
});

describe('projections', () => {
  it('give back the parts at the paths, lists closed up', () => {
    expect(shown('Price', 'Brand, #p')).toEqual({ Brand: { S: 'Acme' }, Price: { N: '52' } });
    expect(shown('RelatedItems', '#p[2], #p[0], #p[9]')).toEqual({ RelatedItems: { L: [{ N: '341' }, { N: '649' }] } });
    expect(shown('OneStar', 'ProductReviews.#p[0], Nowhere.x')).toEqual({
      ProductReviews: { M: { OneStar: { L: [{ S: 'Bad' }] } } },
    });
  });
});

describe('key conditions', () => {
  const parsed = (text: string) =>
    [...parseKeyConditions(text, placeholders(undefined, { ':a': { S: 'a' }, ':b': { S: 'b' } }))].map(
      ([name, { operator }]) => `${name} ${operator}`,
    );

  it('are one for each key, with the attribute on either side', () => {
    expect(parsed('pk = :a AND sk BETWEEN :a AND :b')).toEqual(['pk =', 'sk between']);
    expect(parsed('begins_with(sk, :b) AND :a = pk')).toEqual(['sk begins_with', 'pk =']);
    expect(parsed(':a < sk AND pk = :b')).toEqual(['sk >', 'pk =']);
  });

  it.each([
    ['pk = :a OR sk = :b', 'Invalid operator used in KeyConditionExpression: OR'],
    ['pk <> :a', 'Invalid operator used in KeyConditionExpression: <>'],
    ['contains(pk, :a)', 'Invalid operator used in KeyConditionExpression: contains'],
    ['pk = :a AND pk = :b', 'KeyConditionExpressions must only contain one condition per key'],
    ['pk.x = :a', 'KeyConditionExpressions cannot have conditions on nested attributes'],
    ['size(pk) = :a', 'KeyConditionExpressions cannot contain nested operations'],
    [':a = :b', 'Invalid condition in KeyConditionExpression: No key attribute specified'],
  ])('refuse %j', (text, message) => {
    expect(() => parsed(text)).toThrow(message);
  });
});

describe('random text', () => {
  const word = fc.constantFrom(
    ...'a b.c d[0] #n :v :w ( ) , = <> < >= + - . [ ] SET REMOVE ADD DELETE AND OR NOT IN BETWEEN size begins_with 12 ? "'.split(
      ' ',
    ),
    'if_not_exists(',
    'contains(',
  );
  const text = fc.oneof(
    fc.array(word, { maxLength: 14 }).map((words) => words.join(' ')),
    fc.string(),
  );

  it('is parsed or refused with a ValidationException, nothing else', () => {
    const parsers = [
      (source: string, given: Placeholders) => parseUpdate(source, given),
      (source: string, given: Placeholders) => parseCondition('FilterExpression', source, given),
      (source: string, given: Placeholders) => parseKeyConditions(source, given),
      (source: string, given: Placeholders) => parseProjection(source, given),
    ];
    fc.assert(
      fc.property(text, fc.constantFrom(...parsers), (source, parse) => {
        try {
          parse(source, placeholders({ '#n': 'n' }, { ':v': { N: '1' }, ':w': { L: [] } }));
        } catch (error) {
          expect(error).toBeInstanceOf(DynamoDbFailure);
          expect(error).toMatchObject({ code: 'ValidationException' });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
