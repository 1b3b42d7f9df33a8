"""The clinic's content: what the assistant knows, how it is asked for, and what it replies.

Read from the files under data/, checked as a whole, and free of Rasa but for `importer`.
"""

from bot.content.answer import Answer, ArticleAnswer, ProfileAnswer, SafetyAnswer
from bot.content.article import Article, Fact
from bot.content.content import Content, load_content, load_facts
from bot.content.entities import EntityValue
from bot.content.examples import Example
from bot.content.problems import ContentError
from bot.content.profile import Profile
from bot.content.rendering import Rendered

__all__ = [
    "Answer",
    "Article",
    "ArticleAnswer",
    "Content",
    "ContentError",
    "EntityValue",
    "Example",
    "Fact",
    "Profile",
    "ProfileAnswer",
    "Rendered",
    "SafetyAnswer",
    "load_content",
    "load_facts",
]
