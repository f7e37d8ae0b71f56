"""Templates have what the environment gives to all of them, and nothing of their own beside."""

from collections import ChainMap

from barcamp.rendering.templating import Templates, environment


def test_templates_share_the_globals_of_their_environment():
    """Jinja compares them at each import of a macro, which takes long where they are a chain of dictionaries."""
    assert environment().get_template("macros/icon.html").globals is environment().globals


def test_a_template_with_globals_of_its_own_leaves_the_others_theirs():
    env = Templates()
    own = env.from_string("{{ word }}", globals={"word": "Brot"})
    assert isinstance(own.globals, ChainMap)
    assert own.render() == "Brot"
    assert "word" not in env.globals
