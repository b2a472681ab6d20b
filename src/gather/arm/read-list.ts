import type { z } from 'zod';
import type { ArmReadName } from '../../arm/arm-reads.ts';
import type { Fact } from '../../model/fact.ts';

/** Reads a whole list below a parent, once for each parent. */
export type ReadList = <S extends z.ZodType>(
  name: ArmReadName,
  schema: S,
  parent: string,
) => Promise<Fact<z.infer<S>[]>>;
