import { testEveryProperty } from './every-property.ts';

testEveryProperty('input');
