# SPDX-License-Identifier: GPL-2.0-only
"""How much of the mediator inputs run: the coverage build, llvm's counters.

    coverage.py PROFILE [--html DIR] FILE...

FILE is in bytes. Prints a table, and a page per source file if asked to.
"""
import glob
import json
import os
import shutil
import subprocess
import sys

PROGRAM = 'build/coverage/fuzz-scenario'


def measure(files, folder, known=None):
    """Run FILES; the merged profile, or None."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    env = dict(os.environ, LLVM_PROFILE_FILE=f'{folder}/%p.profraw')
    option = [f'-known={known}'] if known else []
    for i in range(0, len(files), 1000):
        subprocess.run([PROGRAM, *option, *files[i:i + 1000]], env=env,
                       capture_output=True, check=False)
    # A process that died has left an empty one.
    raw = [p for p in glob.glob(f'{folder}/*.profraw') if os.path.getsize(p)]
    merged = f'{folder}/merged.profdata'
    if not raw or subprocess.run(['llvm-profdata', 'merge', '-sparse', *raw,
                                  '-o', merged], check=False).returncode:
        return None
    return merged


def export(profile):
    done = subprocess.run(['llvm-cov', 'export', '-summary-only', PROGRAM,
                           f'-instr-profile={profile}'], capture_output=True,
                          check=True)
    return json.loads(done.stdout)['data'][0]


def words(figures):
    return ', '.join(f"{figures[what]['covered']} of {figures[what]['count']} "
                     f"{what} ({figures[what]['percent']:.1f} %)"
                     for what in ('lines', 'branches'))


def totals(profile):
    return words(export(profile)['totals']) if profile else 'not measured'


def main():
    folder, *files = sys.argv[1:]
    html = None
    if files[:1] == ['--html']:
        html, files = files[1], files[2:]
    profile = measure(files, folder)
    if not profile:
        print('coverage: error: nothing was measured', file=sys.stderr)
        return 3
    data = export(profile)
    for file in data['files']:
        print(f"{os.path.basename(file['filename']):20} {words(file['summary'])}")
    print(f"{'mediator/':20} {words(data['totals'])}")
    if html:
        subprocess.run(['llvm-cov', 'show', PROGRAM, '-format=html',
                        '-show-branches=count', f'-instr-profile={profile}',
                        f'-output-dir={html}'], check=True)
        print(f'{html}/index.html')
    return 0


if __name__ == '__main__':
    sys.exit(main())
