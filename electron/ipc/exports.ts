import type { Exchange } from '../exchange/exchange.ts'
import { type Context, os, streamed } from './base.ts'

/** The use case is loaded with the first file. */
export async function* fromExchange<T>(
  context: Context,
  work: (exchange: Exchange) => AsyncIterable<T>,
): AsyncGenerator<T> {
  yield* work(await context.dependencies().exchange())
}

export const exportsRouter = {
  write: os.exports.write.handler(({ input, context, signal }) =>
    streamed(
      fromExchange(context, (exchange) => exchange.write(input, signal)),
      context.log,
    ),
  ),
  show: os.exports.show.handler(async ({ input, context }) =>
    (await context.dependencies().exchange()).show(input.fileId),
  ),
}
