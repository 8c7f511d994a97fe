# SPDX-License-Identifier: GPL-2.0-only
"""The known bugs, one after another. Started by tools/zoo.

    zoo.py HUNT_SECONDS TABLE MEMBER...

TABLE is 1 if the tables of the READMEs are to be written, else 0.

One scratch tree for all of them: a member changes the mediator's copy, so only
that is compiled again. What was built is put aside and looked at while the next
member is being built.
"""
import concurrent.futures
import filecmp
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import time

import smalls
import triage

HOME = 'build/zoo'
COPY = f'{HOME}/mediator'
OUT = f'{HOME}/minimized'
FINE = {'data-race', 'double-fetch'}  # oracles of fine runs
FIELDS = ('id', 'origin', 'what', 'trigger', 'oracle')
RUNS = re.compile(rb'stat::number_of_executed_units:\s*(\d+)')


class Broken(Exception):
    """A member that cannot be tried."""


def member_header(name):
    """The lines `field: text` before the patch; a line may go on indented."""
    fields, field = {}, None
    with open(f'tests/zoo/{name}.patch', encoding='utf-8') as lines:
        for line in lines:
            if line.startswith(('diff ', '--- ')):
                break
            if match := re.match(r'(\w+):\s*(.*)', line):
                field = match[1]
                fields[field] = match[2]
            elif field and line.strip():
                fields[field] += ' ' + line.strip()
    for field in FIELDS:
        if not fields.get(field):
            raise Broken(f'no "{field}:" in its header')
    if fields['id'] != name:
        raise Broken(f"its id is {fields['id']}")
    return fields


def refresh(name):
    """COPY becomes mediator/ with the member's patch; equal files stay as old
    as they are."""
    fresh = f'{HOME}/fresh'
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree('mediator', fresh)
    if name:
        with open(f'tests/zoo/{name}.patch', 'rb') as patch:
            done = subprocess.run(['patch', '-p2', '-d', fresh, '--quiet',
                                   '--no-backup-if-mismatch', '-F0'],
                                  stdin=patch, capture_output=True, check=False)
        if done.returncode:
            raise Broken('does not apply: ' +
                         done.stdout.decode().strip().replace('\n', '; '))
    os.makedirs(COPY, exist_ok=True)
    for file in set(os.listdir(fresh)) | set(os.listdir(COPY)):
        if not os.path.exists(f'{fresh}/{file}'):
            os.remove(f'{COPY}/{file}')
        elif not os.path.exists(f'{COPY}/{file}') or not filecmp.cmp(
                f'{fresh}/{file}', f'{COPY}/{file}', shallow=False):
            shutil.copy(f'{fresh}/{file}', f'{COPY}/{file}')


def build(preset, *targets):
    folder = f'{HOME}/{preset}'
    with open(f'{HOME}/build.log', 'ab') as log:
        if not os.path.exists(f'{folder}/build.ninja'):
            subprocess.run(['cmake', '--preset', preset, '-B', folder,
                            f'-DMEDIATOR_DIR={COPY}'], stdout=log, stderr=log,
                           check=True)
        if subprocess.run(['ninja', '-C', folder, *targets], stdout=log,
                          stderr=log, check=False).returncode:
            raise Broken(f'does not build, see {HOME}/build.log')


def build_all(seconds, target='fuzz'):
    """What a member is looked at with."""
    build('dev', *(['ffasim', 'fuzz-scenario'] if seconds else ['ffasim']))
    if seconds:
        build(target, 'fuzz-scenario')


class Member:
    """One known bug, with programs of its own once it is planted."""

    def __init__(self, name):
        self.name = name
        self.fields = member_header(name)
        self.oracles = re.split(r'[ ,|]+', self.fields['oracle'])
        self.folder = f'{HOME}/members/{name}'
        self.ffasim = f'{self.folder}/dev/ffasim'
        # FINE is for what only those look for.
        self.fine = ['--fine'] if FINE & set(self.oracles) else []
        self.target = 'fuzz-fine' if self.fine else 'fuzz'
        self.path = f'corpus/regress/{name.lower()}.scn'
        if not os.path.exists(self.path):
            raise Broken(f'no {self.path}')

    def plant(self, seconds):
        refresh(self.name)
        build_all(seconds, self.target)
        for program in ['dev/ffasim'] + bool(seconds) * [
                'dev/fuzz-scenario', f'{self.target}/fuzz-scenario']:
            os.makedirs(os.path.dirname(f'{self.folder}/{program}'),
                        exist_ok=True)
            shutil.copy(f'{HOME}/{program}', f'{self.folder}/{program}')

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, *arguments, codes=(0, 1)):
        """What ffasim says. Whether it leaks itself is for its own tests:
        LeakSanitizer now and then dies of a busy machine."""
        done = subprocess.run([self.ffasim, *arguments], text=True,
                              capture_output=True, check=False,
                              env={**os.environ,
                                   'ASAN_OPTIONS': 'detect_leaks=0'})
        if done.returncode not in codes:
            raise Broken(f"ffasim {' '.join(arguments)}: "
                         f'{done.stdout}{done.stderr}'.strip())
        return done.stdout + done.stderr

    def replay(self):
        """The kind of failure its regression ends in; '' if none."""
        said = self.call('run', *self.fine, self.path)
        match = (re.search(r'\bfailure (\S+)', said) or
                 re.search(r'^ORACLE (\S+)', said, re.M) or
                 re.search(r': (crash)\b', said))
        return match[1] if match else ''

    def minimize(self):
        """What ffasim minimize says of it, and both sides of the difference;
        what it leaves replays as it says, and has its picture."""
        out = f'{OUT}/{self.name.lower()}'
        told = json.loads(self.call('minimize', '--json', *self.fine, self.path,
                                    '-o', f'{out}.scn'))
        with open(f'{out}.report.txt', 'w', encoding='utf-8') as report:
            report.write(told['report'])
        self.call('run', '--strict', *self.fine, f'{out}.scn', codes=(0,))
        if told['passing']:
            with open(f'{out}.passes.scn', 'w', encoding='utf-8') as passing:
                passing.write(told['passing'])
            self.call('run', *self.fine, f'{out}.passes.scn', codes=(0,))
        for form, suffix in (('text', 'txt'), ('html', 'html')):
            self.call('show', '--format', form, *self.fine, f'{out}.scn',
                      '-o', f'{out}.{suffix}', codes=(0,))
        return told

    def hunt(self, seconds, seed=1):
        """(path, kind, runs, seconds) of a campaign's first failure; kind ''."""
        folder = f'{self.folder}/hunt'
        os.makedirs(f'{folder}/corpus')
        began = time.monotonic()
        with open(f'{HOME}/hunt-{self.name}.log', 'wb+') as log:
            subprocess.run([f'{self.folder}/{self.target}/fuzz-scenario',
                            f'-seed={seed}', '-dict=fuzz/scenario.dict',
                            '-timeout=10', '-max_len=2048', '-len_control=0',
                            '-rss_limit_mb=1024', '-print_final_stats=1',
                            f'-max_total_time={seconds}',
                            f'-artifact_prefix={folder}/', f'{folder}/corpus',
                            f'{HOME}/seeds/{self.target}'],
                           stdout=log, stderr=log,
                           check=False)
            spent = time.monotonic() - began
            log.seek(0)
            runs = RUNS.findall(log.read())
        found = [p for p in glob.glob(f'{folder}/*-*') if 'slow-unit' not in p]
        kind = ''
        if found:
            failure = triage.triage(found[0],
                                    f'{self.folder}/dev/fuzz-scenario',
                                    bool(self.fine))
            kind = (failure or triage.lost()).kind
        path = found[0] if found else None
        return path, kind, int(runs[-1]) if runs else 0, spent

    def look(self, seconds):
        """A row of the table, whether all is well, and what was minimised."""
        kind = self.replay()
        good = kind in self.oracles
        row = f"{kind or 'nobody':22} {'ok' if good else 'NO':7}"
        if not good:
            return f"{row} expected {self.fields['oracle']}", False, None
        if seconds:
            found, found_kind, runs, spent = self.hunt(seconds)
            row += f' {found_kind or "not found":22} {runs:>13,} {spent:9.2f}'
            good = bool(found_kind)
            self.path = found or self.path
        small = self.minimize()
        row += f' {smalls.columns(small)}'
        return row, good and smalls.is_small(small), small


def seeds():
    shutil.rmtree(f'{HOME}/seeds', ignore_errors=True)
    for target, fine in ('fuzz', []), ('fuzz-fine', ['--fine']):
        os.makedirs(f'{HOME}/seeds/{target}')
        for text in sorted(glob.glob('corpus/seeds/*.scn')):
            name = os.path.basename(text)[:-4]
            subprocess.run([f'{HOME}/dev/ffasim', 'convert', *fine, text,
                            '-o', f'{HOME}/seeds/{target}/{name}'], check=True)


def look_at(member, seconds):
    try:
        return member.look(seconds)
    except Broken as reason:
        return str(reason), None, None
    finally:
        member.remove()


def visit(names, seconds):
    """(name, row, good, small) of each; good is None of what is broken. One CPU
    builds, the others look."""
    lookers = max(1, len(os.sched_getaffinity(0)) - 1)
    waiting = []
    with concurrent.futures.ThreadPoolExecutor(lookers) as pool:
        for name in names:
            try:
                member = Member(name)
                member.plant(seconds)
                waiting.append((name, pool.submit(look_at, member, seconds)))
            except Broken as reason:
                told = concurrent.futures.Future()
                told.set_result((str(reason), None, None))
                waiting.append((name, told))
            while waiting and (waiting[0][1].done() or len(waiting) > lookers):
                name, told = waiting.pop(0)
                yield name, *told.result()
        for name, told in waiting:
            yield name, *told.result()


def prepare(seconds):
    """The mediator itself is built, and so all but a member's own files."""
    os.makedirs(HOME, exist_ok=True)
    shutil.rmtree(OUT, ignore_errors=True)
    os.makedirs(OUT)
    open(f'{HOME}/build.log', 'wb').close()
    refresh(None)
    build_all(seconds)
    if seconds:
        seeds()


def main():
    seconds, table, members = int(sys.argv[1]), sys.argv[2] == '1', sys.argv[3:]
    try:
        prepare(seconds)
    except (Broken, subprocess.CalledProcessError) as reason:
        print(f'zoo: error: the mediator itself: {reason}', file=sys.stderr)
        return 3
    width = max(map(len, members + ['member']))
    print(f"{'member':{width}} {'noticed by':22} {'replay':7}" +
          (f" {'hunt: noticed by':22} {'runs':>13} {'seconds':>9}"
           if seconds else '') + f' {smalls.HEAD}')
    told, broken, good = [], False, 0
    for name, row, well, small in visit(members, seconds):
        broken, good = broken or well is None, good + bool(well)
        if small:
            told.append((name, small))
        print(f'{name:{width}} {row}', flush=True)
    print(f'{good} of {len(members)} members noticed'
          + (' and found' if seconds else '') + ', and small')
    if told:
        print(smalls.sum_up([small for _, small in told]))
        print(f'{OUT}/ has the scenarios, what passes, and the pictures')
    if table:
        smalls.write_tables(told)
    refresh(None)
    return 3 if broken else 0 if good == len(members) else 1


if __name__ == '__main__':
    sys.exit(main())
