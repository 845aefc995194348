"""Older trees put into the scheme of the current UD_Polish-PDB, by an ordered list of named rules.

The training file holds sentences of several releases. What a release did otherwise was found by comparing,
relation by relation, sentences that only the current scheme can have written with sentences that only an
older one can. A rule changes one word and sees its head; what no rule can tell is left to the network,
which is told the origin of each sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from training.corpora import Tree, Word

CURRENT, OLDER, PUD, LFG, SZ = "current", "older", "PUD", "LFG", "SZ"
ORIGINS = (CURRENT, OLDER, PUD, LFG, SZ)

ANIMACY = {"SubGender=Masc1": "Animacy=Hum", "SubGender=Masc2": "Animacy=Nhum", "SubGender=Masc3": "Animacy=Inan"}
DROPPED = ("Clitic=", "Pun=")
ABBREVIATED = {
    "na_przykład": "ADV", "między_innymi": "ADV", "to_jest": "ADV", "w_sprawie": "ADV", "około": "PART",
    "tak_zwany": "ADJ", "święty": "ADJ", "do_spraw": "ADP",
}  # fmt: skip
"""Parts of speech of abbreviations; all others are nouns, and single letters names."""
ASKING = ("czy", "czyżby", "by", "no")
"""Particles that stay `advmod`; all others are `advmod:emph`."""

Rule = Callable[[Word, "Word | None"], Word]


def origin_of(tree: Tree, extra: bool = False) -> str:
    """Which release a tree came from, as far as its own words tell: a tree that shows nothing old is current."""
    if extra:
        return SZ if re.match(r"(train|dev|test)-s\d", tree.id) else LFG
    if tree.id.startswith(("w", "n")):
        return PUD
    return OLDER if any(map(_older, tree.words)) else CURRENT


def harmonise(tree: Tree, origin: str) -> Tree:
    """The tree with every rule applied to every word."""
    if origin == CURRENT:
        return tree
    words = []
    for word in tree.words:
        head = tree.words[word.head - 1] if word.head else None
        for rule in RULES if origin in (OLDER, PUD) else FEATURE_RULES:
            word = rule(word, head)
        words.append(word)
    return tree._replace(words=words)


def _kind(word: Word) -> str:
    return word.xpos.split(":")[0]


def _older(word: Word) -> bool:
    """Whether only an older release writes a word so."""
    marks = ("Clitic=Yes", "ConjType=Cmpr", "PunctType=Hyph", "Pun=")
    return (
        (word.upos == "PART" and word.relation == "advmod" and word.lemma not in ASKING)
        or (word.relation == "acl" and _kind(word) in ("ppas", "pact"))
        or (word.upos == "X" and _kind(word) in ("brev", "dig"))
        or (word.upos == "ADJ" and word.relation == "flat")
        or word.relation == "obl:cmp"
        or any(mark in word.feats for mark in marks)
    )


def features(word: Word, _head: Word | None) -> Word:
    """Features that bear another name now, or none."""
    kept = [ANIMACY.get(f, f) for f in word.feats.split("|") if f and not f.startswith(DROPPED)]
    renamed = {"PunctType=Hyph": "PunctType=Dash"} if word.form == "-" else {}
    renamed |= {"ConjType=Cmpr": "ConjType=Comp"}
    if word.upos == "DET":
        renamed["NumType=Card"] = ""
    new = [renamed.get(f, f) for f in kept]
    return word._replace(feats="|".join(sorted((f for f in new if f), key=str.lower)))


def particle_tag(word: Word, _head: Word | None) -> Word:
    """`qub` is `part` now."""
    return word._replace(xpos="part" + word.xpos[3:]) if _kind(word) == "qub" else word


def abbreviation(word: Word, _head: Word | None) -> Word:
    """An abbreviation has the part of speech of what it stands for."""
    if _kind(word) != "brev":
        return word
    lemma = word.lemma.replace(" ", "_")
    letter = lemma[:1].isupper() and len(lemma) <= 2
    upos = ABBREVIATED.get(lemma, "PROPN" if letter else "NOUN") if word.upos == "X" else word.upos
    return word._replace(lemma=lemma, upos=upos, feats="Abbr=Yes")


def emphasis(word: Word, _head: Word | None) -> Word:
    """Particles that stress or doubt: `już`, `tylko`, `na przykład`."""
    particle = word.upos == "PART" and word.relation == "advmod" and word.lemma not in ASKING
    inserted = word.relation == "parataxis:insert"
    short = inserted and (word.upos in ("ADP", "PART", "ADV") or word.lemma in ABBREVIATED)
    return word._replace(relation="advmod:emph") if particle or short else word


def participle(word: Word, _head: Word | None) -> Word:
    """A participle modifies as adjectives do."""
    acl = word.relation == "acl" and _kind(word) in ("ppas", "pact")
    return word._replace(relation="amod") if acl else word


def flat(word: Word, head: Word | None) -> Word:
    """`flat` only joins names; adjectives and nouns of dates and titles have relations of their own."""
    if word.relation != "flat" or _kind(word) in ("frag", "ign") or head is None:
        return word
    if word.upos == "ADJ":
        return word._replace(relation="amod:flat")
    noun = word.upos in ("NOUN", "X") and head.upos in ("NOUN", "ADJ", "PROPN")
    return word._replace(relation="nmod:flat") if noun else word


def comparison(word: Word, head: Word | None) -> Word:
    """What is compared hangs on verbs, adjectives and adverbs as a clause, on nouns as theirs."""
    if word.relation != "obl:cmp" or head is None:
        return word
    if word.upos == "ADV" and head.upos == "VERB":
        return word._replace(relation="advmod:cmp")
    clause = head.upos in ("VERB", "ADV", "ADJ")
    return word._replace(relation="advcl:cmp" if clause else "acl:cmp")


FEATURE_RULES: Sequence[Rule] = (features, particle_tag, abbreviation)
RULES: Sequence[Rule] = (*FEATURE_RULES, emphasis, participle, flat, comparison)
