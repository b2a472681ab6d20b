// Of the library only its writer is used: who imports all of it reads, and keeps in memory, its charts, formulas and readers too.
export { WorkbookWriter } from '@cj-tech-master/excelts';
