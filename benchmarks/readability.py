"""How hard is the English of the notebooks?

One run prints a Markdown table, a row for each notebook source: what the Markdown
cells say, and what an exercise says back (next question, hints, explanation). Left
out are code, headings, tables, addresses, further reading and items of lists that
are no sentences, for short pieces make any text look easy; a name in code counts as
one short word. The formulas are textstat's: Flesch reading ease (higher is easier;
60 to 70 is plain English) and Flesch-Kincaid grade (years at an American school; the
course aims at 8 or lower).

    python benchmarks/readability.py
    python benchmarks/readability.py --longest 28     # and every sentence over 28 words
"""

import argparse
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import textstat
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kit import places
from kit.authoring import source
from kit.authoring.source import Source

CODE = "This"
LEFT_OUT = "Further reading"
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
HTML = re.compile(r"</?(details|summary)>")
NUMBER = re.compile(r"^\d+\. |(?<=\d)\.(?=\d)")  # their points end no sentence
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”)]*\s+(?=[\"“(]*[A-Z0-9])")


def prose(notebook: Source) -> Iterator[str]:
    """Go through the blocks of text that a reader meets."""
    for cell in notebook.cells:
        heading = HEADING.search(cell.text)
        if cell.role == "markdown" and not (heading and heading[1] == LEFT_OUT):
            yield from blocks(cell.text)


def feedback(notebook: Source) -> Iterator[str]:
    """Go through what exercises say back to a student."""
    for task in notebook.tasks.values():
        exercise = task.exercise
        mistakes = [mistake["hint"] for mistake in exercise.mistakes]
        for text in [exercise.ask, *exercise.hints, *mistakes, exercise.explain]:
            yield from blocks(text)


def blocks(text: str) -> Iterator[str]:
    """Take the paragraphs and items that hold sentences out of Markdown."""
    tokens = MarkdownIt("commonmark").enable("table").parse(HTML.sub("\n\n", text))
    for before, token in pairwise(tokens):
        if token.type == "inline" and before.type == "paragraph_open":
            said = NUMBER.sub("", " ".join("".join(words(token.children or [])).split()))
            if said.rstrip('"”)').endswith((".", "!", "?", ":")):
                yield said


def words(tokens: list[Token]) -> Iterator[str]:
    """Give the text of a paragraph, without addresses."""
    address = False
    for token in tokens:
        if token.type in ("link_open", "link_close"):
            address = token.type == "link_open" and token.markup == "autolink"
        elif token.type == "code_inline":
            yield CODE
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif not address and token.type == "text":
            yield token.content


def row(name: str, said: list[str], answered: list[str]) -> str:
    """Measure one notebook."""
    text, back = " ".join(said), " ".join(answered)
    figures = [
        f"{textstat.lexicon_count(text):,}",
        f"{textstat.lexicon_count(text) / len(sentences(said)):.1f}",
        f"{textstat.flesch_reading_ease(text):.0f}",
        f"{textstat.flesch_kincaid_grade(text):.1f}",
        f"{textstat.flesch_kincaid_grade(back):.1f}" if back else "-",
    ]
    return f"| {name} | {' | '.join(figures)} |"


def sentences(said: list[str]) -> list[str]:
    """Cut blocks into sentences."""
    return [each for block in said for each in SENTENCE_END.split(block)]


def main() -> None:
    """Print the table and, if asked, the long sentences."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--longest", type=int, metavar="WORDS", help="list sentences above")
    given = parser.parse_args()
    files = sorted(Path(places.sources(places.course())).glob("*.md"))
    notebooks = {each.name: each for each in source.read_all(files)}
    said = {name: list(prose(each)) for name, each in notebooks.items()}
    back = {name: list(feedback(each)) for name, each in notebooks.items()}
    head = "notebook | words | words a sentence | reading ease | grade | grade of the feedback"
    print(f"| {head} |\n|---|---|---|---|---|---|")
    for name in notebooks:
        print(row(name, said[name], back[name]))
    everything = [block for blocks in said.values() for block in blocks]
    print(row("**all**", everything, [block for blocks in back.values() for block in blocks]))
    if given.longest:
        for name in notebooks:
            for each in sentences(said[name] + back[name]):
                if (count := len(each.split())) > given.longest:
                    print(f"{name}: {count} words: {each}")


if __name__ == "__main__":
    main()
