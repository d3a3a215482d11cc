"""The completion script for bash, 3.2 and later; where nothing of the program's own fits, bash completes files."""

from __future__ import annotations

from collections.abc import Iterator

from linter.cli.completion import Argument, Command, Lists, every, joined, quoted

_HEAD = """\
# bash completion for nianbao; made by: nianbao completion bash

_nianbao() {
    local IFS=$' \\t\\n' words=() word glued='' count=0 number
    # bash takes --output=json and json=FILE apart at the sign; here they are put together again
    for ((number = 1; number <= COMP_CWORD; number++)); do
        word=${COMP_WORDS[number]}
        if [[ $count -gt 0 && ( $word == = || -n $glued ) ]]; then
            words[count - 1]+=$word
        else
            words[count++]=$word
        fi
        glued=''
        [[ $word == = ]] && glued=1
    done

    local current='' before='' command=${words[0]-} values='' listed='' fixed='' only='' reply
    ((count > 0)) && current=${words[count - 1]}
    ((count > 1)) && before=${words[count - 2]}
    ((count > 1)) || command=''
    case $command in
"""
_MIDDLE = """\
    esac

    if [[ $current == --*=* ]]; then
        before=${current%%=*}
        fixed=$before=
        current=${current#*=}
    fi
    case "$command $before" in
"""
_ARGUMENTS = """\
        *)
            if [[ $current == -* ]]; then
                listed=options
            else
                listed=arguments
            fi ;;
    esac
    case "$command $listed" in
"""
_TAIL = """\
    esac
    case $listed in
"""
_END = """\
    esac

    if [[ $only == many && $current == *,* ]]; then
        fixed+=${current%,*},
        current=${current##*,}
    fi
    COMPREPLY=()
    while IFS= read -r reply; do
        [[ -n $reply ]] && COMPREPLY+=("$fixed$reply")
    done < <(compgen -W "$values" -- "$current")
    if [[ $only == part && ${#COMPREPLY[@]} -gt 0 ]]; then
        compopt -o nospace 2>/dev/null
    fi
    # what stands in front of the last = is no part of the word that bash replaces
    if [[ $COMP_WORDBREAKS == *=* && ( $fixed == *=* || $current == *=* ) ]]; then
        for number in "${!COMPREPLY[@]}"; do
            COMPREPLY[number]=${COMPREPLY[number]#"${fixed%"${fixed##*=}"}"}
        done
    fi
}

complete -o default -F _nianbao nianbao
"""


def script(program: Command, lists: Lists) -> str:
    """The whole script."""
    return "".join(_pieces(program, lists))


def _pieces(program: Command, lists: Lists) -> Iterator[str]:
    yield _HEAD
    for command in program.below:
        if command.below:
            names = "|".join(each.words[-1] for each in command.below)
            chosen = f'case ${{words[1]}} in {names}) command+=" ${{words[1]}}" ;; esac'
            yield f"        {command.words[0]}) ((count > 2)) && {chosen} ;;\n"
    yield _MIDDLE
    for command in every(program):
        for option in command.options:
            if not option.flag:
                names = "|".join(quoted(f"{' '.join(command.words)} {name}") for name in option.names)
                yield f"        {names}) {_values(option)} ;;\n"
    yield _ARGUMENTS
    for command in every(program):
        name = " ".join(command.words)
        options = joined(option for each in command.options for option in each.names)
        yield f"        {quoted(f'{name} options')}) values={options} ;;\n"
        yield f"        {quoted(f'{name} arguments')}) {_positional(command)} ;;\n"
    yield _TAIL
    for key, words in lists.items():
        yield f"        {key}) values={joined(words)} ;;\n"
    yield _END


def _positional(command: Command) -> str:
    if command.below:
        return f"values={joined(each.words[-1] for each in command.below)}"
    return "; ".join(map(_values, command.positionals)) or ":"


def _values(argument: Argument) -> str:
    """What sets the words for an option or an argument; nothing for a file."""
    if argument.values:
        return f"values={joined(argument.values)}"
    if not argument.listed:
        return ":"
    kind = "many" if argument.many else "part" if argument.listed == "limits" else ""
    return f"listed={argument.listed}" + (f" only={kind}" if kind else "")
