// Reads the XES file that is named and prints what pm4js finds in it, as JSON.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// The library tells of what it reads on the standard output, which is for the result.
console.log = console.error;

createRequire(import.meta.url)('pm4js');

const { XesImporter, GeneralLogStatistics } = globalThis;
const log = XesImporter.apply(readFileSync(process.argv[2], 'utf8'));

process.stdout.write(JSON.stringify({
  numbers: log.traces.map((trace) => trace.attributes['concept:name'].value),
  events: log.traces.reduce((sum, trace) => sum + trace.events.length, 0),
  actions: GeneralLogStatistics.getAttributeValues(log, 'ft:action'),
  outcomes: GeneralLogStatistics.getTraceAttributeValues(log, 'ft:outcome'),
  badTimes: log.traces.reduce((sum, trace) => sum + trace.events.filter((event) =>
    Number.isNaN(event.attributes['time:timestamp'].value.getTime())).length, 0)
}));
