"""What is written in a line in the place of single words: names for pronouns and surnames, articles for dates."""

from collections.abc import Sequence

from timeline.events.lines.referents import Story
from timeline.events.lines.sentence import PERSONAL, Sentence
from timeline.events.tree import Tree
from timeline.model import Mention
from timeline.terms import ActorKind, Via

INSIDE = frozenset({"compound", "flat", "amod", "nmod:desc"})


def named(story: Story, index: int, kept: Sequence[int], *, brief: bool = False) -> dict[int, str]:
    """For words of a line what stands in their place; a pronoun whose noun the line has named before stays.

    `brief` leaves out what a line can do without: titles, and what nouns refer back to.
    """
    sentence = story.sentences[index]
    spelled: dict[int, str] = {}
    if sentence.special:
        _name(story, index, kept, spelled, brief=brief)
    if sentence.hidden:
        _determine(sentence, set(kept), spelled)
    return spelled


def _name(story: Story, index: int, kept: Sequence[int], spelled: dict[int, str], *, brief: bool) -> None:
    """Names for pronouns, surnames and nouns that stand for somebody; each once."""
    sentence = story.sentences[index]
    tree, told = sentence.tree, list[str]()
    for at in kept:
        if at not in sentence.special:
            continue
        mention = tree.mention_at.get(at)
        if tree.parse.tags[at] in PERSONAL:
            name = "" if _is_speakers(tree, at) else story.stands_for(index, at)
            if name and not _is_told(name, told) and name.lower() not in " ".join([tree.lower[word] for word in kept]):
                owning = tree.parse.tags[at] == "PRP$"
                spelled[at] = _owning(name, sentence.words.possessive) if owning else name
                told.append(name)
        elif mention is None and tree.parse.labels[at] == "det":
            spelled[at] = sentence.words.article  # "this man"
        elif mention is None:
            continue  # "this is", "those taking part"
        else:
            if mention.name not in told and (_is_surname(tree, at, mention) or _is_description(tree, at, mention)):
                spelled[at] = mention.name if brief else story.name_of(mention)
                if mention.text.islower():
                    spelled |= dict.fromkeys(tree.having(at, "det"), "")
            told += [mention.name, mention.text]


def _is_told(name: str, told: Sequence[str]) -> bool:
    lower = name.lower()
    return any(lower in other.lower() or other.lower() in lower for other in told)


def _owning(name: str, mark: str) -> str:
    """The possessive of a name: "the workers'" and "Smith's"."""
    several = name[:1].islower() and name.endswith(mark[-1:])
    return name + (mark[:1] if several else mark)


def _is_surname(tree: Tree, at: int, mention: Mention) -> bool:
    """Whether a word is a person's last name alone, and no part of something else's."""
    if mention.kind is not ActorKind.PERSON or mention.text != tree.parse.words[at]:
        return False
    inside = tree.parse.labels[at] in INSIDE or bool(tree.having(at, "flat", "nmod:desc", "compound"))
    return mention.name.endswith(f" {mention.text}") and not inside


def _is_description(tree: Tree, at: int, mention: Mention) -> bool:
    """Whether a noun with "the" alone stands for an actor whom the text has named: "the company"."""
    if mention.via is not Via.COREF or mention.role or mention.text != tree.parse.words[at]:
        return False
    return tree.parse.tags[at] == "NN" and [tree.parse.labels[kid] for kid in tree.kids[at] if kid < at] == ["det"]


def _determine(sentence: Sentence, kept: set[int], spelled: dict[int, str]) -> None:
    """Give nouns the article that went with a date: "last week's vote", "the 12 May vote"."""
    tree = sentence.tree
    for noun in {tree.parse.heads[at] for at in sentence.hidden} & kept:
        if tree.parse.coarse[noun] != "NOUN" or tree.having(noun, "det"):
            continue
        dates = [kid for kid in tree.kids[noun] if kid in sentence.hidden and kid < noun and kid not in kept]
        if any(tree.parse.labels[kid] == "nmod:poss" or tree.having(kid, "det") for kid in dates):
            first = min(word for word in tree.down(noun) if word in kept and word > max(dates))
            spelled[first] = f"{sentence.words.article} {spelled.get(first, tree.parse.words[first])}"


def _is_speakers(tree: Tree, at: int) -> bool:
    """Whether a pronoun may stand for somebody without a name who says it: "an official said he was tired"."""
    verb = tree.parse.heads[at]
    head = tree.parse.heads[verb] if verb >= 0 else -1
    if head < 0 or tree.parse.labels[verb] != "ccomp":
        return False
    mentions = [tree.mention_at.get(word) for word in tree.having(head, "nsubj") if tree.parse.tags[word] == "NN"]
    return any(mention is not None and mention.kind is ActorKind.PEOPLE for mention in mentions)
