"""The scores of words, sentences and trees, on cases small enough to count by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from evaluation import ModelError, load_model, syntax
from training.corpora import Tree, read_conllu

CONLLU = """# sent_id = made-1
# text = Byłem tam.
1-2\tByłem\t_\t_\t_\t_\t_\t_\t_\t_
1\tBył\tbyć\tVERB\tpraet\tMood=Ind|Number=Sing\t0\troot\t_\t_
2\tem\tbyć\tAUX\taglt\tNumber=Sing\t1\taux:clitic\t_\t_
3\ttam\ttam\tADV\tadv\t_\t1\tadvmod\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\tinterp\t_\t1\tpunct\t_\t_

# sent_id = made-2
# text = On śpi.
1\tOn\ton\tPRON\tppron3\tNumber=Sing\t2\tnsubj\t_\t_
2\tśpi\tspać\tVERB\tfin\tMood=Ind\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\tinterp\t_\t2\tpunct\t_\t_
"""

WORDS = ["Był", "em", "tam", ".", "On", "śpi", "."]
SPACES = [False, True, False, True, True, False, False]


@pytest.fixture
def trees(tmp_path: Path) -> list[Tree]:
    path = tmp_path / "made.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return read_conllu(path)


def annotated(words: list[str], spaces: list[bool], trees: list[Tree]) -> Doc:
    """A Doc whose words are annotated as those of the trees."""
    all_words = [word for tree in trees for word in tree.words]
    firsts = [first for first, tree in zip(_firsts(trees), trees, strict=True) for _ in tree.words]
    return Doc(
        spacy.blank("xx").vocab,
        words=words,
        spaces=spaces,
        pos=[word.upos for word in all_words],
        tags=[word.xpos for word in all_words],
        morphs=[word.feats for word in all_words],
        lemmas=[word.lemma for word in all_words],
        deps=[word.relation for word in all_words],
        heads=[
            first + word.head - 1 if word.head else place
            for place, (first, word) in enumerate(zip(firsts, all_words, strict=True))
        ],
    )


def _firsts(trees: list[Tree]) -> list[int]:
    return [sum(len(tree.words) for tree in trees[:place]) for place in range(len(trees))]


def copying(trees: list[Tree]) -> Language:
    """A pipeline that knows the words of the trees and annotates them rightly."""
    nlp = spacy.blank("xx")
    nlp.tokenizer = lambda _: Doc(nlp.vocab, words=WORDS, spaces=SPACES)
    by_form = {tree.words[0].form: tree for tree in trees}

    @Language.component("copied")
    def copied(doc: Doc) -> Doc:
        spaces = [bool(token.whitespace_) for token in doc]
        return annotated([t.text for t in doc], spaces, trees if len(doc) == len(WORDS) else [by_form[doc[0].text]])

    nlp.add_pipe("copied")
    return nlp


def changed(trees: list[Tree], place: int, **fields: object) -> list[Tree]:
    """The trees with a word of the first one changed."""
    words = list(trees[0].words)
    words[place] = words[place]._replace(**fields)
    return [trees[0]._replace(words=words), *trees[1:]]


def figures(trees: list[Tree], said: Doc) -> dict[str, float]:
    """The scores of a Doc against the trees."""
    return syntax.scores([(syntax._gold(trees, said.text), syntax._said(said))])


def test_a_pipeline_that_says_the_truth_reaches_all(trees: list[Tree]) -> None:
    nlp = copying(trees)
    given = syntax.on_given_words(nlp, trees)
    assert given == dict.fromkeys(syntax.FIGURES, 100.0)
    assert syntax.on_raw_text(nlp, trees) == given | {"words": 100.0, "sentences": 100.0}


def test_one_wrong_head_costs_attachment_alone(trees: list[Tree]) -> None:
    made = figures(trees, annotated(WORDS, SPACES, changed(trees, 3, head=3)))
    right = pytest.approx(100 * 6 / 7)
    assert (made["uas"], made["las"], made["las_core"]) == (right, right, right)
    assert made["upos"] == made["lemma"] == made["sentences"] == 100.0


def test_the_part_behind_the_colon_counts_for_las_alone(trees: list[Tree]) -> None:
    made = figures(trees, annotated(WORDS, SPACES, changed(trees, 1, relation="aux")))
    assert (made["uas"], made["las_core"]) == (100.0, 100.0)
    assert made["las"] == pytest.approx(100 * 6 / 7)


def test_features_count_as_a_set_and_all_of_them(trees: list[Tree]) -> None:
    said = annotated(WORDS, SPACES, trees)
    said[0].set_morph("Number=Sing|Mood=Ind")
    assert figures(trees, said)["feats"] == 100.0
    said[2].set_morph("AdpType=Prep")
    assert figures(trees, said)["feats"] == pytest.approx(100 * 6 / 7)


def test_a_word_cut_otherwise_is_lost_with_those_that_hang_on_it(trees: list[Tree]) -> None:
    """`Byłem` in one piece: 6 words said, 7 to find, 5 of them the same; two of the five hang on `Był`."""
    first, second = trees
    whole = [word._replace(head=min(word.head, 1)) for place, word in enumerate(first.words) if place != 1]
    made = figures(trees, annotated(["Byłem", *WORDS[2:]], SPACES[1:], [first._replace(words=whole), second]))
    assert made["words"] == made["lemma"] == pytest.approx(100 * 2 * 5 / 13)
    assert made["uas"] == made["las"] == pytest.approx(100 * 2 * 3 / 13)
    assert made["sentences"] == 100.0


def test_two_sentences_taken_for_one_are_none(trees: list[Tree]) -> None:
    said = annotated(WORDS, SPACES, trees)
    said[5].head, said[5].dep_ = said[0], "parataxis"
    assert [sentence.text for sentence in said.sents] == [said.text]
    made = figures(trees, said)
    assert (made["words"], made["sentences"]) == (100.0, 0.0)
    assert made["uas"] == pytest.approx(100 * 6 / 7)


def test_blank_tokens_are_no_words(trees: list[Tree]) -> None:
    """A line's end between the sentences opens the second one, and that one's first word hangs on it."""
    words, spaces = [*WORDS[:4], "\n", *WORDS[4:]], [*SPACES[:4], False, *SPACES[4:]]
    said = Doc(spacy.blank("xx").vocab, words=words, spaces=spaces, heads=[0, 0, 0, 0, 6, 4, 6, 6], deps=["dep"] * 8)
    made = syntax._said(said)
    assert [sentence.text for sentence in said.sents] == ["Byłem tam.", "\nOn śpi."]
    assert made.sentences == syntax._gold(trees, said.text).sentences == {(0, 10), (12, 19)}
    assert len(made.nodes) == 7
    assert made.nodes[(12, 14)].head == (15, 18)


def test_gold_forms_that_are_not_the_text_are_refused(trees: list[Tree]) -> None:
    with pytest.raises(ValueError, match="made-2: 'śpi' is not next"):
        syntax._gold(trees, "Byłem tam. On nie śpi.")


def test_a_model_that_is_not_there_is_said_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"holds no trained model.*--model"):
        load_model(tmp_path)
