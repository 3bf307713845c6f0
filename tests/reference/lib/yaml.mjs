// Packages of this folder for scripts that stand elsewhere (bench/rules): node looks for a package beside the file that names it.
export { parse } from 'yaml';
