// Makes fleets for the tests of the page, and has domcheck write the page of one.
import {spawnSync} from 'node:child_process';
import {statSync, writeFileSync} from 'node:fs';

// What hosts may lack: the rule, the value, the suggestion, the line that asks for it, the noun.
const LACKS = [
  ['graphics-type', 'spice', 'vnc', "    <graphics type='spice' autoport='yes'/>", 'graphics type'],
  ['disk-bus', 'ide', 'sata', "      <target dev='hda' bus='ide'/>", 'disk bus'],
  ['video-model', 'qxl', 'virtio', "      <model type='qxl' ram='65536'/>", 'video model'],
  ['tpm-model', 'tpm-crb', 'tpm-tis', "    <tpm model='tpm-crb'>", 'TPM model'],
  ['cpu-model', 'EPYC-Milan', 'EPYC-Rome', "    <model>EPYC-Milan</model>", 'CPU model'],
  ['os-machine', 'pc-q35-9.2', 'pc-q35-8.2', "  <type machine='pc-q35-9.2'>hvm</type>", 'machine'],
  ['rng-backend', 'egd', 'random', "      <backend model='egd' type='udp'>", 'RNG backend'],
  ['filesystem-driver', 'virtiofs', 'path', "      <driver type='virtiofs'/>", 'filesystem driver'],
];
const WARNING = 6;  // the only one that stops no guest

export function finding(which, kinds) {
  const [rule, value, suggestion, source, noun] = LACKS[which];
  const column = source.indexOf(value) + 1, line = 10 + which * 7;
  return {
    rule, severity: which === WARNING ? 'warning' : 'error', capability: 'devices/' + rule, value,
    lack: `${noun} '${value}'`,
    message: `${noun} '${value}' is not offered by this host for machine pc-q35-9.2`,
    suggestion, path: `/domain/devices/${rule}[1]`,
    line, column, endLine: line, endColumn: column + value.length, source, kinds,
  };
}

export const UNREADABLE = {
  rule: 'xml-syntax', severity: 'error', message: "start tag 'domain' does not end", line: 3,
  column: 1, endLine: 3, endColumn: 8, source: '<domain', kinds: [],
};

// Makes `count` hosts of `kindCount` kinds, which alternate.
export function hostsOf(count, kindCount) {
  const hosts = Array.from({length: count}, (_, at) => `kvm${String(at + 1).padStart(3, '0')}`);
  const kinds = Array.from({length: kindCount}, () => []);
  hosts.forEach((_, at) => kinds[at % kindCount].push(at));
  return {fleet: 1, domcheck: '0.1.0', hosts, kinds, problems: []};
}

// Makes numbers that look random and are the same each time.
function dice(seed) {
  let state = seed;
  return sides => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * sides);
  };
}

// Makes a realistic fleet, {head, guests}: many guests run everywhere, most others lack something
// on some kinds of hosts, a few run nowhere or cannot be read.
export function madeUpFleet(guestCount, hostCount, kindCount, most = 7) {
  const roll = dice(7);
  const folders = ['prod/web', 'prod/db', 'prod/queue', 'staging', 'build/agents', 'lab/team-a'];
  const guests = [];
  for (let number = 0; number < guestCount; ++number) {
    const name = `${folders[roll(folders.length)]}/vm${number + 1}.xml`;
    const guest = {guest: name, cannot: [], unknown: [], otherArch: [], findings: []};
    guests.push(guest);
    const luck = roll(100);
    if (luck === 0) {
      guest.invalid = true;
      guest.findings.push(UNREADABLE);
      continue;
    }
    if (luck < 60) {
      const first = roll(LACKS.length), count = 1 + roll(most);
      for (let one = 0; one < Math.min(count, LACKS.length); ++one) {
        const which = (first + one) % LACKS.length;
        const lacking = [];
        for (let kind = 0; kind < kindCount; ++kind)
          if (roll(10) < (luck < 3 ? 10 : 1 + which % 4)) lacking.push(kind);
        if (lacking.length > 0) guest.findings.push(finding(which, lacking));
      }
      guest.findings.sort((a, b) => a.line - b.line);
      guest.cannot = [...new Set(guest.findings.filter(one => one.severity === 'error')
        .flatMap(one => one.kinds))].sort((a, b) => a - b);
    }
    if (roll(8) === 0)
      guest.unknown = [roll(kindCount)].filter(kind => !guest.cannot.includes(kind));
    if (number % 11 === 5)
      guest.otherArch = [kindCount - 1].filter(
        kind => ![...guest.cannot, ...guest.unknown].includes(kind));
  }
  return completed({head: hostsOf(hostCount, kindCount), guests});
}

// Numbers the guests and counts the hosts that they run on, as domcheck does, and those that count.
export function completed(fleet) {
  const {head, guests} = fleet;
  guests.forEach((guest, number) => {
    guest.number = number;
    guest.counted = head.kinds.reduce((sum, members, kind) =>
      sum + (guest.otherArch.includes(kind) ? 0 : members.length), 0);
    guest.runs = guest.invalid ? 0 : head.kinds.reduce((sum, members, kind) =>
      sum + (['cannot', 'unknown', 'otherArch'].some(state => guest[state].includes(kind)) ?
        0 : members.length), 0);
  });
  return fleet;
}

// Has domcheck write the fleet's page to `path`; returns its bytes.
export function writePage({head, guests}, path) {
  const lines = [head, ...guests, {summary: {guests: guests.length, skipped: 0, exitStatus: 0}}];
  writeFileSync(path + '.jsonl', lines.map(line => JSON.stringify(line) + '\n').join(''));
  const {status, stderr} = spawnSync(process.env.DOMCHECK,
    ['merge', '--output', `html=${path}`, '--format', 'csv', path + '.jsonl'],
    {stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8'});
  // 2 if a guest cannot be read.
  if (status !== (guests.some(guest => guest.invalid) ? 2 : 0) || stderr !== '')
    throw new Error(`domcheck merge: status ${status}: ${stderr}`);
  return statSync(path).size;
}

export const names = (fleet, keep) => fleet.guests.filter(keep).map(guest => guest.guest);

export const verdictOf = guest => guest.invalid ? 'invalid' :
  guest.runs === guest.counted ? 'all' : guest.runs > 0 ? 'some' : 'none';
