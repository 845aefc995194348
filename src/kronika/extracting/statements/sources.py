"""Who is meant by the noun or pronoun that names a source, by syntax: a name, else what is said of the source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kronika.extracting.people import GENDERED, subject_of
from kronika.extracting.statements.lines import COMMA, PARTING, right_of
from kronika.extracting.statements.speakers import Subject
from kronika.languages.analysers import load_analyser
from kronika.languages.pack import Pack
from kronika.records import Analysis, AnnotatedZone, Name, Token

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

PERSON, PLACE = "PER", "LOC"
HUMAN, OFFICE, BODY, DOCUMENT, MEDIUM = "person", "office", "body", "document", "medium"
SAME = ("appos", "flat")
"""Relations of a name that is the same as the noun it hangs on: `rzecznik rządu Jan Nowak`."""
ATTRIBUTES = ("NOUN", "PROPN", "ADJ", "X", "SYM", "ADP")
LONGEST_TITLE = 6
"""Words between quotation marks that may be a name. Chosen."""
CLOSING = frozenset("”“\"»«’'")
FAR = 8
"""Words between an office and the name of who holds it. Chosen, not measured."""
OWN_CLAUSE = ("acl", "advcl", "parataxis", "ccomp", "csubj")
BEHIND_CUE = ("obl", "nmod")
AGREES = ("amod", "nummod", "det:num")


class SourceReader:
    """Reads sources out of the tree of a zone."""

    def __init__(self, pack: Pack) -> None:
        self._forms = load_analyser(pack.analyser).forms
        lists = ("data", "document", "organisation", "body", "hearsay")
        self._speaking = [*(pack.word_list("statements", name) for name in lists), pack.word_list("names", "role")]
        self._oblique = tuple(pack.word_list("statements", "oblique-ending").forms())
        self._quotes = pack.quotes
        self._relational = pack.word_list("names", "relational")
        self._never = pack.word_list("statements", "no-speaker")
        self._media = pack.word_list("statements", "medium-noun")
        self._documents = pack.word_list("statements", "document")
        self._no_place = pack.word_list("statements", "no-attribute")
        self._occasions = pack.word_list("statements", "occasion")
        self._partitives = pack.word_list("statements", "partitive")
        self._several = pack.word_list("statements", "plural-body")
        self._anaphoric = pack.word_list("statements", "anaphoric-body")
        self._bodies = pack.word_list("statements", "organisation")
        self._roles = pack.word_list("names", "role")
        self._indefinite = pack.word_list("names", "indefinite")
        self._groups = pack.word_list("statements", "body")
        self._data = pack.word_list("statements", "data")
        self._place_prepositions = pack.word_list("names", "place-preposition").forms()
        self._hearsay = pack.word_list("statements", "hearsay")
        self.attributive = pack.word_list("statements", "attributive").forms()

    def read(
        self, zone: AnnotatedZone, head: DocToken, *, owner: bool = False, until: int | None = None
    ) -> Subject | None:
        """Who is named, or what is said of the source, at a noun, and where; a pronoun has no name here. `owner` asks
        who speaks in a document, where its words say so; `until` is the first word that belongs to the source no more.
        """
        if zone.tokens[head.i].timed:
            return None
        if "Rel" in head.morph.get("PronType", []):
            return self._antecedent(zone, head, owner)
        if head.pos_ == "PRON" or head.dep_.startswith("det"):
            return self._pronoun(zone, head)
        if head.pos_ not in ("NOUN", "PROPN", "ADJ", "X", "SYM", "NUM", "DET"):
            return None
        if (name := self._name(zone, head)) is not None:
            return _named(zone, name)
        token = zone.tokens[head.i]
        noun = head.pos_ != "ADJ" or self._is_of_people(token, head)
        if self._never.value(token) is not None or not noun:
            return None
        whose = self._owner(zone, head) if owner or self._hearsay.value(token) is not None else None
        if whose is not None:
            return whose
        return None if self._hearsay.value(token) is not None else self._described(zone, head, until)

    def _is_of_people(self, token: Token, head: DocToken) -> bool:
        """Whether an adjective stands for people: `oskarżony`, `strajkujący`, `oblężeni`."""
        listed = any(words.value(token) for words in (self._roles, self._bodies, self._groups, self._partitives))
        several = head.morph.get("Number", []) == ["Plur"] and "Hum" in head.morph.get("Animacy", [])
        return listed or several or token.has("NOUN")

    def _pronoun(self, zone: AnnotatedZone, head: DocToken) -> Subject | None:
        if "Prs" not in head.morph.get("PronType", []) or head.morph.get("Reflex", []):
            return None
        token = zone.tokens[head.i]
        number = next(iter(head.morph.get("Number", [])), None)
        genders = frozenset(head.morph.get("Gender", [])) & GENDERED if number == "Sing" else frozenset[str]()
        return Subject(None, genders, start=token.start, end=token.end, number=number)

    def _antecedent(self, zone: AnnotatedZone, pronoun: DocToken, owner: bool) -> Subject | None:
        """`minister, który twierdzi, że`: the noun on which the clause of the pronoun hangs; of a document that
        somebody issued (`MSZ wydał oświadczenie, w którym czytamy, że`) whoever issued it."""
        verb = pronoun.head
        while not verb.dep_.startswith("acl") and verb.head.i != verb.i and verb.dep_.startswith(("conj", "xcomp")):
            verb = verb.head
        noun = verb.head
        if not verb.dep_.startswith("acl") or noun.i > pronoun.i:
            return None
        issuer = subject_of(noun.head) if owner and noun.dep_ == "obj" and self._owner(zone, noun) is None else None
        return self.read(zone, issuer if issuer is not None else noun, owner=owner)

    def _name(self, zone: AnnotatedZone, head: DocToken) -> Name | None:
        """The name that the noun is, or that stands beside it as the same; beside a noun for people only a person's."""
        found = [n for n in zone.names if n.first <= head.right_edge.i + 2 and n.last >= head.left_edge.i]
        own = next((n for n in found if n.first <= head.i <= n.last), None)
        if own is not None:
            return own
        people = [n for n in found if n.kind == PERSON and _same_case(zone, n, head, self._oblique)]
        same = [n for n in people if any(_is_same(zone.doc[i], head) for i in range(n.first, n.last + 1))]
        token = zone.tokens[head.i]
        if (
            self._relational.value(token) is not None
        ):  # `prawnik Bibi, Saiful Mulook`: a name alone is whose lawyer he is
            people = [n for n in people if n.last > n.first or zone.doc[n.first - 1].text == COMMA]
            same = [n for n in same if n in people]
        if self._roles.value(token) is not None:
            return next(iter([*same, *(n for n in people if self._follows(zone, head, n))]), None)
        if same:
            return same[0]
        body = self._bodies.value(token) is not None
        return next((n for n in found if body and n.first == head.i + 1 and n.kind != PERSON), None)

    def _follows(self, zone: AnnotatedZone, head: DocToken, name: Name) -> bool:
        """`rzecznik MSZ Kastelii Ossip Teravel`, `dyrektor biura, Jan Kos`: only nouns, names, a comma between."""
        between = range(head.i + 1, name.first)
        commas = sum(zone.doc[i].text == COMMA for i in between)
        if any(self._roles.value(zone.tokens[i]) is not None for i in between):
            return False  # `rzecznik szefowej rządu Theresy May`
        plain = all(zone.doc[i].text == COMMA or zone.doc[i].pos_ in ATTRIBUTES for i in between)
        case = zone.doc[name.first].morph.get("Case", ["Nom"])
        nominative = "Nom" in case or not zone.tokens[name.first].known
        return name.first > head.i and plain and nominative and commas <= 1 and len(between) <= FAR

    def _owner(self, zone: AnnotatedZone, document: DocToken) -> Subject | None:
        """`komunikat MSZ`, `uzasadnienie wyroku Sądu Okręgowego`: who speaks in the document."""
        owners = (c for c in document.children if c.dep_.startswith("nmod") and c.i > document.i and _is_genitive(c))
        owner = next(owners, None)
        whose = next((c for c in document.children if c.i < document.i and c.pos_ == "PRON" and _is_genitive(c)), None)
        if owner is None and whose is not None:
            return self._pronoun(zone, whose)
        if owner is None:
            at = phrase_of(document, {})[-1].i
            name = next((n for n in zone.names if n.first in (at, at + 1) and n.last > document.i), None)
            return _named(zone, name) if name is not None else None
        return self.read(zone, owner, owner=True)

    def _described(self, zone: AnnotatedZone, head: DocToken, until: int | None) -> Subject | None:
        inside = [t for t in _without_asides(self._phrase(zone, head), head) if until is None or t.i < until]
        tokens = zone.tokens
        counted = any(c.dep_ in ("det:numgov", "nummod:gov") for c in head.children)
        words = [self._nominative(t, head) if _agrees(t, head) and not counted else t.text for t in inside]
        first = inside[0]
        if words and _is_common(tokens[first.i], first):
            words[0] = words[0][:1].lower() + words[0][1:]
        genders = frozenset(head.morph.get("Gender", [])) & GENDERED
        return Subject(
            _joined(words, inside),
            genders,
            start=tokens[first.i].start,
            end=tokens[inside[-1].i].end,
            unnamed=True,
            number=next((n for n in head.morph.get("Number", []) if n in ("Sing", "Plur")), None),
            stands_for=self._stands_for(zone, head, inside),
            noun=head.lemma_,
        )

    def _phrase(self, zone: AnnotatedZone, head: DocToken) -> list[DocToken]:
        """The words of the source: no name is cut, and a body or people have their place with them."""
        inside = self.own_words(zone, head)
        last = inside[-1].i
        last = max([last, *(n.last for n in zone.names if n.first <= last < n.last)])
        written = (
            self._data.value(zone.tokens[head.i]) is not None or self._documents.value(zone.tokens[head.i]) is not None
        )
        if written and zone.doc[last].i > head.i and "Part" in zone.doc[last].morph.get("VerbForm", []):
            last = _to_mark(zone, last, min(head.right_edge.i, zone.doc[last].right_edge.i))
        follows = next((n for n in zone.names if n.first == last + 2 and n.kind == PLACE), None)
        if follows is not None and last == head.i and zone.doc[last + 1].lower_ in self._place_prepositions:
            last = follows.last
        return self._closed([*inside, *zone.doc[inside[-1].i + 1 : last + 1]])

    def own_words(self, zone: AnnotatedZone, head: DocToken) -> list[DocToken]:
        """The words of a noun's phrase; data have no place: `według danych w kraju mieszka …`."""
        inside = phrase_of(head, {} if self._data.value(zone.tokens[head.i]) is not None else self.attributive)
        act = (n for n, t in enumerate(inside) if t.dep_ == "case" and self._is_of_the_act(zone, t.head, head))
        at = next(act, None)
        return inside[:at] if at else inside

    def _is_of_the_act(self, zone: AnnotatedZone, noun: DocToken, head: DocToken) -> bool:
        """Whether a noun behind a preposition tells when, where or of what somebody speaks, and not who.

        An occasion does only behind `według` and the like, where no verb parts them; beside a subject (`kandydatka w
        wyborach zapowiada`) or a participle (`ranni w zamachu`) it tells who."""
        token = zone.tokens[noun.i]
        if self._no_place.value(token) is not None:
            return True
        beside = head.dep_.startswith(BEHIND_CUE) and not zone.tokens[head.i].has("ADJ")
        return beside and "Loc" in noun.morph.get("Case", []) and self._occasions.value(token) is not None

    def _closed(self, inside: list[DocToken]) -> list[DocToken]:
        """With the mark behind it that closes a quotation opened inside: `czytelnicy „Kuriera”`."""
        last = inside[-1]
        follows = last.doc[last.i + 1] if last.i + 1 < len(last.doc) else None
        pairs = [(o, c) for o, c in self._quotes if follows is not None and follows.text == c]
        opened = any(sum(t.text == o for t in inside) > sum(t.text == c and o != c for t in inside) for o, c in pairs)
        return [*inside, follows] if opened and follows is not None else inside

    def may_speak(self, zone: AnnotatedZone, head: DocToken) -> bool:
        """Whether a noun can be a source: a name, people, a body, a document, data; no plan, pattern or measure."""
        token = zone.tokens[head.i]
        named = any(n.first <= head.i <= n.last for n in zone.names)
        human = "Hum" in head.morph.get("Animacy", []) or any(a.human and not _is_name(a) for a in token.analyses)
        return named or human or head.pos_ == "PRON" or any(words.value(token) for words in self._speaking)

    def _stands_for(self, zone: AnnotatedZone, head: DocToken, inside: list[DocToken]) -> str | None:
        """What one noun may stand for that was told by name before: a person, somebody by office, a body."""
        plain = all(t.i == head.i or t.dep_.startswith(("amod", "det")) for t in inside)
        token = zone.tokens[head.i]
        singular = head.morph.get("Number", []) == ["Sing"]
        several = self._several.forms().get(token.lower) is not None
        if not (singular or several) or any(self._indefinite.value(zone.tokens[t.i]) is not None for t in inside):
            return None
        if plain and self._media.value(token) is not None:
            return MEDIUM
        if self._roles.value(token) is not None:
            return HUMAN if plain else OFFICE
        if plain and self._documents.value(token) is not None:
            return DOCUMENT
        return BODY if plain and self._anaphoric.value(token) is not None else None

    def _nominative(self, token: DocToken, head: DocToken) -> str:
        """The form in the nominative that agrees with the head in number and gender."""
        if "Nom" in token.morph.get("Case", []) or not token.morph.get("Case", []):
            return token.text
        plural = head.morph.get("Number", ["Sing"]) != ["Sing"]
        fits = [f for f in self._forms(token.lemma_) if _may_be(f.analysis, token, head, plural)]
        if not fits:
            return token.text
        form = max(fits, key=lambda f: len(_features(f.analysis.tag) & _features(token.tag_))).text
        return form.capitalize() if token.text[:1].isupper() and token.i != head.i else form


def _without_asides(inside: list[DocToken], head: DocToken) -> list[DocToken]:
    """Without participles before another noun that have words of their own: `władze położonego w Azji obwodu`."""
    own = [t for t in inside if "Part" in t.morph.get("VerbForm", []) and head.i < t.i < right_of(t) < inside[-1].i]
    dropped = {i for t in own for i in range(t.i, right_of(t) + 1)}
    return [t for t in inside if t.i not in dropped]


def phrase_of(head: DocToken, attributive: Mapping[str, str]) -> list[DocToken]:
    """The words of a noun's phrase from the first to the last: up to a mark or a clause, without what only points, and
    without prepositions that do not tell who it is."""
    doc = head.doc
    last = head.i
    while last < head.right_edge.i and not _ends(doc[last + 1], head, attributive):
        last += 1
    while doc[last].pos_ in ("ADP", "CCONJ", "PUNCT") and last > head.i:
        last -= 1
    first = head.i
    while first > head.left_edge.i and _may_lead(doc[first - 1], head):
        first -= 1
    return [doc[i] for i in range(first, last + 1)]


def _ends(token: DocToken, head: DocToken, attributive: Mapping[str, str]) -> bool:
    inside = head.is_ancestor(token)
    elsewhere = token.dep_ == "case" and not _tells_who(token, attributive)
    parts = token.text in PARTING and not _is_of_abbreviation(token)
    return not inside or elsewhere or parts or _of_clause(token, head) or _quotes_a_clause(token)


def _is_of_abbreviation(token: DocToken) -> bool:
    """The full stop of `40 proc. Polaków`."""
    follows = token.i + 1 < len(token.doc) and not token.doc[token.i + 1].is_sent_start
    return token.text == "." and follows and not token.doc[token.i - 1].whitespace_


def _quotes_a_clause(mark: DocToken) -> bool:
    """Whether a mark opens more than a name: `wytyczne negocjatora "ustalenia muszą być ściśle zdefiniowane"`."""
    if any(c.isalnum() for c in mark.text) or mark.i + 1 >= len(mark.doc):
        return False
    words = mark.doc[mark.i + 1 : mark.i + 1 + LONGEST_TITLE]
    return not any(not t.is_alpha and t.text in CLOSING for t in words) or any(t.pos_ in ("VERB", "AUX") for t in words)


def _to_mark(zone: AnnotatedZone, first: int, last: int) -> int:
    """The end of the words up to a mark: `badanie przeprowadzone na zlecenie banku`."""
    return next((i - 1 for i in range(first + 1, last + 1) if zone.doc[i].text in PARTING), max(first, last))


def _tells_who(preposition: DocToken, attributive: Mapping[str, str]) -> bool:
    """Whether a preposition with the case that it governs may belong to a source's name."""
    case = attributive.get(preposition.lower_)
    return case is not None and case in preposition.head.morph.get("Case", [case])


def _of_clause(token: DocToken, head: DocToken) -> bool:
    """Whether a word stands in a clause that hangs on the noun."""
    while token.i != head.i:
        if token.dep_.startswith(OWN_CLAUSE):
            return True
        token = token.head
    return False


def _may_lead(token: DocToken, head: DocToken) -> bool:
    """An adjective or number before the noun, with nothing of its own behind it: `położonego w Azji obwodu`."""
    return token.head.i == head.i and token.dep_.startswith(AGREES) and token.right_edge.i == token.i


def _agrees(token: DocToken, head: DocToken) -> bool:
    return token.i == head.i or (token.head.i == head.i and token.dep_.startswith("amod"))


def _is_same(token: DocToken, head: DocToken) -> bool:
    """Whether a word of a name is the noun, or hangs on it as the same person or body."""
    while token.i != head.i:
        if not token.dep_.startswith(SAME) or token.head.i == token.i:
            return False
        token = token.head
    return True


def _same_case(zone: AnnotatedZone, name: Name, head: DocToken, oblique: tuple[str, ...]) -> bool:
    """Whether a name may stand in the case of a noun, as far as both show one."""
    token = zone.tokens[name.first]
    if (
        name.first == name.last
        and not token.known
        and "Nom" in head.morph.get("Case", [])
        and token.lower.endswith(oblique)
    ):
        return False
    if not any(zone.tokens[i].known for i in range(name.first, name.last + 1)):
        return True
    shown = {c for i in range(name.first, name.last + 1) for c in zone.doc[i].morph.get("Case", [])}
    return not shown or not head.morph.get("Case", []) or bool(shown & set(head.morph.get("Case", [])))


def _may_be(shows: Analysis, token: DocToken, head: DocToken, plural: bool) -> bool:
    """Whether a form is a nominative of a word's class that agrees with the head."""
    if "Nom" not in shows.cases or (shows.number == "Plur") != plural:
        return False
    alike = shows.tag.partition(":")[0] == token.tag_.partition(":")[0]
    people = head.pos_ == "ADJ" and plural  # `protestujący`, whatever gender the model chose
    human = people or "Hum" in head.morph.get("Animacy", [])
    fits = people or _fits(shows.genders, set(head.morph.get("Gender", [])))
    return alike and fits and (not plural or shows.human == human)


def _is_name(analysis: Analysis) -> bool:
    return analysis.lemma[:1].isupper()


def _is_common(token: Token, word: DocToken) -> bool:
    """A common noun whose capital is that of the sentence, by the lemma that the model chose: `Wdowa`, not `Kreml`."""
    return token.opens and not token.text.isupper() and word.lemma_[:1].islower()


def _features(tag: str) -> frozenset[str]:
    return frozenset(tag.replace(".", ":").split(":"))


def _is_genitive(token: DocToken) -> bool:
    """A noun in the genitive that no preposition governs."""
    return "Gen" in token.morph.get("Case", []) and not any(c.dep_ == "case" for c in token.children)


def _fits(shown: frozenset[str], wanted: set[str]) -> bool:
    return not shown or not wanted or bool(shown & wanted)


def _named(zone: AnnotatedZone, name: Name) -> Subject:
    text = " ".join(t.text for t in zone.tokens[name.first : name.last + 1])
    genders = frozenset(zone.doc[name.first].morph.get("Gender", [])) & GENDERED if name.kind == PERSON else frozenset()
    return Subject(
        name.bases[0].text if name.bases else text,
        genders,
        name.first == name.last and not zone.tokens[name.first].known,
        zone.tokens[name.first].start,
        zone.tokens[name.last].end,
        person=name.kind == PERSON,
    )


def _joined(words: list[str], tokens: list[DocToken]) -> str:
    """The words with blanks where the text has some."""
    parts = [word + token.whitespace_[:1] for word, token in zip(words, tokens, strict=True)]
    return "".join(parts).strip()
