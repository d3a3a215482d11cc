"""The words of the page of results; the figures come from the measurement."""

OPENING = """\
Written by the benchmark (`make bench`) from its results. Every report is invented: generators write them from a seed, so
the same archives are made anywhere, and nothing of a real office is in them. Other machines give other times; what should
hold anywhere are the ratios and the shape: time grows in step with the number of files, memory hardly does."""

LIMITS = """\
What the program must keep within. A limit that is missed is shown with NO, and makes `make bench ARGUMENTS=--strict` end
with exit code 1. The limits of time are meant for a machine with two processors; limits of one report are medians of
processes that take turns with an empty interpreter."""

ONE = """\
A whole process that checks one text report takes {command} ms; an interpreter that does nothing takes {empty} ms of the same
kind. For the table the program runs with a clock at the bounds of its parts: each moment belongs to the innermost part that
is at work, and imports are counted apart wherever they happen. The figures are medians of fresh processes; together they
are {whole} ms, so the clock itself changes little. Most of it is paid once a run, whatever the number of files: only reading,
parsing, tables, rules and output ({again} ms here) come again with every report, and are shorter then, because the first
report also pays for what rules need once. The program is measured from a checkout that pip installed as editable: looking for
it there takes some ms of every start (`__editable__…` among the imports), which an installed wheel does not have."""

MANY = """\
Every measure is a fresh process: `nianbao check FOLDER --output concise`, its output going to a file, with as many processes as
there are processors. Archives of text hold distinct bodies with reports for three years each, in seven layouts of tables; an
archive of more than ten thousand files has several provinces, no two with a body of the same name. One report in ten has a
digit that is not what it was, so there is something to find and to write. The mixed archive is half web pages (thirteen ways
in which sites publish), a quarter Word files, a quarter PDF files. All files have been read once before, so disks do not
count. What takes less than five seconds is run several times, and the median given. Seconds of processors are those of all
processes together."""

JOBS = """\
The same with another number of processes (`--jobs`). The process that was started shares out the work, puts results in the
order of the files and writes them; the others read and check. So with `--jobs 1` there are two processes, and more workers
than processors gain nothing, but cost little besides their memory."""

MEMORY = """\
The most memory of all processes together, from looking at the whole tree of processes every 30 ms in a run of its own, and
what one report alone takes (there as the operating system tells it of one process, with all that it shares with others).
Results wait on disk, not in memory, and work is handed out when its turn comes; what stays for each file is a few numbers, its
name, and what it is compared by. Where memory is counted as PSS, what the processes share with the program that measures
them, a few MiB of Python itself, counts in part."""

FORMATS = """\
Reading and checking one report in memory, without the start of a process: the report is the same in each format, and
everything behind reading too, so the difference to text is what reading costs. Web pages cost by the markup around each word,
Word files by unpacking and by the cells of their tables, PDF files by putting characters together to lines and ruled lines
together to tables."""

CACHE = """\
With `--cache` the result of every file is kept under what it depends on: the content of the file, version, rules and
configuration. The second run reads every file to see that it is the same, and takes the rest from the cache; which reports
are held against which is found anew. The first run is slower by what it writes."""

EXTRACT = """\
`nianbao extract FOLDER --output FORMAT=FILE`: the sections and all cells of the three tables as data. There are no rules to
check; most of the time goes into reading and, in the first process, into writing the rows."""

CLUSTER = """\
`--cluster` with a scheduler and two workers with one thread each on the same machine, started before the measurement. Here
it can only cost: contents of files travel through sockets, and scheduler and workers need processors and memory of their own. It
is for archives that one machine is too small for. Memory is that of the run, the scheduler and the workers together."""

OTHERS = """\
The same {files} text files, given to programs that people use on such texts already. **They do other work**: none of them
knows the form, adds up a column or compares two reports, and this program knows nothing of theirs. The ratios are only for
scale: what a run takes beside a tool whose speed is known. Each is a whole process with its start, output to a file; `nianbao`
with one worker is the measure."""

SPEED = """\
- **Rules lie ready.** The rules are TOML; their JSON, made ahead, is read in an eighth of the time, and only while it belongs
  to the TOML as it stands.
- **Grammars lie ready.** The LALR tables of both grammars are JSON too, so lark is imported only after a grammar was edited.
- **Patterns lie ready.** What Python's `re` compiles of the program's patterns is shipped for several versions of Python and
  handed to it at the start; compiling them took longer than checking a report.
- **Nothing is imported that a run does not need:** readers by format, outputs by name, configurations only where there is one,
  the command line only for the command that was named.
- **A report is read once.** For comparing years and bodies, tables and words are filed in a packed form. Rules that wait for
  last year's report are tried on what is filed; only a report in which they find something is read again.
- **Copies are found by sketches** of their words, not by holding every report against every other.
- **Work goes out in pieces** of up to 32 files; results come back as bytes, and stay bytes on disk until they are written.
- **The cache** keeps results by content, so a second run only reads and compares."""

KNOWN = """\
- One report is mostly start-up: an editor or a commit hook that checks files one by one pays it for each. Give it all files in
  one call.
- A long archive needs room for temporary files, some KiB a report, for as long as the run lasts.
- The first process writes all output, one file after the other. With many processors it is the one that the others wait for,
  for large outputs (`extract`, `html`) first.
- Up to twelve files are done in one process: starting others would take longer.
- PDF and web pages cost several times as much as text. Scanned pages have no text, so they cost little and are told as
  unreadable. Old Word files are converted by LibreOffice, some tenths of a second each; they are not part of the mixed archive.
- A pattern of a user runs on another engine (RE2), which is imported then.
- Archives here are generated: real ones have more text in some reports, more markup in pages, and more to find."""

REPEAT = """\
```sh
make bench                                   # archives of 1,000 and 10,000 texts, 1,000 of mixed formats: some minutes
make bench ARGUMENTS=--all                   # with 100,000 texts: about a quarter of an hour more
make bench ARGUMENTS=--strict                # exit code 1 when a limit is missed
make bench ARGUMENTS="--write docs/performance.md"
python bench/archive.py --sizes 300 --jobs 1,2 --mixed 0
python bench/bench.py                        # one report only
```

Archives are kept in `.bench/` and used again as long as the programs that make them are the same; `make clean` takes them away.
LibreOffice and a Chinese font make the PDF files; without them Word files stand in. The programs compared with come with the
extra `bench`. Nothing else should run on the machine meanwhile, and the cache of the operating system should have room for the
archive (600 MB for 100,000 texts)."""
