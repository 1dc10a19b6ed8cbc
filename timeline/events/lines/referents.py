"""Whom and what the pronouns and bare nouns of a line stand for, in their sentence and in those before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from timeline.events.clauses import subjects
from timeline.events.lines.parts import gather
from timeline.events.lines.sentence import NOMINAL, PERSONAL, SUBJECTS, VERBAL, Sentence
from timeline.events.lines.spell import spell
from timeline.events.lines.words import LineWords
from timeline.events.tree import Tree
from timeline.model import Mention
from timeline.terms import BY_NAME, ActorKind, Via

GROUPS = frozenset(ActorKind) - {ActorKind.PERSON, ActorKind.PEOPLE, ActorKind.THING, ActorKind.PLACE}
LONGEST, CLOSEST = 9, 20  # words of what stands for a pronoun, and up to which rank its phrases go with it
MOST_NAMES = 4  # words of a full name with its title


@dataclass(slots=True)
class Story:
    """An article as its lines need it: mentions by sentence, and the sentences that tell events, by number."""

    mentions: Sequence[Sequence[Mention]]
    sentences: Mapping[int, Sentence]
    words: LineWords
    forms: Mapping[str, str]
    known: dict[tuple[int, int], str] = field(default_factory=dict)

    def name_of(self, mention: Mention) -> str:
        """An actor's name as the article writes it most fully."""
        return self.forms.get(mention.actor, mention.name)

    def stands_for(self, index: int, at: int) -> str:
        """What a pronoun stands for, as a line writes it; "" where that is not plain."""
        if (index, at) not in self.known:
            self.known[index, at] = ""  # a pronoun that leads back to itself stands for nothing
            self.known[index, at] = self._search(index, at)
        return self.known[index, at]

    def _search(self, index: int, at: int) -> str:
        tree = self.sentences[index].tree
        word, mention = tree.lower[at], tree.mention_at.get(at) or tree.owners.get(at)
        if mention is not None and mention.via is Via.COREF:
            return self.name_of(mention)
        if word in self.words.people:
            return ""  # nobody is sure to be meant
        return self._thing(index, at) if word in self.words.one or word in self.words.several else ""

    def _thing(self, index: int, at: int) -> str:
        """The noun that goes on as a pronoun: the subject or object of the clause above or before it."""
        tree = self.sentences[index].tree
        label, several = tree.parse.labels[at], tree.lower[at] in self.words.several
        if label not in ("nsubj", "nsubj:pass", "obj", "nmod:poss"):
            return ""
        verb = tree.clause(at)
        head = tree.parse.heads[verb]
        if head >= 0 and tree.parse.coarse[head] in VERBAL:
            own = subjects(tree, verb) if label == "obj" else []
            places = tree.having(head, "obj") if label == "obj" else []
            found = [word for word in (*places, *subjects(tree, head)) if word not in own and word != at]
            return self._written(index, found[:1], several=several)
        opens = label.startswith("nsubj") or all(tree.parse.coarse[word] == "PUNCT" for word in range(at))
        if not opens or tree.parse.labels[verb] != "root" or _is_expletive(tree, at):
            return ""
        return self._before(index - 1, several=several)

    def _before(self, index: int, *, several: bool) -> str:
        """The subject of a sentence, if it has no other that a pronoun of the next could stand for."""
        if index not in self.sentences:
            return ""
        sentence = self.sentences[index]
        parse = sentence.tree.parse
        root = parse.heads.index(-1)
        found = [word for word in sentence.tree.having(root, *SUBJECTS[:2]) if word < root][-1:]
        others = [at for at, label in enumerate(parse.labels) if label.startswith("nsubj") and at not in found]
        if any(parse.coarse[at] in ("NOUN", "PROPN") and sentence.is_plural(at) == several for at in others):
            return ""
        return self._written(index, found, several=several)

    def _written(self, index: int, found: Sequence[int], *, several: bool) -> str:
        """A noun's phrase as it stands for a pronoun, if it can."""
        sentence = self.sentences[index]
        tree = sentence.tree
        for at in found:
            if tree.parse.tags[at] in PERSONAL:
                return self.stands_for(index, at) if (tree.lower[at] in self.words.several) == several else ""
            mention = tree.mention_at.get(at)
            if tree.parse.coarse[at] not in NOMINAL or (mention is not None and mention.kind is ActorKind.PERSON):
                return ""
            group = several and mention is not None and mention.kind in GROUPS
            return phrase(sentence, at) if group or sentence.is_plural(at) == several else ""
        return ""


def phrase(sentence: Sentence, at: int) -> str:
    """A noun with what stands close to it, short enough for its place, in small letters but for names."""
    tree, part = sentence.tree, gather(sentence, at)
    for rank, _, unit in sorted(part.units, reverse=True):
        if rank > CLOSEST or len(part.words) > LONGEST:
            part.words.difference_update(tree.down(unit))
    part.words.difference_update(tree.having(at, "case", "mark", "cc"))
    if len(part.words) > LONGEST or not part.words:
        return ""
    words = sorted(part.words)
    text, first = spell(sentence, [words], {}), words[0]
    plain = first == 0 or tree.parse.coarse[first] == "DET" or tree.parse.words[first][:1].islower()
    return text[:1].lower() + text[1:] if plain and tree.parse.coarse[first] != "PROPN" else text


def _is_expletive(tree: Tree, at: int) -> bool:
    """Whether a subject may stand for nothing: "it is clear that"."""
    verb = tree.parse.heads[at]
    return bool(tree.having(verb, "expl", "csubj", "ccomp")) and bool(tree.having(verb, "cop"))


def full_forms(mentions: Sequence[Mention]) -> dict[str, str]:
    """By actor the fullest form of the name in an article, with a title where that is short."""
    forms: dict[str, str] = {}
    for mention in mentions:
        if len(mention.text) <= len(forms.get(mention.actor, "")) or mention.via not in BY_NAME:
            continue
        words, person = mention.text.split(), mention.kind is ActorKind.PERSON
        whole = mention.name.split()[0] in words and words[0][:1].isupper() if person else not mention.role
        if whole and len(words) <= MOST_NAMES and any(map(str.isupper, mention.text)):
            forms[mention.actor] = " ".join(words)
    return forms
