import type { z } from 'zod';
import type { ArmReadName } from '../../arm/arm-reads.ts';
import type { Fact } from '../../model/fact.ts';

/** Reads a whole list below a parent, once for each parent. */
export type ReadList = <T>(name: ArmReadName, schema: z.ZodType<T>, parent: string) => Promise<Fact<T[]>>;
