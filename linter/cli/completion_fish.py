"""The completion script for fish."""

from __future__ import annotations

from collections.abc import Iterator

from linter.cli.completion import Argument, Command, Lists

_HEAD = """\
# fish completion for nianbao; made by: nianbao completion fish

# whether the words so far begin with these; without any, whether there are none but options
function __nianbao_in
    set -l words (commandline -opc)[2..-1]
    if test (count $argv) -eq 0
        test -z "$words[1]"; or string match -q -- '-*' $words[1]
        return
    end
    set -l length (count $argv)
    test (count $words) -ge $length; and test "$words[1..$length]" = "$argv"
end

# whether no command below this one has been chosen yet
function __nianbao_at
    set -l words (commandline -opc)[2..-1]
    test (count $words) -eq (count $argv); and __nianbao_in $argv
end

function __nianbao_lists
    switch $argv[1]
"""
_TAIL = """\
    end
end

complete -c nianbao -e
"""


def script(program: Command, lists: Lists) -> str:
    """The whole script."""
    return _HEAD + "".join(_lists(lists)) + _TAIL + "".join(f"{line}\n" for line in _lines(program))


def _lists(lists: Lists) -> Iterator[str]:
    for key, words in lists.items():
        yield f"        case {key}\n            printf '%s\\t%s\\n' \\\n"
        yield " \\\n".join(f"                {_quoted(word)} {_quoted(means)}" for word, means in words.items()) + "\n"


def _lines(command: Command) -> Iterator[str]:
    """The options, arguments and commands of a command, and those below it."""
    at, inside = _condition("at", command), _condition("at" if command.below else "in", command)
    for each in command.below:
        yield f"complete -c nianbao -n {at} -f -a {each.words[-1]} -d {_quoted(each.help)}"
    for option in command.options:
        names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
        yield f"complete -c nianbao -n {inside} {names}{_value(option)} -d {_quoted(option.help)}"
    for argument in command.positionals:
        offered = _offered(argument)
        yield f"complete -c nianbao -n {inside} {f'-f -a {offered}' if offered else '-F'}"
    for each in command.below:
        yield from _lines(each)


def _condition(name: str, command: Command) -> str:
    return _quoted(" ".join((f"__nianbao_{name}", *command.words)))


def _value(option: Argument) -> str:
    """What stands behind an option: one of some words, a word or a file, a file."""
    if option.flag:
        return ""
    offered = _offered(option)
    if not offered:
        return " -r -F"
    return f" -r -F -a {offered}" if option.listed in ("profiles", "formats", "data", "listings") else f" -x -a {offered}"


def _offered(argument: Argument) -> str:
    if argument.values:
        return _quoted(" ".join(argument.values))
    if not argument.listed:
        return ""
    listed = f"__nianbao_lists {argument.listed}"
    return _quoted(f"(__fish_complete_list , '{listed}')" if argument.many else f"({listed})")


def _quoted(words: str) -> str:
    return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'"
