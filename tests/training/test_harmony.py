"""Older trees in the current scheme: each rule on a tree of its own."""

from __future__ import annotations

import pytest

from training.corpora import Tree, Word
from training.harmony import CURRENT, LFG, OLDER, ORIGINS, PUD, SZ, features, harmonise, origin_of

NOUN = Word("dom", "dom", "NOUN", "subst:sg:nom:m3", "Case=Nom", 0, "root", True)
VERB = NOUN._replace(form="biegnie", lemma="biec", upos="VERB", xpos="fin:sg:ter:imperf", feats="")


def word(form: str, upos: str, xpos: str, relation: str, lemma: str = "", feats: str = "") -> Word:
    """A word that hangs on the first of its tree."""
    return Word(form, lemma or form, upos, xpos, feats, 1, relation, True)


def tree(*words: Word, id: str = "train-1") -> Tree:
    return Tree(id, " ".join(w.form for w in words), list(words), [])


def harmonised(head: Word, dependent: Word, origin: str = OLDER) -> Word:
    """The dependent as it stands in the current scheme."""
    made = harmonise(tree(head, dependent), origin)
    assert (made.id, made.text, len(made.words)) == ("train-1", f"{head.form} {dependent.form}", 2)
    assert (made.words[1].form, made.words[1].head) == (dependent.form, dependent.head)
    return made.words[1]


OLD_WORDS = [
    word("już", "PART", "qub", "advmod"),
    word("zbudowany", "ADJ", "ppas:sg:nom:m3", "acl"),
    word("prof", "X", "brev:pun", "nmod", "profesor", "Abbr=Yes|Pun=Yes"),
    word("drugi", "ADJ", "adj:sg:nom:m3:pos", "flat"),
    word("niż", "NOUN", "subst:sg:nom:f", "obl:cmp"),
    word("ś", "AUX", "aglt:sg:sec", "aux:clitic", "być", "Clitic=Yes"),
    word("2", "X", "dig", "nummod"),
    word("-", "PUNCT", "interp", "punct", feats="PunctType=Hyph"),
    word("niż", "SCONJ", "comp", "mark", feats="ConjType=Cmpr"),
]


@pytest.mark.parametrize("old", OLD_WORDS, ids=lambda w: f"{w.form}-{w.relation}")
def test_a_word_that_only_an_older_release_writes_tells_the_origin(old: Word) -> None:
    assert origin_of(tree(NOUN, VERB)) == CURRENT
    assert origin_of(tree(NOUN, old)) == OLDER


@pytest.mark.parametrize(
    "new",
    [
        word("czy", "PART", "part", "advmod"),
        word("już", "PART", "part", "advmod:emph"),
        word("zbudowany", "ADJ", "ppas:sg:nom:m3", "amod"),
        word("biegnie", "VERB", "fin:sg:ter:imperf", "acl"),
        word("prof", "NOUN", "brev:pun", "nmod", "profesor", "Abbr=Yes"),
        word("de", "X", "frag", "flat"),
    ],
    ids=lambda w: f"{w.form}-{w.relation}",
)
def test_a_word_of_the_current_scheme_does_not(new: Word) -> None:
    assert origin_of(tree(NOUN, new)) == CURRENT


@pytest.mark.parametrize(
    ("id", "extra", "origin"),
    [
        ("n01001011", False, PUD), ("w05010027", False, PUD), ("train-s1", False, CURRENT), ("", False, CURRENT),
        ("train-s19", True, SZ), ("dev-s2", True, SZ), ("train-193", True, LFG), ("sent-s1", True, LFG),
    ],
)  # fmt: skip
def test_some_identifiers_tell_the_origin(id: str, extra: bool, origin: str) -> None:
    assert origin_of(tree(NOUN, id=id), extra) == origin


def test_every_origin_has_a_number() -> None:
    assert sorted(ORIGINS) == sorted({CURRENT, OLDER, PUD, LFG, SZ})


def test_a_current_tree_stays_as_it_is() -> None:
    whole = tree(NOUN, *OLD_WORDS)
    assert harmonise(whole, CURRENT) == whole


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("SubGender=Masc1", "Animacy=Hum"),
        ("Case=Nom|Gender=Masc|SubGender=Masc3", "Animacy=Inan|Case=Nom|Gender=Masc"),
        ("SubGender=Masc2|Number=Sing", "Animacy=Nhum|Number=Sing"),
        ("Clitic=Yes|Number=Sing", "Number=Sing"),
        ("Pun=No", ""),
        ("ConjType=Cmpr", "ConjType=Comp"),
        ("NumType=Card", "NumType=Card"),
        ("PunctType=Hyph", "PunctType=Hyph"),
        ("", ""),
    ],
)
def test_features(before: str, after: str) -> None:
    assert features(NOUN._replace(feats=before), None).feats == after


def test_features_of_dashes_and_determiners() -> None:
    hyphen = word("-", "PUNCT", "interp", "punct", feats="PunctType=Hyph")
    assert harmonised(NOUN, hyphen).feats == "PunctType=Dash"
    many = word("wiele", "DET", "num:pl:acc:m3:rec", "det:numgov", feats="Case=Acc|NumType=Card")
    assert harmonised(NOUN, many).feats == "Case=Acc"


def test_features_stand_in_the_order_of_the_alphabet_whatever_their_case() -> None:
    assert (
        features(NOUN._replace(feats="Number=Sing|advType=X|Case=Nom"), None).feats == "advType=X|Case=Nom|Number=Sing"
    )


def test_particles_bear_their_present_tag() -> None:
    assert harmonised(VERB, word("nie", "PART", "qub", "advmod:neg")).xpos == "part"
    assert harmonised(VERB, word("by", "AUX", "qub:x", "aux:cnd")).xpos == "part:x"
    assert harmonised(VERB, word("dom", "NOUN", "subst:sg:nom:m3", "obj")).xpos == "subst:sg:nom:m3"


@pytest.mark.parametrize(
    ("lemma", "upos", "wanted"),
    [
        ("profesor", "X", "NOUN"), ("na przykład", "X", "ADV"), ("święty", "X", "ADJ"), ("do spraw", "X", "ADP"),
        ("J", "X", "PROPN"), ("Jan", "X", "NOUN"), ("rok", "ADV", "ADV"),
    ],
)  # fmt: skip
def test_abbreviations_are_what_they_stand_for(lemma: str, upos: str, wanted: str) -> None:
    made = harmonised(NOUN, word("x", upos, "brev:pun", "nmod", lemma, "Abbr=Yes|Pun=Yes"))
    assert (made.upos, made.lemma, made.feats) == (wanted, lemma.replace(" ", "_"), "Abbr=Yes")


@pytest.mark.parametrize(
    ("particle", "relation"),
    [
        (word("już", "PART", "qub", "advmod"), "advmod:emph"),
        (word("czy", "PART", "qub", "advmod"), "advmod"),
        (word("szybko", "ADV", "adv", "advmod"), "advmod"),
        (word("chyba", "PART", "qub", "parataxis:insert"), "advmod:emph"),
        (word("np", "X", "brev:pun", "parataxis:insert", "na przykład"), "advmod:emph"),
        (word("sądzę", "VERB", "fin:sg:pri:imperf", "parataxis:insert"), "parataxis:insert"),
    ],
)
def test_particles_that_stress(particle: Word, relation: str) -> None:
    assert harmonised(VERB, particle).relation == relation


@pytest.mark.parametrize(
    ("xpos", "relation"), [("ppas:sg:nom:m3", "amod"), ("pact:sg:nom:m3", "amod"), ("fin:sg:ter:imperf", "acl")]
)
def test_participles_modify_as_adjectives_do(xpos: str, relation: str) -> None:
    assert harmonised(NOUN, word("x", "ADJ", xpos, "acl")).relation == relation


@pytest.mark.parametrize(
    ("dependent", "head", "relation"),
    [
        (word("drugi", "ADJ", "adj:sg:nom:m3:pos", "flat"), NOUN, "amod:flat"),
        (word("drugi", "ADJ", "adj:sg:nom:m3:pos", "flat"), VERB, "amod:flat"),
        (word("maja", "NOUN", "subst:sg:gen:m3", "flat"), NOUN, "nmod:flat"),
        (word("maja", "NOUN", "subst:sg:gen:m3", "flat"), VERB, "flat"),
        (word("Kowalski", "PROPN", "subst:sg:nom:m1", "flat"), NOUN, "flat"),
        (word("de", "X", "frag", "flat"), NOUN, "flat"),
    ],
)
def test_flat_joins_names_alone(dependent: Word, head: Word, relation: str) -> None:
    assert harmonised(head, dependent).relation == relation


@pytest.mark.parametrize(
    ("upos", "head", "relation"),
    [
        ("NOUN", VERB, "advcl:cmp"), ("NOUN", VERB._replace(upos="ADJ"), "advcl:cmp"), ("NOUN", NOUN, "acl:cmp"),
        ("ADV", VERB, "advmod:cmp"), ("ADV", NOUN, "acl:cmp"), ("ADV", VERB._replace(upos="ADV"), "advcl:cmp"),
    ],
)  # fmt: skip
def test_what_is_compared(upos: str, head: Word, relation: str) -> None:
    assert harmonised(head, word("x", upos, "x", "obl:cmp")).relation == relation


@pytest.mark.parametrize(("origin", "changed"), [(OLDER, True), (PUD, True), (LFG, False), (SZ, False)])
def test_relations_are_changed_in_older_releases_of_the_same_treebank_alone(origin: str, changed: bool) -> None:
    particle = word("już", "PART", "qub", "advmod", feats="Pun=Yes")
    made = harmonised(VERB, particle, origin)
    assert (made.xpos, made.feats) == ("part", "")
    assert made.relation == ("advmod:emph" if changed else "advmod")


def test_the_root_has_no_head_to_look_at() -> None:
    flat, compared = NOUN._replace(relation="flat"), NOUN._replace(relation="obl:cmp")
    assert harmonise(tree(flat, compared), OLDER).words == [flat, compared]


def test_nothing_older_is_left_in_a_tree_put_right() -> None:
    left = harmonise(tree(NOUN, *OLD_WORDS[:-3], *OLD_WORDS[-2:]), OLDER)
    assert origin_of(left) == CURRENT
