"""Codes about files and the YAML in them."""

from __future__ import annotations

from wargame.scenario.authoring.codes.told import Told

TITLE = "Reading files"
CODES: dict[str, Told] = {
    "missing-file": Told(
        "A file that is named doesn't exist, neither in the scenario's folder nor among the shipped documents.",
        "A scenario that lacks a part can't be played.",
        "Correct the name; names are relative to the scenario's folder, with forward slashes.",
    ),
    "outside-folder": Told(
        "A name leads out of the scenario's folder.",
        "A scenario from somebody else must not be able to read other files of yours.",
        "Put the file below the scenario's folder, or use a shipped one by its plain name.",
    ),
    "not-a-file": Told(
        "The name is that of a folder, a pipe or a device.",
        "Reading it might never end.",
        "Give a regular file.",
        "`wargame check /dev/zero`",
    ),
    "not-readable": Told(
        "The disk refuses to hand the file out, or its name is no text.",
        "Nothing can be said of a file that can't be read.",
        "Look at its permissions, or rename it.",
        "a file without read permission",
    ),
    "not-utf-8": Told(
        "The file holds bytes that are no text in UTF-8.",
        "Dutch and Ukrainian names would turn to nonsense.",
        "Save it as UTF-8.",
    ),
    "empty-file": Told("There is nothing in the file.", "It was probably cut off.", "Restore it, or take it away."),
    "file-too-large": Told(
        "The file is larger than 4 MB.",
        "The time a check takes is bounded.",
        "Split it.",
        "a file of 5 MB",
    ),
    "no-documents": Told(
        "The folder holds no YAML file.",
        "Probably another folder was meant.",
        "Give the right folder.",
        "`wargame check` of an empty folder",
    ),
    "too-many-files": Told(
        "More than 200 documents.",
        "The time a check takes is bounded.",
        "Check a smaller folder.",
        "a folder of 300 YAML files",
    ),
    "no-such-scenario": Told(
        "There is no file or shipped scenario of this name.",
        "The nearest name is offered.",
        "Correct it; `wargame list` shows what is shipped.",
        "`wargame check moderatee`",
    ),
    "no-such-rules": Told(
        "There is no rules file of this name.",
        "The nearest name is offered.",
        "Correct it.",
        "a battle computed by rules that don't exist",
    ),
    "yaml-syntax": Told(
        "The text is no YAML.",
        "Nothing after the mistake can be read.",
        "Look at the place, and at the line before it: indentation, a missing quote or bracket.",
    ),
    "several-documents": Told(
        "A second document starts in the same file (`---`).",
        "It would be overlooked.",
        "One file, one document.",
    ),
    "too-deep": Told("More than 50 levels of nesting.", "No document needs them.", "Simplify."),
    "too-many-values": Told(
        "More than 40,000 values in one file.",
        "The time a check takes is bounded.",
        "Split the file.",
        "a list of a million entries",
    ),
    "too-many-problems": Told(
        "More than 200 problems in one file; reading stopped.",
        "Nobody reads on.",
        "Correct the first ones.",
        "200 duplicate keys",
    ),
    "duplicate-key": Told(
        "A key stands twice in one mapping.",
        "YAML readers silently take the last; the first was meant as well.",
        "Take one out.",
    ),
    "key-not-text": Told(
        "A key is a number, a truth value, a list or a mapping.",
        "Keys are names.",
        "Put it in quotes, or correct it.",
    ),
    "yaml-alias": Told(
        "Anchors (`&x`) and aliases (`*x`) are not read.",
        "A document means what stands in it, and an alias can make gigabytes out of a line.",
        "Write the thing out.",
    ),
    "yaml-merge": Told("Merge keys (`<<`) are not read.", "They are no part of YAML 1.2.", "Write the things out."),
    "yaml-tag": Told(
        "Tags (`!!str`) are not read.",
        "Quotes say the same to everybody.",
        "Leave it out; text goes in quotes.",
    ),
    "yaml-boolean": Told(
        "A bare yes, no, on, off, Yes, NO ... stands where YAML readers differ: text, or true and false.",
        "The country code of Norway becomes false.",
        "Put text in quotes; write true or false for a truth value.",
    ),
    "yaml-octal": Told(
        "A number with a leading zero, or of another base.",
        "To some readers `010` is eight.",
        "Put text in quotes; write a plain number.",
    ),
    "yaml-sexagesimal": Told(
        "Digits with colons, such as 12:30.",
        "Some readers make 750 of it: minutes in base 60.",
        "Put it in quotes.",
    ),
    "yaml-underscore": Told(
        "A number with underscores.",
        "Some readers drop them, others take it for text.",
        "Write it without.",
    ),
    "yaml-exponent": Told(
        "A number such as 1e3 without point or sign.",
        "To YAML 1.1 it is text, to YAML 1.2 a number.",
        "Write 1000, or 1.0e+3.",
    ),
    "yaml-date": Told(
        "A bare date stands where text is wanted.",
        "YAML readers make a moment in time of it.",
        "Put it in quotes.",
    ),
    "not-finite": Told("`.inf` or `.nan` stands for a number.", "Nothing can be computed with it.", "Write a number."),
    "number-too-large": Told(
        "A number that no computer adds up exactly.",
        "It is a slip, or an attack.",
        "Write a smaller one.",
    ),
}
