# SPDX-License-Identifier: GPL-2.0-only
"""How much of the mediator inputs run: the coverage build, llvm's counters.

    coverage.py PROFILE [--html DIR] [--missing] FILE...
    coverage.py PROFILE [--html DIR] [--missing] --specs

FILE is in bytes. Prints a table, and a page per source file if asked to, or the
lines and branches that nothing takes. --specs: what the specs run; exit 1 if
that is less than it must be.
"""
import argparse
import glob
import json
import os
import shutil
import subprocess
import sys

PROGRAM = 'build/coverage/fuzz-scenario'
SPECS = 'build/coverage/tests/spec/test-spec'

# Of the mediator's lines, in percent; functions that are not all run are listed
# here, with a reason each.
SPECS_MUST = 95
UNREACHED = 'tests/spec/unreached.txt'


def begin(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    return dict(os.environ, LLVM_PROFILE_FILE=f'{folder}/%p.profraw')


def measure(files, folder, known=None):
    """Run FILES; the merged profile, or None."""
    env = begin(folder)
    option = [f'-known={known}'] if known else []
    for i in range(0, len(files), 1000):
        subprocess.run([PROGRAM, *option, *files[i:i + 1000]], env=env,
                       capture_output=True, check=False)
    return merge(folder)


def measure_specs(folder):
    done = subprocess.run([SPECS], env=begin(folder), capture_output=True,
                          text=True, check=False)
    if done.returncode:
        sys.exit(f'coverage: error: specs fail:\n{done.stderr}')
    return merge(folder)


def merge(folder):
    # A process that died has left an empty one.
    raw = [p for p in glob.glob(f'{folder}/*.profraw') if os.path.getsize(p)]
    merged = f'{folder}/merged.profdata'
    if not raw or subprocess.run(['llvm-profdata', 'merge', '-sparse', *raw,
                                  '-o', merged], check=False).returncode:
        return None
    return merged


def cov(command, profile, *options, program=PROGRAM):
    return subprocess.run(['llvm-cov', command, *options, program,
                           f'-instr-profile={profile}',
                           '-ignore-filename-regex=sim/xen/|tests/'],
                          capture_output=True, text=True, check=True).stdout


def export(profile, program=PROGRAM):
    return json.loads(cov('export', profile, '-summary-only',
                          program=program))['data'][0]


def missing(profile, program):
    """What was not taken: {file: ({line}, {line: branches})}."""
    found, name = {}, None
    for line in cov('export', profile, '-format=lcov',
                    program=program).splitlines():
        what, _, rest = line.partition(':')
        fields = rest.split(',')
        if what == 'SF':
            name = os.path.relpath(rest)
            found[name] = set(), {}
        elif what == 'DA' and fields[1] == '0':
            found[name][0].add(int(fields[0]))
        elif what == 'BRDA' and fields[3] in '-0':
            number = int(fields[0])
            found[name][1][number] = found[name][1].get(number, 0) + 1
    return found


def source(name):
    with open(name, encoding='ascii') as file:
        return [line.strip() for line in file]


def print_missing(found):
    for name, (lines, branches) in sorted(found.items()):
        text = source(name)
        for number in sorted(lines | set(branches)):
            what = 'line' if number in lines else f'{branches[number]} branch'
            print(f'{name}:{number}: {what}: {text[number - 1]}')


def functions(profile, program):
    """Where each begins: {file: [(line, name)]}."""
    found, name = {}, None
    for line in cov('export', profile, '-format=lcov',
                    program=program).splitlines():
        what, _, rest = line.partition(':')
        if what == 'SF':
            name = os.path.relpath(rest)
            found[name] = []
        elif what == 'FN':
            number, function = rest.split(',')
            found[name].append((int(number), function.split(':')[-1]))
    return found


def unreached(found, begins):
    """{"file function": its first line that no spec comes to}."""
    missed = {}
    for name, (lines, _) in sorted(found.items()):
        text = source(name)
        for number in sorted(lines):
            before = [f for line, f in sorted(begins[name]) if line <= number]
            if before and not text[number - 1].startswith('#'):
                missed.setdefault(f'{os.path.basename(name)} {before[-1]}',
                                  f'{name}:{number}: {text[number - 1]}')
    return missed


def check_specs(missed, percent):
    """Complaints: too little, something without a reason, or a reason too many."""
    known = {line.strip() for line in open(UNREACHED, encoding='ascii')
             if line.strip() and not line.startswith(('#', ' '))}
    complaints = []
    if percent < SPECS_MUST:
        complaints.append(f'less than {SPECS_MUST} % of the lines')
    complaints += [f'{where}: no spec comes here, and {UNREACHED} has no '
                   f'reason for "{what}"'
                   for what, where in missed.items() if what not in known]
    complaints += [f'{UNREACHED}: specs come to all of {what}'
                   for what in sorted(known - set(missed))]
    return complaints


def words(figures):
    return ', '.join(f"{figures[what]['covered']} of {figures[what]['count']} "
                     f"{what} ({figures[what]['percent']:.1f} %)"
                     for what in ('lines', 'branches'))


def totals(profile):
    return words(export(profile)['totals']) if profile else 'not measured'


def print_table(data):
    for file in data['files']:
        print(f"{os.path.basename(file['filename']):24} {words(file['summary'])}")
    print(f"{'mediator/':24} {words(data['totals'])}")


def main():
    parser = argparse.ArgumentParser(prog='coverage.py')
    parser.add_argument('folder')
    parser.add_argument('--html')
    parser.add_argument('--missing', action='store_true')
    parser.add_argument('--specs', action='store_true')
    parser.add_argument('files', nargs='*')
    args = parser.parse_intermixed_args()

    program = SPECS if args.specs else PROGRAM
    profile = measure_specs(args.folder) if args.specs else \
        measure(args.files, args.folder)
    if not profile:
        print('coverage: error: nothing was measured', file=sys.stderr)
        return 3
    data = export(profile, program)
    found = missing(profile, program)
    print_table(data)
    if args.missing:
        print_missing(found)
    if args.html:
        cov('show', profile, '-format=html', '-show-branches=count',
            f'-output-dir={args.html}', program=program)
        print(f'{args.html}/index.html')
    complaints = []
    if args.specs:
        complaints = check_specs(unreached(found, functions(profile, program)),
                                 data['totals']['lines']['percent'])
    for complaint in complaints:
        print(complaint)
    return 1 if complaints else 0


if __name__ == '__main__':
    sys.exit(main())
