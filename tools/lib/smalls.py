# SPDX-License-Identifier: GPL-2.0-only
"""What became of the known bugs once they were minimised: columns, tables."""
import os
import statistics

# What a stranger understands in a minute.
MOST = {'ops': 8, 'deviations': 3, 'replays': 299}
MEDIAN_SECONDS = 2
HEAD = ' ops  -> dev  -> replays seconds what separates it from a pass'


def columns(small):
    """As HEAD says."""
    return (f"{small['ops_before']:>4} {small['ops']:>3}"
            f" {small['deviations_before']:>3} {small['deviations']:>3}"
            f" {small['replays']:>7} {small['seconds']:>7.2f}"
            f" {small['swap']}")


def is_small(small):
    return small['complete'] and bool(small['passing']) and all(
        small[what] <= most for what, most in MOST.items())


def of(smalls, what):
    """The median of it, and the most."""
    values = [small[what] for small in smalls]
    return statistics.median(values), max(values)


def sum_up(smalls):
    """One line about all of them."""
    figures = [f"{what} {median:g}, at most {most:g}"
               for what in ('ops', 'deviations', 'replays', 'seconds')
               for median, most in [of(smalls, what)]]
    return (f'{sum(map(is_small, smalls))} of {len(smalls)} are as small as '
            f"they should be; {sum(bool(s['passing']) for s in smalls)} have "
            f"what separates them from a pass; median {'; '.join(figures)}")


def write(path, mark, lines):
    """Between its marks in the file, these lines."""
    with open(path, encoding='utf-8') as file:
        text = file.read()
    begin, end = f'<!-- {mark}: tools/zoo --table -->\n', f'<!-- {mark} end -->'
    before, rest = text.split(begin)
    after = rest.split(end)[1]
    with open(path + '.new', 'w', encoding='utf-8') as file:
        file.write(before + begin + '\n'.join(lines) + '\n' + end + after)
    os.replace(path + '.new', path)


def member_rows(told):
    rows = ['| Member | Noticed by | Ops | Deviations | Replays | Seconds '
            '| What separates it from a pass |',
            '|---|---|---|---|---|---|---|']
    for name, small in told:
        swap = small['swap'].replace('|', '\\|')
        rows.append(f"| {name} | {small['kind']} | {small['ops']} "
                    f"| {small['deviations']} | {small['replays']} "
                    f"| {small['seconds']:.2f} | {swap} |")
    return rows


def summary_rows(smalls):
    rows = [f'| Of {len(smalls)} known bugs | Median | Most | Aim |',
            '|---|---|---|---|']
    for what, aim in (('ops', f"at most {MOST['ops']}"),
                      ('deviations', f"at most {MOST['deviations']}"),
                      ('replays', f"less than {MOST['replays'] + 1}"),
                      ('seconds', f'a median of less than {MEDIAN_SECONDS}')):
        median, most = of(smalls, what)
        rows.append(f'| {what} | {median:g} | {most:g} | {aim} |')
    passing = sum(bool(small['passing']) for small in smalls)
    rows.append(f'| with a run that passes beside it | {passing} | | all |')
    return rows


def write_tables(told):
    """The READMEs' tables of what was minimised: (name, small) of each."""
    write('tests/zoo/README.md', 'minimized', member_rows(told))
    write('README.md', 'minimized', summary_rows([s for _, s in told]))
