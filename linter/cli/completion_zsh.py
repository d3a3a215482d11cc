"""The completion script for zsh, to be read with `source` or put into a folder of `fpath` as `_nianbao`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linter.cli.completion import Argument, Command, Lists, quoted

_HEAD = """\
#compdef nianbao
# zsh completion for nianbao; made by: nianbao completion zsh

"""
# how a list is offered: with what it means beside each word; files behind FORMAT=, and beside the names of profiles
_OFFERS = {
    "": "_describe -t {key} {title} words",
    "formats": "if compset -P '*='; then _files; else _describe -t {key} {title} words; fi",
    "data": "if compset -P '*='; then _files; else _describe -t {key} {title} words; fi",
    "listings": "if compset -P '*='; then _files; else _describe -t {key} {title} words; fi",
    "limits": "_describe -t {key} {title} words -S ''",
    "profiles": "_describe -t {key} {title} words; _files -g '*.toml'",
}
_MANY = "_values -s , 规则 $words"
_TITLES = {
    "rules": "规则", "profiles": "标准", "formats": "格式", "data": "格式", "listings": "格式", "limits": "上限",
    "encodings": "编码",
}  # fmt: skip
_LOCALS = ('    local curcontext="$curcontext" state state_descr line ret=1', "    typeset -A opt_args")
_TAIL = """\
if [ "$funcstack[1]" = _nianbao ]; then
    _nianbao "$@"
else
    compdef _nianbao nianbao
fi
"""


def script(program: Command, lists: Lists) -> str:
    """The whole script."""
    return _HEAD + "\n".join(_pieces(program, lists)) + "\n" + _TAIL


def _pieces(program: Command, lists: Lists) -> Iterator[str]:
    for key, words in lists.items():
        offer = _OFFERS.get(key, _OFFERS[""]).format(key=key, title=_TITLES[key])
        yield _offering(key, (_described(word, means) for word, means in words.items()), offer)
    yield _offering("many_rules", (f"{word}[{_plain(means)}]" for word, means in lists["rules"].items()), _MANY)
    yield from _functions(program)


def _offering(name: str, words: Iterable[str], offer: str) -> str:
    """A function that offers words."""
    told = (f"        {quoted(word)}" for word in words)
    return "\n".join((f"_nianbao_{name}() {{", "    local -a words=(", *told, "    )", f"    {offer}", "}", ""))


def _functions(command: Command) -> Iterator[str]:
    """A function for a command, behind those for the commands below it."""
    for each in command.below:
        yield from _functions(each)
    specs = [quoted(spec) for each in command.arguments for spec in _specs(each)]
    lines = [f"{_name(command)}() {{", *_LOCALS]
    if command.below:
        specs += ["'1:命令:->command'", "'*::参数:->arguments'"]
    lines += ["    _arguments -C \\", " \\\n".join(f"        {spec}" for spec in specs) + " && ret=0"]
    if command.below:
        told = [f"                {quoted(_described(each.words[-1], each.help))}" for each in command.below]
        lines += ["    case $state in", "        command)", "            local -a words_below=(", *told, "            )"]
        lines += ["            _describe -t commands 命令 words_below && ret=0 ;;"]
        lines += ["        arguments)", "            case $words[1] in"]
        lines += [f"                {each.words[-1]}) {_name(each)} && ret=0 ;;" for each in command.below]
        lines += ["            esac ;;", "    esac"]
    yield "\n".join((*lines, "    return ret", "}", ""))


def _name(command: Command) -> str:
    return "_".join(("_nianbao", *(("in", *command.words) if command.words else ())))


def _specs(argument: Argument) -> Iterator[str]:
    """What _arguments is told of an option or an argument, a word for each of its names."""
    about = _plain(argument.help)
    if not argument.names:
        yield f"*:{_plain(argument.metavar)}:{_action(argument)}"
    others = " ".join(argument.names)
    before = "*" if argument.again else f"({others})"
    for name in argument.names:
        if argument.flag:
            yield f"{before}{name}[{about}]"
        else:
            sign = "=" if name.startswith("--") else ""
            yield f"{before}{name}{sign}[{about}]:{_plain(argument.metavar)}:{_action(argument)}"


def _action(argument: Argument) -> str:
    if argument.values:
        return f"({' '.join(argument.values)})"
    if argument.listed:
        return f"_nianbao_many_{argument.listed}" if argument.many else f"_nianbao_{argument.listed}"
    return "_files"


def _plain(words: str) -> str:
    """Words in which nothing is a sign."""
    for sign in "\\[]:":
        words = words.replace(sign, f"\\{sign}")
    return words


def _described(word: str, means: str) -> str:
    """A word with what it means, as _describe takes it."""
    return f"{word}:{means}" if means else word
