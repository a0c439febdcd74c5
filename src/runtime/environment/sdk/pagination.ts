/** Paginators: `for await (const page of paginateListObjectsV2({ client }, input))`. */
import type { Fields, PaginatorDescription } from './service.ts';

type Send = (client: unknown, operation: string, input: Fields) => Promise<Fields>;

/** Stops when an answer has no token, or with `stopOnSameToken` when it is the one that was sent. */
export function paginator({ operation, inputToken, outputToken, pageSize }: PaginatorDescription, send: Send): unknown {
  return async function* paginate(config: Fields, input: Fields = {}): AsyncGenerator<Fields, void> {
    let token: unknown = config.startingToken;
    do {
      const sent = token;
      const page = await send(config.client, operation, {
        ...input,
        ...(sent === undefined ? {} : { [inputToken]: sent }),
        ...(config.pageSize === undefined ? {} : { [pageSize]: config.pageSize }),
      });
      yield page;
      token = page[outputToken];
      if (config.stopOnSameToken && token === sent) return;
    } while (token);
  };
}
