import { expect, test } from 'vitest';
import { importHints } from './importHints.ts';

const lines = (text: string, more: { path: string; text: string }[] = []) =>
  importHints([{ path: 'index.mjs', text }, ...more]).map(({ line, column }) => [line, column]);

test('an import of version 2 of the SDK is pointed out, whatever its form', () => {
  expect(lines("import AWS from 'aws-sdk';")).toEqual([[1, 12]]);
  expect(lines("\nconst { S3 } = require('aws-sdk');")).toEqual([[2, 16]]);
  expect(lines('import S3 from "aws-sdk/clients/s3";')).toHaveLength(1);
  expect(lines("import 'aws-sdk';")).toHaveLength(1);
});

test('version 3, comments and a package that is deployed along are fine', () => {
  expect(
    lines("import { S3 } from '@aws-sdk/client-s3';\n// import AWS from 'aws-sdk';\nconst s = 'aws-sdk';"),
  ).toEqual([]);
  expect(lines("import AWS from 'aws-sdk';", [{ path: 'node_modules/aws-sdk/index.js', text: '' }])).toEqual([]);
});
