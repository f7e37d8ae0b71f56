"""The template of all catalogues holds what is said now."""

from tests.house.language import words
from tools.messages import TEMPLATE, template


def test_the_template_of_catalogues_is_up_to_date():
    made = template()
    assert {f'msgid "{key}"' for key in words.refusal_keys()} <= set(made.splitlines())
    assert TEMPLATE.read_text(encoding="utf-8") == made, "make messages"


def test_a_key_is_explained_in_english_and_a_sentence_says_where_it_is():
    entries = template().split("\n\n")
    [points] = [entry for entry in entries if 'msgid "dots.none_left"\n' in entry]
    assert points == (
        "#. English: Your point is placed. Take it back first.\n"
        "#. English: All %(num)s points are placed. Take one back first.\n"
        "#: barcamp/domain/walls/dots.py\n"
        'msgid "dots.none_left"\nmsgid_plural "dots.none_left"\nmsgstr[0] ""\nmsgstr[1] ""'
    )
    [people] = [entry for entry in entries if 'msgid "a person’s"\n' in entry]
    assert people.startswith("#. after it, what belongs to the person")
