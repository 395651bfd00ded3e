/** What csv-parse alone takes to read a file: `node parse-csv.mjs FILE`. */
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';

let records = 0;
const parser = createReadStream(process.argv[2] ?? '').pipe(parse());
parser.on('data', () => records++);
parser.on('end', () => console.log(records));
